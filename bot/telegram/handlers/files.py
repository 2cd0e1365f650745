"""A file from a user: read aside, shown, kept for its owner for a while; an admin may take it in."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.rendering.message import shorten
from bot.store.uploads import Upload
from bot.telegram import texts
from bot.telegram.access import Right, may
from bot.telegram.dates import iso_day
from bot.telegram.handlers import templates
from bot.telegram.handlers.ask import answer_text
from bot.telegram.handlers.reloading import preview_reload
from bot.telegram.handlers.start import show_notice
from bot.telegram.outgoing import Attachment, Button
from bot.telegram.turn import Turn
from knowledge.errors import ConfidentialFile, KnowledgeBaseError, ReadingError
from knowledge.models import FailedSource

if TYPE_CHECKING:
    from knowledge.catalog import Extraction

LARGEST_DOWNLOAD = 20 * 1024 * 1024
"""Bytes a bot may download (Bot API, getFile)."""
SHOWN_MEMBERS = 10
"""Documents of one archive shown in a preview."""


def receive(turn: Turn) -> None:
    """Read the file in a process of its own and say what it holds."""
    file, person, settings = turn.incoming.file, turn.person, turn.desk.settings
    assert file is not None and person is not None
    if not person.notice_accepted:
        turn.say(texts.FILE_AFTER_NOTICE)
        show_notice(turn, question=None)
        return
    if file.size > LARGEST_DOWNLOAD:
        turn.say(texts.FILE_TOO_LARGE.format(name=file.name, size=file.size / 1024 / 1024))
        return
    turn.progress(texts.FILE_READING.format(name=file.name), [])
    upload = turn.desk.store.uploads.keep(
        turn.incoming.update_id,
        person,
        file.name,
        turn.desk.fetch(file),
        settings.upload_lifetime,
        chat_id=turn.incoming.chat_id,
    )
    if templates.filled(turn, upload):
        return
    try:
        found = turn.desk.assistant.examine(upload.path, upload.file_name, turn.still_wanted, upload.base)
    except ReadingError as error:
        turn.desk.store.uploads.remove(upload.id)
        turn.say(texts.FILE_FAILED.format(document=upload.file_name, reason=error.reason))
        return
    readable = [document for document in found if not isinstance(document, FailedSource)]
    secret = any(isinstance(d, FailedSource) and d.code == ConfidentialFile.code for d in found)
    if secret or not readable:
        turn.desk.store.uploads.remove(upload.id)
        turn.say("\n".join(_member_text(document) for document in found[:SHOWN_MEMBERS]))
        return
    days = round(settings.upload_lifetime / 86_400)
    lines = [_member_text(document) for document in found[:SHOWN_MEMBERS]]
    turn.say("\n\n".join([*lines, texts.FILE_YOURS.format(days=days)]), _rows(turn, upload, readable))
    if turn.incoming.command == "kiemtra":
        _review(turn, upload, found)
    elif turn.incoming.text and turn.incoming.command is None:
        answer_text(turn, turn.incoming.text)


def review_text(turn: Turn) -> None:
    """/kiemtra <text>: review pasted words; without words, say how."""
    person = turn.person
    assert person is not None
    if not turn.incoming.arguments:
        turn.say(texts.REVIEW_WHAT)
        return
    upload = turn.desk.store.uploads.keep(
        turn.incoming.update_id,
        person,
        texts.PASTED,
        turn.incoming.arguments.encode(),
        turn.desk.settings.upload_lifetime,
    )
    _review(turn, upload, turn.desk.assistant.examine(upload.path, upload.file_name, turn.still_wanted))


def review_file(turn: Turn, value: dict[str, int]) -> None:
    """Check a file that was sent: the findings, and a Word file back with comments."""
    upload = _own_upload(turn, value["upload"])
    if upload is not None:
        turn.progress(texts.REVIEWING.format(name=upload.file_name), [])
        found = turn.desk.assistant.examine(upload.path, upload.file_name, turn.still_wanted)
        _review(turn, upload, found)


def remove(turn: Turn, value: dict[str, int]) -> None:
    """The owner does not want the file kept."""
    upload = _own_upload(turn, value["upload"])
    if upload is not None:
        turn.desk.store.uploads.remove(upload.id)
        turn.say(texts.FILE_REMOVED, edit=turn.incoming.message_id)


def take_in(turn: Turn, value: dict[str, Any]) -> None:
    """Put the file into the knowledge folder, in the place of another where `replace` names one, and show
    what a load would change. What is replaced is set aside, not deleted."""
    upload = _own_upload(turn, value["upload"])
    if upload is None:
        return
    folder = turn.desk.assistant.folder
    folder.mkdir(parents=True, exist_ok=True)
    replaced = value.get("replace")
    if replaced is not None:
        old = folder / replaced
        aside = turn.desk.settings.data / "replaced" / str(turn.incoming.update_id)
        if old.is_file() and old.resolve().is_relative_to(folder.resolve()):
            aside.mkdir(parents=True, exist_ok=True)
            shutil.move(old, aside / old.name)
    target = _free_name(folder, upload)
    shutil.copyfile(upload.path, target)
    detail = f"{target.name} ← {replaced}" if replaced else target.name
    turn.desk.store.people.note(turn.incoming.user_id, "take_in", detail=detail)
    turn.desk.store.uploads.close(turn.incoming.user_id, turn.incoming.chat_id)
    preview_reload(turn)


def _review(turn: Turn, upload: Upload, found: Sequence[Extraction | FailedSource]) -> None:
    from bot.assistant.review import review
    from bot.assistant.review_list import answer
    from bot.rendering.comments import commented

    try:
        corpus = turn.desk.assistant.corpus
    except KnowledgeBaseError:
        corpus = None
    content = upload.path.read_bytes()
    docx = content if content.startswith(b"PK") and upload.path.suffix.lower() == ".docx" else None
    for document in found[:SHOWN_MEMBERS]:
        if isinstance(document, FailedSource):
            turn.say(_member_text(document))
            continue
        findings = review(document, corpus, docx)
        turn.give(answer(findings, complete=docx is None))
        if docx is not None and findings.findings:
            marked = upload.path.with_name(f"{upload.path.stem}{texts.REVIEWED}.docx")
            marked.write_bytes(commented(docx, findings)[0])
            turn.send_file(Attachment(path=str(marked), name=marked.name), texts.REVIEWED_CAPTION)


def _own_upload(turn: Turn, upload_id: int) -> Upload | None:
    upload = turn.desk.store.uploads.find(upload_id)
    if upload is None or upload.user_id != turn.incoming.user_id:
        turn.say(texts.FILE_GONE)
        return None
    return upload


def _rows(turn: Turn, upload: Upload, readable: list[Extraction]) -> list[list[Button]]:
    rows = []
    rows.append([Button(label=texts.REVIEW, act="review", value={"upload": upload.id})])
    if may(turn.person, Right.RELOAD):
        rows.append([Button(label=texts.TAKE_IN, act="take_in", value={"upload": upload.id})])
        rows += [
            [
                Button(
                    label=texts.REPLACE.format(name=shorten(name, 40)),
                    act="take_in",
                    value={"upload": upload.id, "replace": name},
                )
            ]
            for name in _alike(turn, readable)
        ]
    rows.append([Button(label=texts.REMOVE_FILE, act="remove_file", value={"upload": upload.id})])
    return rows


def _alike(turn: Turn, readable: list[Extraction]) -> list[str]:
    """Held documents of the same kind and unit: the file may be a better copy of one of them."""
    if len(readable) != 1 or readable[0].facts.header.commune is None:
        return []
    header = readable[0].facts.header
    held = turn.desk.assistant.status()["documents"]
    same = (d for d in held if (d["kind"], d["commune"]) == (header.kind, header.commune))
    return [d["document"] for d in same if ".zip/" not in d["document"]][:3]


def _member_text(document: Extraction | FailedSource) -> str:
    if isinstance(document, FailedSource):
        return texts.FILE_FAILED.format(document=document.name, reason=document.reason)
    facts = document.facts
    header = facts.header
    text = texts.FILE_HOLDS.format(
        document=document.source.name,
        kind=header.kind or texts.NO_KIND,
        commune=header.commune or texts.NO_COMMUNE,
        issued_on=iso_day(header.issued_on) if header.issued_on else texts.NO_DATE,
        title=shorten(header.title or "–", 200),
        instruments=len({c.symbol or c.name or c.as_written for c in facts.citations}),
        figures=len(facts.figures),
        tasks=len(facts.tasks),
        quality=texts.QUALITY_POOR if facts.quality.poor else texts.QUALITY_GOOD,
    )
    if header.unsigned:
        text += texts.FILE_UNSIGNED
    recognised = sum(page.ocr_confidence is not None for page in document.source.pages)
    faulty = sum(bool(citation.warnings) for citation in facts.citations)
    if recognised:
        text += texts.FILE_RECOGNISED.format(pages=recognised)
    if faulty:
        text += texts.FILE_FAULTS.format(count=faulty)
    if facts.contradictions:
        text += texts.FILE_CONTRADICTS.format(count=len(facts.contradictions))
    return text


def _free_name(folder: Path, upload: Upload) -> Path:
    """A name of its own, unless the very same file lies there already."""
    target = folder / upload.file_name
    number = 2
    while target.exists() and target.read_bytes() != upload.path.read_bytes():
        stem = Path(upload.file_name)
        target = folder / f"{stem.stem} ({number}){stem.suffix}"
        number += 1
    return target
