"""A made-up city as documents: 114 real names of communes, four periods, forty indicators, and the truth.

What is planted (values, contradictions, copies, missing reports, reports of former communes) is kept in the
`Truth` that `City.write` returns. Nothing here is used by the product, and nothing of the product's checks is
used here: only the table of communes lends its names.
"""

from __future__ import annotations

import random
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.communes import Commune, table

PROVINCE = "thành phố Hải Phòng"

PERIODS = (
    ("quý III năm 2025", "quý III/2025", "2025-10"),
    ("năm 2025", "năm 2025", "2025-12"),
    ("quý I năm 2026", "quý I/2026", "2026-04"),
    ("6 tháng đầu năm 2026", "6 tháng đầu năm 2026", "2026-07"),
)
"""In the title, as a period in standard words, and the month of the report."""
BEFORE = ("năm 2024", "năm 2024", "2025-01")
"""The period of which former communes report."""


@dataclass(frozen=True)
class Kind:
    """One indicator: its code in the catalogue, the range of its values, and how reports put it."""

    code: str
    low: float
    high: float
    phrases: tuple[str, ...]
    decimals: int = 0

    @property
    def share(self) -> bool:
        return "%" in self.phrases[0]


_TABLE = tomllib.loads((Path(__file__).parent / "cases" / "city.toml").read_text(encoding="utf-8"))
KINDS = tuple(Kind(**row | {"phrases": tuple(row["phrases"])}) for row in _TABLE["kind"])
_BOUNDS = ((">", "trên"), (">=", "tối thiểu"), ("~", "khoảng"))

_PROSE = tuple(tuple(_TABLE[part]) for part in ("openings", "bodies", "deeds", "means", "effects"))


@dataclass(frozen=True)
class Said:
    """One planted statement: the truth of one cell."""

    code: str
    value: float
    comparator: str
    nature: str
    period: str


@dataclass(frozen=True)
class PlantedCopy:
    """Two files, and how many of the sentences of the second come from the first."""

    source: str
    copy: str
    copied: int
    total: int
    name_left_in: bool


@dataclass(frozen=True)
class PlantedContradiction:
    """One unit states one indicator differently, in one file or in two of the same period."""

    commune: str
    code: str
    period: str
    values: tuple[float, float]


@dataclass
class Truth:
    """Everything that was planted. `cells` by (commune, code, period, nature); `former` cells are reported by
    former communes, by (present commune, former name, code)."""

    cells: dict[tuple[str, str, str, str], Said] = field(default_factory=dict)
    former: dict[tuple[str, str, str], Said] = field(default_factory=dict)
    contradictions: list[PlantedContradiction] = field(default_factory=list)
    copies: list[PlantedCopy] = field(default_factory=list)
    missing: set[tuple[str, str]] = field(default_factory=set)
    never: set[str] = field(default_factory=set)
    units: list[str] = field(default_factory=list)


def units(count: int) -> list[Commune]:
    """Communes of the city, then (beyond 114) of the rest of the country, each name and kind once."""
    ordered = sorted(table().communes, key=lambda unit: unit.province != PROVINCE)
    listed = [unit for unit in ordered if unit.province and len(unit.code) == 5]
    first = {unit.full_name: unit for unit in reversed(listed)}
    return list(dict.fromkeys(first[unit.full_name] for unit in listed))[:count]


class City:
    """A city of `count` communes over the first `periods` periods; the same seed gives the same city."""

    def __init__(self, count: int = 114, periods: int = 4, kinds: int = 40, seed: int = 7) -> None:
        self.random = random.Random(seed)
        self.communes = units(count)
        self.periods = PERIODS[:periods]
        self.kinds = KINDS[:kinds]
        self.truth = Truth(units=[unit.full_name for unit in self.communes])

    def write(self, folder: Path) -> Truth:
        """Write all documents below `folder`."""
        folder.mkdir(parents=True, exist_ok=True)
        self.truth.never = {unit.full_name for unit in self._some(self.communes, 0.04)}
        reporting = [unit for unit in self.communes if unit.full_name not in self.truth.never]
        for period in self.periods:
            drafts = {unit.full_name: self._draft(unit, period) for unit in reporting}
            for name in self._some(list(drafts), 0.05):
                self.truth.missing.add((name, period[1]))
                del drafts[name]
            self._plant_copies(drafts, period)
            for draft in drafts.values():
                self._record(draft)
                (folder / draft.file).write_text(draft.text(), encoding="utf-8")
            self._plant_second_documents(folder, list(drafts.values()))
        self._former(folder, reporting)
        return self.truth

    def _some(self, items: list, share: float) -> list:  # type: ignore[type-arg]
        return self.random.sample(items, round(len(items) * share))

    def _draft(self, unit: Commune, period: tuple[str, str, str]) -> _Draft:
        draft = _Draft(unit.kind, unit.name, period, self.random.randint(3, 28), self.random.randint(20, 400))
        stated = [kind for kind in self.kinds if self.random.random() > 0.1]
        for kind in stated:
            said = self._value(kind, period[1])
            draft.results.append((said, self._sentence(kind, said)))
        for kind in self._some([k for k in self.kinds if k.share and k.code != "S2"], 0.25):
            target = Said(kind.code, round(self.random.uniform(80, 100), 1), ">=", "target", "đến năm 2027")
            words = kind.phrases[0].format(v=f"tối thiểu {_number(target.value)}", V="")
            draft.targets.append((target, f"Phấn đấu đến năm 2027: {words[0].lower()}{words[1:]}."))
        draft.prose = [self._prose() for _ in range(self.random.randint(16, 24))]
        if self.random.random() < 0.12 and draft.results:
            self._contradict_within(draft)
        if self.random.random() < 0.2 and draft.results:
            self._distract(draft)
        return draft

    def _value(self, kind: Kind, period: str) -> Said:
        value = round(self.random.uniform(kind.low, kind.high), kind.decimals)
        comparator = "="
        if kind.share and kind.code != "S2" and self.random.random() < 0.18:
            comparator, value = self.random.choice([">", ">", "~"]), float(round(value))
        return Said(kind.code, float(value), comparator, "result", period)

    def _sentence(self, kind: Kind, said: Said) -> str:
        bound = next((words for sign, words in _BOUNDS if sign == said.comparator), "")
        number = f"{bound} {_number(said.value)}".strip()
        phrase = self.random.choice(kind.phrases)
        return phrase.format(v=number, V=number[0].upper() + number[1:]) + "."

    def _prose(self) -> str:
        opening, body, deed, means, effect = (self.random.choice(part) for part in _PROSE)
        return f"{opening} {body} {deed} {means}, {effect}."

    def _contradict_within(self, draft: _Draft) -> None:
        said = self.random.choice([said for said, _ in draft.results if said.comparator == "="])
        kind = next(kind for kind in self.kinds if kind.code == said.code)
        other = _another(self.random, kind, said.value)
        phrase = kind.phrases[0]
        draft.assessment.append(phrase.format(v=_number(other), V=_number(other)) + ".")
        draft.spoiled.add(said.code)
        draft.planted.append(PlantedContradiction(draft.unit, said.code, said.period, (said.value, other)))

    def _distract(self, draft: _Draft) -> None:
        """Statements that look like contradictions and are none: the same again, rounded, of a part."""
        exact = [
            said for said, _ in draft.results if said.comparator == "=" and said.code not in draft.spoiled
        ]
        shares = [said for said in exact if self._kind(said.code).share and said.value < 98]
        for said in self.random.sample(exact, min(2, len(exact))):
            phrase = self._kind(said.code).phrases[0]
            draft.assessment.append(phrase.format(v=_number(said.value), V="") + ".")
        if shares:
            said = self.random.choice(shares)
            words = self._kind(said.code).phrases[0]
            part = re.sub(r"(đạt|còn) \{v\}%", r"riêng khối trường học \1 {v}%", words)
            draft.assessment.append(part.format(v=_number(round(said.value / 2, 1)), V="") + ".")

    def _kind(self, code: str) -> Kind:
        return next(kind for kind in self.kinds if kind.code == code)

    def _plant_copies(self, drafts: dict[str, _Draft], period: tuple[str, str, str]) -> None:
        names = self._some(list(drafts), 0.12)
        for source, copy in zip(names[::2], names[1::2], strict=False):
            one, other = drafts[source], drafts[copy]
            for draft in (one, other):
                draft.prose += [self._prose() for _ in range(40)]
            wanted = self.random.choice([0.5, 0.7, 0.9])
            count = min(round(wanted * other.sentences()), len(one.prose), len(other.prose))
            left_in = self.random.random() < 0.5
            taken = list(one.prose[:count])
            if left_in and taken:
                one.prose[0] = taken[0] = (
                    f"Nhân dân {one.kind} {one.name} tích cực hưởng ứng, " + taken[0].lower()
                )
            other.prose = taken + other.prose[count:]
            self.truth.copies.append(
                PlantedCopy(one.file, other.file, len(taken), other.sentences(), left_in)
            )

    def _record(self, draft: _Draft) -> None:
        for said, _ in (*draft.results, *draft.targets):
            self.truth.cells[draft.unit, said.code, said.period, said.nature] = said
        self.truth.contradictions += draft.planted

    def _plant_second_documents(self, folder: Path, drafts: list[_Draft]) -> None:
        """Plans that state what was reached in the period: some of it differently, some the same."""
        for draft in self._some(drafts, 0.1):
            exact = [s for s, _ in draft.results if s.comparator == "=" and s.code not in draft.spoiled]
            chosen = self.random.sample(exact, min(4, len(exact)))
            lines = []
            for at, said in enumerate(chosen):
                kind = self._kind(said.code)
                value = _another(self.random, kind, said.value) if at == 0 else said.value
                if at == 0:
                    self.truth.contradictions.append(
                        PlantedContradiction(draft.unit, said.code, said.period, (said.value, value))
                    )
                lines.append(kind.phrases[0].format(v=_number(value), V="") + ".")
            (folder / f"ke-hoach-{draft.file}").write_text(draft.plan(lines), encoding="utf-8")

    def _former(self, folder: Path, reporting: list[Commune]) -> None:
        """Reports of last year by communes that have since been merged."""
        merged = [unit for unit in reporting if _own_former(unit)]
        for unit in self._some(merged, 0.15):
            kind, name = self.random.choice(_own_former(unit))
            draft = _Draft(kind, name, BEFORE, self.random.randint(3, 28), self.random.randint(20, 400))
            for which in self._some(list(self.kinds), 0.5):
                said = self._value(which, BEFORE[1])
                draft.results.append((said, self._sentence(which, said)))
                self.truth.former[unit.full_name, f"{kind} {name}", which.code] = said
            draft.prose = [self._prose() for _ in range(12)]
            (folder / f"cu-{unit.code}-{draft.file}").write_text(draft.text(), encoding="utf-8")


def _own_former(unit: Commune) -> list[tuple[str, str]]:
    """Former communes that went into this unit as a whole, and whose name no other unit has."""
    taken = {other.name for other in table().communes}
    seen: dict[str, int] = {}
    for other in table().communes:
        for former in other.former:
            seen[former.name or ""] = seen.get(former.name or "", 0) + 1
    return [
        (f.kind, f.name)
        for f in unit.former
        if f.whole and f.name and f.kind in ("xã", "phường") and f.name not in taken and seen[f.name] == 1
    ]


def _another(source: random.Random, kind: Kind, value: float) -> float:
    """A value that differs by more than rounding could."""
    other = value
    while abs(other - value) < max(2.0 if kind.high > 10 else 0.5, value * 0.05):
        other = round(source.uniform(kind.low, kind.high), kind.decimals)
    return float(other)


def _number(value: float) -> str:
    whole, _, rest = f"{value:.2f}".partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    rest = rest.rstrip("0")
    return f"{grouped},{rest}" if rest else grouped


@dataclass
class _Draft:
    """One report before it is written down."""

    kind: str
    name: str
    period: tuple[str, str, str]
    day: int
    number: int
    results: list[tuple[Said, str]] = field(default_factory=list)
    targets: list[tuple[Said, str]] = field(default_factory=list)
    prose: list[str] = field(default_factory=list)
    assessment: list[str] = field(default_factory=list)
    spoiled: set[str] = field(default_factory=set)
    planted: list[PlantedContradiction] = field(default_factory=list)

    @property
    def unit(self) -> str:
        return f"{self.kind} {self.name}"

    @property
    def file(self) -> str:
        return f"{self.period[2]}-{self.unit.replace(' ', '-')}.txt"

    def sentences(self) -> int:
        """Sentences of at least eight words that the unit writes itself."""
        own = [*(text for _, text in self.results), *(text for _, text in self.targets), *self.assessment]
        return len(self.prose) + sum(len(re.findall(r"\w+", text)) >= 8 for text in own)

    def _head(self, kind: str, title: str) -> list[str]:
        year, month = self.period[2].split("-")
        code = "BC" if kind == "BÁO CÁO" else "KH"
        return [
            "ỦY BAN NHÂN DÂN", self.unit.upper(), f"Số: {self.number}/{code}-UBND", "",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "",
            f"{self.name}, ngày {self.day:02d} tháng {month} năm {year}", "", kind, title, "",
        ]  # fmt: skip

    def text(self) -> str:
        third = max(len(self.prose) // 3, 1)
        parts = [self.prose[:third], self.prose[third : 2 * third], self.prose[2 * third :]]
        half = len(self.results) // 2
        lines = [
            *self._head("BÁO CÁO", f"Kết quả thực hiện nhiệm vụ kinh tế - xã hội {self.period[0]}"),
            f"Ủy ban nhân dân {self.unit} báo cáo kết quả thực hiện nhiệm vụ {self.period[0]} như sau:", "",
            "I. KẾT QUẢ THỰC HIỆN", "1. Lĩnh vực kinh tế, chuyển đổi số", *parts[0],
            *(text for _, text in self.results[:half]),
            "2. Lĩnh vực văn hóa, xã hội", *parts[1], *(text for _, text in self.results[half:]), "",
            "II. ĐÁNH GIÁ CHUNG", *parts[2], *self.assessment, "",
            "III. MỤC TIÊU, NHIỆM VỤ THỜI GIAN TỚI", *(text for _, text in self.targets), "",
            "Nơi nhận:", "- Như trên;", "- Lưu: VT.", "", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn Mẫu",
        ]  # fmt: skip
        return "\n".join(lines) + "\n"

    def plan(self, reached: list[str]) -> str:
        lines = [
            *self._head("KẾ HOẠCH", "Phát triển kinh tế - xã hội giai đoạn tới"),
            f"I. KẾT QUẢ THỰC HIỆN {self.period[0].upper()}", *reached, "",
            "II. TỔ CHỨC THỰC HIỆN", "Các phòng, ban căn cứ kế hoạch này để thực hiện.", "",
            "Nơi nhận:", "- Như trên;", "- Lưu: VT.",
        ]  # fmt: skip
        return "\n".join(lines) + "\n"
