"""The forms of gold questions and of the answers that are scored against them."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import BaseModel

ANSWERED = "answered"


class ExpectedSource(BaseModel):
    """A document (`seed`) and words of it; `quote` None accepts any true quote of the document."""

    seed: str
    quote: str | None = None


class Binding(BaseModel):
    """A value, in any of the spellings `what`, and the communes (`who`) it belongs to."""

    who: list[str]
    what: list[str]


class DraftRule(BaseModel):
    """A draft must leave a visible slot; these figures may stand only beside the name of their source."""

    placeholder: bool = False
    unattributed: list[str] = []


class Expectation(BaseModel):
    """What an answer must satisfy. Alternatives stand together; `re:` marks a pattern on folded text.

    `none_of` tolerates quotations and warnings, `never` tolerates nothing. `affirm` and `deny` hold
    communes that must be named without, or with, a negation.
    """

    status: str
    status_also: list[str] = []
    all_of: list[list[str]] = []
    none_of: list[str] = []
    never: list[str] = []
    sources: list[ExpectedSource] = []
    instruments: list[str] = []
    instruments_not: list[str] = []
    bind: list[Binding] = []
    bind_not: list[Binding] = []
    affirm: list[list[str]] = []
    deny: list[list[str]] = []
    draft: DraftRule = DraftRule()

    @property
    def statuses(self) -> set[str]:
        """All accepted statuses."""
        return {self.status, *self.status_also}


class GoldQuestion(BaseModel):
    """One line of a gold file; without `expect` it is asked but not judged."""

    id: str
    role: str
    question: str
    history: list[str] = []
    commune: str | None = None
    tags: list[str] = []
    expect: Expectation


class Citation(BaseModel):
    """Where an answer says its words stand."""

    document: str
    section: str = ""
    quote: str


class AnswerLine(BaseModel):
    """One line of `baocao ask --batch`."""

    id: str
    status: str
    text: str
    citations: list[Citation] = []
    instruments: list[str] = []


def read_gold(path: Path) -> list[GoldQuestion]:
    """The questions of a JSON-lines file; lines without `expect` (plain utterances) are left out.

    Raises pydantic.ValidationError, which names the field, on a line of another form.
    """
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [GoldQuestion.model_validate(row) for row in rows if "expect" in row]
