"""Getting in, getting help, starting afresh, leaving no trace."""

from __future__ import annotations

from bot.assistant.models import Role
from bot.store.people import WAITING, Person
from bot.telegram import texts
from bot.telegram.access import commands_for
from bot.telegram.handlers.reloading import preview_lane, reload_lane
from bot.telegram.outgoing import Button
from bot.telegram.turn import Turn


def start(turn: Turn) -> None:
    """/start, for a member; with an invitation code see `stranger`."""
    assert turn.person is not None
    person = turn.person
    turn.menu(person.user_id, commands_for(person))
    if not person.notice_accepted:
        show_notice(turn, question=None)
        return
    role = person.role or Role.OFFICER
    turn.say(
        texts.WELCOME.format(
            role=texts.ROLE_NAMES[role], commune=of_commune(person.commune), example=texts.EXAMPLES[role][0]
        )
    )


def stranger(turn: Turn) -> None:
    """Somebody without access: an invitation lets them in, otherwise they may ask for access."""
    incoming, people = turn.incoming, turn.desk.store.people
    if incoming.command == "start" and incoming.arguments:
        person = people.redeem(incoming.arguments, incoming.user_id, incoming.user_name)
        if person is None:
            turn.say(texts.BAD_INVITATION)
            return
        turn.person = person
        turn.menu(person.user_id, commands_for(person))
        show_notice(turn, question=None)
    elif turn.person is not None and turn.person.state == WAITING:
        turn.say(texts.ACCESS_PENDING)
    else:
        turn.say(texts.STRANGER, [[Button(label=texts.ASK_ACCESS, act="access")]])


def ask_access(turn: Turn) -> None:
    """The outsider's wish goes to every admin, with one button per role."""
    incoming, people = turn.incoming, turn.desk.store.people
    if not people.ask_access(incoming.user_id, incoming.user_name):
        turn.say(texts.ACCESS_PENDING)
        return
    turn.say(texts.ACCESS_ASKED)
    for admin in people.admins():
        turn.say(
            texts.ACCESS_REQUEST.format(name=incoming.user_name, user_id=incoming.user_id),
            request_rows(incoming.user_id),
            to=admin,
        )


def request_rows(user_id: int) -> list[list[Button]]:
    """The choices an admin has about somebody who waits."""
    admit = [
        [
            Button(
                label=texts.ADMIT_AS.format(role=texts.ROLE_NAMES[role]),
                act="admit",
                value={"user": user_id, "role": role},
            )
        ]
        for role in (Role.OFFICER, Role.SUPERVISOR)
    ]
    return [*admit, [Button(label=texts.DECLINE, act="decline", value={"user": user_id})]]


def show_notice(turn: Turn, *, question: str | None) -> None:
    """The first-use notice; `question` is answered once it is accepted."""
    days = round(turn.desk.settings.retention / 86_400)
    accept = Button(label=texts.ACCEPT, act="accept", value={"question": question})
    turn.say(texts.NOTICE.format(days=days), [[accept]])


def show_help(turn: Turn) -> None:
    """/help: live examples and the commands this person may use."""
    assert turn.person is not None
    role = turn.person.role or Role.OFFICER
    examples = [f"• `{example}`" for example in _examples(role)]
    listed = [f"/{name} – {texts.COMMANDS[name]}" for name in commands_for(turn.person)]
    head = texts.HELP_HEAD.format(role=texts.ROLE_NAMES[role])
    turn.say("\n".join([head, *examples, "", texts.HELP_COMMANDS, *listed, "", texts.HELP_TAIL]))


def fresh(turn: Turn) -> None:
    """/moi: earlier questions are no longer referred to."""
    turn.desk.store.conversations.close(turn.incoming.user_id, turn.incoming.chat_id)
    turn.desk.store.uploads.close(turn.incoming.user_id, turn.incoming.chat_id)
    turn.desk.store.drafts.close(turn.incoming.user_id, turn.incoming.chat_id)
    turn.say(texts.FRESH)


def stop(turn: Turn) -> None:
    """/huy: drop the running answer and those that wait; a load only where there is nothing else to drop."""
    user_id = turn.incoming.user_id
    count = turn.desk.cancel(str(user_id)) + turn.desk.cancel(preview_lane(user_id))
    count = count or turn.desk.cancel(reload_lane(user_id))
    turn.say(texts.STOPPED.format(count=count) if count else texts.NOTHING_TO_STOP)


def ask_erase(turn: Turn) -> None:
    """/xoadulieu: ask before erasing."""
    turn.say(
        texts.ERASE_ASK, [[Button(label=texts.ERASE, act="erase"), Button(label=texts.CANCEL, act="keep")]]
    )


def erase(turn: Turn) -> None:
    """Erase what this person wrote and was answered; the audit log keeps that it happened."""
    user_id = turn.incoming.user_id
    turn.desk.store.conversations.erase(user_id)
    turn.desk.store.reminders.erase(user_id)
    turn.desk.store.uploads.erase(user_id)
    turn.desk.store.drafts.erase(user_id)
    turn.desk.store.people.note(user_id, "erase", user_id)
    turn.say(texts.ERASED, edit=turn.incoming.message_id)


def keep(turn: Turn) -> None:
    """A question of ours was answered with no."""
    turn.say(texts.KEPT_AS_IS, edit=turn.incoming.message_id)


def of_commune(commune: str | None) -> str:
    """ ", phường Minh Tân" after a role, or nothing."""
    return texts.COMMUNE_OF.format(commune=commune) if commune else ""


def describe(person: Person) -> dict[str, object]:
    """The fields that texts about a person use."""
    role = texts.ROLE_NAMES[person.role] if person.role else "–"
    name = person.name or "–"
    return {"name": name, "user_id": person.user_id, "role": role, "commune": of_commune(person.commune)}


def _examples(role: Role) -> tuple[str, ...]:
    extra = texts.EXAMPLES[role]
    return extra if role is Role.OFFICER else (*extra, *texts.EXAMPLES[Role.OFFICER][:2])
