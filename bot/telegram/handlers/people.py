"""Admins let people in, change roles and take access away; every act is in the audit log."""

from __future__ import annotations

import re
from typing import Any

from bot.assistant.models import Role
from bot.store.people import WAITING, AuditEntry, ConfiguredAdmin, LastAdmin, Person
from bot.telegram import texts
from bot.telegram.access import commands_for
from bot.telegram.dates import clock_time
from bot.telegram.handlers.start import describe, of_commune, request_rows
from bot.telegram.outgoing import Button
from bot.telegram.turn import Turn
from knowledge.vietnamese import fold, nfc


def invite(turn: Turn) -> None:
    """/moinguoi [role] [commune]: a one-time link, or the choice of a role."""
    words = nfc(turn.incoming.arguments)
    for role in Role:
        name = texts.ROLE_NAMES[role]
        if fold(words).startswith(fold(name)):
            _give_link(turn, role, words[len(name) :].strip() or None)
            return
    rows = [
        [Button(label=texts.ROLE_NAMES[role].capitalize(), act="invite", value={"role": role})]
        for role in Role
    ]
    turn.say(texts.INVITE_ROLE, rows)


def invite_as(turn: Turn, value: dict[str, str]) -> None:
    """The role was chosen with a button."""
    _give_link(turn, Role(value["role"]), None)


def list_people(turn: Turn) -> None:
    """/nguoidung: everyone with a role, a button each, and those who wait. /nguoidung <id> <commune> says
    which commune somebody belongs to."""
    people = turn.desk.store.people
    placed = re.fullmatch(r"(\d+)\s+(.+)", nfc(turn.incoming.arguments))
    if placed:
        _place(turn, int(placed[1]), placed[2].strip())
        return
    members, waiting = people.members(), people.waiting()
    lines = [texts.PEOPLE_HEAD.format(count=len(members))]
    lines += [texts.PERSON.format(**describe(person)) for person in members]
    buttons = [_person_button(person) for person in members]
    rows = [buttons[start : start + 2] for start in range(0, min(len(buttons), 60), 2)]
    turn.say("\n".join(lines), rows)
    for person in waiting:
        request = texts.ACCESS_REQUEST.format(name=person.name, user_id=person.user_id)
        turn.say(request, request_rows(person.user_id))


def _place(turn: Turn, user_id: int, commune: str) -> None:
    people = turn.desk.store.people
    person = people.find(user_id)
    if person is None or person.role is None:
        turn.say(texts.NO_SUCH_PERSON)
        return
    person = people.admit(turn.incoming.user_id, user_id, person.role, commune)
    assert person is not None
    turn.say(texts.ADMITTED.format(**describe(person)))
    turn.say(texts.YOU_ARE_ADMITTED.format(**describe(person)), to=user_id)


def show_person(turn: Turn, value: dict[str, int]) -> None:
    """One person, and what can be changed."""
    person = turn.desk.store.people.find(value["user"])
    if person is None:
        turn.say(texts.NO_SUCH_PERSON)
        return
    rows = [
        [
            Button(
                label=texts.ROLE_NAMES[role].capitalize(),
                act="admit",
                value={"user": person.user_id, "role": role, "member": True},
            )
        ]
        for role in Role
        if role is not person.role
    ]
    rows.append([Button(label=texts.WITHDRAW, act="withdraw", value={"user": person.user_id})])
    turn.say(texts.PERSON_CHOICES.format(**describe(person)), rows)


def admit(turn: Turn, value: dict[str, Any]) -> None:
    """Give a role; a request that another admin has already decided is left alone."""
    people = turn.desk.store.people
    before = people.find(value["user"])
    if before is None or (before.state != WAITING and not value.get("member")):
        turn.say(texts.ALREADY_DECIDED, edit=turn.incoming.message_id)
        return
    try:
        person = people.admit(turn.incoming.user_id, before.user_id, Role(value["role"]), before.commune)
    except (LastAdmin, ConfiguredAdmin) as error:
        turn.say(_refusal(error))
        return
    assert person is not None
    fields = describe(person)
    hint = "" if person.commune else texts.PLACE_HINT.format(**fields)
    turn.say(texts.ADMITTED.format(**fields) + hint, edit=turn.incoming.message_id)
    turn.say(texts.YOU_ARE_ADMITTED.format(**describe(person)), to=person.user_id)
    turn.menu(person.user_id, commands_for(person))


def decline(turn: Turn, value: dict[str, int]) -> None:
    """Turn a request down."""
    people = turn.desk.store.people
    person = people.find(value["user"])
    if person is None or person.state != WAITING:
        turn.say(texts.ALREADY_DECIDED, edit=turn.incoming.message_id)
        return
    people.withdraw(turn.incoming.user_id, person.user_id)
    turn.say(texts.DECLINED.format(**describe(person)), edit=turn.incoming.message_id)
    turn.say(texts.YOU_ARE_DECLINED, to=person.user_id)


def withdraw(turn: Turn, value: dict[str, int]) -> None:
    """Take access away, at once."""
    people = turn.desk.store.people
    person = people.find(value["user"])
    if person is None:
        turn.say(texts.NO_SUCH_PERSON)
        return
    try:
        people.withdraw(turn.incoming.user_id, person.user_id)
    except (LastAdmin, ConfiguredAdmin) as error:
        turn.say(_refusal(error))
        return
    turn.say(texts.WITHDRAWN.format(**describe(person)), edit=turn.incoming.message_id)
    turn.say(texts.YOU_ARE_WITHDRAWN, to=person.user_id)
    turn.menu(person.user_id, commands_for(None))


def show_audit(turn: Turn) -> None:
    """/nhatky: the latest acts."""
    lines = [texts.AUDIT_HEAD]
    lines += [_audit_line(entry) for entry in turn.desk.store.people.audit_log(30)]
    turn.say("\n".join(lines))


def _audit_line(entry: AuditEntry) -> str:
    subject = str(entry.subject) if entry.subject not in (None, entry.actor) else ""
    first, _, rest = entry.detail.partition(" ")
    detail = [texts.ROLE_NAMES.get(first, first), rest]
    said = " ".join(filter(None, [texts.AUDIT_ACTS.get(entry.act, entry.act), subject, *detail]))
    return texts.AUDIT_LINE.format(time=clock_time(entry.at), actor=entry.actor, said=said)


def _give_link(turn: Turn, role: Role, commune: str | None) -> None:
    lifetime = turn.desk.settings.invitation_lifetime
    code = turn.desk.store.people.invite(turn.incoming.user_id, role, commune, lifetime)
    turn.say(
        texts.INVITED.format(
            role=texts.ROLE_NAMES[role],
            commune=of_commune(commune),
            expires=clock_time(turn.desk.clock() + lifetime),
            link=f"https://t.me/{turn.desk.bot_name}?start={code}",
        )
    )


def _person_button(person: Person) -> Button:
    label = texts.PERSON_BUTTON.format(name=person.name or person.user_id)
    return Button(label=label, act="person", value={"user": person.user_id})


def _refusal(error: LastAdmin | ConfiguredAdmin) -> str:
    return texts.LAST_ADMIN if isinstance(error, LastAdmin) else texts.CONFIGURED_ADMIN
