"""Who may use the bot: people with a role, invitations, requests, and the audit log of every change."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, Row, insert, select, update

from bot.assistant.models import Role
from bot.store.schema import audit, invitations, people
from knowledge.errors import AssistantError

SYSTEM = 0
"""The actor of what the bot does by itself."""

MEMBER, WAITING, WITHDRAWN = "member", "waiting", "withdrawn"


class LastAdmin(AssistantError):
    """The act would leave nobody who can let others in."""


class ConfiguredAdmin(AssistantError):
    """An admin named in the settings keeps the role until the settings change."""


@dataclass(frozen=True)
class Person:
    """A member, someone waiting to become one, or a former one. `role` is None unless a member."""

    user_id: int
    name: str
    role: Role | None
    commune: str | None
    state: str
    notice_accepted: bool


@dataclass(frozen=True)
class AuditEntry:
    """Who did what to whom; `at` in seconds since 1970, UTC."""

    at: float
    actor: int
    act: str
    subject: int | None
    detail: str


class People:
    """The people of one installation. `owners` (from the settings) are admins whatever the table says."""

    def __init__(self, engine: Engine, clock: Callable[[], float], owners: frozenset[int]) -> None:
        self._engine = engine
        self._clock = clock
        self._owners = owners

    def find(self, user_id: int) -> Person | None:
        """The person, or None where they never came in touch."""
        with self._engine.connect() as connection:
            row = connection.execute(select(people).where(people.c.user_id == user_id)).first()
        if row is not None:
            return self._person(row)
        if user_id in self._owners:
            return Person(user_id, "", Role.ADMIN, None, MEMBER, notice_accepted=False)
        return None

    def members(self) -> list[Person]:
        """All members, admins first."""
        return sorted(self._in_state(MEMBER), key=lambda p: (p.role is not Role.ADMIN, p.name))

    def waiting(self) -> list[Person]:
        """Those who asked for access."""
        return self._in_state(WAITING)

    def admins(self) -> list[int]:
        """Telegram ids of everyone who may administer."""
        return sorted(self._owners | {p.user_id for p in self._in_state(MEMBER) if p.role is Role.ADMIN})

    def invite(self, actor: int, role: Role, commune: str | None, lifetime: float) -> str:
        """A one-time code; only its hash is kept. `lifetime` in seconds."""
        code = secrets.token_urlsafe(16)
        with self._engine.begin() as connection:
            connection.execute(
                insert(invitations).values(
                    code_hash=_hash(code),
                    role=role,
                    commune=commune,
                    expires_at=self._clock() + lifetime,
                    created_by=actor,
                )
            )
            self._log(connection, actor, "invite", None, f"{role} {commune or ''}".strip())
        return code

    def redeem(self, code: str, user_id: int, name: str) -> Person | None:
        """Let the bearer of a valid code in. None where it is unknown, expired or used by another;
        using it twice oneself changes nothing."""
        with self._engine.begin() as connection:
            query = select(invitations).where(invitations.c.code_hash == _hash(code))
            row = connection.execute(query).first()
            if row is None or row.used_by not in (None, user_id):
                return None
            if row.used_by is None:
                if row.expires_at < self._clock():
                    return None
                used = update(invitations).where(invitations.c.code_hash == row.code_hash)
                connection.execute(used.values(used_by=user_id))
                self._put(connection, user_id, name=name, role=row.role, commune=row.commune, state=MEMBER)
                self._log(connection, user_id, "join", user_id, f"{row.role} {row.commune or ''}".strip())
        return self.find(user_id)

    def ask_access(self, user_id: int, name: str) -> bool:
        """Note the wish of an outsider; False where it was noted before."""
        person = self.find(user_id)
        if person is not None and person.state != WITHDRAWN:
            return False
        with self._engine.begin() as connection:
            self._put(connection, user_id, name=name, role=None, state=WAITING)
            self._log(connection, user_id, "ask_access", user_id)
        return True

    def admit(self, actor: int, user_id: int, role: Role, commune: str | None = None) -> Person | None:
        """Give a role, now. Raises LastAdmin or ConfiguredAdmin where an admin must stay one."""
        with self._engine.begin() as connection:
            self._keep_an_admin(connection, user_id, role)
            self._put(connection, user_id, role=role, commune=commune, state=MEMBER)
            self._log(connection, actor, "role", user_id, f"{role} {commune or ''}".strip())
        return self.find(user_id)

    def withdraw(self, actor: int, user_id: int) -> None:
        """Take access away, at once. Raises LastAdmin or ConfiguredAdmin where an admin must stay one."""
        with self._engine.begin() as connection:
            self._keep_an_admin(connection, user_id, None)
            self._put(connection, user_id, role=None, state=WITHDRAWN)
            self._log(connection, actor, "withdraw", user_id)

    def accept_notice(self, user_id: int, name: str) -> None:
        """The first-use notice was read and accepted."""
        person = self.find(user_id)
        if person is None or person.notice_accepted:
            return
        with self._engine.begin() as connection:
            self._put(
                connection, user_id, name=name or person.name, role=person.role, state=person.state,
                notice_at=self._clock(),
            )  # fmt: skip
            self._log(connection, user_id, "accept_notice", user_id)

    def set_reachable(self, user_id: int, reachable: bool) -> None:
        """Remember that someone blocked the bot, or came back."""
        with self._engine.begin() as connection:
            where = update(people).where(people.c.user_id == user_id)
            connection.execute(where.values(unreachable=not reachable))

    def note(self, actor: int, act: str, subject: int | None = None, detail: str = "") -> None:
        """Write an act of another kind (reload, rollback, erasure) into the audit log."""
        with self._engine.begin() as connection:
            self._log(connection, actor, act, subject, detail)

    def audit_log(self, limit: int = 50) -> list[AuditEntry]:
        """The latest acts, newest first."""
        query = select(audit).order_by(audit.c.id.desc()).limit(limit)
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        return [AuditEntry(row.at, row.actor, row.act, row.subject, row.detail) for row in rows]

    def _person(self, row: Row[tuple[object, ...]]) -> Person:
        role = Role(row.role) if row.role else None
        state = row.state
        if row.user_id in self._owners:
            role, state = Role.ADMIN, MEMBER
        accepted = row.notice_at is not None
        return Person(row.user_id, row.name, role, row.commune, state, notice_accepted=accepted)

    def _in_state(self, state: str) -> list[Person]:
        with self._engine.connect() as connection:
            rows = connection.execute(select(people).where(people.c.state == state)).all()
        return [self._person(row) for row in rows]

    def _keep_an_admin(self, connection: Connection, user_id: int, role: Role | None) -> None:
        if role is Role.ADMIN:
            return
        if user_id in self._owners:
            raise ConfiguredAdmin
        if self._owners:
            return
        admins = select(people.c.user_id).where(people.c.state == MEMBER, people.c.role == Role.ADMIN)
        if set(connection.execute(admins).scalars()) == {user_id}:
            raise LastAdmin

    def _put(self, connection: Connection, user_id: int, **values: object) -> None:
        changed = connection.execute(update(people).where(people.c.user_id == user_id).values(**values))
        if not changed.rowcount:
            connection.execute(insert(people).values(user_id=user_id, since=self._clock(), **values))

    def _log(
        self, connection: Connection, actor: int, act: str, subject: int | None, detail: str = ""
    ) -> None:
        connection.execute(
            insert(audit).values(at=self._clock(), actor=actor, act=act, subject=subject, detail=detail)
        )


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
