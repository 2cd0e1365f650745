"""Laws cited by title: "Luật Đất đai", "Bộ luật Lao động năm 2019", "Luật sửa đổi … của Luật Đầu tư, Luật
Giá".

    law = ("Luật" | "Bộ luật" | "Pháp lệnh" | "Hiến pháp") TITLE? ("số" SYMBOL | "ngày" DATE | "năm" YEAR)?

A title that is in `laws.toml` ends where that title ends; any other ends at the first word or sign that
cannot belong to a title. The title of an amending law names other laws and runs to its own number or date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from knowledge.plain import Plain
from knowledge.reference import law_titles
from knowledge.vietnamese import fold


class LawTitle(NamedTuple):
    """`text[start:end]` is the kind and the title; `name` is the title alone."""

    kind: str
    name: str
    start: int
    end: int


_KINDS = {"bo luat": "Bộ luật", "luat": "Luật", "phap lenh": "Pháp lệnh", "hien phap": "Hiến pháp"}
_START = re.compile(r"(?<!\w)(bo\s{1,3}luat|luat|ph\w{0,2}p\s{1,3}lenh|hien\s{1,3}phap)(?!\w)")
_NO_TITLE = re.compile(
    r"[\s.:]{1,4}(?:so|nay|su|dinh|hoa|phap|gia|nganh|le|hien hanh|do|cua|va|co|cac|duoc|tren|da)(?!\w)"
)
_AMENDING = re.compile(r"\s{1,4}s\w{1,3}a\s{1,3}d\w{1,2}i(?!\w)")
_AMENDING_END = re.compile(r"[^;.()\n“”]{10,700}?(?=\s(?:s[o6edb]|ngay|nam)\s{1,3}\d)")
_NUMBERED = re.compile(
    r"\s[^;.()\n“”]{2,140}?(?=\s(?:s[o6edb])\s{1,3}\d{1,3}[a-z]?/\d{4}/(?:pl-)?(?:ubtv)?qh\d)"
)
"""A title right up to the number of an act of the National Assembly."""
_REVISED = re.compile(r"\s{1,3}\(s\w{1,3}a d\w{1,2}i\)")
_STOPS = (
    "đã được quy_định có_hiệu_lực theo tại trong đối_với để nhằm thì là của cho khi từ bằng hiện_hành mới "
    "trên này ban_hành thông_qua yêu_cầu gắn_với đến như không phải cũng các những do với điều khoản"
)
_STOPS_UNMARKED = (
    "duoc quy_dinh co_hieu_luc theo doi_voi nham cua hien_hanh thong_qua yeu_cau gan_voi nhung ban_hanh"
)
"""Words behind a title; without diacritics only those that no title can contain ("do" is also "đô thị")."""
_OTHERS = (
    "các|bộ luật|luật|nghị định|nghị quyết|thông tư|quyết định|pháp lệnh|đề nghị|văn bản|"
    "cac|bo luat|luat|nghi dinh|nghi quyet|thong tu|quyet dinh|phap lenh|de nghi|van ban"
)


_OTHER_KIND = re.compile(r"(?<!\w)(?:luat|nghi dinh|nghi quyet|thong tu|quyet dinh|phap lenh|va cac)(?!\w)")


def _title_pattern(stops: str) -> re.Pattern[str]:
    words = "|".join(stops.split()).replace("_", r"\s")
    return re.compile(
        r"[\s.]{1,4}(?P<title>\w[^;.,:()\"“”]{1,90}?)"
        r"(?=[;.,:()\"“”]|$|\s(?:số|so|ngày|ngay|năm|nam)\s{1,3}\d"
        rf"|\s(?:và|va|hoặc|hoac)\s+(?:{_OTHERS})(?!\w)|\s(?:{words})(?!\w))"
    )


_TITLE, _TITLE_UNMARKED = _title_pattern(_STOPS), _title_pattern(_STOPS_UNMARKED)
_OTHER_LAW_WORD = re.compile(r"(?:phap|ky|quy|dinh|du|chanh)\s$")


def find_laws(plain: Plain) -> Iterator[LawTitle]:
    """Every law named by title, in order. A capital first letter tells "Luật Giá" from "luật"."""
    resume = 0
    for match in _START.finditer(plain.folded):
        before = plain.folded[max(match.start() - 6, 0) : match.start()]
        if (
            match.start() < resume
            or not plain.unified[match.start()].isupper()
            or _OTHER_LAW_WORD.search(before)
        ):
            continue
        found = _titled(plain, match)
        if found is not None:
            resume = found.end
            yield found


def _titled(plain: Plain, match: re.Match[str]) -> LawTitle | None:
    folded = plain.folded
    kind = _KINDS.get(" ".join(match[1].split()), "Pháp lệnh")
    if kind == "Hiến pháp":
        return LawTitle(kind, kind, match.start(), match.end())
    if _AMENDING.match(folded, match.end()):
        run = _AMENDING_END.match(folded, match.end())
        return _law(plain, kind, match, run.end()) if run else None
    known = _known_pattern().match(folded, match.end())
    if known is not None and (" " in known[0].strip() or plain.unified[known.start() + 1].isupper()):
        revised = _REVISED.match(folded, known.end())
        return _law(plain, kind, match, revised.end() if revised else known.end())
    if _NO_TITLE.match(folded, match.end()):
        return None
    numbered = _NUMBERED.match(folded, match.end())
    if numbered is not None and not _OTHER_KIND.search(numbered[0]):
        return _law(plain, kind, match, numbered.end())
    if plain.unmarked(match.end(), match.end() + 60):
        title = _TITLE_UNMARKED.match(folded, match.end())
    else:
        title = _TITLE.match(plain.lowered, match.end())
    if title is None or len(title["title"].split()) > 14 or not title["title"][0].isalpha():
        return None
    return _law(plain, kind, match, title.end())


def _law(plain: Plain, kind: str, match: re.Match[str], end: int) -> LawTitle:
    return LawTitle(kind, plain.words(match.end(), end).lstrip(". "), match.start(), end)


@cache
def _known_pattern() -> re.Pattern[str]:
    titles = "|".join(r"\W{1,3}".join(re.findall(r"\w+", fold(title))) for title in law_titles())
    return re.compile(rf"[\s.]{{1,4}}(?:{titles})(?!\w)")
