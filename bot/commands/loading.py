"""`reload`, `status`, `rollback`, `doctor`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from bot import texts
from bot.commands.output import print_json
from bot.config import Settings


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

    base = wiring.knowledge_base(settings)
    paths = chosen.paths or [settings.folder]
    if chosen.dry_run:
        change = reload.survey(base, paths, add=chosen.add)
        report = reload.LoadReport(change, (), {}, None, 0.0).record()
    else:
        report = reload.load(
            base, paths, wiring.embedder(settings), add=chosen.add, progress=_show_progress
        ).record()
    if chosen.json:
        print_json(report)
    else:
        _print_report(report)
    return 0


def _show_progress(progress: Any) -> None:
    if sys.stderr.isatty():
        print(
            "\r\033[K"
            + texts.PROGRESS[progress.stage].format(
                done=progress.done, total=progress.total, document=progress.document
            ),
            end="",
            file=sys.stderr,
            flush=True,
        )


def _print_report(report: dict[str, Any]) -> None:
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr, flush=True)
    print(
        texts.RELOADED.format(
            added=len(report["added"]),
            changed=len(report["changed"]),
            removed=len(report["removed"]),
            unchanged=report["unchanged"],
            failed=len(report["failed"]),
            seconds=report["seconds"],
        )
    )
    for name in report["added"] + report["changed"]:
        print(f"  + {name}")
    for name in report["removed"]:
        print(f"  - {name}")
    for failure in report["failed"]:
        print(f"  ! {failure['document']}: {failure['reason']}")


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
    return 1 if troubles else 0
