"""Loading the knowledge folder in the hands of an admin: the difference, the load, its report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from bot.rendering.pieces import text_html
from bot.store.people import SYSTEM
from bot.telegram import texts
from bot.telegram.dates import clock_time
from bot.telegram.handlers.knowledge import failure_lines, reason, shortened
from bot.telegram.outgoing import Button, Message
from bot.telegram.turn import Cancelled, Desk, Turn
from bot.texts import PROGRESS
from knowledge.errors import AssistantError

if TYPE_CHECKING:
    from bot.assistant.loading.forecast import Forecast
    from bot.assistant.loading.load_report import Change, LoadReport
    from bot.assistant.loading.workers import Progress

PATIENCE = 3.0
"""Seconds for which "typing" alone shows that files are looked at."""
LONG_LOAD = 60.0
"""Seconds from which the report comes as a message of its own: an edited message rings no bell."""
FEW_NAMES, MANY_NAMES = 5, 200
"""Names listed of each kind of change, at first and in detail."""


def preview_reload(turn: Turn, note: str = "") -> None:
    """/naplai: the difference first, and what of it cannot be read; then the choice."""
    if turn.desk.reloading.locked():
        turn.say(texts.RELOAD_BUSY)
        return
    try:
        change = turn.desk.assistant.preview_reload()
        if change.empty:
            turn.say(texts.RELOAD_NOTHING.format(unchanged=change.unchanged))
            return
        foreseen = turn.desk.assistant.foresee_reload(change, _looking(turn))
    except AssistantError as error:
        turn.say(texts.RELOAD_IMPOSSIBLE.format(reason=reason(turn.desk, error)))
        return
    details = note + _difference(change, foreseen, MANY_NAMES)
    turn.say(note + _difference(change, foreseen, FEW_NAMES), _choice(change.mark, details))


def show_details(turn: Turn, value: dict[str, str]) -> None:
    """Every name in the difference."""
    turn.say(value["details"], _choice(value["mark"]), edit=turn.incoming.message_id)


def reload(turn: Turn, mark: str | None) -> None:
    """Load with live progress in the message with the difference, if that is still what was shown; questions
    are answered from the old generation meanwhile."""
    if not turn.desk.reloading.acquire(blocking=False):
        turn.say(texts.RELOAD_BUSY)
        return
    try:
        confirmed = _confirmed(turn, mark)
        report = _load(turn) if confirmed else None
    except Cancelled:
        turn.say(texts.RELOAD_ABANDONED)
        return
    except AssistantError as error:
        turn.say(texts.RELOAD_BROKE.format(reason=reason(turn.desk, error)))
        return
    finally:
        turn.desk.reloading.release()
    if report is not None:
        turn.desk.store.people.note(turn.incoming.user_id, "reload", detail=report.generation or "")
        if report.seconds >= LONG_LOAD:
            turn.say(texts.RELOAD_REPORTED)
        turn.say(_report(turn.desk, report), [[_way_back(report)]])
    elif confirmed is False:
        preview_reload(turn, texts.RELOAD_OTHER)


def _confirmed(turn: Turn, mark: str | None) -> bool | None:
    """Whether the folder is as it was shown; None where nothing is left to load (a second press)."""
    change = turn.desk.assistant.preview_reload()
    if not change.empty:
        return change.mark == mark
    if turn.received.attempts > 1:  # we died when it was done and not yet reported
        return True
    turn.toast = texts.RELOAD_NOTHING.format(unchanged=change.unchanged)
    return None


def _load(turn: Turn) -> LoadReport:
    _show_progress(turn, PROGRESS["beginning"])
    return turn.desk.assistant.reload(
        lambda told: _show_progress(turn, PROGRESS[told.stage].format(**asdict(told)))
    )


def reload_unasked(desk: Desk) -> list[int]:
    """Load what has changed without anybody's word and owe the report to all admins; the chats owed. An
    empty folder (a disk that is not mounted) empties no base, and what was taken back is not loaded again."""
    if not desk.reloading.acquire(blocking=False):
        return []
    try:
        change = desk.assistant.preview_reload()
        if change.empty or change.taken_back or not change.holdings:
            return []
        report = desk.assistant.reload(lambda _: None)
        text, buttons = _report(desk, report), [_way_back(report)]
        desk.store.people.note(SYSTEM, "reload", detail=report.generation or "")
    except AssistantError as error:
        text, buttons = texts.RELOAD_BROKE.format(reason=reason(desk, error)), []
    finally:
        desk.reloading.release()
    admins = desk.store.people.admins()
    for admin in admins:
        owned = tuple(button.model_copy(update={"owner": admin}) for button in buttons)
        payload, kept = Message(chat_id=admin, pieces=text_html(text), rows=(owned,)).stored()
        desk.store.journal.finish(None, [(admin, payload)], kept)
    return admins


def stop_reload(turn: Turn, lane: Any) -> None:
    """The cancel button below a running load or look."""
    turn.toast = texts.CANCEL
    turn.desk.cancel(lane)


def reload_lane(user_id: int) -> str:
    """A load waits for nothing else of this admin, and nothing else for it."""
    return f"reload:{user_id}"


def preview_lane(user_id: int) -> str:
    """Nor does the look before it."""
    return f"preview:{user_id}"


def _looking(turn: Turn) -> Callable[[Progress], None]:
    """Shows how far the look is where it takes long. Raises Cancelled."""
    begun = turn.desk.clock()

    def tell(progress: Progress) -> None:
        turn.still_wanted()
        if turn.desk.clock() - begun >= PATIENCE:
            _show_progress(turn, PROGRESS[progress.stage].format(**asdict(progress)))

    return tell


def _show_progress(turn: Turn, text: str) -> None:
    turn.progress(text, [[Button(label=texts.CANCEL, act="stop_reload", value=turn.lane)]])


def _choice(mark: str, details: str | None = None) -> list[list[Button]]:
    row = [Button(label=texts.RELOAD_GO, act="reload", value=mark)]
    if details is not None:
        value = {"mark": mark, "details": details}
        row.append(Button(label=texts.RELOAD_DETAILS, act="details", value=value))
    return [[*row, Button(label=texts.CANCEL, act="keep")]]


def _way_back(report: LoadReport) -> Button:
    return Button(label=texts.ROLLBACK, act="rollback", value=report.generation)


def _difference(change: Change, foreseen: Forecast, names: int) -> str:
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
    if not change.holdings:
        lines.append(texts.RELOAD_EMPTY_FOLDER)
    if change.taken_back:
        lines.append(texts.RELOAD_TAKEN_BACK)
    return "\n".join([*lines, *_foreseen(change, foreseen)])


def _foreseen(change: Change, foreseen: Forecast) -> list[str]:
    """What the look into the files found."""
    new = [failure for failure in foreseen.failed if change.touches(failure.name)]
    old = len(foreseen.failed) - len(new)
    lines = failure_lines(texts.RELOAD_WILL_FAIL, new)
    if old:
        lines.append(texts.RELOAD_STILL_FAIL.format(count=old))
    if foreseen.ocr_pages:
        lines.append(texts.RELOAD_OCR.format(pages=foreseen.ocr_pages))
    if not foreseen.complete:
        lines.append(texts.RELOAD_LOOKED.format(looked=foreseen.looked, total=foreseen.total))
    return lines


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
    lines += ["", *shortened(read)] if read else []
    if report.failed:
        lines += ["", *failure_lines(texts.RELOAD_FAILED_FILES, report.failed)]
    if report.warnings:
        warned = (
            texts.RELOAD_WARNING.format(document=w.document, warning=warned_of(w)) for w in report.warnings
        )
        lines += ["", texts.RELOAD_WARNINGS, *shortened(list(warned))]
    return "\n".join(lines)
