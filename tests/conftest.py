"""Fixtures that every part of the suite may use."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from bot.assistant.service import Assistant


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


@pytest.fixture(scope="session")
def sample_assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The assistant over the sample corpus, loaded once for the whole run. Read from it only."""
    from tests import sample

    return sample.load(tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="session")
def shared_assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The assistant over the five real documents, loaded once for the whole run; skips where these are not
    beside the project. Read from it only."""
    from tests import gold_sets, sample

    corpus = gold_sets.SHARED / "corpus"
    if not corpus.is_dir():
        pytest.skip("the real documents are not beside the project")
    return sample.load(tmp_path_factory.mktemp("shared"), corpus)
