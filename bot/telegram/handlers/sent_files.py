"""The files that are kept for their senders: one's own, and for admins those of their commune."""

from __future__ import annotations

from bot.store.people import Person
from bot.store.uploads import Upload
from bot.telegram import texts
from bot.telegram.access import Right, may
from bot.telegram.dates import clock_time
from bot.telegram.handlers.start import of_commune
from bot.telegram.outgoing import Attachment, Button
from bot.telegram.turn import Turn

SHOWN = 20
"""Files listed in one message."""


def list_files(turn: Turn) -> None:
    """/tepdagui: what is held, until when, with a button each to have it sent."""
    assert turn.person is not None
    uploads = turn.desk.store.uploads
    if may(turn.person, Right.FILES_OF_OTHERS):
        held = uploads.held(commune=turn.person.commune, limit=SHOWN)
    else:
        held = uploads.held(user_id=turn.person.user_id, limit=SHOWN)
    if not held:
        turn.say(texts.NO_FILES)
        return
    lines = [_line(turn, number, upload) for number, upload in enumerate(held, 1)]
    buttons = [
        Button(label=texts.OPEN_FILE.format(number=number), act="open_file", value={"upload": upload.id})
        for number, upload in enumerate(held, 1)
    ]
    rows = [buttons[start : start + 4] for start in range(0, len(buttons), 4)]
    turn.say("\n".join([texts.FILES_HEAD, *lines]), rows)


def open_file(turn: Turn, value: dict[str, int]) -> None:
    """Send a file to its owner, or to an admin of the owner's commune; the latter is in the audit log."""
    assert turn.person is not None
    upload = turn.desk.store.uploads.find(value["upload"])
    if upload is None or not may_see(turn.person, upload):
        turn.say(texts.FILE_GONE)
        return
    if upload.user_id != turn.person.user_id:
        people = turn.desk.store.people
        people.note(turn.person.user_id, "open_file", upload.user_id, upload.file_name)
    turn.send_file(
        Attachment(path=str(upload.path), name=upload.file_name),
        texts.FILE_OF.format(name=_owner(turn, upload)),
    )


def may_see(person: Person, upload: Upload) -> bool:
    """One's own file, or an admin's of the same commune; an admin without a commune is one for all."""
    if upload.user_id == person.user_id:
        return True
    return may(person, Right.FILES_OF_OTHERS) and person.commune in (None, upload.commune)


def _line(turn: Turn, number: int, upload: Upload) -> str:
    return texts.FILE_LINE.format(
        number=number,
        file=upload.file_name,
        name=_owner(turn, upload),
        sent=clock_time(upload.at),
        until=clock_time(upload.expires_at),
    )


def _owner(turn: Turn, upload: Upload) -> str:
    owner = turn.desk.store.people.find(upload.user_id)
    return f"{owner.name if owner and owner.name else upload.user_id}{of_commune(upload.commune)}"
