"""How the time of a piece of work grows with its text: twice the text should take twice the time."""

from __future__ import annotations

import time
from collections.abc import Callable

STEPS = (1, 2, 4, 8)


def growth(name: str, text: str, work: Callable[[str], object]) -> str:
    """MB of text a second of processor time at the largest size, and the seconds at each size."""
    work(text)
    seconds: list[float] = []
    for times in STEPS:
        start = time.process_time()
        work(text * times)
        seconds.append(time.process_time() - start)
    megabytes = len(text.encode()) * STEPS[-1] / 1e6
    growth = (seconds[-1] / seconds[0]) / STEPS[-1]
    steps = " ".join(f"{second:.2f}" for second in seconds)
    return f"{name}: {megabytes / seconds[-1]:.2f} MB/s; seconds at {STEPS}: {steps}; {growth:.2f} of linear"
