"""`review`: what would be sent back in a document, and the same Word file with comments."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from bot import texts
from bot.commands.output import print_json
from bot.config import Settings
from knowledge.errors import AssistantError, KnowledgeBaseError, ReadingError


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the parsers of this group."""
    parser = commands.add_parser("review", parents=[shared], help=texts.HELP_REVIEW)
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--json", action="store_true", help=texts.HELP_JSON)
    parser.add_argument("--docx", type=Path, metavar="OUT", help=texts.HELP_REVIEW_DOCX)
    parser.set_defaults(run=_review)


def _review(chosen: argparse.Namespace, settings: Settings) -> int:
    from bot.assistant.review import review

    extraction = _read(chosen.file)
    content = chosen.file.read_bytes()
    docx = content if content.startswith(b"PK") and chosen.file.suffix.lower() == ".docx" else None
    if chosen.docx and docx is None:
        raise AssistantError(texts.REVIEW_NEEDS_DOCX.format(path=chosen.file))
    found = review(extraction, _corpus(settings), docx)
    if chosen.docx and docx is not None:
        from bot.rendering.comments import commented

        written, count = commented(docx, found)
        chosen.docx.write_bytes(written)
        print(texts.REVIEW_WRITTEN.format(path=chosen.docx, count=count), file=sys.stderr)
    if chosen.json:
        print_json(found.record())
    elif not chosen.docx:
        _show(found)
    return 0


def _read(path: Path) -> Any:
    from knowledge.ingest import extract_file
    from knowledge.models import FailedSource

    for result in extract_file(path, path.name):
        if isinstance(result, FailedSource):
            raise ReadingError(result.name, result.reason)
        return result
    raise ReadingError(path.name, "tệp không có văn bản nào")


def _corpus(settings: Settings) -> Any:
    """The loaded corpus; None where nothing was loaded: much can be checked without."""
    from bot.assistant.corpus import Corpus
    from bot.wiring import knowledge_base

    try:
        return Corpus(knowledge_base(settings).current())
    except KnowledgeBaseError:
        return None


def _show(found: Any) -> None:
    from bot.assistant.review_list import answer
    from bot.rendering.message import plain_text

    print(plain_text(answer(found, complete=True)))
