"""Which present unit a document speaks for, and which units have reported nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple
from weakref import WeakKeyDictionary

from bot import texts
from bot.assistant.corpus import Corpus
from knowledge.commune_units import Commune, name_key, province_key, same_province, split_kind
from knowledge.communes import table
from knowledge.models import SectionType
from knowledge.snapshot import DocumentRecord

MERGED_ON = "2025-07"
"""Since then communes and wards are those of the two-level local government (resolution 202/2025/QH15)."""


NEARLY_ALL = 0.9
"""Share of the documents naming a province from which on one that names none is taken to be from there."""


class Reporter(NamedTuple):
    """The unit that a document counts for: `name` and `code` of the present one, `former` the name of the
    unit that wrote it where that has since become (part of) another. Where documents are held from several
    units of one name, `name` says the province, too."""

    name: str
    code: str
    former: str | None = None


_READ: WeakKeyDictionary[Corpus, dict[str, Reporter]] = WeakKeyDictionary()


def reporter(corpus: Corpus, document: DocumentRecord) -> Reporter | None:
    """Whom a document counts for; None where it is from no commune."""
    return reporters(corpus).get(document.name)


def reporters(corpus: Corpus) -> dict[str, Reporter]:
    """Whom each document of a commune counts for, by document name; kept for the generation."""
    if corpus not in _READ:
        usual = _usual(_provinces(corpus.documents))
        units = {d.name: _present(d, usual) for d in corpus.documents if d.header.commune}
        alike = Counter(unit.full_name for unit in {unit.code: unit for unit in units.values()}.values())
        _READ[corpus] = {
            document.name: Reporter(
                _told_apart(unit, alike[unit.full_name]), unit.code, _former(corpus, document, unit.code)
            )
            for document in corpus.documents
            if (unit := units.get(document.name)) is not None
        }
    return _READ[corpus]


def _usual(provinces: Counter[str]) -> str | None:
    """The province that nearly all documents are from."""
    most = provinces.most_common(1)
    return most[0][0] if most and most[0][1] >= NEARLY_ALL * provinces.total() else None


def _told_apart(unit: Commune, alike: int) -> str:
    if alike == 1:
        return unit.full_name
    return texts.UNIT_IN_PROVINCE.format(
        unit=unit.full_name, province=unit.province or texts.PROVINCE_UNKNOWN
    )


def _present(document: DocumentRecord, province: str | None) -> Commune:
    """The present unit that a letterhead means. Of several of one name the one of the province that the
    document names, else of the one that nearly all documents are from; else it stays open."""
    name, code = document.header.commune or "", document.header.commune_code or ""
    if code.isdigit() and (known := table().by_code(code)) is not None:
        return known
    for within in (document.header.province, province):
        listed = table().by_name(name, within)
        if len(listed) == 1 or (listed and same_province(listed[0].province, within)):
            return listed[0]
    kind, bare = split_kind(name)
    if table().by_name(name):
        return Commune.unlisted(kind or "", bare)
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


def names_of(corpus: Corpus, communes: Sequence[Commune]) -> list[str]:
    """The reporters that units mean, by name; a unit that no document is from keeps its own name."""
    by_code = corpus.once(_names_by_code)
    found: dict[str, None] = {}
    for unit in communes:
        found.update(by_code.get(unit.code) or {unit.full_name: None})
    return list(found)


def _names_by_code(corpus: Corpus) -> dict[str, dict[str, None]]:
    """The names of reporters by their code and by the one that their documents bear."""
    told = reporters(corpus)
    names: dict[str, dict[str, None]] = {}
    for document in corpus.documents:
        if (who := told.get(document.name)) is not None:
            for code in filter(None, (who.code, document.header.commune_code)):
                names.setdefault(code, {})[who.name] = None
    return names


def same_unit(asked: str, unit: str) -> bool:
    """Whether a name, with or without its type word, province and diacritics, means a unit."""
    asked_kind, asked_name, asked_province = _read(asked)
    kind, name, province = _read(unit)
    if asked_province and province and asked_province != province:
        return False
    return asked_name == name and asked_kind in (None, kind)


@lru_cache(maxsize=4096)
def _read(unit: str) -> tuple[str | None, str, str]:
    """The kind, the folded name and the folded province of a unit; its name is held against those of all."""
    named, _, province = unit.partition(" (")
    kind, name = split_kind(named)
    return kind, name_key(name), name_key(province)


def not_reporting(held: Collection[str], province: str) -> list[str]:
    """The communes of a province (any way of writing it) that no reporter of these codes is."""
    return [unit.full_name for unit in _communes_of(province_key(province)) if unit.code not in held]


@lru_cache(maxsize=8)
def _communes_of(province: str) -> tuple[Commune, ...]:
    units = table().communes
    return tuple(unit for unit in units if unit.province and province_key(unit.province) == province)


def province_of(documents: Iterable[DocumentRecord]) -> str | None:
    """The province that most of the documents are from, None where none says."""
    named = _provinces(documents)
    return named.most_common(1)[0][0] if named else None


def _provinces(documents: Iterable[DocumentRecord]) -> Counter[str]:
    """The provinces whose communes documents are from, by their number."""
    return Counter(
        unit.province
        for document in documents
        if (code := document.header.commune_code) and (unit := table().by_code(code)) and unit.province
    )


def by_name(units: Sequence[str]) -> list[str]:
    """Unit names in the order of readers: by bare name."""
    return sorted(units, key=lambda unit: name_key(split_kind(unit)[1]))
