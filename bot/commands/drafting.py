"""`draft`: a section or a whole paper for one unit, as text, JSON or a Word file."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from bot import texts
from bot.commands.output import print_json
from bot.config import Settings
from knowledge.errors import AssistantError
from knowledge.models import SectionType

if TYPE_CHECKING:
    from bot.assistant.draft import Draft

FULL = "full"


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the parsers of this group."""
    from bot.assistant.drafting.draft_parts import DRAWN_FROM

    parser = commands.add_parser("draft", parents=[shared], help=texts.HELP_DRAFT)
    parser.add_argument("--section", choices=[FULL, *(part.value for part in DRAWN_FROM)], default=FULL)
    parser.add_argument("--commune", required=True)
    parser.add_argument("--request", type=Path, metavar="FILE")
    parser.add_argument("--figures", type=Path, metavar="FILE.json|xlsx")
    parser.add_argument("--note", default="")
    parser.add_argument("--docx", type=Path, metavar="OUT")
    parser.add_argument("--template", type=Path, metavar="MẪU.docx", help=texts.HELP_TEMPLATE)
    parser.add_argument("--json", action="store_true", help=texts.HELP_JSON)
    parser.set_defaults(run=_draft)


def _draft(chosen: argparse.Namespace, settings: Settings) -> int:
    from bot import wiring
    from bot.assistant.drafting.drafted import OfficersWish, drafted
    from bot.assistant.drafting.request import read_request

    if chosen.template and not chosen.docx:
        print(texts.TEMPLATE_NEEDS_DOCX, file=sys.stderr)
        return 2
    template = _read(chosen.template) if chosen.template else None
    wish = OfficersWish(
        commune=chosen.commune,
        part=None if chosen.section == FULL else SectionType(chosen.section),
        note=chosen.note,
        figures=_figures(chosen.figures) if chosen.figures else (),
        request=read_request(chosen.request) if chosen.request else None,
    )
    assistant = wiring.assistant(settings)
    corpus = assistant.corpus
    draft = drafted(corpus, wish)
    if assistant.polisher is not None:
        draft = assistant.polisher.polish(draft, corpus)
    if chosen.docx:
        chosen.docx.write_bytes(_word(draft, template))
        print(texts.DRAFT_WRITTEN.format(path=chosen.docx), file=sys.stderr)
    if chosen.json:
        print_json(record(draft))
    elif not chosen.docx:
        from bot.assistant.answers.drafting import shown
        from bot.rendering.message import plain_text

        print(plain_text(shown(draft, corpus)))
    return 0


def _word(draft: Draft, template: bytes | None) -> bytes:
    if template is not None:
        from bot.rendering.template_fields import fill_template

        return fill_template(template, draft)
    from bot.rendering.draft_paper import draft_paper
    from bot.rendering.word import report_document

    return report_document(draft_paper(draft))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise AssistantError(texts.TEMPLATE_UNREADABLE.format(path=path, reason=error.strerror)) from None


def _figures(path: Path) -> Any:
    from bot.assistant.drafting.given import from_json, from_rows

    if path.suffix.lower() == ".xlsx":
        return from_rows(_rows(path))
    try:
        return from_json(json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise AssistantError(f"{path}: {error.strerror}") from None
    except ValueError as error:
        raise AssistantError(f"{path}: không phải JSON ({error})") from None


def _rows(path: Path) -> Any:
    import openpyxl

    try:
        return openpyxl.load_workbook(path, read_only=True, data_only=True).worksheets[0].values
    except (OSError, ValueError, KeyError, BadZipFile) as error:
        raise AssistantError(texts.SHEET_UNREADABLE.format(path=path, error=error)) from None


def record(draft: Any) -> dict[str, Any]:
    """The contract's JSON of a draft."""
    return {
        "status": "answered" if draft.parts else "insufficient_evidence",
        "sections": [
            {
                "type": part.type.value,
                "title": part.title,
                "sentences": [
                    {
                        "text": read.text,
                        "sources": [
                            {"document": s.document, "section": s.section, "quote": s.quote}
                            for s in read.sentence.sources
                        ],
                        "own": read.sentence.own,
                        "computed": list(read.computed),
                    }
                    for read in sentences
                ],
            }
            for part, sentences in draft.read()
        ],
        "slots": draft.open_figures(),
        "instruments": draft.instruments(),
        "warnings": list(draft.warnings),
    }
