"""``python -m bizmodels.cli``: the same as ``bizmodels``, where the script is not on PATH."""

import sys

from bizmodels.cli import main

sys.exit(main())
