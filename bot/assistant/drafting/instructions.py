"""What a message asks to change in a draft, in the officer's words.

shorter     "ngắn hơn", "gọn lại"            one       "rút gọn còn một câu về tập huấn", "chừng hai ý"
add         "thêm một ý về OCOP", "thêm ý"   drop      "bỏ câu 3", "bỏ câu 2 và 4", "bỏ ý về kinh phí"
fill        "thay số tổ công nghệ bằng 12"   say       "sửa câu 3 thành: …"
state       "có 12 tổ, 60 thành viên"        correct   "sửa 85 thành 87"
formal      "văn phong trang trọng hơn"      open      "còn chỗ nào trống", "điền số liệu"
undo        "hoàn tác"                       versions  "các phiên bản"
back        "quay lại bản 2"                 show      "xem lại bản nháp"
own only    "số của đơn vị khác thì bỏ ra"
drafts      "các bản nháp của tôi"           reopen    "mở lại bản nháp khó khăn"
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from bot.assistant.drafting.corrections import Correction, correction
from bot.assistant.drafting.given import Given, from_message
from bot.assistant.drafting.statements import stated_in, states
from knowledge.abbreviations import expand
from knowledge.vietnamese import fold


class Change(StrEnum):
    """What is asked for."""

    SHORTER = "shorter"
    ONE = "one"
    ADD = "add"
    DROP = "drop"
    FILL = "fill"
    FORMAL = "formal"
    OPEN = "open"
    UNDO = "undo"
    SAY = "say"
    VERSIONS = "versions"
    BACK = "back"
    SHOW = "show"
    DRAFTS = "drafts"
    REOPEN = "reopen"
    OWN_ONLY = "own only"
    STATE = "state"
    CORRECT = "correct"


class Instruction(NamedTuple):
    """A change; `about` is its topic as folded words (the officer's own sentence where one is said),
    `numbers` the sentences, version or draft meant, `words` what is stated of the own unit."""

    change: Change
    about: str = ""
    numbers: tuple[int, ...] = ()
    figures: tuple[Given, ...] = ()
    words: str = ""
    correction: Correction | None = None


_ENOUGH = r"(?:[\s,]+(?:thoi|nhe|nha|voi|nua|cho minh|giup minh))*"
_ABOUT = rf"(?:\s+(?:ve|noi ve|lien quan den)\s+(?P<about>.+?))?{_ENOUGH}\s*$"
_OF_MATTER = (
    rf"{_ENOUGH}(?:[\s,]+(?:(?:chi )?(?:noi )?ve|lien quan den|(?:y|noi dung)(?: ve)?)(?=\s)"
    rf"|(?=\s(?:de nghi|kien nghi|xin|thieu)\s))(?:\s+(?P<about>.+?)){_ENOUGH}\s*$"
)
"""What the one sentence left is to say: "… 1 câu thôi, ý xin nhân lực", "… một câu đề nghị tập huấn"."""
_COUNT = r"(?P<count>mot|hai|ba|\d)"
_MORE = r"(?:them|bo sung|viet them)"
_ONLY = r"(?:con|thanh|lai|dung|chi|chi can|giu|de|lay|chung|khoang|do|tam)"
_POINT = r"(?:mot |1 )?(?:y(?! te| thuc| kien| nghia| dinh)|cau)\s"
_AWAY = r"(?:bo|xoa|luoc|cat)(?:\s+di)?"
_LIST = r"\d+(?:\s*(?:,|va|den|-)\s*\d+)*"
_DRAFT = "(?:ban nhap|ban thao)"
_SEVERAL = "(?:danh sach |liet ke |xem )?(?:cac|nhung|may|bao nhieu)|danh sach|liet ke|xem"
_OPEN = "(?:mo|lam|soan|sua|viet)(?: lai| tiep)|tiep tuc|mo"
_GO_TO = "quay (?:lai|ve)|lay(?: lai)?|dung|ve|khoi phuc"
_FIGURES = r"(?<!\w)(?:so|so lieu|con so|chi tieu|ket qua|ten|thong tin)(?!\w)"
_OF_OTHERS = r"(?<!\w)(?:don vi|xa|phuong|noi|dia phuong|nguoi|cho|ben)(?: \w+)? khac(?!\w)"
_TAKE_OUT = (
    r"(?<!\w)(?:bo|xoa|luoc|cat|go|de trong|bo trong|dung (?:lay|dung|de)|khong (?:lay|dung|de))(?!\w)"
)
_PATTERNS: tuple[tuple[Change, re.Pattern[str]], ...] = (
    (Change.DRAFTS, re.compile(rf"^(?:(?:{_SEVERAL})\s+)?{_DRAFT}(?: nao| cua (?:toi|minh|em))*$")),
    (Change.REOPEN, re.compile(rf"(?:{_OPEN}) {_DRAFT}(?: so)? (?P<numbers>\d+)$")),
    (Change.REOPEN, re.compile(rf"(?:{_OPEN}) {_DRAFT}(?: (?:ve|muc|phan))*(?: (?P<about>.+))?$")),
    (Change.SHOW, re.compile(rf"^(?:cho )?(?:xem|hien|in)(?: lai)(?: toan bo)? {_DRAFT}")),
    (Change.VERSIONS, re.compile(rf"(?:{_SEVERAL}|lich su)\s+(?:phien ban|lan sua|ban da sua|chinh sua)")),
    (Change.BACK, re.compile(rf"(?:{_GO_TO})\s+(?:phien )?ban (?:so |thu )?(?P<numbers>\d+)$")),
    (Change.OWN_ONLY, re.compile(rf"^(?=.*{_FIGURES})(?=.*{_OF_OTHERS})(?=.*{_TAKE_OUT})")),
    (Change.ONE, re.compile(rf"^(?:(?!\b{_MORE}\b).)*\b{_ONLY}\s+{_COUNT}\s+(?:cau|y|doan){_OF_MATTER}")),
    (Change.ONE, re.compile(rf"^(?!.*\b{_MORE}\b).*\b{_ONLY}\s+{_COUNT}\s+(?:cau|y|doan){_ABOUT}")),
    (Change.ADD, re.compile(rf"{_MORE}(?:\s+\w+){{0,4}}?\s+(?:y|cau|doan|noi dung|phan){_ABOUT}")),
    (Change.ADD, re.compile(rf"{_MORE}\s+(?:{_POINT}|(?:phan )?ve)?\s*(?P<about>\w.+?){_ENOUGH}\s*$")),
    (Change.DROP, re.compile(rf"{_AWAY}\s+(?:cau|y|muc|diem)\s+(?:so\s+)?(?P<numbers>{_LIST})")),
    (Change.DROP, re.compile(rf"{_AWAY}\s+(?:cau|y|doan)\s+(?:ve|noi ve)\s+(?P<about>.+?)(?:\s+di)?\s*$")),
    (Change.UNDO, re.compile(r"hoan tac|undo|nhu cu|nhu truoc|quay lai ban truoc")),
    (Change.FORMAL, re.compile(r"trang trong|nghiem tuc hon|hanh chinh hon|van phong")),
    (Change.SHORTER, re.compile(r"ngan (?:hon|thoi|gon|lai)|gon (?:hon|lai)|rut (?:gon|ngan)|van tat")),
    (Change.OPEN, re.compile(r"cho (?:nao )?(?:con )?trong|dien so(?: lieu)?\s*$|con thieu (?:so|gi)")),
)  # fmt: skip
_FILL = re.compile(
    r"(?:thay|sua|doi|dien|cap nhat)\s+(?P<name>.+?)\s+(?:bang|thanh|la)\s+-?\d+(?:[.,]\d+)*\s*(?:%|\w+)?\s*$"
)


_ASKING = re.compile(r"(?<!\w)(?:gi|nao|bao nhieu|khi nao|o dau|ai|sao|khong|chua)(?!\w)")


def instruction(text: str) -> Instruction | None:
    """What a message asks to change in a draft; None where it asks nothing of the kind."""
    said = _OWN_WORDS.match(" ".join(text.split()))
    if said:
        return Instruction(Change.SAY, said["words"], (int(said["number"]),))
    number = correction(text)
    if number is not None:
        return Instruction(Change.CORRECT, figures=_filling(text), correction=number)
    folded = " ".join(fold(expand(text)).split()).strip(" .!?")
    added = None if "?" in text else stated_in(text)
    if added is not None:
        about = "" if added.dictated else " ".join(fold(expand(added.words)).split())
        return Instruction(Change.ADD, about=about, words=added.words)
    if _FILL.search(folded):
        return Instruction(Change.FILL, figures=_filling(text))
    for change, pattern in _PATTERNS:
        match = pattern.search(folded)
        if match is not None:
            found = match.groupdict()
            if change is Change.ADD and _ASKING.search(folded) and not _NAMES_SENTENCE.search(folded):
                continue
            return Instruction(change, (found.get("about") or "").strip(), _numbers(found))
    asks = _ASKING.search(folded) or "?" in text
    if asks or not re.search(r"\d", text):
        return None
    figures = from_message(text)
    if figures:
        return Instruction(Change.FILL, figures=figures, words=text)
    return Instruction(Change.STATE, words=text) if states(text) else None


_NAMES_SENTENCE = re.compile(rf"{_MORE}(?:\s+\w+){{0,4}}?\s+(?:y|cau|doan)(?!\w)(?! nao| gi)")
_OWN_WORDS = re.compile(
    r"(?:(?:hãy\s+)?(?:sửa|thay|viết lại|đổi|sua|viet lai|doi)\s+)?(?:câu|cau|ý)\s+(?:số\s+)?"
    r"(?P<number>\d{1,2})\s*(?:(?:thành|là|bằng|thanh|la|bang)\s*:?|:)\s*[“\"]?(?P<words>\w.{8,}?)[”\"]?$",
    re.IGNORECASE,
)
"""A sentence in the officer's own words: "sửa câu 3 thành: …"."""


def _filling(text: str) -> tuple[Given, ...]:
    said = re.sub(
        r"^\W*(?:hãy\s+)?(?:thay|sửa|đổi|điền|cập nhật|thay the|thay|sua|doi|dien)\s+",
        "",
        " ".join(text.split()),
        flags=re.IGNORECASE,
    )
    said = re.sub(r"\s+(?:bằng|thành|bang|thanh)\s+(?=-?\d)", " là ", said, flags=re.IGNORECASE)
    return from_message(said)


def _numbers(said: dict[str, str | None]) -> tuple[int, ...]:
    text = said.get("numbers")
    if text is None:
        count = {"mot": 1, "hai": 2, "ba": 3}.get(said.get("count") or "", said.get("count"))
        return (int(count),) if count else ()
    span = re.fullmatch(r"(\d+)\s*(?:-|den)\s*(\d+)", text)
    return tuple(range(int(span[1]), int(span[2]) + 1)) if span else tuple(map(int, re.findall(r"\d+", text)))
