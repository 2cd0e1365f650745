"""`make bench`: every measurement, or those named (`python -m tests.bench answers retrieval`).

Hours on two free cores: in `versus` the usual stack embeds 100,000 passages (8,000 to 10,000 s of processor
time) and ours indexes a million, `answers` loads 100,000 passages, `reading` damages 10,000 files a format.
Absolute figures depend on the machine and on what else it does; the ratios are the point.
"""

from __future__ import annotations

import pkgutil
import sys
import time
import traceback
from collections.abc import Sequence
from importlib import import_module

from tests import bench


def main(wanted: Sequence[str]) -> int:
    """Print the rows of each module that has `run`; 1 where one of them failed, which stops no other."""
    failed = []
    for module in pkgutil.iter_modules(bench.__path__):
        if module.name.startswith("_") or (wanted and module.name not in wanted):
            continue
        run = getattr(import_module(f"tests.bench.{module.name}"), "run", None)
        if run is not None:
            print(f"== {module.name}", flush=True)
            started = time.monotonic()
            try:
                for row in run():
                    print(f"   {row}", flush=True)
            except Exception:
                traceback.print_exc()
                failed.append(module.name)
            print(f"   ({time.monotonic() - started:.0f} s)", flush=True)
    print(f"failed: {', '.join(failed)}" if failed else "every part measured")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
