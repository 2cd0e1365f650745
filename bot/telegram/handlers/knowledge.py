"""The knowledge base in the hands of an admin: what it holds, loading it, going back."""

from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.rendering.message import text_html
from bot.store.people import SYSTEM
from bot.telegram import texts
from bot.telegram.dates import clock_time, iso_day, iso_time
from bot.telegram.outgoing import Button, Message
from bot.telegram.turn import Cancelled, Desk, Turn
from bot.texts import PROGRESS
from knowledge.errors import AssistantError
from knowledge.vietnamese import fold, nfc

if TYPE_CHECKING:
    from bot.assistant.load_report import Change, LoadReport
    from bot.assistant.readers import Progress

_STOP_ROWS = [[Button(label=texts.CANCEL, act="stop_reload")]]

DAY = 86_400
SHOWN_DOCUMENTS = 30
"""Documents listed in one message."""

_RELOAD_WORDS = re.compile(r"\b(nap|tai) lai\b|\breload\b|\bcap nhat (lai )?kho\b|\blap lai chi muc\b")
_STATUS_WORDS = re.compile(
    r"\b(file|tep|van ban) nao (bi )?(loi|hong)"
    r"|\bkho (hien |dang )*(co|gom) (bao nhieu|nhung)|\btrang thai kho\b"
)


def asked_in_words(text: str) -> str | None:
    """The command an admin's plain sentence stands for: "nạp lại kho đi" -> "naplai"."""
    folded = fold(nfc(text))
    if _RELOAD_WORDS.search(folded):
        return "naplai"
    return "trangthai" if _STATUS_WORDS.search(folded) else None


def show_status(turn: Turn) -> None:
    """/trangthai: documents, failures, queue."""
    status = turn.desk.assistant.status()
    queue = turn.desk.store.journal.queue_lengths()
    documents = status["documents"]
    lines = [texts.STATUS_EMPTY]
    if documents:
        loaded = iso_time(status["loaded_at"]) if status["loaded_at"] else "–"
        lines = [
            texts.STATUS_HEAD.format(
                count=len(documents), generation=status.get("generation"), loaded_at=loaded
            )
        ]
    lines += _shortened([_document_line(document) for document in documents])
    lines += ["", *_failure_lines(status["failed"])] if status["failed"] else [texts.STATUS_NO_FAILURES]
    # The question that is being answered here waits itself.
    counts = {name: queue.get(name, 0) for name in ("owed", "dropped")} | {"waiting": queue["waiting"] - 1}
    received, failed = turn.desk.store.journal.since(turn.desk.clock() - DAY)
    lines += [
        "",
        texts.STATUS_QUEUE.format(**counts),
        texts.STATUS_DAY.format(received=received, failed=failed),
        texts.STATUS_SIZE.format(size=_size(turn.desk.settings.data) / 2**20),
        texts.STATUS_MODEL.format(model=turn.desk.settings.model or texts.NO_MODEL),
    ]
    turn.say("\n".join(lines))


def preview_reload(turn: Turn) -> None:
    """/naplai: the difference first, then the choice."""
    try:
        change = turn.desk.assistant.preview_reload()
    except AssistantError as error:
        turn.say(texts.RELOAD_IMPOSSIBLE.format(reason=error))
        return
    if change.empty:
        turn.say(texts.RELOAD_NOTHING.format(unchanged=change.unchanged))
        return
    turn.say(_difference(change, names=5), _reload_rows(details=True))


def show_details(turn: Turn) -> None:
    """Every name in the difference."""
    change = turn.desk.assistant.preview_reload()
    turn.say(_difference(change, names=200), _reload_rows(details=False), edit=turn.incoming.message_id)


def reload(turn: Turn) -> None:
    """Load with a live progress message; questions are answered from the old generation meanwhile."""
    if not turn.desk.reloading.acquire(blocking=False):
        turn.say(texts.RELOAD_BUSY)
        return
    try:
        turn.progress(texts.RELOAD_STARTED, _STOP_ROWS)
        report = turn.desk.assistant.reload(lambda progress: _show_progress(turn, progress))
    except Cancelled:
        turn.say(texts.RELOAD_ABANDONED)
    except AssistantError as error:
        turn.say(texts.RELOAD_BROKE.format(reason=error))
    else:
        turn.desk.store.people.note(turn.incoming.user_id, "reload", detail=report.generation or "")
        turn.say(_report(turn.desk, report), [[Button(label=texts.ROLLBACK, act="rollback")]])
    finally:
        turn.desk.reloading.release()


def reload_unasked(desk: Desk) -> list[int]:
    """Load what has changed without anybody's word and owe the report to all admins; the chats owed. An
    empty folder (a disk that is not mounted) empties no base."""
    if not desk.reloading.acquire(blocking=False):
        return []
    try:
        change = desk.assistant.preview_reload()
        if change.empty or not change.holdings:
            return []
        report = desk.assistant.reload(lambda _: None)
        text = _report(desk, report)
        buttons = [Button(label=texts.ROLLBACK, act="rollback")]
        desk.store.people.note(SYSTEM, "reload", detail=report.generation or "")
    except AssistantError as error:
        text, buttons = texts.RELOAD_BROKE.format(reason=error), []
    finally:
        desk.reloading.release()
    admins = desk.store.people.admins()
    for admin in admins:
        owned = tuple(button.model_copy(update={"owner": admin}) for button in buttons)
        payload, kept = Message(chat_id=admin, pieces=text_html(text), rows=(owned,)).stored()
        desk.store.journal.finish(None, [(admin, payload)], kept)
    return admins


def stop_reload(turn: Turn) -> None:
    """The cancel button below a running load."""
    turn.toast = texts.CANCEL
    turn.desk.cancel(reload_lane(turn.incoming.user_id))


def reload_lane(user_id: int) -> str:
    """A load waits for nothing else of this admin, and nothing else for it."""
    return f"reload:{user_id}"


def ask_rollback(turn: Turn) -> None:
    """/quaylai: ask before going back."""
    row = [Button(label=texts.ROLLBACK, act="rollback"), Button(label=texts.CANCEL, act="keep")]
    turn.say(texts.ROLLBACK_ASK, [row])


def rollback(turn: Turn) -> None:
    """Return to the previous generation."""
    try:
        generation = turn.desk.assistant.rollback()
    except AssistantError as error:
        turn.say(str(error))
        return
    turn.desk.store.people.note(turn.incoming.user_id, "rollback", detail=generation)
    turn.say(texts.ROLLED_BACK.format(generation=generation))


def _size(data: Path) -> int:
    """Bytes of the catalog and the indexes in the data directory."""
    index = [path for path in (data / "generations").rglob("*") if path.is_file()]
    return sum(path.stat().st_size for path in [*data.glob("catalog.sqlite*"), *index])


def _document_line(document: dict[str, Any]) -> str:
    kind = document.get("kind") or texts.NO_KIND
    commune = f", {document['commune']}" if document.get("commune") else ""
    issued_on = f", {iso_day(document['issued_on'])}" if document.get("issued_on") else ""
    return texts.STATUS_DOCUMENT.format(
        document=document["document"], kind=kind, commune=commune, issued_on=issued_on
    )


def _failure_lines(failed: list[dict[str, str]]) -> list[str]:
    head = texts.RELOAD_FAILED_FILES.format(count=len(failed))
    return [head, *(texts.RELOAD_FAILED_FILE.format(**failure) for failure in failed)]


def _difference(change: Change, names: int) -> str:
    lines = [
        texts.RELOAD_DIFFERENCE.format(
            added=len(change.added),
            changed=len(change.changed),
            removed=len(change.removed),
            unchanged=change.unchanged,
        )
    ]
    for attribute, title in texts.RELOAD_LISTS:
        listed: tuple[str, ...] = getattr(change, attribute)
        if listed:
            more = f" … (+{len(listed) - names})" if len(listed) > names else ""
            lines.append(f"{title}: {', '.join(f'`{name}`' for name in listed[:names])}{more}")
    return "\n".join(lines)


def _reload_rows(*, details: bool) -> list[list[Button]]:
    row = [Button(label=texts.RELOAD_GO, act="reload")]
    if details:
        row.append(Button(label=texts.RELOAD_DETAILS, act="details"))
    return [[*row, Button(label=texts.CANCEL, act="keep")]]


def _show_progress(turn: Turn, progress: Progress) -> None:
    turn.progress(PROGRESS[progress.stage].format(**asdict(progress)), _STOP_ROWS)


def _report(desk: Desk, report: LoadReport) -> str:
    from bot.rendering.loaded import found_in, warned_of

    change = report.change
    lines = [
        texts.RELOAD_DONE.format(
            time=clock_time(desk.clock()),
            seconds=round(report.seconds),
            added=len(change.added),
            changed=len(change.changed),
            removed=len(change.removed),
            unchanged=change.unchanged,
            **report.facts,
        )
    ]
    read = [texts.RELOAD_READ.format(document=d.name, found=found_in(d)) for d in report.read]
    lines += ["", *_shortened(read)] if read else []
    if report.failed:
        lines += ["", *_failure_lines(report.record()["failed"])]
    if report.warnings:
        warned = (
            texts.RELOAD_WARNING.format(document=w.document, warning=warned_of(w)) for w in report.warnings
        )
        lines += ["", texts.RELOAD_WARNINGS, *_shortened(list(warned))]
    return "\n".join(lines)


def _shortened(lines: list[str]) -> list[str]:
    more = len(lines) - SHOWN_DOCUMENTS
    return [*lines[:SHOWN_DOCUMENTS], *([texts.MORE_DOCUMENTS.format(count=more)] if more > 0 else [])]
