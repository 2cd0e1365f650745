"""Questions and answers. An answer is built from claims; each claim points at its sources."""

from __future__ import annotations

from enum import StrEnum

from pydantic import ConfigDict, Field

from bot.assistant.drafting.kept import Drafts, Step
from bot.assistant.sources import SourceRef
from knowledge.models import Fact

__all__ = [
    "Action",
    "Answer",
    "Claim",
    "ClaimStyle",
    "Question",
    "Role",
    "SourceRef",
    "Status",
    "Table",
]


class Role(StrEnum):
    """Who asks."""

    OFFICER = "officer"
    SUPERVISOR = "supervisor"
    ADMIN = "admin"


class Status(StrEnum):
    """What became of a question (contract of `baocao ask`). CLARIFY and DONE occur in a chat only."""

    ANSWERED = "answered"
    INSUFFICIENT = "insufficient_evidence"
    NOT_ALLOWED = "not_allowed"
    CLARIFY = "clarify"
    DONE = "done"


class Question(Fact):
    """What was asked, by whom, after what. `history` holds the earlier user turns, oldest first.

    In a batch (`interactive` False) the likeliest reading is taken and said; nothing is asked back. `drafts`
    are those that the user has kept; without them (None) a draft is made again from the history.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    text: str
    role: Role = Role.OFFICER
    commune: str | None = None
    history: tuple[str, ...] = ()
    interactive: bool = False
    drafts: Drafts | None = Field(default=None, exclude=True, repr=False)


class ClaimStyle(StrEnum):
    """How a claim is set."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    BULLET = "bullet"
    COPY = "copy"


class Claim(Fact):
    """One statement. `sources` are indexes into `Answer.sources`. `label` stands before a copyable
    text ("Lần đầu ghi đầy đủ"). `computed` says how numbers that no source states were computed in
    code ("đếm: 3 văn bản")."""

    text: str
    sources: tuple[int, ...] = ()
    style: ClaimStyle = ClaimStyle.PARAGRAPH
    label: str | None = None
    computed: tuple[str, ...] = ()


class Table(Fact):
    """Rows of cells. `sources` are those of each row, indexes into `Answer.sources`; `computed` says of each
    row how its numbers that no source states were computed ("hạng 2")."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    sources: tuple[tuple[int, ...], ...] = ()
    computed: tuple[tuple[str, ...], ...] = ()


class Action(Fact):
    """A button: what it says and what it sends in the user's name when pressed."""

    label: str
    question: str


class Answer(Fact):
    """What is shown: the claims first, then the table, the sources on demand, then warnings.

    `actions` are what can be asked next. Of a CLARIFY answer they are the readings to choose from, each a
    full question that needs no history; they may also stand below an answer that took the likeliest reading.
    `step` is what the answer did to the user's drafts, to be kept with it.
    """

    status: Status
    claims: tuple[Claim, ...]
    table: Table | None = None
    sources: tuple[SourceRef, ...] = ()
    warnings: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()
    step: Step | None = Field(default=None, exclude=True, repr=False)
