"""Who issued a cited document: the phrase behind "của", before "tại" or before "ban hành".

    phrase = (TITLE)* BODY (TERM | UNIT_WORD? PLACE)?     Bộ trưởng Bộ Tài chính
                                                          UBND tỉnh Sơn La
                                                          Ban Chấp hành Trung ương Đảng khóa XI

The bodies are rows of `issuing_bodies.toml`. An unknown body is read up to the verb that follows it. In text
without diacritics, and in scanned text where only the sound of a name survives, the name is given in its
proper spelling; otherwise it stands as written.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from rapidfuzz import fuzz

from knowledge import communes
from knowledge.plain import Plain
from knowledge.reference import IssuingBody, issuing_bodies
from knowledge.vietnamese import fold


class Issuer(NamedTuple):
    """`text[start:end]` names who issued the document; `code` is the body's, "" where no table lists it."""

    name: str
    start: int
    end: int
    code: str = ""


class _Body(NamedTuple):
    body: IssuingBody
    spelling: str
    start: int
    end: int
    garbled: bool = False


_OF = re.compile(r"[\s,.:'’`_)]{0,5}(?:\bdo|\bduoc|c[\w@'’]{0,3}[ai])\W{1,4}(?=\w)")
_ISSUED = re.compile(r"\s(?:ky\s)?(?:ban hanh|thong qua|phe duyet|ky)(?!\w)")
_OF_WORD = re.compile(r"\scua\s")
_TITLE = re.compile(
    r"(?:(?:bo truong, chu nhiem|lien bo truong|bo truong|thu truong|pho giam doc|giam doc|tong giam doc|"
    r"pho chu tich|chu tich|chanh(?= van phong)|tong cuc truong|cuc truong|thong doc|chanh an|vien truong|"
    r"tong thanh tra|truong ban|truong phong|pho bi thu|bi thu|hieu truong)\W{1,3})+"
)
_DROPPED_TITLE = re.compile(r"(?:(?:pho )?giam doc|chanh(?= van phong)|truong phong|truong ban)\W+")
_VERBS = (
    "về|v/v|ban hành|quy định|phê duyệt|thực hiện|triển khai|hướng dẫn|sửa đổi|tăng cường|công bố|thành lập|"
    "điều chỉnh|thông qua|thông báo|kết luận|bãi bỏ|kiện toàn|công nhận|tiếp tục|giao|tại|trên|trong|để|kèm|"
    "năm|ngày|số|khi|được|đã|cho"
)
_VERBS_UNMARKED = (
    "ve|v/v|ban hanh|quy dinh|phe duyet|thuc hien|trien khai|huong dan|sua doi|tang cuong|cong bo|thanh lap|"
    "dieu chinh|thong qua|thong bao|ket luan|bai bo|kien toan|cong nhan|tiep tuc"
)
"""Words that end a name; without diacritics only those that no name can contain ("nam" is also "Nam
Định")."""
_NOT_A_NAME = re.compile(rf"(?:{_VERBS}|và)(?!\w)")
_NOT_A_NAME_UNMARKED = re.compile(rf"(?:{_VERBS_UNMARKED})(?!\w)")
_UNIT_WORD = re.compile(
    r"\W{1,3}(thanh\W{1,2}ph\w|tp\.?|t[il1|j]nh|huyen|quan|thi\W{1,2}xa|thi\W{1,2}tran|xa|phuong|dac\W{1,2}khu|"
    r"khu vuc|cap tinh|cap xa)(?!\w)"
)
_UNIT_WORDS = {
    "thanh pho": "thành phố", "tp": "thành phố", "tp.": "thành phố", "tinh": "tỉnh", "huyen": "huyện",
    "quan": "quận", "thi xa": "thị xã", "thi tran": "thị trấn", "xa": "xã", "phuong": "phường",
    "dac khu": "đặc khu",
}  # fmt: skip
_NAME_WORD = re.compile(r"[ \t\n]{1,4}(?:-\s)?([^\W\d_]+|\d{1,2}(?![\w/.,-]))")
_AND_ANOTHER = re.compile(r"\W{1,3}(?:va\W{1,3}|-\W{1,3})?(?=(?:bo|so)\W)")
_TERM = re.compile(r",?\s{1,3}(?:khoa|nhiem ky)\s{1,3}[ivx]+(?!\w)")
_TERMED = {"QH", "UBTVQH", "TW"}
_STEERED = re.compile(
    r"(?:(?!\b(?:ban hanh|ve viec|v/v|quy dinh|phe duyet|huong dan)\b)[^;.()\"“”]){0,160}?"
    r"(?=\s(?:ban hanh|ve viec|v/v|quy dinh|phe duyet|huong dan)\b|[;.()\"“”]|$)"
)
_OWN_NAME = re.compile(
    r"\s(?:khoi|cac co quan|tong cong ty|tap doan|cong ty|truong|benh vien)(?:\s[^\W\d_]+){0,8}?"
    r"(?=\s(?:ve|v/v|ban hanh)\b|\W{2}|[,;.:()]|$)"
)
_UNKNOWN = re.compile(rf"[^,;.:()\"“”]{{2,110}}?(?=\s+(?:{_VERBS}|và các)(?!\w)|[,;.:()\"“”]|$)")
_UNKNOWN_UNMARKED = re.compile(rf"[^,;.:()\"“”]{{2,110}}?(?=\s+(?:{_VERBS_UNMARKED})(?!\w)|[,;.:()\"“”]|$)")


def issuer_after(plain: Plain, at: int, code: str = "") -> Issuer | None:
    """The issuer named directly behind position `at`: ", của Ủy ban nhân dân tỉnh Sơn La".

    `code` is the issuer's code in the symbol, which tells a garbled name apart.
    """
    of = _OF.match(plain.folded, at)
    if of is None:
        return None
    start = of.end()
    passive = of[0].split()[-1:] in (["do"], ["duoc"])
    body = _body_at(plain, start) or _garbled_body_at(plain, start, code)
    if body is not None:
        issuer = _issuer(plain, start, body)
        return issuer if not passive or _ISSUED.match(plain.folded, issuer.end) else None
    if not plain.unified[start].isupper() or passive:
        return None
    if plain.unmarked(start, start + 60):
        unknown = _UNKNOWN_UNMARKED.match(plain.folded, start)
    else:
        unknown = _UNKNOWN.match(plain.lowered, start)
    return Issuer(plain.words(start, unknown.end()), start, unknown.end()) if unknown else None


def body_code_at(plain: Plain, at: int) -> tuple[str, int] | None:
    """The code of the body named behind "của", and where its name ends: " của chính phủ" -> "CP"."""
    of = _OF.match(plain.folded, at)
    body = _body_at(plain, of.end()) if of else None
    return (body.body.code, body.end) if body else None


def issuer_within(plain: Plain, start: int, end: int, code: str) -> Issuer | None:
    """The body with a code that is named behind the last "của" of a subject: "về tuyển sinh của Bộ Y tế"."""
    for of in reversed(list(_OF_WORD.finditer(plain.folded, start, end))):
        body = _body_at(plain, of.end())
        if body is not None and body.body.code == code and body.body.level != "any":
            return _issuer(plain, of.end(), body)
    return None


_BEFORE_AT = re.compile(r"\W{1,3}tai\W{1,3}(?:cac\s|tai\s)?\W{0,3}$")
_BEFORE_VERB = re.compile(r"\s(?:(?:da|vua|duoc|cung)\s)?(?:ky\s)?ban hanh\s(?:cac\s)?$")
_LEFT_REACH = 170
_STARTS = re.compile(r"(?<!\w)\w")


def issuer_before(plain: Plain, kind_start: int) -> Issuer | None:
    """The issuer named before the kind: "đề nghị của Sở Y tế tại Tờ trình …", "UBND xã ban hành Kế hoạch
    …"."""
    low = max(kind_start - _LEFT_REACH, 0)
    window = plain.folded[low:kind_start]
    anchor = _BEFORE_AT.search(window) or _BEFORE_VERB.search(window)
    if anchor is None:
        return None
    end = low + anchor.start()
    for word in _STARTS.finditer(plain.folded, low, end):
        likely = plain.unified[word.start()].isupper() or plain.folded.startswith("cua ", word.start() - 4)
        body = _body_at(plain, word.start()) if likely else None
        if body is None:
            continue
        issuer = _issuer(plain, word.start(), body)
        if issuer.end == end:
            dropped = _DROPPED_TITLE.match(plain.folded, issuer.start)
            start = dropped.end() if dropped else issuer.start
            return Issuer(_spelled(plain, start, body, end), start, end, body.body.code)
    return None


@cache
def _body_pattern() -> re.Pattern[str]:
    names = {fold(name) for body in issuing_bodies() for name in body.names}
    ordered = sorted(names, key=len, reverse=True)
    return re.compile("(?:" + "|".join(_loose(name) for name in ordered) + r")(?:(?!\w)|(?=v[ae](?!\w)))")


def _loose(name: str) -> str:
    return r"\W{1,4}".join(re.findall(r"\w+", name))


@cache
def _bodies_by_name() -> dict[str, tuple[IssuingBody, str]]:
    table: dict[str, tuple[IssuingBody, str]] = {}
    for body in issuing_bodies():
        for name in body.names:
            table.setdefault(_sounds(name), (body, name))
    return table


def _sounds(name: str) -> str:
    return " ".join(re.findall(r"\w+", fold(name)))


def _body_at(plain: Plain, start: int) -> _Body | None:
    title = _TITLE.match(plain.folded, start)
    match = _body_pattern().match(plain.folded, title.end() if title else start)
    if match is None and title is not None:
        match = _body_pattern().match(plain.folded, start)
    if match is None:
        return None
    body, spelling = _bodies_by_name()[_sounds(match[0])]
    return _Body(body, spelling, match.start(), match.end())


_LIKE_OWN, _LIKE_ANY = 70, 86
"""Similarity (0-100) asked of a garbled name: less where the symbol itself names the body. Measured on
scans read by OCR models with and without Vietnamese."""


def _garbled_body_at(plain: Plain, start: int, code: str) -> _Body | None:
    """A body whose name a scan has damaged: "S& Khoa hoc va Céng nghé"."""
    if not plain.poorly_marked(start, start + 60):
        return None
    words = list(re.finditer(r"[^\s]+", plain.as_scanned(start, start + 90)))
    if len(words) > 3 and fuzz.ratio(f"{words[0][0]} {words[1][0]}", "bo truong") >= _LIKE_OWN:
        words = words[2:]
    best: tuple[float, _Body] | None = None
    for sounds, (body, spelling) in _bodies_by_name().items():
        count = len(sounds.split())
        if count < 2 or count > len(words):
            continue
        heard = " ".join(word[0].strip(".,:;'’") for word in words[:count])
        score = fuzz.ratio(heard, sounds)
        if score >= (_LIKE_OWN if code and body.code == code else _LIKE_ANY) and (
            best is None or score > best[0]
        ):
            best = (
                score,
                _Body(body, spelling, start + words[0].start(), start + words[count - 1].end(), True),
            )
    return best[1] if best else None


def _issuer(plain: Plain, start: int, body: _Body) -> Issuer:
    end = _unit_end(plain, body)
    joint = _joint_end(plain, body.body.level, end)
    name = plain.words(start, joint) if joint > end else _spelled(plain, start, body, end)
    return Issuer(name, start, joint, body.body.code)


def _joint_end(plain: Plain, level: str, end: int) -> int:
    """Where the last of several bodies ends that issue together: "Bộ Tài chính và Bộ Công an"."""
    while level in ("ministry", "province") and (link := _AND_ANOTHER.match(plain.folded, end)):
        partner = _body_at(plain, link.end())
        if partner is None or partner.body.level != level:
            break
        end = _unit_end(plain, partner)
    return end


def _unit_end(plain: Plain, body: _Body) -> int:
    """Where the phrase ends that says which unit or term the body belongs to."""
    row, end = body.body, body.end
    if row.code in _TERMED:
        term = _TERM.match(plain.folded, end)
        return term.end() if term else end
    if row.code == "BCĐ" and (steered := _STEERED.match(plain.folded, end)):
        return steered.end()
    if row.code == "ĐU" and (own := _OWN_NAME.match(plain.folded, end)):
        return own.end()
    if not row.unit:
        return end
    word = _UNIT_WORD.match(plain.folded, end)
    return _name_end(plain, word.end() if word else end)


def _name_end(plain: Plain, end: int) -> int:
    for _ in range(5):
        word = _NAME_WORD.match(plain.unified, end)
        if word is None or word[1][0].islower() or _body_at(plain, word.start(1)):
            break
        if _NOT_A_NAME.match(plain.lowered, word.start(1)) or _NOT_A_NAME_UNMARKED.match(
            plain.lowered, word.start(1)
        ):
            break
        end = word.end()
    return end


@cache
def _places() -> dict[str, str]:
    """Provinces, former and present, by sound."""
    names = communes.table().former_provinces | communes.table().provinces
    bare = {name.removeprefix("tỉnh ").removeprefix("thành phố ") for name in names}
    return {_sounds(name): name for name in bare}


def _spelled(plain: Plain, start: int, body: _Body, end: int) -> str:
    """The phrase as written, or properly spelled where it was written without diacritics."""
    written = plain.words(start, end)
    if body.spelling == "UBDN":
        return written.replace("UBDN", "UBND")
    proper = (
        fold(body.spelling) == body.spelling.lower()
        or written.isupper()
        or not (plain.unmarked(start, end) or _lost_marks(plain, body))
    )
    if proper and not body.garbled:
        return written
    title = plain.words(start, body.start)
    unit = _UNIT_WORD.match(plain.folded, body.end)
    sound = " ".join(unit[1].split()) if unit else ""
    sound = "thanh pho" if sound.startswith("thanh") else "tinh" if sound.endswith("nh") else sound
    tail = plain.words(unit.end() if unit else body.end, end)
    parts = (title, body.spelling, _UNIT_WORDS.get(sound, sound), _places().get(_sounds(tail), tail))
    return " ".join(part for part in parts if part)


def _lost_marks(plain: Plain, body: _Body) -> bool:
    """Whether a scan has dropped marks from a name, some of which are left: "Uy ban nhân dan"."""
    said = plain.words(body.start, body.end).split()
    pairs = zip(said, body.spelling.split(), strict=False)
    lost = any(word.isascii() and not proper.isascii() for word, proper in pairs)
    return lost and plain.poorly_marked(body.start, body.end)
