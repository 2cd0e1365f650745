"""Errors planted into clean documents, to count which of them a review finds.

Nothing here is shared with the code that checks: places are found by plain patterns of the sample documents, and
the errors are written out or made by changing letters and digits.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from random import Random
from typing import NamedTuple


class Planted(NamedTuple):
    """A text with one more error: what kinds of findings answer for it, and words that its finding must touch
    (in quote, reason or proposal)."""

    text: str
    kinds: frozenset[str]
    words: str


Planter = Callable[[str, Random], Planted | None]


def _replaced(text: str, start: int, end: int, new: str, words: str, *kinds: str) -> Planted:
    return Planted(text[:start] + new + text[end:], frozenset(kinds), words)


def _pick(text: str, rng: Random, pattern: str) -> re.Match[str] | None:
    found = list(re.finditer(pattern, text, re.MULTILINE))
    return rng.choice(found) if found else None


def _line_in(text: str, rng: Random, heading: str, line: str, *kinds: str, words: str = "") -> Planted | None:
    """A new line somewhere under the main headings whose words match."""
    places = []
    inside = False
    for match in re.finditer(r"^.*$", text, re.MULTILINE):
        if re.match(r"(?:[IVX]+\.|Trên đây|Nơi nhận|PHỤ LỤC)", match[0]):
            inside = re.search(heading, match[0]) is not None
        elif inside and re.match(r"(?:- |\d+\. [A-ZĐ])", match[0]) and match[0].rstrip().endswith("."):
            places.append(match.end())
    if not places:
        return None
    at = rng.choice(places)
    return Planted(f"{text[:at]}\n- {line}{text[at:]}", frozenset(kinds), words or line)


_ANY = r"KẾT QUẢ|CHỈ ĐẠO|KHÓ KHĂN|NHIỆM VỤ|PHƯƠNG HƯỚNG"
_RESULTS = r"KẾT QUẢ"
_AIMS = r"PHƯƠNG HƯỚNG|MỤC TIÊU"

# --------------------------------------------------------------------------- instruments

_CENTRAL = r"(?P<number>\d{1,4})(?P<rest>(?:/|-)(?:QĐ|NQ)(?:-|/)(?:TTg|CP|TW)) ngày (?P<day>\d{1,2})/(?P<tail>\d{1,2}/\d{4})"


def number(text: str, rng: Random) -> Planted | None:
    match = _pick(text, rng, _CENTRAL)
    if match is None:
        return None
    digits = match["number"]
    wrong = digits
    while wrong == digits or wrong.startswith("0") != digits.startswith("0") or int(wrong) == 0:
        at = rng.randrange(len(digits))
        wrong = digits[:at] + rng.choice("123456789") + digits[at + 1 :]
    return _replaced(
        text,
        *match.span("number"),
        wrong,
        wrong + match["rest"],
        "instrument_mismatch",
        "instrument_unknown",
    )


def day(text: str, rng: Random) -> Planted | None:
    match = _pick(text, rng, _CENTRAL)
    if match is None:
        return None
    wrong = rng.choice([d for d in range(3, 28) if d != int(match["day"])])
    return _replaced(
        text, *match.span("day"), f"{wrong:02}", f"{wrong:02}/{match['tail']}", "instrument_mismatch"
    )


def year(text: str, rng: Random) -> Planted | None:
    match = _pick(text, rng, _CENTRAL)
    if match is None:
        return None
    month, _, was = match["tail"].partition("/")
    wrong = f"{month}/{int(was) - rng.choice((1, 2, 3))}"
    return _replaced(text, *match.span("tail"), wrong, f"{match['day']}/{wrong}", "instrument_mismatch")


def issuer(text: str, rng: Random) -> Planted | None:
    match = _pick(text, rng, rf"{_CENTRAL} của (?P<who>Thủ tướng Chính phủ|Chính phủ|Bộ Chính trị)")
    if match is None:
        return None
    wrong = rng.choice(
        [w for w in ("Bộ Nội vụ", "Quốc hội", "Ban Bí thư", "Bộ Tài chính") if w != match["who"]]
    )
    return _replaced(text, *match.span("who"), wrong, wrong, "instrument_mismatch")


def title(text: str, rng: Random) -> Planted | None:
    match = _pick(
        text,
        rng,
        r"(?:QĐ-TTg|NQ/TW) ngày [\d/]+ của [A-ZĐ][^,;.]{5,22}? (?:về việc|về) (?P<what>[^;.\n]{30,200})",
    )
    if match is None:
        return None
    wrong = rng.choice(
        (
            "phê duyệt Đề án phát triển du lịch cộng đồng vùng ven biển",
            "tăng cường quản lý đất công ích và xử lý vi phạm xây dựng",
            "công tác dân số và chăm sóc sức khỏe người cao tuổi",
        )
    )
    return _replaced(text, *match.span("what"), wrong, wrong, "instrument_mismatch")


def unknown(text: str, rng: Random) -> Planted | None:
    code, who = rng.choice(
        (("BNV", "Bộ Nội vụ"), ("BTC", "Bộ Tài chính"), ("BYT", "Bộ Y tế"), ("TTg", "Thủ tướng Chính phủ"))
    )
    symbol = f"{rng.randrange(2100, 9800)}/QĐ-{code}"
    line = (
        f"Thực hiện Quyết định số {symbol} ngày {rng.randrange(10, 28)}/{rng.randrange(3, 7)}/2023 của {who} "
        "về việc phê duyệt Đề án nâng cao chất lượng phục vụ ở cơ sở."
    )
    return _line_in(text, rng, _ANY, line, "instrument_unknown", words=symbol)


def ambiguous(text: str, rng: Random) -> Planted | None:
    if re.search(r"\b20-NQ/TW", text):
        return None
    line = rng.choice(
        (
            "Cấp ủy tổ chức học tập Nghị quyết số 20-NQ/TW trong toàn đảng bộ.",
            "Các chi bộ tiếp tục quán triệt Nghị quyết số 20-NQ/TW đến đảng viên.",
        )
    )
    return _line_in(text, rng, _ANY, line, "instrument_ambiguous", words="20-NQ/TW")


def style(text: str, rng: Random) -> Planted | None:
    match = _pick(
        text,
        rng,
        r"(?P<n>\d{2,4})(?P<a>[/-])(?P<type>QĐ|NQ|KH|CTr)(?P<b>[/-])(?P<who>TTg|CP|TW|UBND|TU)(?=\s|,|;)",
    )
    if match is None:
        return None
    n, a, kind, b, who = match.groups()
    party = who in ("TW", "TU")
    if (a, b) != (("-", "/") if party else ("/", "-")) or text[: match.start()].rstrip().endswith("Số:"):
        return None
    choices = [f"{n}{b}{kind}{a}{who}"] if a != b else []
    choices += [f"{n}{a} {kind}{b}{who}", f"{n}{a}{kind}{b} {who}"]
    wrong = rng.choice(choices)
    return _replaced(text, *match.span(), wrong, wrong, "symbol_style")


def bad_date(text: str, rng: Random) -> Planted | None:
    match = _pick(text, rng, r"\d/?[A-ZĐ][A-Za-zĐđ&-]+(?:/[A-Z]+)? ngày (?P<date>\d{1,2}/\d{1,2}/\d{4})")
    if match is None or rng.random() < 0.4:
        wrong = rng.choice(("31/11/2025", "30/02/2025", "32/8/2025", "15/13/2025", "06/9/20255"))
        line = f"Các bộ phận gửi số liệu trước ngày {wrong} để tổng hợp."
        return _line_in(text, rng, _ANY, line, "bad_date", words=wrong)
    d, m, y = match["date"].split("/")
    wrong = rng.choice((f"{d}/{m}/{y}{y[-1]}", f"31/02/{y}", f"{d}/{int(m) + 12}/{y}", f"31/4/{y}"))
    return _replaced(text, *match.span("date"), wrong, wrong, "bad_date")


def abolished(text: str, rng: Random) -> Planted | None:
    symbol = f"{rng.randrange(12, 95)}/KH-UBND"
    who = rng.choice(
        (
            "UBND huyện Yên Nhuế",
            "Ủy ban nhân dân huyện Kim Thành",
            "UBND thị xã Kinh Môn",
            "UBND tỉnh Hải Dương",
        )
    )
    line = f"Tiếp tục thực hiện Kế hoạch số {symbol} ngày 12/3/2025 của {who} về phát triển kinh tế tập thể."
    return _line_in(text, rng, _ANY, line, "abolished_issuer", words=symbol)


def superseded(text: str, rng: Random) -> Planted | None:
    if re.search(r"(?<!71/)NQ\W{0,3}CP|09/01/2025", text):
        return None
    line = rng.choice(
        (
            "Bám sát Nghị quyết số 03/NQ-CP ngày 09/01/2025 của Chính phủ trong chỉ đạo, điều hành.",
            "Tổ chức thực hiện nghiêm Nghị quyết số 03/NQ-CP ngày 09/01/2025 của Chính phủ.",
        )
    )
    return _line_in(text, rng, _ANY, line, "superseded", words="03/NQ-CP ngày 09/01/2025")


def incomplete(text: str, rng: Random) -> Planted | None:
    seen: set[str] = set()
    first = []
    for match in re.finditer(
        r"số (?P<symbol>\d+[/-][A-ZĐ][A-Za-zĐđ/-]+)(?P<date> ngày [\d/]+)(?P<who> của (?:Thủ tướng Chính phủ|Chính phủ|Bộ Chính trị|Ban Thường vụ Thành ủy [A-ZĐ]\w+ [A-ZĐ]\w+))?",
        text,
    ):
        if match["symbol"] not in seen and f"Số: {match['symbol']}" not in text:
            first.append(match)
        seen.add(match["symbol"])
    if not first:
        return None
    match = rng.choice(first)
    part = rng.choice([name for name in ("date", "who") if match[name]])
    return _replaced(text, *match.span(part), "", match["symbol"], "citation_incomplete")


# --------------------------------------------------------------------------- content

_ASKED = {
    "Tổ công nghệ số": r"^.*Tổ công nghệ số cộng đồng.*\d.*$",
    "trực tuyến": r"^(?=.*\d).*hồ sơ thủ tục hành chính (?:được )?nộp trực tuyến.*$",
}


def indicator(text: str, rng: Random) -> Planted | None:
    if "1204/SKHCN-VP" not in text:
        return None
    words = rng.choice(sorted(_ASKED))
    if not re.search(_ASKED[words], text, re.MULTILINE):
        return None
    for line in re.findall(rf"^(?=.*\d).*{words}.*$", text, re.MULTILINE):
        if not re.search(r"2026|2030|tối thiểu|Phấn đấu", line):
            text = text.replace(line + "\n", "")
    return Planted(text, frozenset({"indicator_missing"}), words)


def section(text: str, rng: Random) -> Planted | None:
    heads = list(re.finditer(r"^[IVX]+\. [A-ZĐÀ-Ỹ ,]+", text, re.MULTILINE))
    heads = [h for h in heads if re.search(r"KHÓ KHĂN|KIẾN NGHỊ|PHƯƠNG HƯỚNG", h[0])]
    if not heads or "BÁO CÁO" not in text[:1500]:
        return None
    head = rng.choice(heads)
    following = re.compile(r"^(?:[IVX]+\. |Trên đây)", re.MULTILINE).search(text, head.end())
    if following is None:
        return None
    cut = text[: head.start()] + text[following.start() :]
    word = re.search(r"KHÓ KHĂN|KIẾN NGHỊ|PHƯƠNG HƯỚNG", head[0])
    assert word is not None
    return Planted(cut, frozenset({"section_missing"}), word[0].capitalize())


def two_values(text: str, rng: Random) -> Planted | None:
    """A line with a count said again further down with another value."""
    match = _pick(
        text, rng, r"^- (?P<all>[^;\n]*?(?P<n>\d{2,3}) (?P<what>[a-zđà-ỹ]+(?: [a-zđà-ỹ]+){1,6})[^;\n]*)\.$"
    )
    if (
        match is None
        or "%" in match["all"]
        or "/" in match["all"]
        or "20" in re.findall(r"\b20\d\d\b", match["all"])
    ):
        return None
    wrong = str(int(match["n"]) + rng.choice((3, 7, 11)))
    again = match["all"].replace(match["n"], wrong, 1)
    at = match.end()
    following = re.compile(r"\n- [^\n]*\.(?=\n)").match(text, at)
    at = following.end() if following else at
    return Planted(f"{text[:at]}\n- {again}.{text[at:]}", frozenset({"figure_contradiction"}), wrong)


def share(text: str, rng: Random) -> Planted | None:
    part, whole = rng.randrange(120, 300), rng.randrange(320, 600)
    right = 100 * part / whole
    wrong = f"{right + rng.choice((-14.0, -9.0, 8.0, 12.0)):.1f}".replace(".", ",")
    what = rng.choice(
        (
            "hộ kinh doanh dùng thanh toán không tiền mặt",
            "hộ dân có hố rác hợp vệ sinh",
            "lao động được tập huấn",
        )
    )
    line = f"Có {part}/{whole} {what}, đạt {wrong}%."
    return _line_in(text, rng, _RESULTS, line, "figure_contradiction", words=f"{part}/{whole}")


def too_many(text: str, rng: Random) -> Planted | None:
    share = f"{rng.randrange(101, 190)},{rng.randrange(1, 9)}%"
    what = rng.choice(
        (
            "hồ sơ thủ tục hành chính được giải quyết đúng hạn",
            "trẻ em dưới 6 tuổi có thẻ bảo hiểm y tế",
            "cán bộ có chứng thư số",
        )
    )
    return _line_in(
        text, rng, _RESULTS, f"Tỷ lệ {what} đạt {share}.", "figure_contradiction", words=share[:-1]
    )


def aim_among_results(text: str, rng: Random) -> Planted | None:
    value = rng.randrange(61, 99)
    line = rng.choice(
        (
            f"Phấn đấu đến năm 2030 có {value}% hộ dân dùng nước sạch.",
            f"Phấn đấu {value}% thôn có nhà văn hóa đạt chuẩn.",
            f"Dự kiến đạt {value}% hộ kinh doanh dùng hóa đơn điện tử vào cuối nhiệm kỳ.",
            f"Đến năm 2030, tối thiểu {value}% hộ dân có tài khoản thanh toán số.",
        )
    )
    return _line_in(text, rng, _RESULTS, line, "result_target_mixed")


def result_among_aims(text: str, rng: Random) -> Planted | None:
    value = rng.randrange(21, 99)
    line = rng.choice(
        (
            f"Đã tổ chức {value} buổi tập huấn cho người dân.",
            f"Đã cấp {value} chứng thư số cho cán bộ, công chức.",
            f"Trong 6 tháng đầu năm đã giải quyết {value} hồ sơ đất đai.",
            f"Đã hoàn thành {value}% khối lượng số hóa hồ sơ hộ tịch.",
        )
    )
    return _line_in(text, rng, _AIMS, line, "result_target_mixed")


_OTHER_UNITS = (
    "xã Vĩnh Lại",
    "phường Thượng Hồng",
    "xã Hà Nam",
    "phường Ái Quốc",
    "xã Sa Loan",
    "xã Đại Đồng",
)


def other_unit(text: str, rng: Random) -> Planted | None:
    own = re.search(r"(?:ỦY BAN NHÂN DÂN|UBND)\s+(?:XÃ|PHƯỜNG) ([A-ZĐÀ-Ỹ]+ [A-ZĐÀ-Ỹ]+)", text)
    if own is None:
        return None
    name = rng.choice(["xã Vĩnh Lại", "phường Ái Quốc", "xã Kiến Thụy", "phường Trần Liễu"])
    line = rng.choice(
        (
            f"UBND {name} giao các bộ phận theo dõi, đôn đốc hằng tuần.",
            f"Trên địa bàn {name} có 6 điểm truy cập mạng công cộng.",
            f"Nhân dân {name} đồng thuận cao với chủ trương này.",
        )
    )
    return _line_in(text, rng, _ANY, line, "copied_from_other_unit", words=name)


def district(text: str, rng: Random) -> Planted | None:
    line, words = rng.choice(
        (
            ("Đề nghị UBND huyện bố trí thêm kinh phí cho các thôn.", "UBND huyện"),
            ("Sản phẩm đã có mặt tại các chợ trên địa bàn huyện.", "địa bàn huyện"),
            ("Đội văn nghệ đạt giải tại hội thi của huyện Cát Hải.", "huyện"),
            ("Kết quả chung của tỉnh Hà Nam tăng so với năm trước.", "tỉnh Hà Nam"),
            ("Lãnh đạo tỉnh Nghệ An đánh giá cao mô hình này.", "tỉnh Nghệ An"),
        )
    )
    return _line_in(text, rng, _ANY, line, "copied_from_other_unit", words=words)


def slot(text: str, rng: Random) -> Planted | None:
    match = _pick(
        text,
        rng,
        r"(?<=[a-zđà-ỹ] )(?P<n>\d{2,3})(?= (?:người|tổ|hộ|cán bộ|lượt|thôn|hồ sơ|buổi|lớp|thành viên|quầy|máy|tin|ha)\b)",
    )
    if match is None:
        return None
    mark = rng.choice(("…", "[…]", "......", "[điền số]", "XX", "___", "[… số liệu: số liệu của đơn vị …]"))
    return _replaced(text, *match.span("n"), mark, mark, "open_slot")


# --------------------------------------------------------------------------- letters

_TONES = {"hỗ trợ": "hổ trợ", "kỹ năng": "kỷ năng", "xử lý": "xữ lý", "sửa đổi": "sữa đổi", "tỷ lệ": "tỹ lệ",
          "bổ sung": "bỗ sung", "dữ liệu": "dử liệu", "sử dụng": "sữ dụng", "cơ sở": "cơ sỡ", "nhiệm vụ": "nhiệm vu",
          "công tác": "công tac", "thực hiện": "thực hiên", "triển khai": "triên khai", "kế hoạch": "kế hoach",
          "chuyển đổi": "chuyễn đổi", "hành chính": "hành chinh", "phát triển": "phát triễn", "lĩnh vực": "lỉnh vực",
          "cộng đồng": "cộng đông", "kinh phí": "kinh phi", "đào tạo": "đào tao", "tập huấn": "tâp huấn",
          "kết quả": "kết qủa", "ứng dụng": "ứng dung", "tuyên truyền": "tuyên truyên", "quản lý": "quãn lý"}  # fmt: skip
_TYPED = {"trong": "trogn", "không": "khôgn", "được": "đươcj", "công": "côgn", "những": "nhưngx", "người": "ngưười",
          "phòng": "phògn", "ngành": "nghành", "nghiệp": "ngiệp", "thông": "thôgn"}  # fmt: skip


def misspelled(text: str, rng: Random) -> Planted | None:
    table: Mapping[str, str] = rng.choice((_TONES, _TONES, _TYPED))
    match = _pick(text, rng, rf"(?<![\w])(?:{'|'.join(table)})(?!\w)")
    if match is None:
        return None
    return _replaced(text, *match.span(), table[match[0]], table[match[0]], "spelling")


def doubled(text: str, rng: Random) -> Planted | None:
    match = _pick(
        text, rng, r"(?<= )(?P<w>của|và|được|trong|cho|các|thực hiện|kết quả|ứng dụng|với)(?= [a-zđà-ỹ])"
    )
    if match is None:
        return None
    return _replaced(text, *match.span(), f"{match[0]} {match[0]}", f"{match[0]} {match[0]}", "spelling")


def abbreviation(text: str, rng: Random) -> Planted | None:
    """A letter typed twice, or two in the wrong order."""
    match = _pick(text, rng, r"(?<![-/])\b(?:UBND|HĐND|VHXH|MTTQ|TTHC|OCOP)\b(?![-/])")
    if match is None:
        return None
    word = match[0]
    at = rng.randrange(1, len(word) - 1)
    wrong = (
        word[: at + 1] + word[at:]
        if rng.random() < 0.5
        else word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    )
    return None if wrong == word else _replaced(text, *match.span(), wrong, wrong, "spelling")


def jump(text: str, rng: Random) -> Planted | None:
    """A number of a heading that is one too high, with those behind it."""
    heads = list(re.finditer(r"^(?P<n>II|III|IV)\. (?=[A-ZĐÀ-Ỹ])", text, re.MULTILINE))
    if len(heads) < 2:
        return None
    higher = {"II": "III", "III": "IV", "IV": "V", "V": "VI", "VI": "VII"}
    head = rng.choice(heads)
    rest = re.sub(
        r"^(II|III|IV|V|VI)\. (?=[A-ZĐÀ-Ỹ])",
        lambda m: f"{higher[m[1]]}. ",
        text[head.start() :],
        flags=re.MULTILINE,
    )
    return Planted(text[: head.start()] + rest, frozenset({"format"}), f"sang {higher[head['n']]}")


def gap(text: str, rng: Random) -> Planted | None:
    """A clause of a numbered list taken out."""
    match = _pick(text, rng, r"^(?P<n>[23])\. [^\n]+\n(?=(?P<next>[34])\. )")
    if match is None or int(match["next"]) != int(match["n"]) + 1:
        return None
    cut = text[: match.start()] + text[match.end() :]
    return Planted(cut, frozenset({"format"}), f"từ {int(match['n']) - 1} sang {match['next']}")


def signature(text: str, rng: Random) -> Planted | None:
    match = _pick(text, rng, r"^TM\. ỦY BAN NHÂN DÂN\n(?=KT\.)|^KT\. CHỦ TỊCH\n(?=PHÓ)")
    if match is None:
        return None
    word = "thay mặt" if match[0].startswith("TM") else "ký thay (KT.)"
    return Planted(text[: match.start()] + text[match.end() :], frozenset({"format"}), word)


def last_year(text: str, rng: Random) -> Planted | None:
    match = _pick(text, rng, r"^Trên đây là (?:báo cáo|Kế hoạch)[^\n]*?(?= của (?:Ủy ban|UBND)|\./\.)")
    titled = re.search(r"(?:năm|đoạn|học) 20\d\d[^/]*$", text.partition("như sau")[0].split("\nThực hiện")[0])
    if match is None or titled is None or re.search(r"20\d\d", match[0]):
        return None
    wrong = str(rng.choice((2017, 2018, 2019)))
    return _replaced(text, match.end(), match.end(), f" năm {wrong}", wrong, "bad_date")


def tail(text: str, rng: Random) -> Planted | None:
    match = _pick(text, rng, r"(?:chuyển đổi số quốc gia|phát triển giáo dục và đào tạo)(?=[;.,]|$)")
    if match is None:
        return None
    words = rng.choice((" trong bối cảnh mới", " trong tình hình mới", " giai đoạn 2025 - 2030"))
    return _replaced(text, match.end(), match.end(), words, words.strip(), "instrument_mismatch")


def sum_of_parts(text: str, rng: Random) -> Planted | None:
    parts = [rng.randrange(3, 40) for _ in range(rng.choice((2, 3)))]
    total = sum(parts) + rng.choice((-2, 1, 3))
    thing, of = rng.choice(
        (
            ("lớp học", ("lớp học xóa mù chữ", "lớp học nghề", "lớp học ngoại ngữ")),
            ("cây xanh", ("cây bàng", "cây sấu", "cây phượng")),
            ("buổi biểu diễn", ("buổi chèo", "buổi ca nhạc", "buổi múa rối")),
        )
    )
    named = ", ".join(f"{n} {what}" for n, what in zip(parts, of, strict=False))
    return _line_in(
        text,
        rng,
        _RESULTS,
        f"Có {total} {thing}, gồm {named}.",
        "figure_contradiction",
        words=f"{total} {thing}",
    )


def other_kind(text: str, rng: Random) -> Planted | None:
    """Bodies of a ward in a commune's document, and the other way round."""
    own = re.search(r"(?:ỦY BAN NHÂN DÂN|UBND)\s+(XÃ|PHƯỜNG) ", text)
    if own is None:
        return None
    wrong = "phường" if own[1] == "XÃ" else "xã"
    body = rng.choice(("Công an", "Trạm Y tế", "UBND", "Cổng thông tin điện tử"))
    line = f"{body} {wrong} duy trì hoạt động thường xuyên."
    return _line_in(text, rng, _ANY, line, "copied_from_other_unit", words=f"{body} {wrong}")


PLANTERS: Mapping[str, Planter] = {
    planter.__name__: planter
    for planter in (
        number, day, year, issuer, title, unknown, ambiguous, style, bad_date, abolished, superseded, incomplete,
        indicator, section, two_values, share, too_many, aim_among_results, result_among_aims, other_unit,
        district, slot, misspelled, doubled, abbreviation, jump, gap, signature, last_year, tail, sum_of_parts,
        other_kind,
    )
}  # fmt: skip
"""All planters of errors in words, by name; those in the layout of a Word file are in test_review.py."""
