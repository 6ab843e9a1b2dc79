"""Print the values that must not be written in a file of the course: password, French pages, address of the image.

BIZMODELS_HUB_PASSWORD=… python deploy/kubernetes/valeurs.py --image DEPOT/bizmodels-cours |
    helm upgrade --install cours jupyterhub/jupyterhub -f deploy/kubernetes/values.yaml -f -

The output is JSON, which is YAML too; it passes through a pipe and is never written to a file.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

PAGES = Path(__file__).resolve().parents[1] / "une_machine" / "pages"
MOUNTED = "/usr/local/share/jupyterhub/cours"  # templatePaths of values.yaml
LEAST_PASSWORD = 8


def values(password: str, image: str = "", tag: str = "") -> dict:
    """The values to add to those of values.yaml.

    Args:
        password: that of the class.
        image: name of the image where the cluster finds it; empty: that of values.yaml.
        tag: its tag; empty: that of values.yaml.

    Raises:
        ValueError: the password is too short; the message is French.
    """
    if len(password) < LEAST_PASSWORD:
        raise ValueError(f"BIZMODELS_HUB_PASSWORD doit compter au moins {LEAST_PASSWORD} caractères.")
    files = {
        page.stem.replace("_", "-"): {
            "mountPath": f"{MOUNTED}/{page.name}",
            "stringData": page.read_text(encoding="utf-8"),
        }
        for page in sorted(PAGES.glob("*.html"))
    }
    made: dict = {
        "hub": {"config": {"SharedPasswordAuthenticator": {"user_password": password}}, "extraFiles": files}
    }
    chosen = {name: given for name, given in (("name", image), ("tag", tag)) if given}
    if chosen:
        made["singleuser"] = {"image": chosen}
    return made


def main() -> int:
    """Print them; 1 without a password."""
    parser = argparse.ArgumentParser(
        prog="valeurs.py", description="Valeurs propres à votre classe, pour helm."
    )
    parser.add_argument("--image", default="", metavar="NOM", help="nom complet de l’image dans votre dépôt")
    parser.add_argument("--tag", default="", metavar="TAG", help="son étiquette")
    options = parser.parse_args()
    try:
        made = values(os.environ.get("BIZMODELS_HUB_PASSWORD", ""), options.image, options.tag)
    except ValueError as error:
        print(f"À corriger — {error}", file=sys.stderr)
        return 1
    print(json.dumps(made, ensure_ascii=True, indent=1))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
