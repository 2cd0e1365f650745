"""Who issued a document, from its letterhead, and which commune and province that is."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache
from itertools import takewhile
from typing import NamedTuple

from rapidfuzz import fuzz

from knowledge import communes
from knowledge.commune_units import Commune, name_key, province_key, split_kind
from knowledge.frame import Frame, frame_of, motto_span, restored_capitals
from knowledge.reference import issuing_bodies
from knowledge.vietnamese import as_letters, fold

_UNIT_TYPES = ("xã", "phường", "thị trấn", "đặc khu", "huyện", "quận", "thị xã", "thành phố", "tỉnh")
_SHORT_TYPE = 5  # letters; shorter type words are too like others when misread
_MISREAD = 80  # likeness of 100 that a misread type word keeps
_COUNCIL = "Ủy ban nhân dân"


class Issuer(NamedTuple):
    """The issuing body written out, and where it is: the commune, or only the province."""

    name: str | None
    commune: Commune | None
    province: str | None


def read_issuer(letterheads: Iterable[list[str]], body: str, source: str) -> Issuer:
    """The issuer by the first letterhead that names one, else by what the body says about itself.

    `source` is the whole text: it holds the provinces, districts and mail domains that tell communes of one
    name apart.
    """
    named = (_last_body(_capitals(letterhead), source) for letterhead in letterheads)
    found = next(filter(None, named), None) or _self_named(body)
    if found is None:
        commune = _spoken_of(source)
        return Issuer(None, commune, (commune and commune.province) or _province_of(source))
    name, unit = found
    commune = _commune(unit, source)
    if commune is not None:
        return Issuer(f"{name} {commune.full_name}", commune, commune.province or _province_of(source))
    return Issuer(f"{name} {unit}".strip(), None, _province_of(unit) or _province_of(source))


def _capitals(letterhead: list[str]) -> str:
    """The words in capitals that begin its lines, without motto and number: "ỦY BAN NHÂN DÂN XÃ PHÚ THÁI"."""
    kept: list[str] = []
    for line in letterhead:
        line = restored_capitals(line)
        span = motto_span(line)
        rest = line[: span[0]] + line[span[1] :] if span else line
        if frame_of(rest) not in (Frame.NUMBER, Frame.DIGITAL_SIGNATURE):
            kept += _leading_capitals(rest.split())
    return " ".join(kept)


def _leading_capitals(words: list[str]) -> list[str]:
    """The words in capitals before the first other; a single letter there begins a name: "A Lưới, ngày …"."""
    leading = list(takewhile(lambda word: word.upper() == word, words))
    begins_name = len(leading) < len(words) and leading and leading[-1].isalpha() and len(leading[-1]) == 1
    return leading[:-1] if begins_name else leading


# Bodies too many for a table, by the words that their names begin with; after a type word they are names.
_LOWER_BODIES = re.compile(
    r"(?<!\bxa )(?<!\bphuong )(?<!\btran )(?<!\bhuyen )(?<!\btinh )(?<!\bpho )(?<!\bquan )"
    r"\b(?:trung tam|tram|phong|truong|chi cuc|ban quan ly|cong an|mat tran|benh vien|thue|kho bac|hat|doi)\b"
)


def _names_unit(words: str) -> bool:
    """Whether words end with the whole name of a listed unit: the "trường" of "xã An Trường" is no school."""
    match = re.search(r"\b(?:xa|phuong|dac khu) ([\w ]+)$", " ".join(words.split()))
    return match is not None and match[1] in communes.table().by_key


def _last_body(capitals: str, source: str) -> tuple[str, str] | None:
    """The last body named in a letterhead, below the one it belongs to, and its unit as in running text."""
    folded = as_letters(fold(capitals))
    matches = list(_bodies_pattern().finditer(folded))
    above = matches[-1].end() if matches else 0
    bodies = _LOWER_BODIES.finditer(folded, above)
    lower = next((match for match in bodies if not _names_unit(folded[above : match.end()])), None)
    if lower:
        return _as_written(capitals[lower.start() :].strip(" -–,*_"), source), ""
    if not matches:
        return None
    ends = [match.start() for match in matches[1:]] + [len(capitals)]
    units = [
        unit_name(capitals[match.end() : end].strip(" -–,*_"))
        for match, end in zip(matches, ends, strict=True)
    ]
    name = _body_names()[matches[-1][0]]
    return name, units[-1] or next((unit for unit in reversed(units) if unit), "")


def _as_written(capitals: str, source: str) -> str:
    """A name in capitals as the running text writes it; with one capital where it does not occur there."""
    for match in re.finditer(re.escape(fold(capitals)), fold(source)):
        written = source[match.start() : match.end()]
        if not written.isupper():
            return written[:1].upper() + written[1:]
    return capitals.capitalize()


def unit_name(capitals: str) -> str:
    """A unit's name as in running text: "XÃ LỘC KHÊ" -> "xã Lộc Khê"; "" where the words name no unit."""
    words = capitals.split()
    for kind in sorted(_UNIT_TYPES, key=len, reverse=True):
        size = len(kind.split())
        said = name_key(" ".join(words[:size]))
        alike = said == fold(kind) or (len(kind) > _SHORT_TYPE and fuzz.ratio(said, fold(kind)) >= _MISREAD)
        if alike and len(words) > size:
            return " ".join([kind, *(word.capitalize() for word in words[size:])])
    return ""


def _self_named(body: str) -> tuple[str, str] | None:
    """The People's Committee that a text speaks of as its own: named most often with its commune."""
    named = Counter(
        mention.commune.full_name
        for mention in communes.table().find(body)
        if mention.former is None
        and re.search(
            r"(uy ban nhan dan|ubnd)\s+\w+\s*$", fold(body[max(0, mention.start - 40) : mention.start])
        )
    )
    return (_COUNCIL, named.most_common(1)[0][0]) if named else None


def _spoken_of(source: str) -> Commune | None:
    """The one commune that a text without letterhead names, or names more often than all others."""
    named = Counter(mention.commune for mention in communes.table().find(source) if mention.former is None)
    best = named.most_common(1)
    return best[0][0] if best and best[0][1] > named.total() / 2 else None


def _commune(unit: str, source: str) -> Commune | None:
    """The commune that a unit's name means; of several the one whose province or district the text names."""
    kind, name = split_kind(unit)
    if kind is None:
        return None
    mentions = [mention for mention in communes.table().find(unit) if mention.end == len(unit)]
    if not mentions:
        return Commune.unlisted(kind, name)
    candidates = [mentions[0].commune, *mentions[0].alternatives]
    if len(candidates) == 1:
        return candidates[0]
    folded = fold(source)
    ranked = sorted(((_evidence(unit, folded), unit) for unit in candidates), key=lambda pair: -pair[0])
    if ranked[0][0] > ranked[1][0]:
        return ranked[0][1]
    return Commune.unlisted(candidates[0].kind, candidates[0].name)


def _evidence(unit: Commune, folded: str) -> int:
    """How often a text names the province of a unit, its mail domain, or where its former units lay."""
    provinces = {unit.province or "", *(former.province for former in unit.former)}
    domain = f"{province_key(unit.province or '').replace(' ', '')}.gov.vn"
    names = {fold(name) for name in provinces} | {fold(former.district) for former in unit.former}
    return folded.count(domain) + sum(
        len(re.findall(rf"\b{re.escape(name)}\b", folded)) for name in names if name
    )


def _province_of(text: str) -> str | None:
    """The present province that a text names most often; else the one that a named district went into."""
    folded = fold(text)
    counts = Counter(
        {
            province: len(re.findall(rf"\b{re.escape(fold(province))}\b", folded))
            for province in communes.table().provinces
        }
    )
    best, count = counts.most_common(1)[0]
    if count:
        return best
    district = re.search(r"(?:huyện|quận|thị xã)(?: [^\W\d_]+){1,3}", text)
    went_into = _provinces_by_district()
    words = district[0].split() if district else []
    names = (fold(" ".join(words[:size])) for size in range(len(words), 1, -1))
    return next((went_into[name] for name in names if name in went_into), None)


@cache
def _provinces_by_district() -> dict[str, str]:
    """The present province of each former district whose name no other province had."""
    places: dict[str, set[str]] = defaultdict(set)
    for unit in communes.table().communes:
        for former in unit.former:
            places[fold(former.district)].add(unit.province or "")
    return {district: provinces.pop() for district, provinces in places.items() if len(provinces) == 1}


@cache
def _body_names() -> dict[str, str]:
    """Bodies by the folded words that a letterhead names them with."""
    names = {fold(alias): body.name for body in issuing_bodies() for alias in body.aliases}
    names |= {fold(body.name): body.name for body in issuing_bodies()}
    return {name: written for name, written in names.items() if len(name) > 3}


@cache
def _bodies_pattern() -> re.Pattern[str]:
    longest_first = sorted(_body_names(), key=len, reverse=True)
    return re.compile(rf"\b({'|'.join(re.escape(name) for name in longest_first)})\b")
