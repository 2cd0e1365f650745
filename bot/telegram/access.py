"""Who may do what: deny by default, one table."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from bot.assistant.models import Role
from bot.store.people import MEMBER, Person


class Right(StrEnum):
    """One thing that needs permission."""

    ASK = "ask"
    DRAFT = "draft"
    COMPARE = "compare"
    UPLOAD = "upload"
    REMIND = "remind"
    STATUS = "status"
    RELOAD = "reload"
    PEOPLE = "people"
    AUDIT = "audit"
    FEEDBACK = "feedback"
    FILES_OF_OTHERS = "files_of_others"


_EVERY_MEMBER = frozenset(Role)
_ADMINS = frozenset({Role.ADMIN})

RIGHTS: Final = {
    Right.ASK: _EVERY_MEMBER,
    Right.DRAFT: _EVERY_MEMBER,
    Right.COMPARE: _EVERY_MEMBER,
    Right.UPLOAD: _EVERY_MEMBER,
    Right.REMIND: _EVERY_MEMBER,
    Right.STATUS: frozenset({Role.SUPERVISOR, Role.ADMIN}),
    Right.RELOAD: _ADMINS,
    Right.PEOPLE: _ADMINS,
    Right.AUDIT: _ADMINS,
    Right.FEEDBACK: _ADMINS,
    Right.FILES_OF_OTHERS: _ADMINS,
}
"""The roles that hold each right; docs/huong-dan-quan-tri.md shows the same table and a test compares."""


COMMANDS: Final[dict[str, Right | None]] = {
    "start": None,
    "help": None,
    "moi": None,
    "huy": None,
    "soan": Right.DRAFT,
    "sosanh": Right.COMPARE,
    "kiemtra": Right.UPLOAD,
    "tepdagui": Right.UPLOAD,
    "hanbaocao": Right.REMIND,
    "trangthai": Right.STATUS,
    "naplai": Right.RELOAD,
    "quaylai": Right.RELOAD,
    "moinguoi": Right.PEOPLE,
    "nguoidung": Right.PEOPLE,
    "gopy": Right.FEEDBACK,
    "nhatky": Right.AUDIT,
    "xoadulieu": None,
}
"""The right each command needs (None: any member), in menu order."""


def commands_for(person: Person | None) -> list[str]:
    """The commands this person may use, in menu order; none for strangers."""
    if not is_member(person):
        return []
    return [name for name, right in COMMANDS.items() if right is None or may(person, right)]


def may(person: Person | None, right: Right) -> bool:
    """Whether this person holds the right now."""
    return is_member(person) and person is not None and person.role in RIGHTS[right]


def is_member(person: Person | None) -> bool:
    """Whether this person may use the bot at all."""
    return person is not None and person.state == MEMBER and person.role is not None
