"""Memory of this process."""

from __future__ import annotations

from pathlib import Path


def resident() -> float:
    """Megabytes that this process holds."""
    return _status("VmRSS")


def most() -> float:
    """Megabytes that this process held at most."""
    return _status("VmHWM")


def _status(name: str) -> float:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    kilobytes = next(line.split()[1] for line in lines if line.startswith(f"{name}:"))
    return int(kilobytes) / 1024
