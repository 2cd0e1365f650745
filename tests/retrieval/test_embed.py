"""Vectors: unit length, alike for what is alike; a failing model fails in a named way and in bounded time."""

import numpy as np
import pytest

from knowledge.errors import ModelError
from retrieval.embed import ATTEMPTS, LocalEmbedder, OpenAIEmbedder
from tests.fakes.openai_server import Behaviour, FakeOpenAI


def test_local_vectors_say_what_is_alike() -> None:
    rows = LocalEmbedder().embed(
        [
            "Kinh phí cho chuyển đổi số còn hạn chế.",
            "kinh phi danh cho chuyen doi so con rat han che",
            "Đàn lợn tăng 5% so với cùng kỳ.",
            "",
        ]
    )
    assert np.allclose(np.linalg.norm(rows[:3], axis=1), 1, atol=1e-5)
    assert rows[0] @ rows[1] > 0.6 > 0.3 > rows[0] @ rows[2]
    assert np.allclose(rows, LocalEmbedder().embed(["Kinh phí cho chuyển đổi số còn hạn chế."])[0:1], atol=2)
    assert not rows[3].any()


def test_a_model_gives_unit_vectors_in_order() -> None:
    with FakeOpenAI().running() as server:
        embedder = OpenAIEmbedder("fake", "key", server.base_url)
        texts = [f"thôn số {number}" for number in range(300)]
        rows = embedder.embed(texts)
        assert rows.shape[0] == 300
        assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
        assert np.allclose(rows[7], embedder.embed([texts[7]])[0])
        assert all(request["input"] and isinstance(request["input"][0], str) for request in server.requests)


def test_a_passing_failure_is_asked_again() -> None:
    with FakeOpenAI(fail_first=ATTEMPTS - 1).running() as server:
        assert len(OpenAIEmbedder("fake", "key", server.base_url).embed(["thôn"])) == 1
        assert len(server.requests) == ATTEMPTS


@pytest.mark.parametrize(
    ("behaviour", "retryable", "requests"),
    [
        (Behaviour.UNAUTHORISED, False, 1),
        (Behaviour.TOO_MANY, True, ATTEMPTS),
        (Behaviour.BROKEN, True, ATTEMPTS),
    ],
)
def test_a_failing_model_is_a_model_error(behaviour: Behaviour, retryable: bool, requests: int) -> None:
    with FakeOpenAI(behaviour).running() as server:
        with pytest.raises(ModelError, match="BAOCAO_EMBEDDING_MODEL") as caught:
            OpenAIEmbedder("fake", "key", server.base_url).embed(["thôn"])
        assert caught.value.retryable is retryable
        assert len(server.requests) == requests


def test_a_dead_address_is_a_model_error() -> None:
    with pytest.raises(ModelError) as caught:
        OpenAIEmbedder("fake", "key", "http://127.0.0.1:9/v1").embed(["thôn"])
    assert caught.value.retryable
