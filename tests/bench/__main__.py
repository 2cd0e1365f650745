"""`make bench`: every measurement, or those named (`python -m tests.bench answers retrieval`).

Absolute figures depend on the machine and on what else it does; the ratios are the point.
"""

from __future__ import annotations

import pkgutil
import sys
from collections.abc import Sequence
from importlib import import_module

from tests import bench


def main(wanted: Sequence[str]) -> int:
    """Print the rows of each module that has `run`."""
    for module in pkgutil.iter_modules(bench.__path__):
        if module.name.startswith("_") or (wanted and module.name not in wanted):
            continue
        run = getattr(import_module(f"tests.bench.{module.name}"), "run", None)
        if run is not None:
            print(f"== {module.name}")
            for row in run():
                print(f"   {row}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
