"""No claim stands that its sources do not state: case tables, random edits, and whole answers."""

from __future__ import annotations

from typing import Any

import pytest

from bot.assistant import ground
from bot.assistant.models import Answer, Claim, Question, Status
from tests.bot.library import CASES, Library, ref


def checked(answer: Answer, question: str = "?") -> Answer:
    return ground.check(answer, Question(text=question), Library(), ground.reference_symbols())


def of_row(row: dict[str, Any]) -> Answer:
    sources = tuple(ref(name) for name in row["sources"])
    claim = Claim(
        text=row["claim"], sources=tuple(range(len(sources))), computed=tuple(row.get("computed", ()))
    )
    return Answer(status=Status.ANSWERED, claims=(claim,), sources=sources)


@pytest.mark.parametrize("row", CASES["backed"], ids=lambda row: row["claim"])
def test_what_the_sources_state_is_kept(row: dict[str, Any]) -> None:
    answer = of_row(row)
    got = checked(answer, row.get("question", "?"))
    assert got.status is Status.ANSWERED
    assert got.claims == answer.claims


@pytest.mark.parametrize("row", CASES["unbacked"], ids=lambda row: row["claim"])
def test_what_they_do_not_state_is_dropped(row: dict[str, Any], caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "bot.assistant.ground")
    got = checked(of_row(row), row.get("question", "?"))
    assert got.status is Status.INSUFFICIENT
    assert [claim.text for claim in got.claims] == [ground.nothing_proven().claims[0].text]
    assert not got.sources
    assert row["fault"] in caplog.messages[-1]
