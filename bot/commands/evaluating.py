"""`eval`: answers against a gold file and the accepted run of it, retrieval against a benchmark."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from bot import texts
from bot.commands.output import print_json
from bot.config import Settings

ACCEPTED = "eval-accepted.json"
"""In the data directory: the accepted run of each gold file, by the file's name."""


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the parsers of this group."""
    parser = commands.add_parser("eval", help=texts.HELP_EVAL)
    kinds = parser.add_subparsers(required=True, metavar=texts.HELP_COMMAND)
    answers = kinds.add_parser("answers", parents=[shared], help=texts.HELP_EVAL_ANSWERS)
    answers.add_argument("gold", type=Path, metavar="GOLD.jsonl")
    answers.add_argument("--accept", action="store_true", help=texts.HELP_EVAL_ACCEPT)
    answers.add_argument("--json", action="store_true", help=texts.HELP_JSON)
    answers.set_defaults(run=_answers)
    retrieval = kinds.add_parser("retrieval", parents=[shared], help=texts.HELP_EVAL_RETRIEVAL)
    retrieval.add_argument("folder", type=Path, metavar="DIR")
    retrieval.add_argument("--out", type=Path, required=True, metavar="RUN.jsonl")
    retrieval.set_defaults(run=_retrieval)


def _answers(chosen: argparse.Namespace, settings: Settings) -> int:
    from bot import runs, scoring, wiring

    report = scoring.score_file(chosen.gold, wiring.assistant(settings))
    now = {chosen.gold.stem: report.run()}
    kept = settings.data / ACCEPTED
    accepted = runs.read_runs(kept)
    changed = runs.changes(now[chosen.gold.stem], accepted.get(chosen.gold.stem))
    if chosen.json:
        record = report.record()
        record |= {"gained": [c.item for c in changed if c.sign == "+"]}
        print_json(record | {"lost": [c.item for c in changed if c.sign == "-"]})
    else:
        print(runs.table(now, accepted, texts.EVAL_COLUMNS))
        print(*changed, report.failures(), sep="\n")
    if chosen.accept:
        runs.accept(kept, now)
    return 0


def _retrieval(chosen: argparse.Namespace, settings: Settings) -> int:
    from bot import runs, wiring
    from retrieval import evaluate

    measured = evaluate.run(chosen.folder, chosen.out, wiring.embedder(settings))
    print(*(f"{name:8}{runs.number(value):>6}" for name, value in measured.items()), sep="\n")
    return 0
