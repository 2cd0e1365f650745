"""The knowledge base in the hands of an admin: what it holds, what is wrong with it, going back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bot.telegram import texts
from bot.telegram.dates import iso_day, iso_time
from bot.telegram.outgoing import Button
from bot.telegram.turn import Desk, Turn
from knowledge.errors import AssistantError
from knowledge.models import FailedSource
from knowledge.vietnamese import fold, nfc

DAY = 86_400
SHOWN_DOCUMENTS, SHOWN_FAILURES = 30, 20
"""Lines listed in one message."""

_FILE = r"(cac |nhung )?(file|tep|tai lieu|van ban)( nao| gi)?"
_RELOAD_WORDS = re.compile(r"\b(nap|tai|load) lai\b|\breload\b|\bcap nhat (lai )?kho\b|\blap lai chi muc\b")
_FAILURE_WORDS = re.compile(
    rf"\b{_FILE} (nap |doc )?(bi |dang )?(loi|hong)\b"
    rf"|\b{_FILE} (ma )?(chua|khong) (nap|doc|mo) duoc\b|\bnap (bi )?loi (file|tep|van ban)\b"
)
_STATUS_WORDS = re.compile(r"\bkho (hien |dang )*(co|gom) (bao nhieu|nhung)|\b(trang thai|tinh trang) kho\b")


def asked_in_words(text: str) -> str | None:
    """The command an admin's plain sentence stands for: "nạp lại kho đi" -> "naplai"."""
    folded = fold(nfc(text))
    if _FAILURE_WORDS.search(folded):
        return "trangthai"
    if _RELOAD_WORDS.search(folded):
        return "naplai"
    return "trangthai" if _STATUS_WORDS.search(folded) else None


def show_status(turn: Turn) -> None:
    """/trangthai: documents, failures, queue. Asked in words for the failures, these alone."""
    status = turn.desk.assistant.status()
    documents = status["documents"]
    lines = [texts.STATUS_EMPTY]
    if documents or status["failed"]:
        loaded = iso_time(status["loaded_at"]) if status["loaded_at"] else "–"
        lines = [
            texts.STATUS_HEAD.format(
                count=len(documents), generation=status.get("generation"), loaded_at=loaded
            )
        ]
    failed = [FailedSource(name=f["document"], code="", reason=f["reason"]) for f in status["failed"]]
    failures = failure_lines(texts.RELOAD_FAILED_FILES, failed) or [texts.STATUS_NO_FAILURES]
    if turn.incoming.command is None and _FAILURE_WORDS.search(fold(nfc(turn.incoming.text))):
        turn.say("\n".join([*lines, *failures]))
        return
    lines += shortened([_document_line(document) for document in documents])
    turn.say("\n".join([*lines, *([""] if failed else []), *failures, "", *_operation(turn)]))


def ask_rollback(turn: Turn) -> None:
    """/quaylai: ask before going back."""
    current = turn.desk.assistant.status()["generation"]
    row = [
        Button(label=texts.ROLLBACK, act="rollback", value=current),
        Button(label=texts.CANCEL, act="keep"),
    ]
    turn.say(texts.ROLLBACK_ASK, [row])


def rollback(turn: Turn, generation: str | None) -> None:
    """Return from this generation to the previous one. A second press does not go there and back."""
    if turn.desk.reloading.locked():
        turn.say(texts.RELOAD_BUSY)
        return
    if turn.desk.assistant.status()["generation"] != generation:
        turn.say(texts.ROLLBACK_PAST)
        return
    try:
        now = turn.desk.assistant.rollback()
    except AssistantError as error:
        turn.say(texts.ROLLBACK_IMPOSSIBLE.format(reason=reason(turn.desk, error)))
        return
    turn.desk.store.people.note(turn.incoming.user_id, "rollback", detail=now)
    turn.say(texts.ROLLED_BACK.format(generation=now))


def reason(desk: Desk, error: AssistantError) -> str:
    """What went wrong, without the name of the data directory."""
    return str(error).removeprefix(f"{desk.settings.data}: ")


def failure_lines(head: str, failed: Iterable[FailedSource]) -> list[str]:
    """The files that cannot be read with the reasons, below a head that counts them; nothing without any."""
    lines = [texts.RELOAD_FAILED_FILE.format(document=f.name, reason=f.reason) for f in failed]
    return (
        [head.format(count=len(lines)), *shortened(lines, SHOWN_FAILURES, texts.MORE_FILES)] if lines else []
    )


def shortened(lines: list[str], most: int = SHOWN_DOCUMENTS, rest: str = texts.MORE_DOCUMENTS) -> list[str]:
    """So many of the lines, and how many more there are."""
    more = len(lines) - most
    return [*lines[:most], *([rest.format(count=more)] if more > 0 else [])]


def _operation(turn: Turn) -> list[str]:
    """How the bot itself is doing."""
    queue = turn.desk.store.journal.queue_lengths()
    # The question that is being answered here waits itself.
    counts = {name: queue.get(name, 0) for name in ("owed", "dropped")} | {"waiting": queue["waiting"] - 1}
    received, failed = turn.desk.store.journal.since(turn.desk.clock() - DAY)
    return [
        texts.STATUS_QUEUE.format(**counts),
        texts.STATUS_DAY.format(received=received, failed=failed),
        texts.STATUS_SIZE.format(size=_size(turn.desk.settings.data) / 2**20),
        texts.STATUS_MODEL.format(model=turn.desk.settings.model or texts.NO_MODEL),
        *([texts.STATUS_LOADING] if turn.desk.reloading.locked() else []),
    ]


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
