"""The abbreviations within a symbol: type codes and issuer codes, told from ordinary words and mended.

A code is known (a row of `document_kinds.toml` or `issuing_bodies.toml`), an assembly with its term ("QH15"),
or a run of capital letters of a unit that no table lists ("KGVX", "XDCQ&TCBC").
"""

from __future__ import annotations

import re
from functools import cache

from knowledge.reference import NumberingSystem, body_by_code, kind_by_code
from knowledge.vietnamese import fold

ASSEMBLY = re.compile(r"(UBTVQH|QH)([\dI]{1,2})$", re.IGNORECASE)


def key(code: str) -> str:
    """Upper case without diacritics."""
    return fold(code).upper()


@cache
def _known() -> dict[str, str]:
    """Every known code by its folded upper-case form; the exact spelling wins over a folded one."""
    table: dict[str, str] = {"TƯ": "TW"}
    for code in (*kind_by_code(), *body_by_code()):
        table.setdefault(key(code), code)
    for code in (*kind_by_code(), *body_by_code()):
        table[code.upper()] = code
    return table


def canonical(token: str) -> str | None:
    """The usual spelling of a code, or None for a word that is no code."""
    mended = re.sub(r"(?<=N)Ñ|Ñ(?=N)", "", token).replace("Ñ", "N").replace("ĐĐ", "Đ")  # doubled by a scan
    for form in (token, mended):
        if (known := _known().get(form.upper()) or _known().get(key(form))) is not None:
            return known
    if assembly := ASSEMBLY.search(mended):
        return (
            mended[: assembly.start()].upper() + assembly[1].upper() + assembly[2].upper().replace("I", "1")
        )
    if (body := _misread_body(mended)) is not None:
        return body
    letters = [char for char in mended if char.isalpha()]
    upper = sum(char.isupper() for char in letters)
    if upper < 2 or len(letters) - upper > 2:
        return None
    return mended if all(char in "ĐđƯƠ" or char.isascii() for char in letters) else None


_PRIME_MINISTER = re.compile(r"TT[øeEq8]")


def _misread_body(token: str) -> str | None:
    """The body whose code a scan has garbled in one letter that looks like Đ or S: "HBND", "5NV"."""
    if _PRIME_MINISTER.fullmatch(token):
        return "TTg"
    spelled = "S" + token[1:] if token.startswith("5") else token
    if len(token) < 4 and spelled == token:
        return None
    forms = [key(spelled[:at] + "D" + spelled[at + 1 :]) for at, char in enumerate(spelled) if char in "BPO0"]
    codes = {_known()[form] for form in (key(spelled), *forms) if form in _known()}
    bodies = codes & body_by_code().keys()
    return bodies.pop() if len(bodies) == 1 else None


def is_type(code: str, *, alone: bool) -> bool:
    """Whether a first code is a type; standing alone, one that is also a body's ("54/CP") is the body."""
    return code in kind_by_code() and not (alone and code in body_by_code())


_GLUED = ("UBND", "HĐND", "TTg", "CP", "TW", "TU", "ĐU")


def unglue(code: str) -> tuple[str, str] | None:
    """Type and issuer written without a separator: "KLĐU", "QĐUBND"."""
    if code in body_by_code() or code in kind_by_code():
        return None
    for issuer in _GLUED:
        head = code.removesuffix(issuer)
        if head != code and head in kind_by_code():
            return head, issuer
    return None


_MISREAD = str.maketrans("BOP0", "ĐĐĐĐ")


def misread_type(code: str, issuer: str) -> str | None:
    """The type that a scan may have garbled before an issuer: "QB-TTg" for "QĐ-TTg". "NO" may be NQ or NĐ."""
    if code in body_by_code() or not (issuer in body_by_code() or issuer.startswith(("S", "B"))):
        return None
    if (
        len(code) == 2
        and code[0] != "N"
        and (mended := code[0] + code[1].translate(_MISREAD)) in kind_by_code()
    ):
        return mended
    if len(code) < 3:
        return None
    near = [known for known in kind_by_code() if len(known) >= 3 and one_letter_apart(code, known)]
    return near[0] if len(near) == 1 else None


def one_letter_apart(longer: str, shorter: str) -> bool:
    """Whether one letter was exchanged, or one too many put in."""
    if len(longer) == len(shorter):
        return sum(a != b for a, b in zip(longer, shorter, strict=True)) == 1
    if len(longer) != len(shorter) + 1:
        return False
    return any(longer[:cut] + longer[cut + 1 :] == shorter for cut in range(len(longer)))


def numbering_system(type_code: str, issuer: str) -> NumberingSystem:
    """Whether an issuer, or else the type, belongs to the State's or the Party's numbering."""
    body = body_by_code().get(issuer)
    if body is not None:
        system = body.system
    elif ASSEMBLY.fullmatch(issuer):
        system = "state"
    else:
        system = "party" if issuer.endswith(("TW", "TU", "ĐU")) else "both"
    if system == "both" and kind_by_code()[type_code].system == "state":
        return "state"
    return system
