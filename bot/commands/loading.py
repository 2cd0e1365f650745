"""`reload`, `status`, `rollback`, `doctor`."""

from __future__ import annotations

import argparse
import math
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot import texts
from bot.commands.output import print_json
from bot.config import Settings

if TYPE_CHECKING:
    from bot.assistant.loading.load_report import LoadReport
    from bot.assistant.loading.workers import Progress


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the parsers of this group."""
    reload = commands.add_parser("reload", parents=[shared], help=texts.HELP_RELOAD)
    reload.add_argument("paths", type=Path, nargs="*", metavar="PATH")
    reload.add_argument("--add", action="store_true", help=texts.HELP_ADD)
    reload.add_argument("--dry-run", action="store_true", help=texts.HELP_DRY_RUN)
    reload.add_argument("--json", action="store_true", help=texts.HELP_JSON)
    reload.set_defaults(run=_reload)
    status = commands.add_parser("status", parents=[shared], help=texts.HELP_STATUS)
    status.add_argument("--json", action="store_true", help=texts.HELP_JSON)
    status.set_defaults(run=_status)
    for name, run, text in (
        ("rollback", _rollback, texts.HELP_ROLLBACK),
        ("doctor", _doctor, texts.HELP_DOCTOR),
    ):
        commands.add_parser(name, parents=[shared], help=text).set_defaults(run=run)


def _reload(chosen: argparse.Namespace, settings: Settings) -> int:
    from bot import wiring
    from bot.assistant import reload
    from bot.assistant.loading.forecast import forecast
    from bot.assistant.loading.load_report import LoadReport

    base = wiring.knowledge_base(settings)
    paths = chosen.paths or [settings.folder]
    if chosen.dry_run:
        begun = time.monotonic()
        change = reload.survey(base, paths, add=chosen.add)
        seen = forecast(base, change, _show_progress, seconds=math.inf)
        report = LoadReport(change, seen.failed, seen.ocr_pages, seconds=time.monotonic() - begun)
    else:
        report = reload.load(base, paths, wiring.embedder(settings), add=chosen.add, progress=_show_progress)
    if chosen.json:
        print_json(report.record())
    else:
        _print_report(report)
    return 0


def _show_progress(progress: Progress) -> None:
    if sys.stderr.isatty():
        print(
            "\r\033[K" + texts.PROGRESS[progress.stage].format(**asdict(progress)),
            end="",
            file=sys.stderr,
            flush=True,
        )


def _print_report(report: LoadReport) -> None:
    from bot.rendering.loaded import found_in, warned_of

    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr, flush=True)
    change = report.change
    print(
        texts.RELOADED.format(
            added=len(change.added),
            changed=len(change.changed),
            removed=len(change.removed),
            unchanged=change.unchanged,
            failed=len(report.failed),
            seconds=round(report.seconds, 3),
        )
    )
    unread = () if report.generation else change.added + change.changed + change.read_again
    if report.ocr_pages:
        print(texts.OCR_PAGES.format(pages=report.ocr_pages))
    for line in (
        *(f"{_SIGNS[change.state_of(name)]} {name}" for name in unread),
        *(f"{_SIGNS[document.state]} {document.name}: {found_in(document)}" for document in report.read),
        *(f"- {name}" for name in change.removed),
        *(f"! {failure.name}: {failure.reason}" for failure in report.failed),
        *(f"? {warning.document}: {warned_of(warning)}" for warning in report.warnings),
    ):
        print(f"  {line}")


_SIGNS = {"added": "+", "changed": "~", "read_again": "="}


def _status(chosen: argparse.Namespace, settings: Settings) -> int:
    from bot import wiring
    from bot.assistant.status import status

    report = status(wiring.knowledge_base(settings))
    if chosen.json:
        print_json(report)
        return 0
    print(texts.STATUS_HEAD.format(count=len(report["documents"]), time=report["loaded_at"] or "–"))
    for document in report["documents"]:
        poor = texts.STATUS_POOR if document["text_quality"]["poor"] else ""
        print(
            f"  {document['document']}: {document['kind'] or '?'}, {document['commune'] or '?'}, "
            f"{document['issued_on'] or texts.DATE_BLANK}, {document['chunks']} {texts.PASSAGES}{poor}"
        )
    for failure in report["failed"]:
        print(f"  ! {failure['document']}: {failure['reason']}")
    return 0


def _rollback(chosen: argparse.Namespace, settings: Settings) -> int:
    from bot import wiring
    from bot.assistant import reload

    print(texts.ROLLED_BACK.format(generation=reload.rollback(wiring.knowledge_base(settings))))
    return 0


def _doctor(chosen: argparse.Namespace, settings: Settings) -> int:
    from bot import wiring
    from bot.assistant.status import examine

    troubles = 0
    for name, fault in examine(wiring.knowledge_base(settings)):
        print(f"{'✗' if fault else '✓'} {name}{': ' + fault if fault else ''}")
        troubles += bool(fault)
    if settings.openai_key and settings.model:
        print(_model_today(settings))
    return 1 if troubles else 0


def _model_today(settings: Settings) -> str:
    """What the language model was used for today; "!" where its daily limit is reached."""
    from bot import wiring

    spent, limit = wiring.ledger(settings).spent(), wiring.daily_limit(settings)
    return texts.MODEL_TODAY.format(
        sign="!" if limit.reached(spent) else "✓",
        model=settings.model,
        calls=spent.calls,
        tokens=spent.tokens,
        limit=f"/{limit.tokens}" if limit.tokens else "",
        cost=f"{spent.cost:.4f}",
    )
