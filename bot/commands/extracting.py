"""`extract`: what one file, or many sentences, yield."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from bot import texts
from bot.commands.output import print_json, read_lines, write_lines
from bot.config import Settings
from knowledge.errors import ReadingError


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the parsers of this group."""
    parser = commands.add_parser("extract", parents=[shared], help=texts.HELP_EXTRACT)
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--json", action="store_true", help=texts.HELP_JSON)
    parser.add_argument("--batch", type=Path, metavar="IN.jsonl")
    parser.add_argument("--out", type=Path, metavar="OUT.jsonl")
    parser.set_defaults(run=_extract)


def _extract(chosen: argparse.Namespace, settings: Settings) -> int:
    if chosen.batch and chosen.out:
        from knowledge.instruments import batch_record

        write_lines(
            chosen.out,
            ({"id": row["id"], "instruments": batch_record(row["text"])} for row in read_lines(chosen.batch)),
        )
        return 0
    if chosen.file is None:
        import sys

        print(texts.EXTRACT_USAGE, file=sys.stderr)
        return 2
    from knowledge.ingest import extract_file
    from knowledge.models import FailedSource

    records = []
    for result in extract_file(chosen.file, chosen.file.name):
        if isinstance(result, FailedSource):
            raise ReadingError(result.name, result.reason)
        records.append(record(result.facts))
    print_json(records[0] if len(records) == 1 else records)
    return 0


def record(facts: Any) -> dict[str, Any]:
    """The contract's JSON of one document."""
    from knowledge import instruments

    header = facts.header.model_dump(mode="json", exclude={"signer"})
    quality = facts.quality
    return {
        "document": header,
        "sections": [{"path": s.path, "title": s.title, "type": s.type.value} for s in facts.sections],
        "instruments": instruments.merge(facts.citations),
        "figures": [
            f.model_dump(
                mode="json",
                include={
                    "indicator",
                    "code",
                    "value",
                    "words",
                    "comparator",
                    "unit",
                    "nature",
                    "period",
                    "quote",
                },
            )
            for f in facts.figures
        ],
        "tasks": [t.model_dump(mode="json", exclude={"start", "end", "quote"}) for t in facts.tasks],
        "deadlines": [d.model_dump(mode="json", exclude={"start", "end"}) for d in facts.deadlines],
        "contradictions": [c.model_dump(mode="json", exclude={"start", "end"}) for c in facts.contradictions],
        "text_quality": {
            "ocr": quality.ocr or quality.poor,
            "diacritics": round(quality.diacritics, 3),
            "known_syllables": round(quality.known_syllables, 3),
            "ocr_confidence": quality.ocr_confidence,
            "notes": list(quality.notes),
        },
    }
