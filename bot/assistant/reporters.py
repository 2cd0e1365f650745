"""Which present unit a document speaks for, and which units have reported nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from bot.assistant.corpus import Corpus
from knowledge.catalog import DocumentRecord
from knowledge.commune_units import Commune, name_key, split_kind
from knowledge.communes import table
from knowledge.models import SectionType

MERGED_ON = "2025-07"
"""Since then communes and wards are those of the two-level local government (resolution 202/2025/QH15)."""


class Reporter(NamedTuple):
    """The unit that a document counts for: `name` and `code` of the present one, `former` the name of the
    unit that wrote it where that has since become (part of) another."""

    name: str
    code: str
    former: str | None = None


def reporter(corpus: Corpus, document: DocumentRecord) -> Reporter | None:
    """Whom a document counts for; None where it is from no commune."""
    name, code = document.header.commune, document.header.commune_code
    if name is None:
        return None
    present = _present(name, code or name)
    return Reporter(present.full_name, present.code, _former(corpus, document, present.code))


@lru_cache(maxsize=4096)
def _present(name: str, code: str) -> Commune:
    if code.isdigit() and (known := table().by_code(code)) is not None:
        return known
    kind, bare = split_kind(name)
    listed = table().by_name(name)
    if listed:
        return listed[0]
    found = [mention.commune for mention in table().find(name) if mention.commune.listed]
    return found[0] if found else Commune.unlisted(kind or "", bare)


def _former(corpus: Corpus, document: DocumentRecord, code: str) -> str | None:
    """The former unit that the letterhead of a document from before the merger names."""
    issued = document.header.issued_on
    if issued is None or issued >= MERGED_ON:
        return None
    head = next((s for s in corpus.sections(document) if s.type is SectionType.HEADER), None)
    if head is None:
        return None
    letterhead = corpus.view(document).text[head.start : head.end].title()
    for mention in table().find(letterhead):
        if mention.former is not None and mention.former.name and mention.commune.code == code:
            return f"{mention.former.kind} {mention.former.name}"
    return None


def same_unit(asked: str, unit: str) -> bool:
    """Whether a name, with or without its type word and diacritics, means a unit."""
    asked_kind, asked_name = split_kind(asked)
    kind, name = split_kind(unit)
    return name_key(asked_name) == name_key(name) and asked_kind in (None, kind)


def not_reporting(held: Collection[str], province: str) -> list[str]:
    """The communes of a province (any way of writing it) that are not among the held names."""
    known = {name_key(name) for name in held}
    return [
        unit.full_name
        for unit in table().communes
        if unit.province and _same_province(unit.province, province) and name_key(unit.full_name) not in known
    ]


def _same_province(one: str, other: str) -> bool:
    from knowledge.commune_units import same_province

    return same_province(one, other)


def province_of(documents: Iterable[DocumentRecord]) -> str | None:
    """The province that most of the documents are from, None where none says."""
    named = Counter(
        unit.province
        for document in documents
        if (code := document.header.commune_code) and (unit := table().by_code(code)) and unit.province
    )
    return named.most_common(1)[0][0] if named else None


def by_name(units: Sequence[str]) -> list[str]:
    """Unit names in the order of readers: by bare name."""
    return sorted(units, key=lambda unit: name_key(split_kind(unit)[1]))
