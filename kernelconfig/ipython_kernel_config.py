"""Read by every kernel of the environment where the course is installed (etc/ipython of the environment)."""

import contextlib
import sys
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path

c = get_config()  # noqa: F821 - IPython gives it

with contextlib.suppress(Exception):  # a damaged course must not stop a kernel
    # By its path: importing the package would cost numpy and pydantic in notebooks that are not the course's.
    home = Path(find_spec("bizmodels").origin).parent
    spec = spec_from_file_location("bizmodels_first_cell", home / "course" / "first_cell.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    sys.modules[spec.name] = module
    c.InteractiveShellApp.extensions.append(spec.name)
