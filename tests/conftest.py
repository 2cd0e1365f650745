"""Fixtures that every part of the suite may use."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable

import pytest


@pytest.fixture
def requires_tool() -> Callable[[str], None]:
    """Call it with the name of a program: without it the test is skipped, and fails where CI=true."""

    def require(name: str) -> None:
        if shutil.which(name):
            return
        if os.environ.get("CI") == "true":
            pytest.fail(f"{name} is not installed; in CI every test must run")
        pytest.skip(f"{name} is not installed")

    return require
