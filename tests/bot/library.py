"""The sources of tests/cases/ground.toml as a small corpus."""

from __future__ import annotations

import tomllib
from functools import cached_property
from pathlib import Path
from typing import Any

from bot.assistant.grounding.stated import Stated, of_headers, read
from bot.assistant.models import SourceRef
from knowledge.models import DocumentHeader, SectionType

CASES: dict[str, Any] = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "ground.toml").read_text(encoding="utf-8")
)
SOURCES: dict[str, dict[str, str]] = CASES["source"]


class Library:
    """SourceLookup over the sources of the case table: each document is its quotes, one a line."""

    @cached_property
    def held(self) -> Stated:
        return of_headers(DocumentHeader(commune=source["commune"]) for source in SOURCES.values())

    def source_text(self, document: str) -> str | None:
        quotes = [source["quote"] for source in SOURCES.values() if source["document"] == document]
        return "\n\n".join(quote.replace(" ", "\n", 1) for quote in quotes) or None

    def section_type(self, document: str, section: str) -> SectionType | None:
        for source in SOURCES.values():
            if (source["document"], source["section"]) == (document, section):
                return SectionType(source["type"])
        return None

    def cites(self, symbol: str) -> bool:
        return any(read(symbol).symbols <= read(source["quote"]).symbols for source in SOURCES.values())

    def heading(self, document: str, section: str) -> str:
        communes = {source["document"]: source["commune"] for source in SOURCES.values()}
        symbol = "77/BC-UBND" if document.startswith("bao-cao-vinh") else ""
        return f"Báo cáo. {symbol} ngày 15/8/2025. {communes.get(document, '')}"


def ref(name: str) -> SourceRef:
    source = SOURCES[name]
    return SourceRef(
        document=source["document"],
        section=source["section"],
        quote=source["quote"],
        commune=source["commune"],
        readable=source.get("readable"),
    )
