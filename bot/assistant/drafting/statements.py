"""What an officer states of the own unit while a draft is made: "xã tôi đạt 85% dịch vụ công trực tuyến",
"có 12 tổ công nghệ số, 60 thành viên", "xã chưa có cán bộ chuyên trách"."""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.assistant.drafting.given import Given, from_message, named, unit_behind
from bot.assistant.drafting.own_unit import OwnUnit
from knowledge import communes
from knowledge.numbers import parse_number
from knowledge.units import unit_kind
from knowledge.vietnamese import fold, nfc


class Statement(NamedTuple):
    """One clause of what is stated. `figures` are its figures where they say all of it, `counted` that they
    are numbers of things without a name ("12 tổ công nghệ số"); `foreign` that it is of another unit."""

    words: str
    figures: tuple[Given, ...] = ()
    counted: bool = False
    foreign: bool = False


_BREAK = re.compile(
    r"\s*(?:[;\n]|[.,:](?!\d))(?!\s*(?:so voi )?(?:cung ky|nam truoc|ky truoc|nam ngoai|nam \d))\s*"
    r"|\s+(?:va|cung|voi)\s+(?=\d)"
)
"""Between clauses; what was the case a year before belongs to the figure before it."""
_OWN = (
    r"(?<!\w)(?:ben|don vi|co quan|uy ban|ubnd|xa|phuong|dac khu|dia phuong)(?: nha)?(?: cua)?"
    r" (?:chung )?(?:toi|minh|em|ta|nha)(?!\w)"
)
_STATES = (
    r"(?:hien |nay |da |moi |cung |van |con )*(?:co|dat|da|dang|chua|khong|thieu|con|duoc|bi|mo|lap|lam|cap"
    r"|to chuc|thanh lap|ket nap|lap dat|trang bi|phan dau|uoc|bo tri|van hanh)(?!\w)"
)
"""How a clause begins that says what the unit has or has done."""
_MATTERS = r"(?:da|dang|chua|khong|thieu|co|con|duoc|bi|dat)(?!\w)"
"""What behind "về" tells that something is the case: "về thiếu cán bộ", not "về thành lập tổ"."""
_LINKED = r"(?<!\w)(?:la|dat|bang|co|con|duoc)(?!\w)|:"
_LACKS = (
    r"(?:van |hien |con |dang )*(?:chua|thieu|khong(?! gian| khi| quan| dung)"
    r"|con (?:thieu|yeu|it|han che))(?!\w)"
)
_ORDERS = re.compile(
    r"\W*(?:(?:hay|nho|giup|ban|cho|minh|toi|nhe|chi)\W+)*(?:viet|soan|neu|lay|dung|tham khao|theo|khoang"
    r"|toi da|gom|ngan|dai|bo(?! tri| phan| sung| may)|dua|can cu|giong|khong|chia|trinh bay|liet ke|de trong"
    r"|phan(?! dau| mem| lon| loai| cong)|muc(?! thu| song| do)|doan(?! vien| thanh| the| ket)|cau(?! lac)"
    r"|so sanh|tom tat|cho biet|tim|kiem tra|ra soat)(?!\w)"
)
"""A clause that tells how to write, not what is the case."""
_OF_OTHERS = re.compile(
    r"(?<!\w)(?:(?:xa|phuong|don vi|noi|dia phuong|ben)(?: \w+)? (?:khac|ban|kia|ben canh)"
    r"|(?:xa|phuong|don vi) ben(?! (?:em|minh|toi|ta))"
    r"|(?:toan|ca|cua) (?:thanh pho|tinh|huyen|nuoc|quoc)|toan quoc|binh quan (?:chung )?(?:thanh pho|tinh)"
    r"|(?:cac|nhung|hai|ba) (?:xa|phuong|don vi)|thanh pho (?:dat|co)|tinh (?:dat|co)|cap huyen)(?!\w)"
)
"""Words that make a figure one of another unit, or of several."""
_NUMBER = re.compile(
    r"(?<![\w/.,])(?P<value>\d+(?:[.,]\d+)*)(?:\s?/\s?(?P<whole>\d+(?:[.,]\d+)*)(?=\s*[^\W\d]|\s*%))?(?![\d/])"
)
_BEFORE = re.compile(
    rf"^(?:(?:{_OWN}|hien|nay|hien nay|xa|phuong|don vi|toan xa|toan phuong|co|dat|da|duoc|mo|tong cong"
    r"|lap|thanh lap|to chuc|cap|phan dau|muc tieu|chi tieu|va|la|so lieu|trong do|voi)(?!\w)[\s,:]*)*$"
)
"""What may stand before a number that is named by the words behind it."""
_BEHIND = re.compile(
    r"(?:\s+(?!(?:cho|tai|o|ngay|thang|nam|tu|de|do|khi|trong|gap|vao|va|la|nhe|a|roi)(?!\w))"
    r"[^\W\d]\w*){0,9}"
)
_AIMED = re.compile(r"(?<!\w)(?:phan dau|muc tieu|chi tieu)(?!\w)")
_COURTEOUS = re.compile(r"(?:\s+(?:nhe|nha|nua|a|voi|giup (?:toi|minh|em)|cho (?:toi|minh|em)))+[\s.!]*$")
_COMPARED = re.compile(r"(?:so voi )?(?:du toan|ke hoach|chi tieu|cung ky)")
_NAMES_FIGURE = r"(?:tong )?(?:kinh phi|so|ty le|ti le|ngan sach|nguon von|du toan|tong von|so tien)(?!\w)"
KNOWN, _OWN_NAME = 0.9, 2.0
"""Likeness from which on the officer's name of a figure is that of a row of the catalogue; more than any."""


def split_off(text: str) -> tuple[str, str]:
    """A message that orders a draft: the order, and the facts that it states beside."""
    said = nfc(" ".join(text.split()))
    order, facts = [], []
    for number, clause in enumerate(_clauses(said)):
        at = _fact_in(clause) if number == 0 else 0 if _is_fact(clause) else None
        order.append(clause if at is None else clause[:at])
        facts.append("" if at is None else clause[at:])
    stated = ", ".join(filter(None, facts))
    return (", ".join(one.strip() for one in order if one.strip()), stated) if stated else (text, "")


def states(text: str) -> bool:
    """Whether a message by itself states something of the own unit in figures: "có 12 tổ công nghệ số"."""
    first = next(iter(_clauses(nfc(" ".join(text.split())))), "")
    folded = fold(first)
    if _ORDERS.match(folded) or not _NUMBER.search(folded):
        return False
    opened = re.match(rf"(?:{_OWN}\s+|(?:xa|phuong|don vi)\s+)?{_STATES}", folded)
    opened = opened or re.match(_NAMES_FIGURE, folded)
    return bool(
        (opened and _counts(first)) or of_clause(first) or (_OF_OTHERS.search(folded) and _counts(first))
    )


def statements(text: str, own: OwnUnit) -> list[Statement]:
    """The clauses of what is stated; those of another unit are marked, with what follows them unnamed."""
    found = []
    foreign = False
    for clause in _clauses(nfc(" ".join(text.split()))):
        if re.search(_OWN, fold(clause)):
            foreign = False
        foreign = foreign or is_foreign(clause, own)
        words = _COURTEOUS.sub("", fold(clause))
        clause = clause[: len(words)]
        plain = _unnamed(clause, own)
        figures = () if foreign else of_clause(plain)
        counted = bool(_counted(plain)) and all(one.unit != "%" for one in figures)
        found.append(Statement(clause, figures, counted, foreign))
    return found


def _unnamed(clause: str, own: OwnUnit) -> str:
    """A clause without the name of the own unit: "xã Lộc Khê có 12 tổ" is "xã có 12 tổ"."""
    name = re.search(rf"(?<!\w){re.escape(fold(own.name or own.kind))}(?!\w)", fold(clause))
    return clause if own.name is None or name is None else clause[: name.start()] + clause[name.end() :]


def lacks(text: str) -> bool:
    """Whether a sentence tells of something that is missing."""
    return re.search(_LACKS, fold(text)) is not None


def tells(words: str) -> bool:
    """Whether a clause tells what is the case, not only of what is spoken."""
    return _counts(words) or re.search(rf"(?<!\w){_STATES}", fold(words)) is not None


def is_foreign(clause: str, own: OwnUnit) -> bool:
    """Whether a clause speaks of another unit than the own one."""
    folded = fold(clause)
    if _OF_OTHERS.search(folded):
        return True
    named_ = [one.commune for one in communes.table().find(clause) if one.former is None]
    if any(unit.name and fold(unit.name) != fold(own.name or "") for unit in named_):
        return True
    unit = re.match(r"(?:xã|phường|xa|phuong)\s+(?P<name>(?:[A-ZĐ]\w*\s?)+)", clause)
    return unit is not None and fold(unit["name"]).strip() != fold(own.name or "")


def of_clause(clause: str) -> tuple[Given, ...]:
    """The figures of a clause that says nothing beside them: "12 tổ công nghệ số", "số hộ là 45/60 hộ"."""
    first = _NUMBER.search(clause)
    if first is None:
        return ()
    if _BEFORE.match(fold(clause[: first.start()])):
        return _counted(clause)
    bare = _without_own(clause)
    named_ = zip(from_message(bare, KNOWN), from_message(bare, _OWN_NAME), strict=True)
    found = tuple(known.model_copy(update={"name": _as_figure(own)}) for known, own in named_)
    if any(re.match(_STATES, fold(own.name)) for own in found):
        return ()
    stated = len(found) + sum(one.whole is not None for one in found)
    numbers = list(_NUMBER.finditer(clause))
    written = [one for number in numbers for one in number.groups() if one]
    behind = clause[unit_behind(clause, numbers[-1].end())[1] :].strip(" .!")
    return found if stated == len(written) and (not behind or _COMPARED.match(fold(behind))) else ()


def _as_figure(one: Given) -> str:
    """The name of a count as one of a figure: "tổ công nghệ số" is "số tổ công nghệ số"."""
    counts = one.unit != "%" and unit_kind(one.unit) not in MEASURES
    return f"số {one.name}" if counts and not re.match(_NAMES_FIGURE, fold(one.name)) else one.name


def _counted(clause: str) -> tuple[Given, ...]:
    """The figure of a clause that begins with its number and names it behind: "đạt 97% hồ sơ trực tuyến"."""
    numbers = list(_NUMBER.finditer(clause))
    folded = fold(clause)
    if len(numbers) != 1 or numbers[0]["whole"] or not _BEFORE.match(folded[: numbers[0].start()]):
        return ()
    number = numbers[0]
    unit, end = unit_behind(clause, number.end())
    behind = _BEHIND.match(folded, end)
    assert behind is not None
    words = clause[end : behind.end()].strip()
    whole_said = not clause[behind.end() :].strip(" .!")
    if unit is None or not whole_said or (unit == "%" and not words) or unit_kind(unit) in MEASURES:
        return ()
    counted = "" if unit == "%" else clause[number.end() : end].strip() + " "
    name = f"{'Tỷ lệ' if unit == '%' else 'Số'} {counted}{words}".strip()
    value, target = parse_number(number["value"]), bool(_AIMED.search(folded))
    return (named(name, value, unit, target=target, like=KNOWN).model_copy(update={"name": name}),)


MEASURES = ("money", "dollars", "area", "length", "weight", "volume")
"""Kinds of units that measure and do not count things."""


def _counts(clause: str) -> bool:
    return any(unit_behind(clause, one.end())[0] for one in _NUMBER.finditer(clause))


def _is_fact(clause: str) -> bool:
    folded = fold(clause)
    if _ORDERS.match(folded):
        return False
    return _counts(clause) or bool(re.match(rf"{_OWN}\s+{_LACKS}(?! co so lieu)", folded))


def _fact_in(clause: str) -> int | None:
    """Where in the clause that orders a draft a fact begins: "viết kết quả cho xã tôi| có 12 tổ"."""
    folded = fold(clause)
    for pattern in _FACT_BEGINS:
        for match in pattern.finditer(folded):
            rest = clause[match.end("at") :]
            if _counts(rest) or re.match(_LACKS, fold(rest.strip())):
                return match.end("at")
    return None


_FACT_BEGINS = (
    re.compile(rf"(?P<at>{_OWN}\s+)(?={_STATES})"),
    re.compile(r"\w(?P<at>\s+)(?=(?:ty le|ti le|tong so|kinh phi|so luong)\s[^.;\d]*\d)"),
    re.compile(r"\w(?P<at>\s+)(?=(?:hien |da )?(?:co|dat|duoc|mo)\s+\d)"),
)


def _clauses(said: str) -> list[str]:
    ends = [match.span() for match in _BREAK.finditer(fold(said))]
    starts = [0, *(end for _, end in ends)]
    stops = [*(start for start, _ in ends), len(said)]
    return [said[a:b].strip() for a, b in zip(starts, stops, strict=True) if said[a:b].strip()]


def _without_own(clause: str) -> str:
    match = re.match(rf"\W*{_OWN}\s*(?:hien |co )*", fold(clause))
    return clause[match.end() :] if match else clause


def sentence(words: str, own: OwnUnit) -> str:
    """The officer's words as a sentence of the draft, with the unit as its subject where they name none."""
    words = words.strip(" .,;:-")
    folded = fold(words)
    kind = own.kind
    match = re.match(rf"{_OWN}\s*(?::|la)?\s*", folded)
    bare = words[match.end() :] if match else words
    folded = fold(bare)
    if re.match(r"\d", folded):
        bare = f"{kind} có {bare}"
    elif re.match(_STATES, folded):
        bare = f"{kind} {'còn ' if folded.startswith('thieu') else ''}{bare}"
    elif match:
        bare = f"{kind} {bare}"
    elif re.match(rf"{_NAMES_FIGURE}[^\d]*\d", folded) and not re.search(_LINKED, folded):
        number = _NUMBER.search(bare)
        assert number is not None
        bare = f"{bare[: number.start()]}là {bare[number.start() :]}"
    elif not re.search(rf"(?<!\w){_STATES}|(?<!\w)la(?!\w)", folded) and _counts(bare):
        bare = f"{kind} có {bare}"
    return bare[:1].upper() + bare[1:] + "."


_ADDING = re.compile(
    r"^\W*(?:(?:hay|ban|nho|giup|cho)(?: minh| toi| em)?\s+)*(?:viet them|ghi them|chen them|them|bo sung)"
    r"(?:\s+(?:cho|giup|minh|toi|em|vao|mot|1|nua|ban nhap|du thao)(?!\w))*"
    r"(?:\s+(?:y|cau|doan|noi dung|so lieu|thong tin)(?!\w))?(?:\s+(?:nua|moi|la|noi)(?!\w))*"
    r"\s*(?P<dictated>:|rang(?!\w))?\s*(?P<about>(?:ve|lien quan den)(?: viec)?(?!\w))?\s*"
)


class Addition(NamedTuple):
    """What is to be added; `dictated` where it is said word for word."""

    words: str
    dictated: bool


def stated_in(text: str) -> Addition | None:
    """What a message that asks to add something states: dictated behind a colon, or a clause that tells what
    is the case; None where it names only a matter ("thêm ý về OCOP")."""
    said = nfc(" ".join(text.split()))
    folded = fold(said)
    match = _ADDING.match(folded)
    words = said[match.end() : len(_COURTEOUS.sub("", folded))].strip(" .") if match else ""
    if match is None or len(words.split()) < 2 or _ORDERS.match(fold(words)):
        return None
    stating = _MATTERS if match["about"] else _STATES
    begins = rf"(?:{_OWN}\s+|(?:xa|phuong|ubnd|ubnd xa|uy ban)\s+)?(?:{stating}|{_LACKS})"
    if not (match["dictated"] or re.match(begins, fold(words)) or _counts(words)):
        return None
    return Addition(words, match["dictated"] is not None)
