"""What a learner sees: calculators (ipywidgets), fast pictures (SVG strings), figures (seaborn)."""

from importlib.metadata import PackageNotFoundError, version

from bizmodels.errors import LearnerError


def _need_ipywidgets() -> None:
    """ipywidgets 8, or one French sentence: an older one fails deep inside, in English (Colab, an old conda)."""
    try:
        found = version("ipywidgets")
    except PackageNotFoundError:
        return  # the import of the view itself tells that it is absent
    if int(found.split(".")[0]) < 8:
        raise LearnerError(
            f"ipywidgets {found} est installé ; les calculateurs demandent ipywidgets 8 ou plus récent. Dans un terminal : "
            'pip install "ipywidgets>=8.1.5", puis redémarrer le noyau et recharger la page.'
        )


_need_ipywidgets()
