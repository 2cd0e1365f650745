"""Drafts are kept per user with all their versions, and found again in a store that is opened anew."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from bot.assistant.draft import Draft, DraftPart, DraftSentence
from bot.assistant.drafting.kept import Drafts, Replayed, Step
from bot.assistant.drafting.own_unit import OwnUnit
from bot.store.drafts import DraftRecord, KeptDrafts
from bot.store.schema import MIGRATIONS, metadata, open_database
from knowledge.models import SectionType

HOUR = 3600.0


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 1_760_000_000.0

    def __call__(self) -> float:
        return self.now


def draft(*sentences: str) -> Draft:
    part = DraftPart(
        type=SectionType.DIFFICULTIES,
        title="Khó khăn",
        sentences=tuple(DraftSentence(template=s) for s in sentences),
    )
    return Draft(own=OwnUnit(kind="xã", name="Mai Khê"), kind="Báo cáo", parts=(part,))


@pytest.fixture
def clock() -> Clock:
    return Clock()


def store(folder: Path, clock: Clock) -> KeptDrafts:
    return KeptDrafts(open_database(folder / "people.sqlite"), clock)


def keep(drafts: KeptDrafts, step: Step, *, user: int = 1, message: int | None = None) -> None:
    drafts.keep(DraftRecord(user, user, message, step))


def first(content: Draft | None = None) -> Step:
    return Step(
        draft=None, title="Khó khăn", number=1, says="soạn mục khó khăn", content=content or draft("A.")
    )


def test_versions_are_found_again_after_a_restart(tmp_path: Path, clock: Clock) -> None:
    before = store(tmp_path, clock)
    keep(before, first())
    (kept,) = before.of(1, 1, window=HOUR).listed()
    keep(
        before,
        Step(draft=kept.id, title="Khó khăn", number=2, before=1, says="bỏ câu 1", content=draft("B.")),
    )
    again = store(tmp_path, clock).of(1, 1, window=HOUR)
    (kept,) = again.listed()
    assert (kept.current, kept.open) == (2, True)
    assert [(v.number, v.before, v.says) for v in again.versions(kept.id)] == [
        (1, None, "soạn mục khó khăn"),
        (2, 1, "bỏ câu 1"),
    ]
    assert again.content(kept.id, 1) == draft("A.") and again.content(kept.id, 2) == draft("B.")
    with pytest.raises(KeyError):
        again.content(kept.id, 3)


def test_another_user_and_another_chat_see_nothing_of_it(tmp_path: Path, clock: Clock) -> None:
    drafts = store(tmp_path, clock)
    keep(drafts, first())
    (kept,) = drafts.of(1, 1, window=HOUR).listed()
    assert not drafts.of(2, 2, window=HOUR).listed() and not drafts.of(1, 7, window=HOUR).listed()
    keep(drafts, Step(draft=kept.id, title="Của người khác", number=9), user=2)
    assert drafts.of(1, 1, window=HOUR).listed()[0].current == 1


def test_going_back_loses_nothing(tmp_path: Path, clock: Clock) -> None:
    drafts = store(tmp_path, clock)
    keep(drafts, first())
    (kept,) = drafts.of(1, 1, window=HOUR).listed()
    for number in (2, 3):
        content = draft(f"{number}.")
        keep(drafts, Step(draft=kept.id, title="", number=number, before=1, says="", content=content))
    keep(drafts, Step(draft=kept.id, title="", number=2))
    theirs = drafts.of(1, 1, window=HOUR)
    assert theirs.listed()[0].current == 2
    assert theirs.content(kept.id, 3) == draft("3.")


def test_a_draft_is_open_until_the_conversation_is_over(tmp_path: Path, clock: Clock) -> None:
    drafts = store(tmp_path, clock)
    keep(drafts, first())
    clock.now += 2 * HOUR
    assert not drafts.of(1, 1, window=HOUR).listed()[0].open
    assert drafts.of(1, 1, window=3 * HOUR).listed()[0].open
    drafts.close(1, 1)
    assert not drafts.of(1, 1, window=3 * HOUR).listed()[0].open


def test_an_edited_message_is_taken_back(tmp_path: Path, clock: Clock) -> None:
    drafts = store(tmp_path, clock)
    keep(drafts, first(), message=10)
    (kept,) = drafts.of(1, 1, window=HOUR).listed()
    keep(drafts, Step(draft=kept.id, title="", number=2, before=1, content=draft("B.")), message=11)
    drafts.take_back(1, 1, 11)
    assert drafts.of(1, 1, window=HOUR).listed()[0].current == 1
    drafts.take_back(1, 1, 10)
    assert not drafts.of(1, 1, window=HOUR).listed()


def test_drafts_are_erased_and_purged(tmp_path: Path, clock: Clock) -> None:
    drafts = store(tmp_path, clock)
    keep(drafts, first())
    keep(drafts, first(), user=2)
    drafts.erase(1)
    assert not drafts.of(1, 1, window=HOUR).listed() and drafts.of(2, 2, window=HOUR).listed()
    clock.now += HOUR
    drafts.purge(clock.now)
    assert not drafts.of(2, 2, window=2 * HOUR).listed()


def test_a_file_of_the_version_before_is_brought_up_to_date(tmp_path: Path, clock: Clock) -> None:
    """A people database without drafts, as it was before they were kept."""
    engine = open_database(tmp_path / "people.sqlite")
    with engine.begin() as connection:
        for name in ("draft_versions", "drafts"):
            metadata.tables[name].drop(connection)
        connection.execute(text("UPDATE schema_version SET version = 3"))
    engine.dispose()
    drafts = store(tmp_path, clock)
    keep(drafts, first())
    assert drafts.of(1, 1, window=HOUR).listed()
    with drafts._engine.connect() as connection:
        assert connection.execute(text("SELECT version FROM schema_version")).scalar() == len(MIGRATIONS)


@pytest.mark.parametrize("kind", ["kept", "replayed"])
def test_what_is_kept_and_what_is_read_again_agree(tmp_path: Path, clock: Clock, kind: str) -> None:
    replayed, kept = Replayed(), store(tmp_path, clock)
    drafts: Drafts = replayed if kind == "replayed" else kept.of(1, 1, window=HOUR)

    def take(step: Step) -> None:
        if kind == "replayed":
            replayed.keep(step)
        else:
            keep(kept, step)

    take(first())
    take(Step(draft=1, title="Khó khăn", number=2, before=1, says="ngắn hơn", content=draft("B.")))
    take(Step(draft=1, title="Khó khăn", number=2, content=draft("B, hỏi số.")))
    take(Step(draft=1, title="Khó khăn", number=1))
    assert [(d.title, d.current, d.open) for d in drafts.listed()] == [("Khó khăn", 1, True)]
    assert [v.says for v in drafts.versions(1)] == ["soạn mục khó khăn", "ngắn hơn"]
    assert drafts.content(1, 2) == draft("B, hỏi số.")
