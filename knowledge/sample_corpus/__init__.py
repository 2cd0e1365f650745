"""Fictional documents: the demo, the test data and the example of the docs."""

from __future__ import annotations

from pathlib import Path


def folder() -> Path:
    """Where the documents lie."""
    return Path(__file__).parent / "documents"
