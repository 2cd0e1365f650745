"""The model client against a scripted server on a real socket, through the real langchain and openai."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, SecretStr

from bot.assistant.budget import FileLedger, Limit, Price, Usage
from bot.assistant.llm import ModelSettings, OpenAIModel
from bot.assistant.prompts import Messages, as_data
from knowledge.errors import ModelError
from tests.fakes.openai_server import Behaviour, FakeOpenAI

SHORT = 1.5
"""Seconds a call may take where the server will never answer."""

MESSAGES = Messages(
    "Trả lời bằng JSON.",
    "Câu hỏi?\n"
    + as_data("evidence", "Xã Vĩnh Mộng thành lập 12 tổ công nghệ số cộng đồng.", key="E1", document="a.txt")
    + "\n"
    + as_data("evidence", "Phường Tân Mơ đạt trên 70% hồ sơ trực tuyến.", key="E2", document="b.txt"),
)


class Line(BaseModel):
    text: str
    evidence: list[str]


class Lines(BaseModel):
    claims: list[Line]


@pytest.fixture
def server() -> Iterator[FakeOpenAI]:
    with FakeOpenAI().running() as running:
        yield running


@pytest.fixture
def ledger(tmp_path: Path) -> FileLedger:
    return FileLedger(tmp_path / "usage.jsonl")


def connect(server: FakeOpenAI, ledger: FileLedger, **changes: Any) -> OpenAIModel:
    settings = ModelSettings("fake", SecretStr("sk-test"), server.base_url)
    return OpenAIModel(settings._replace(**changes), ledger)


def test_an_object_of_the_asked_shape_arrives(server: FakeOpenAI, ledger: FileLedger) -> None:
    got = connect(server, ledger).write(MESSAGES, Lines)
    assert [line.evidence for line in got.claims] == [["E1"], ["E2"]]
    assert got.claims[0].text == "Xã Vĩnh Mộng thành lập 12 tổ công nghệ số cộng đồng."


async def test_the_same_from_async_code(server: FakeOpenAI, ledger: FileLedger) -> None:
    model = connect(server, ledger)
    both = await asyncio.gather(model.awrite(MESSAGES, Lines), model.awrite(MESSAGES, Lines))
    assert both[0] == both[1]


def test_the_schema_and_both_messages_are_sent(server: FakeOpenAI, ledger: FileLedger) -> None:
    connect(server, ledger).write(MESSAGES, Lines)
    request = server.requests[0]
    assert [message["content"] for message in request["messages"]] == list(MESSAGES)
    assert request["response_format"]["json_schema"]["schema"]["properties"].keys() == {"claims"}


def test_what_has_arrived_is_shown_while_it_streams(server: FakeOpenAI, ledger: FileLedger) -> None:
    seen: list[Any] = []
    whole = connect(server, ledger).write(MESSAGES, Lines, seen.append)
    assert len(seen) > 1
    assert seen[0] != whole.model_dump()
    assert seen[0]["claims"][0] == whole.claims[0].model_dump()
    assert seen[-1] == whole.model_dump()


@pytest.mark.parametrize("behaviour", [Behaviour.CHATTY, Behaviour.NO_SCHEMA])
def test_servers_with_other_habits_are_understood(
    server: FakeOpenAI, ledger: FileLedger, behaviour: Behaviour
) -> None:
    server.behaviour = behaviour
    model = connect(server, ledger)
    assert len(model.write(MESSAGES, Lines).claims) == 2
    assert len(model.write(MESSAGES, Lines).claims) == 2
    refused = sum("response_format" in request for request in server.requests)
    assert refused == (1 if behaviour is Behaviour.NO_SCHEMA else 2)


@pytest.mark.timeout(30)  # without the bound the last two would never end
@pytest.mark.parametrize(
    ("behaviour", "requests", "retryable"),
    [
        (Behaviour.MALFORMED, 1, False),
        (Behaviour.UNAUTHORISED, 1, False),
        (Behaviour.BROKEN, 2, True),
        (Behaviour.TOO_MANY, 2, True),
        (Behaviour.DEAD_MID_STREAM, 2, True),
        (Behaviour.HANGING, 1, True),
        (Behaviour.SLOW, 1, True),
    ],
)
def test_every_failure_is_a_model_error_within_the_bound(
    server: FakeOpenAI, ledger: FileLedger, behaviour: Behaviour, requests: int, retryable: bool
) -> None:
    server.behaviour = behaviour
    with pytest.raises(ModelError) as caught:
        connect(server, ledger, attempts=2, seconds=SHORT).write(MESSAGES, Lines)
    assert caught.value.retryable is retryable
    assert len(server.requests) == requests
    assert "sk-test" not in str(caught.value)


def test_a_passing_failure_is_asked_again(server: FakeOpenAI, ledger: FileLedger) -> None:
    server.failures_left = 2
    assert connect(server, ledger, attempts=3).write(MESSAGES, Lines).claims
    assert len(server.requests) == 3


def test_a_wait_longer_than_the_bound_is_not_begun(server: FakeOpenAI, ledger: FileLedger) -> None:
    server.behaviour, server.retry_after = Behaviour.TOO_MANY, "3600"
    with pytest.raises(ModelError):
        connect(server, ledger, seconds=60).write(MESSAGES, Lines)
    assert len(server.requests) == 1


def test_nobody_listens(ledger: FileLedger) -> None:
    with FakeOpenAI().running() as server:
        pass
    with pytest.raises(ModelError) as caught:
        connect(server, ledger, attempts=2).write(MESSAGES, Lines)
    assert caught.value.retryable


@pytest.mark.parametrize("reported", [True, False])
def test_tokens_and_cost_are_written_down(server: FakeOpenAI, ledger: FileLedger, reported: bool) -> None:
    server.reports_usage = reported
    connect(server, ledger, price=Price(input=1.0, output=4.0)).write(MESSAGES, Lines)
    spent = ledger.spent()
    assert spent.calls == 1
    assert spent.tokens > 20
    assert 0 < spent.cost < 1


def test_an_answer_cut_short_is_paid_for_all_the_same(server: FakeOpenAI, ledger: FileLedger) -> None:
    server.behaviour = Behaviour.DEAD_MID_STREAM
    with pytest.raises(ModelError):
        connect(server, ledger, attempts=1).write(MESSAGES, Lines)
    assert ledger.spent().tokens > 0


def test_a_question_without_an_answer_in_time_is_paid_for(server: FakeOpenAI, ledger: FileLedger) -> None:
    server.behaviour = Behaviour.HANGING
    with pytest.raises(ModelError):
        connect(server, ledger, seconds=0.5).write(MESSAGES, Lines)
    assert ledger.spent().calls == 1
    assert ledger.spent().tokens > 20


@pytest.mark.parametrize("behaviour", [Behaviour.TOO_MANY, Behaviour.BROKEN, Behaviour.UNAUTHORISED])
def test_a_question_that_is_turned_away_is_not(
    server: FakeOpenAI, ledger: FileLedger, behaviour: Behaviour
) -> None:
    server.behaviour = behaviour
    with pytest.raises(ModelError):
        connect(server, ledger, attempts=1).write(MESSAGES, Lines)
    assert ledger.spent().calls == 0


def test_nothing_is_asked_once_the_daily_budget_is_used_up(server: FakeOpenAI, ledger: FileLedger) -> None:
    model = connect(server, ledger, daily=Limit(tokens=1))
    model.write(MESSAGES, Lines)
    with pytest.raises(ModelError, match="budget"):
        model.write(MESSAGES, Lines)
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "text",
    [
        "TỐI MẬT\nBáo cáo về tình hình biên giới",
        "Ông Trần Văn Mơ, số định danh cá nhân 031085004711, ngụ tại xã Vĩnh Mộng",
    ],
)
def test_secret_and_personal_text_never_leaves(server: FakeOpenAI, ledger: FileLedger, text: str) -> None:
    with pytest.raises(ModelError, match="not sent"):
        connect(server, ledger).write(Messages("", as_data("evidence", text, key="E1")), Lines)
    assert server.requests == []


class TestLedger:
    def test_days_are_counted_apart_in_vietnamese_time(self, tmp_path: Path) -> None:
        path = tmp_path / "usage.jsonl"
        lines = [
            {"at": at, **Usage("m", 10, 5, cost=0.25)._asdict()}
            for at in ("2026-11-20T16:59:59+00:00", "2026-11-20T17:00:00+00:00", "2026-11-21T10:00:00+00:00")
        ]
        path.write_text("".join(json.dumps(line) + "\n" for line in lines) + '{"at": "2026-11-2')
        ledger = FileLedger(path)
        assert ledger.spent(date(2026, 11, 20)).tokens == 15
        assert ledger.spent(date(2026, 11, 21)) == (2, 30, 0.5)
        assert ledger.spent(date(2026, 11, 22)) == (0, 0, 0.0)

    @pytest.mark.parametrize(
        ("limit", "reached"),
        [(Limit(), False), (Limit(tokens=100), True), (Limit(tokens=101), False), (Limit(cost=0.5), True)],
    )
    def test_a_limit_is_reached_when_it_is_spent(self, tmp_path: Path, limit: Limit, reached: bool) -> None:
        ledger = FileLedger(tmp_path / "new" / "usage.jsonl")
        ledger.record(Usage("m", 60, 40, cost=0.5))
        assert limit.reached(ledger.spent()) is reached
