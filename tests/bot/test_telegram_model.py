"""Answers that a model words, as they reach the chat: over two real sockets, Telegram's and the model's."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from bot.assistant.models import Question
from bot.assistant.service import Assistant
from bot.rendering.message import telegram_html
from bot.telegram.streaming import DRAFT_PAUSE
from tests.bot.telegram_bot import member, running, settings
from tests.bot.test_models_on_gold import with_model
from tests.bot.test_readings import MEANT, SLOPPY
from tests.fakes.openai_server import Behaviour, FakeOpenAI
from tests.fakes.telegram_check import INLINE_TAGS, parse_html
from tests.fakes.telegram_server import FakeTelegram, Fault

ASKED = "Khó khăn, vướng mắc của xã Mai Khê là gì?"


@pytest.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram() as server:
        yield server
        assert server.invalid == []


@pytest.fixture
def server() -> Iterator[FakeOpenAI]:
    with FakeOpenAI().running() as running_server:
        yield running_server
        for gate in running_server.gates:
            gate.set()


def _extracted(assistant: Assistant) -> str:
    """The answer without a model, as it is shown."""
    answer = assistant.answer(Question(text=ASKED, interactive=True))
    return parse_html(telegram_html(answer)[0], INLINE_TAGS)


async def test_slow_tokens_show_as_a_growing_draft_and_end_as_one_message(
    telegram: FakeTelegram, server: FakeOpenAI, sample_assistant: Assistant, tmp_path: Path
) -> None:
    server.gates = [threading.Event() for _ in range(4)]
    brain = with_model(sample_assistant, server, tmp_path / "usage.jsonl")
    async with running(settings(telegram, tmp_path), brain) as store:
        officer = await member(telegram, store, 7, "Lan", "officer")
        await officer.say(ASKED)
        for wanted, gate in zip((0, 1, 2, 0), server.gates, strict=True):
            gate.set()  # the first part holds no whole sentence yet, the last ends the answer
            await telegram.until(lambda n=wanted: len(telegram.drafts.get(7, [])) >= n)  # type: ignore[misc]
        final = (await officer.hears())[0]
        await telegram.until(lambda: bool(final.keyboard))
    drafts = [call for call in telegram.calls if call.method == "sendMessageDraft"]
    assert len({call.arguments["draft_id"] for call in drafts}) == 1
    # No faster than one message a second in a chat; the answer itself comes once, after the last draft.
    assert all(after.at - before.at >= DRAFT_PAUSE * 0.95 for before, after in pairwise(drafts))
    assert telegram.calls.index(drafts[-1]) < [c.method for c in telegram.calls].index("sendMessage")
    assert len(officer.messages) == 1


@pytest.mark.parametrize("behaviour", [Behaviour.DEAD_MID_STREAM, Behaviour.TOO_MANY, Behaviour.BROKEN])
async def test_a_model_that_fails_costs_its_wording_only(
    telegram: FakeTelegram,
    server: FakeOpenAI,
    sample_assistant: Assistant,
    tmp_path: Path,
    behaviour: Behaviour,
) -> None:
    server.behaviour = behaviour
    brain = with_model(sample_assistant, server, tmp_path / "usage.jsonl")
    async with running(settings(telegram, tmp_path), brain) as store:
        officer = await member(telegram, store, 7, "Lan", "officer")
        assert (await officer.asks(ASKED)).text == _extracted(sample_assistant)
    assert server.requests


async def test_the_extracted_answer_shows_while_a_model_is_slow(
    telegram: FakeTelegram, server: FakeOpenAI, sample_assistant: Assistant, tmp_path: Path
) -> None:
    server.behaviour = Behaviour.SLOW
    brain = with_model(sample_assistant, server, tmp_path / "usage.jsonl", seconds=3)
    async with running(settings(telegram, tmp_path), brain) as store:
        officer = await member(telegram, store, 7, "Lan", "officer")
        final = await officer.asks(ASKED)
    drafts = [call for call in telegram.calls if call.method == "sendMessageDraft"]
    assert final.text == _extracted(sample_assistant)
    assert "Người phụ trách công nghệ thông tin" in str(drafts[0].arguments)


async def test_previews_that_telegram_holds_back_do_not_hold_back_the_answer(
    telegram: FakeTelegram, server: FakeOpenAI, sample_assistant: Assistant, tmp_path: Path
) -> None:
    telegram.faults = lambda method, _: Fault.FLOOD if method == "sendMessageDraft" else None
    brain = with_model(sample_assistant, server, tmp_path / "usage.jsonl")
    async with running(settings(telegram, tmp_path), brain) as store:
        officer = await member(telegram, store, 7, "Lan", "officer")
        assert "Người phụ trách công nghệ thông tin" in (await officer.asks(ASKED)).text


async def test_a_message_with_a_personal_number_is_answered_without_the_model(
    telegram: FakeTelegram, server: FakeOpenAI, sample_assistant: Assistant, tmp_path: Path
) -> None:
    brain = with_model(sample_assistant, server, tmp_path / "usage.jsonl")
    async with running(settings(telegram, tmp_path), brain) as store:
        officer = await member(telegram, store, 7, "Lan", "officer")
        told = await officer.asks(f"Số định danh cá nhân 031085004711, {ASKED}")
        assert told.text
    assert server.requests == []


async def test_a_refusal_offers_what_the_model_takes_the_question_for(
    telegram: FakeTelegram, server: FakeOpenAI, sample_assistant: Assistant, tmp_path: Path
) -> None:
    server.behaviour, server.readings = Behaviour.SCRIPTED, [MEANT]
    brain = with_model(sample_assistant, server, tmp_path / "usage.jsonl")
    async with running(settings(telegram, tmp_path), brain) as store:
        officer = await member(telegram, store, 7, "Lan", "officer")
        refused = await officer.asks(SLOPPY)
        assert "không nêu nội dung được hỏi" in refused.text
        server.behaviour = Behaviour.RIGHT
        await officer.press(MEANT)
        assert "95%" in (await officer.hears())[-1].text
