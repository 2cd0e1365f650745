"""One number of the officer's own put in place of another: "sửa 85 thành 87", "85 sai, 87 mới đúng"."""

from __future__ import annotations

import re
from typing import NamedTuple

from bot import texts
from bot.assistant.draft import Draft, DraftSentence
from bot.assistant.drafting.given import Given, unit_of
from bot.assistant.drafting.impossible import sifted
from knowledge.numbers import format_number, parse_number
from knowledge.vietnamese import fold, nfc


class Correction(NamedTuple):
    """The number as it was said and as it is to be; `unit` is the one said with either."""

    old: str
    new: str
    unit: str | None = None


class Corrected(NamedTuple):
    """The draft after a correction; `refused` says why it was not made."""

    draft: Draft
    refused: str | None = None


_N = r"-?\d+(?:[.,]\d+)*"
_UNIT = r"(?:\s?%|(?:\s+(?!(?:thanh|bang|sang|la|sai|nham|ma|moi|chu|khong|phai)(?!\w))[^\W\d]\w*){0,4})"
_OLD, _NEW = rf"(?P<old>{_N}{_UNIT})", rf"(?P<new>{_N}{_UNIT})"
_WRONG = r"(?:la )?(?:bi )?(?:sai|nham|khong dung|chua dung|khong phai)(?: roi)?"
_RIGHT = r"(?:(?:so )?(?:dung|phai)(?: ra)?(?: phai)? la |(?:sua|doi)(?: lai)? (?:thanh |la )?|la )?"
_SAYS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^(?:sua|doi|thay|chinh|cap nhat)(?:\s+(?!(?:cau|y|muc|phan|ban|doan|diem)\s\d)[^\W\d]\w*){{0,12}}?"
        rf"\s+{_OLD}\s*(?:thanh|bang|sang|len|xuong|la|->|→|=>)\s*{_NEW}$",
        rf"^(?:so )?{_OLD}\s*{_WRONG}[\s,.;]*(?:ma )?{_RIGHT}{_NEW}(?:\s+moi (?:dung|phai))?$",
        rf"^(?:nham,? |nham roi,? )?khong phai (?:la )?{_OLD}[\s,]*(?:ma )?(?:phai )?(?:la )?{_NEW}$",
        rf"^(?:[^\d:]{{0,40}}?\s)?{_NEW}[\s,]*(?:moi dung[\s,]*)?(?:chu )?(?:khong phai|thay cho|thay vi)"
        rf"(?: la)? {_OLD}$",
        rf"^{_OLD}\s*(?:->|→|=>|thanh|phai la|sua thanh|doi thanh)\s*{_NEW}$",
        rf"^{_NEW}\s*moi dung[\s,]*(?:khong phai )?{_OLD}(?:\s+(?:la )?(?:sai|nham))?$",
    )
)


def correction(text: str) -> Correction | None:
    """What a message asks to correct; None where it corrects no number."""
    said = nfc(" ".join(text.split())).strip(" .!")
    folded = re.sub(r"(?:\s+(?:nhe|nha|a|giup (?:toi|minh|em)))+$", "", fold(said))
    match = next(filter(None, (pattern.match(folded) for pattern in _SAYS)), None)
    if match is None:
        return None
    old, new = (re.match(_N, match[name]) for name in ("old", "new"))
    assert old is not None and new is not None
    units = (unit_of(said[match.start(name) : match.end(name)]) for name in ("old", "new"))
    return Correction(old[0], new[0], next(filter(None, units), None))


def corrected(draft: Draft, asked: Correction) -> Corrected:
    """The draft with the number changed where the officer gave it, in a figure or in a sentence of his own;
    what a source states is not touched. Refused where he gave it nowhere, or in several places."""
    figures = [one for one in draft.given if _is(one, asked)]
    sentences = [one for one in draft.sentences if _states(one, asked)]
    if len(figures) + len(sentences) > 1:
        places = [*(one.stated for one in figures), *(one.template for one in sentences)]
        return Corrected(draft, texts.NUMBER_IN_SEVERAL.format(number=asked.old, places="; ".join(places)))
    if figures:
        new = figures[0].model_copy(update={"value": _value(asked.new), "formula": None})
        kept = tuple(one for one in draft.given if one is not figures[0])
        possible, refused = sifted((new,), kept)
        given = tuple(new if one is figures[0] else one for one in draft.given)
        if not possible:
            return Corrected(draft, refused[0])
        return Corrected(draft.model_copy(update={"given": given}))
    if sentences:
        return Corrected(_restated(draft, sentences[0], asked))
    return Corrected(draft, texts.NUMBER_NOT_GIVEN.format(number=asked.old))


def _is(figure: Given, asked: Correction) -> bool:
    return figure.value == _value(asked.old) and asked.unit in (None, figure.unit)


def _states(sentence: DraftSentence, asked: Correction) -> bool:
    return sentence.said and _written(asked).search(sentence.template) is not None


def _restated(draft: Draft, old: DraftSentence, asked: Correction) -> Draft:
    text = _written(asked).sub(asked.new, old.template)
    new = old.model_copy(update={"template": text, "computed": (text,)})
    parts = [
        part.model_copy(update={"sentences": tuple(new if one is old else one for one in part.sentences)})
        for part in draft.parts
    ]
    return draft.with_parts(parts)


def _written(asked: Correction) -> re.Pattern[str]:
    unit = rf"(?=\s?{re.escape(asked.unit)})" if asked.unit else ""
    forms = "|".join({re.escape(asked.old), re.escape(format_number(_value(asked.old)))})
    return re.compile(rf"(?<![\w.,/])(?:{forms})(?![.,]?\d|/\d){unit}", re.IGNORECASE)


def _value(number: str) -> float:
    digits = number.lstrip("-")
    return -parse_number(digits) if number.startswith("-") else parse_number(digits)
