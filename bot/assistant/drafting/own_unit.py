"""The officer's own unit, and how another unit's sentence becomes one of it: kind, name and offices.

Wards and communes say the same things in different words (phường/xã, tổ dân phố/thôn); their offices have
been named by Decree 150/2025/NĐ-CP since 1 July 2025. Rows: own_unit.toml.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files

from knowledge import communes
from knowledge.commune_units import Commune, name_key, province_key, split_kind
from knowledge.models import DocumentHeader, Fact
from knowledge.units import alternation
from knowledge.vietnamese import fold

EITHER = "xã/phường"
"""How a unit is called whose kind is not known."""
NAME_SLOT = "[… tên đơn vị …]"


class OwnUnit(Fact):
    """Whom a draft is for. `name` and `province` are None, `kind` is "xã/phường" where that is not known."""

    kind: str = EITHER
    name: str | None = None
    province: str | None = None
    code: str | None = None

    @property
    def full_name(self) -> str:
        """As in running text: "phường An Hải"."""
        return f"{self.kind} {self.name or NAME_SLOT}"

    @property
    def committee(self) -> str:
        """The body that reports."""
        return f"Ủy ban nhân dân {self.full_name}"


def own_unit(commune: str | None, said: str = "", near: Sequence[str] = ()) -> OwnUnit:
    """The unit of that name (near these provinces where several share it); where none is given, what the
    words "xã mình", "của phường" tell of its kind."""
    if commune:
        return of(_known(commune, near))
    kinds = set(
        re.findall(r"(?<!\w)(?:xa(?! hoi)|phuong(?! huong| phap| tien| thuc| an)|dac khu)(?!\w)", fold(said))
    )
    return OwnUnit(kind=_KINDS[kinds.pop()]) if len(kinds) == 1 else OwnUnit()


def of(unit: Commune) -> OwnUnit:
    """A commune as a draft's own unit."""
    return OwnUnit(kind=unit.kind, name=unit.name, province=unit.province, code=unit.code)


_KINDS = {"xa": "xã", "phuong": "phường", "dac khu": "đặc khu"}


def _known(commune: str, near: Sequence[str]) -> Commune:
    table = communes.table()
    found = table.by_name(commune)
    for province in near:
        within = [unit for unit in found if unit.province == province]
        if within:
            return within[0]
    if found:
        return found[0]
    kind, name = split_kind(commune)
    return Commune.unlisted(kind or EITHER, name)


def unit_of(header: DocumentHeader) -> OwnUnit:
    """The unit that a document is from."""
    if not header.commune:
        return OwnUnit(province=header.province)
    kind, _, name = header.commune.partition(" ")
    if header.commune.lower().startswith("đặc khu"):
        kind, name = "đặc khu", header.commune[8:]
    return OwnUnit(kind=kind, name=name or None, province=header.province, code=header.commune_code)


class Rewriter:
    """Turns the words of another unit (or of an earlier report of one's own) into those of the own unit."""

    def __init__(self, own: OwnUnit) -> None:
        self.own = own

    def rewritten(self, text: str, source: OwnUnit) -> str:
        """The text as the own unit would write it. Names of third units stay: they are for the caller to
        see."""
        text = self._with_name(text, source)
        text = self._with_province(text, source)
        text = _offices(self.own.kind).rewritten(text)
        return self._with_kind(text)

    def _with_name(self, text: str, source: OwnUnit) -> str:
        if source.name is None:
            return text
        name = r"\s+".join(map(re.escape, name_key(source.name).split()))
        pattern = re.compile(rf"(?<!\w)(?:(?:xa|phuong|dac khu)\s+)?{name}(?!\w)")
        return _replaced(text, pattern, lambda match: self.own.kind)

    def _with_province(self, text: str, source: OwnUnit) -> str:
        """ "thành phố Hải Phòng" becomes "thành phố", or "tỉnh" where the own unit is in one."""
        if source.province:
            name = r"\s+".join(map(re.escape, province_key(source.province).split()))
            pattern = re.compile(rf"(?<!\w)(thanh\s+pho|tp\.?|tinh)\s+{name}(?!\w)")
            text = _replaced(text, pattern, lambda match: "tỉnh" if match[1] == "tinh" else "thành phố")
        if self.own.province is None:
            return text
        level = "tỉnh" if fold(self.own.province).startswith("tinh") else "thành phố"
        return _PROVINCE_WORD.sub(lambda match: _as_written(match[0], level), text)

    def _with_kind(self, text: str) -> str:
        kind = self.own.kind
        text = _UNIT_WORD.sub(lambda match: _as_written(match[0], kind), text)
        if kind == "phường":
            text = _VILLAGE.sub(lambda match: _as_written(match[0], "tổ dân phố"), text)
        elif kind == "xã":
            text = _QUARTER.sub(lambda match: _as_written(match[0], "thôn"), text)
        else:
            text = _VILLAGE.sub(lambda match: _as_written(match[0], "thôn, tổ dân phố"), text)
            text = _QUARTER.sub(lambda match: _as_written(match[0], "thôn, tổ dân phố"), text)
        return re.sub(rf"(?<!\w)({re.escape(kind)}) \1(?!\w)", r"\1", text, flags=re.IGNORECASE)


_PROVINCE_WORD = re.compile(r"(?<!\w)(?:thành phố|tỉnh)(?!\w|-)(?! thông minh)", re.IGNORECASE)
_LISTED = r"(?:\s*,\s*|\s*/\s*|\s+và\s+|\s+-\s+)"
_UNIT_WORD = re.compile(
    rf"(?<!\w)(?<!cấp )(?<!các )(?<!mỗi )(?<!hợp tác )(?<!làng )(?<!/)(?<!hóa )"
    r"(?:xã|phường|đặc khu)(?!\w|/)(?! hội)"
    rf"(?!{_LISTED}(?:xã|phường|đặc khu))"
    rf"(?! một sản phẩm)",
    re.IGNORECASE,
)
_VILLAGE = re.compile(r"(?<!\w)(?<!nông )(?:thôn|xóm|ấp)(?!\w)(?!,? tổ dân phố)", re.IGNORECASE)
_QUARTER = re.compile(r"(?<!\w)(?<!thôn, )(?<!thôn )(?:tổ dân phố|khu phố)(?!\w)", re.IGNORECASE)


def _as_written(old: str, new: str) -> str:
    return new[0].upper() + new[1:] if old[0].isupper() else new


def _replaced(text: str, pattern: re.Pattern[str], new: Callable[[re.Match[str]], str]) -> str:
    """Replace what a pattern finds in the folded text, by the same places of the text."""
    parts, at = [], 0
    for match in pattern.finditer(fold(text)):
        parts += [text[at : match.start()], new(match)]
        at = match.end()
    return "".join([*parts, text[at:]])


class _Offices:
    """The present name of each office for one kind of unit."""

    def __init__(self, kind: str) -> None:
        column = {"xã": "xa", "phường": "phuong", "đặc khu": "dac_khu"}.get(kind)
        rows = office_rows()
        self.names = {form: row[column] if column else _either(row) for row in rows for form in row["forms"]}
        self.pattern = re.compile(rf"(?<!\w)(?:{alternation(self.names)})(?!\w)")

    def rewritten(self, text: str) -> str:
        return _replaced(text, self.pattern, lambda match: self.names[" ".join(match[0].split())])


def _either(row: dict[str, str]) -> str:
    names = dict.fromkeys((row["phuong"], row["xa"]))
    return " (hoặc ".join(names) + (")" if len(names) > 1 else "")


@cache
def _offices(kind: str) -> _Offices:
    return _Offices(kind)


@cache
def office_rows() -> tuple[dict[str, str], ...]:
    """The rows of own_unit.toml."""
    text = files("bot.assistant.drafting").joinpath("own_unit.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["office"])
