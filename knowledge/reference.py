"""Reference tables: kinds of documents, issuing bodies, titles of laws, checked instruments.

The tables are TOML files in `knowledge/reference_data`; each says at its head what its fields mean and
where its rows come from. They are read once, on first use.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from knowledge.vietnamese import fold

NumberingSystem = Literal["state", "party", "both"]


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of document ("Nghị quyết") and the codes that stand for it in a symbol ("NQ")."""

    name: str
    codes: tuple[str, ...]
    system: NumberingSystem
    short: tuple[str, ...]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IssuingBody:
    """Who issues documents. `unit` says that the name of a province, commune … may follow the name."""

    name: str
    code: str
    system: NumberingSystem
    level: str
    unit: bool
    aliases: tuple[str, ...]
    since: date | None
    until: date | None
    examples: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The name and its other spellings."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class Replacement:
    """What took over from an instrument, from when, and for which part of it."""

    symbol: str
    since: date
    scope: str


@dataclass(frozen=True, slots=True)
class ReferenceInstrument:
    """A checked row: what the instrument is, and the source that confirms it."""

    symbol: str
    kind: str
    issued_on: date
    issuer: str
    subject: str | None
    name: str | None
    place: str | None
    source: str
    replaced_by: tuple[Replacement, ...]


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files("knowledge.reference_data").joinpath(name).read_text(encoding="utf-8"))


def _rows(table: str, key: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = _table(table)[key]
    return rows


@cache
def document_kinds() -> tuple[DocumentKind, ...]:
    """All kinds, in the order of their table."""
    return tuple(
        DocumentKind(
            name=row["name"],
            codes=tuple(row["codes"]),
            system=row["system"],
            short=tuple(row.get("short", ())),
            examples=tuple(row["examples"]),
        )
        for row in _rows("document_kinds.toml", "kind")
    )


@cache
def issuing_bodies() -> tuple[IssuingBody, ...]:
    """All bodies, present and former, in the order of their table."""
    return tuple(
        IssuingBody(
            name=row["name"],
            code=row["code"],
            system=row["system"],
            level=row["level"],
            unit=row.get("unit", False),
            aliases=tuple(row.get("aliases", ())),
            since=row.get("since"),
            until=row.get("until"),
            examples=tuple(row["examples"]),
        )
        for row in _rows("issuing_bodies.toml", "body")
    )


@cache
def instruments() -> tuple[ReferenceInstrument, ...]:
    """The checked instruments."""
    return tuple(
        ReferenceInstrument(
            symbol=row["symbol"],
            kind=row["kind"],
            issued_on=row["issued_on"],
            issuer=row["issuer"],
            subject=row.get("subject"),
            name=row.get("name"),
            place=row.get("place"),
            source=row["source"],
            replaced_by=tuple(Replacement(**part) for part in row.get("replaced_by", ())),
        )
        for row in _rows("instruments.toml", "instrument")
    )


@cache
def law_titles() -> tuple[str, ...]:
    """Titles of laws without their kind word, the longest first."""
    titles: dict[str, str] = {fold(title): title for title in _table("laws.toml")["titles"]}
    return tuple(sorted(titles.values(), key=len, reverse=True))


@cache
def kind_by_name() -> dict[str, DocumentKind]:
    """A kind by its name."""
    return {kind.name: kind for kind in document_kinds()}


@cache
def kind_by_code() -> dict[str, DocumentKind]:
    """The kind that a type code usually stands for, by the code as written in symbols."""
    table: dict[str, DocumentKind] = {}
    for kind in document_kinds():
        if kind.examples:
            table.setdefault(kind.codes[0], kind)
    for kind in document_kinds():
        for code in kind.codes:
            table.setdefault(code, kind)
    return table


@cache
def body_by_code() -> dict[str, IssuingBody]:
    """A body by its code; of several that share one, the first of the table."""
    table: dict[str, IssuingBody] = {}
    for body in issuing_bodies():
        table.setdefault(body.code, body)
    return table
