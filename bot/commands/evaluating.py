"""`eval`: answers against a gold file, retrieval against a benchmark."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from bot import texts
from bot.commands.output import print_json
from bot.config import Settings


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the parsers of this group."""
    parser = commands.add_parser("eval", help=texts.HELP_EVAL)
    kinds = parser.add_subparsers(required=True, metavar=texts.HELP_COMMAND)
    answers = kinds.add_parser("answers", parents=[shared], help=texts.HELP_EVAL_ANSWERS)
    answers.add_argument("gold", type=Path, metavar="GOLD.jsonl")
    answers.add_argument("--json", action="store_true", help=texts.HELP_JSON)
    answers.set_defaults(run=_answers)
    retrieval = kinds.add_parser("retrieval", parents=[shared], help=texts.HELP_EVAL_RETRIEVAL)
    retrieval.add_argument("folder", type=Path, metavar="DIR")
    retrieval.add_argument("--out", type=Path, required=True, metavar="RUN.jsonl")
    retrieval.set_defaults(run=_retrieval)


def _answers(chosen: argparse.Namespace, settings: Settings) -> int:
    from bot import scoring, wiring

    report = scoring.score_file(chosen.gold, wiring.assistant(settings))
    if chosen.json:
        print_json(report.record())
    else:
        print(report)
    return 0


def _retrieval(chosen: argparse.Namespace, settings: Settings) -> int:
    from retrieval import evaluate

    evaluate.run(chosen.folder, chosen.out)
    return 0
