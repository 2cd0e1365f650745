"""Drafts that a user has kept: each with its versions, one of them current.

The words of a version are never changed: each change makes a new one behind the one it was made from, so
that undoing and going back to any version lose nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from bot.assistant.draft import Draft
from knowledge.models import Fact


class KeptVersion(Fact):
    """Version `number` (from 1) of a draft, made from version `before` because the user wrote `says`."""

    number: int
    before: int | None
    says: str


class KeptDraft(Fact):
    """A draft of a user. `open`: the running conversation is about it."""

    id: int
    title: str
    current: int
    open: bool


class Step(Fact):
    """What one turn did to the drafts: made version `number` of a draft (of a new one where `draft` is None)
    from its version `before`; where that version is there already, noted in it what was asked for; without
    `content`, made it current. `shown`: the whole draft is what is shown."""

    draft: int | None
    title: str
    number: int
    before: int | None = None
    says: str = ""
    content: Draft | None = None
    shown: bool = False


@runtime_checkable
class Drafts(Protocol):
    """The drafts of one user in one chat."""

    def listed(self) -> Sequence[KeptDraft]:
        """All of them, the one last worked on first."""

    def versions(self, draft: int) -> Sequence[KeptVersion]:
        """The versions of a draft, the first one first."""

    def content(self, draft: int, number: int) -> Draft:
        """One version. Raises KeyError where it is not there."""


class Replayed:
    """Drafts of a conversation that is read again: they last as long as this object."""

    def __init__(self) -> None:
        self._drafts: list[KeptDraft] = []
        self._versions: dict[int, list[tuple[KeptVersion, Draft]]] = {}

    def keep(self, step: Step) -> None:
        """Take a step."""
        known = step.draft or len(self._drafts) + 1
        self._drafts = [d for d in self._drafts if d.id != known]
        self._drafts.insert(0, KeptDraft(id=known, title=step.title, current=step.number, open=True))
        if step.content is not None:
            version = KeptVersion(number=step.number, before=step.before, says=step.says)
            versions = self._versions.setdefault(known, [])
            if step.number > len(versions):
                versions.append((version, step.content))
            else:
                versions[step.number - 1] = (versions[step.number - 1][0], step.content)

    def listed(self) -> Sequence[KeptDraft]:
        """See Drafts."""
        return [draft.model_copy(update={"open": n == 0}) for n, draft in enumerate(self._drafts)]

    def versions(self, draft: int) -> Sequence[KeptVersion]:
        """See Drafts."""
        return [version for version, _ in self._versions[draft]]

    def content(self, draft: int, number: int) -> Draft:
        """See Drafts."""
        return self._versions[draft][number - 1][1]
