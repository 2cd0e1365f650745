"""Thousands of made-up documents of many communes, as a province's archive would hold them.

Each commune has up to eight documents: a plan with its table of tasks and reports on several subjects and
periods. A document states some of the indicators and cites some of the instruments; its prose is random walks
along the shipped pairs of syllables, so that words are as many and as unequal as in real texts. About 35
passages a document; the same seed gives the same texts.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from importlib.resources import files
from itertools import accumulate
from pathlib import Path

from knowledge.communes import Commune
from tests import city

PASSAGES_EACH = 35
"""About how many passages a document yields; real reports and plans of communes have 13 to 54."""

SUBJECTS = (
    "Tình hình thực hiện Chiến lược phát triển khoa học, công nghệ và đổi mới sáng tạo",
    "Kết quả thực hiện nhiệm vụ chuyển đổi số",
    "Kết quả thực hiện công tác cải cách hành chính",
    "Công tác y tế và chăm sóc sức khỏe nhân dân",
    "Kết quả xây dựng nông thôn mới, đô thị văn minh",
    "Công tác giáo dục và đào tạo",
    "Tình hình kinh tế - xã hội",
)
PLAN = "Phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số"
DUE = ("Thường xuyên", "Hằng năm", "Quý II/2026", "Quý IV/2026", "Trước ngày 30/11/2026", "Tháng 9/2026")
PRODUCTS = ("Báo cáo", "Kế hoạch triển khai", "Danh sách", "Hội nghị, tin bài", "Cơ sở dữ liệu")
ISSUERS = (
    ("Nghị quyết", "NQ/TW", "-", "Bộ Chính trị"),
    ("Nghị quyết", "NQ-CP", "/", "Chính phủ"),
    ("Quyết định", "QĐ-TTg", "/", "Thủ tướng Chính phủ"),
    ("Kế hoạch", "KH-UBND", "/", "Ủy ban nhân dân thành phố"),
    ("Công văn", "UBND-KGVX", "/", "Ủy ban nhân dân thành phố"),
    ("Chỉ thị", "CT-TTg", "/", "Thủ tướng Chính phủ"),
)


class Province:
    """`documents` texts; `write` puts them below a folder, each under its commune's code."""

    def __init__(self, documents: int, seed: int = 11) -> None:
        self.documents = documents
        self._random = random.Random(seed)
        self._walk = _Walk(self._random)
        self._instruments = [self._instrument() for _ in range(400)]

    def write(self, folder: Path) -> None:
        """Write every document below `folder`."""
        each = len(SUBJECTS) + 1
        for at, unit in enumerate(city.units(-(-self.documents // each))):
            below = folder / unit.code
            below.mkdir(parents=True)
            for number in range(min(each, self.documents - at * each)):
                text = self._report(unit, SUBJECTS[number - 1]) if number else self._plan(unit)
                (below / f"{number}.txt").write_text("\n".join(text) + "\n", encoding="utf-8")

    def _report(self, unit: Commune, subject: str) -> list[str]:
        period = self._random.choice(city.PERIODS)
        stated = self._random.sample(city.KINDS, self._random.randint(4, 18))
        results = [self._result(kind) for kind in stated]
        half = len(results) // 2
        return [
            *self._head(unit, "BÁO CÁO", "BC", f"{subject} {period[0]}", period[2]),
            *self._basis(unit, self._random.randint(3, 8)), "",
            "I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH", *self._prose(4), *self._basis(unit, 4),
            "II. KẾT QUẢ THỰC HIỆN",
            "1. Chính quyền số", *self._prose(6), *results[:half],
            "2. Kinh tế số, xã hội số", *self._prose(6), *results[half:],
            "3. Tuyên truyền, đào tạo", *self._prose(6),
            "III. KHÓ KHĂN, HẠN CHẾ", *self._numbered(6),
            "IV. PHƯƠNG HƯỚNG, NHIỆM VỤ", "1. Mục tiêu", *self._targets(stated), "2. Nhiệm vụ, giải pháp",
            *self._prose(6),
            "V. KIẾN NGHỊ, ĐỀ XUẤT", *self._numbered(4), *_TAIL,
        ]  # fmt: skip

    def _plan(self, unit: Commune) -> list[str]:
        rows = ["\t".join((str(n), self._sentence(), *self._assigned(), "")) for n in range(1, 19)]
        return [
            *self._head(unit, "KẾ HOẠCH", "KH", f"{PLAN} năm 2026", "2026-03"), *self._basis(unit, 5), "",
            "I. MỤC ĐÍCH, YÊU CẦU", *self._prose(4),
            "II. CHỈ TIÊU", *self._targets(city.KINDS[:8]),
            "III. NHIỆM VỤ, GIẢI PHÁP", *self._prose(12),
            "IV. TỔ CHỨC THỰC HIỆN", *self._numbered(4), *_TAIL, "",
            "PHỤ LỤC", "PHÂN CÔNG NHIỆM VỤ NĂM 2026", "",
            "Stt\tNội dung công việc\tSản phẩm\tĐơn vị chủ trì\tĐơn vị phối hợp\tThời gian\tGhi chú",
            "I\tNÂNG CAO NHẬN THỨC\t\t\t\t\t", *rows[:9],
            "II\tHẠ TẦNG VÀ DỮ LIỆU SỐ\t\t\t\t\t", *rows[9:],
        ]  # fmt: skip

    def _head(self, unit: Commune, kind: str, code: str, title: str, month: str) -> list[str]:
        year, in_year = month.split("-")
        return [
            "ỦY BAN NHÂN DÂN", f"{unit.kind} {unit.name}".upper(),
            f"Số: {self._random.randint(8, 400)}/{code}-UBND", "",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "",
            f"{unit.name}, ngày {self._random.randint(3, 28):02d} tháng {in_year} năm {year}", "",
            kind, title, "",
        ]  # fmt: skip

    def _basis(self, unit: Commune, count: int) -> list[str]:
        """Few instruments are cited by nearly all, most by a few."""
        most = len(self._instruments)
        ranks = [min(int(self._random.paretovariate(0.6)), most) - 1 for _ in range(count)]
        return [f"Thực hiện {self._instruments[rank]} tại {unit.full_name};" for rank in dict.fromkeys(ranks)]

    def _instrument(self) -> str:
        kind, code, mark, issuer = self._random.choice(ISSUERS)
        number, day, month = (self._random.randint(3, most) for most in (900, 28, 12))
        dated = f"ngày {day:02d}/{month:02d}/{self._random.randint(2021, 2025)}"
        subject = self._walk.words(self._random.randint(6, 14))
        return f"{kind} số {number}{mark}{code} {dated} của {issuer} về {subject}"

    def _result(self, kind: city.Kind) -> str:
        value = f"{self._random.uniform(kind.low, kind.high):.{kind.decimals}f}".replace(".", ",")
        return f"- {self._random.choice(kind.phrases).format(v=value, V=value)}."

    def _targets(self, kinds: Sequence[city.Kind]) -> list[str]:
        shares = [kind for kind in kinds if kind.share][:4]
        return [f"- Phấn đấu: {kind.phrases[0].format(v='tối thiểu 95', V='')}." for kind in shares]

    def _assigned(self) -> Iterator[str]:
        yield self._random.choice(PRODUCTS)
        yield f"Phòng {self._random.choice(('Văn hóa - Xã hội', 'Kinh tế'))}"
        yield "Các cơ quan, đơn vị liên quan"
        yield self._random.choice(DUE)

    def _prose(self, count: int) -> list[str]:
        return [f"{self._sentence()}. {self._sentence()}." for _ in range(count)]

    def _numbered(self, count: int) -> list[str]:
        return [f"{n}. {self._sentence()}." for n in range(1, count + 1)]

    def _sentence(self) -> str:
        return self._walk.words(self._random.randint(18, 45)).capitalize()


_TAIL = (
    "",
    "Nơi nhận:",
    "- Như trên;",
    "- Lưu: VT.",
    "",
    "TM. ỦY BAN NHÂN DÂN",
    "CHỦ TỊCH",
    "Nguyễn Văn Mẫu",
)


class _Walk:
    """Words that follow each other as often as the shipped counts have them."""

    def __init__(self, source: random.Random) -> None:
        self._random = source
        counts = files("knowledge.reference_data").joinpath("syllable_counts.json").read_text("utf-8")
        self._after = {first: _weighted(row) for first, row in json.loads(counts)["bigrams"].items()}
        self._starts = [first for first, (words, _) in self._after.items() if words and first.isalpha()]

    def words(self, count: int) -> str:
        """`count` syllables."""
        said = [self._random.choice(self._starts)]
        while len(said) < count:
            words, weights = self._after.get(said[-1], ((), ()))
            said += (
                self._random.choices(words, cum_weights=weights)
                if words
                else [self._random.choice(self._starts)]
            )
        return " ".join(said)


def _weighted(row: str) -> tuple[list[str], list[float]]:
    parts = row.split()
    pairs = [
        (word, float(times)) for word, times in zip(parts[::2], parts[1::2], strict=True) if word.isalpha()
    ]
    return [word for word, _ in pairs], list(accumulate(times for _, times in pairs))
