"""A message that asks for several figures, as the questions it is made of."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from bot.assistant.corpus import Corpus
from bot.assistant.understand import Understanding, spelled_out, understand
from bot.assistant.understanding.counted import counted
from knowledge.vietnamese import fold

_ASKER = re.compile(
    r"\b(?:bao nhieu|bao tien|may|t[yi] le|muc tieu|(?:tang|giam) hay"
    r"|(?:chi tieu|ke hoach)(?= (?:nam )?20\d\d)|phan dau (?:the nao|ra sao|den dau|gi))\b"
)
_JOINT = re.compile(r"[,;?]\s+|\s+(?=(?:va|voi|con|trong do|trong khi)\s)")


def parts(asked: Understanding, corpus: Corpus) -> list[Understanding]:
    """The questions in their order, each read in the light of those before it, all of the units that the
    message names; the message itself where it asks for one thing."""
    text = spelled_out(asked.text, corpus)
    pieces = _pieces(text)
    if len(pieces) == 1:
        return [asked]
    read: list[Understanding] = []
    for n, piece in enumerate(pieces):
        before = (*asked.question.history, *pieces[:n])
        piece = _named_again(piece, read[-1]) if read else piece
        one = understand(asked.question.model_copy(update={"text": piece, "history": before}), corpus)
        read.append(one if one.communes else replace(one, communes=asked.communes, unheld=asked.unheld))
    return read


_STAND_IN = re.compile(
    r"(?<=bao nhieu )cai"
    r"(?= (?:da|chua|dang|moi|co|duoc|dung|su dung|xai|ap dung|dat|bi|con|hong|trong do)\b|\W*$)"
)


def _named_again(piece: str, before: Understanding) -> str:
    """The piece with the noun counted in the one before it in place of "cái": "bao nhiêu doanh nghiệp, bao
    nhiêu cái dùng nền tảng số"."""
    found, noun = _STAND_IN.search(fold(piece)), counted(before)
    at = before.folded.find(noun)
    if found is None or not noun or at < 0:
        return piece
    return f"{piece[: found.start()]}{before.text[at : at + len(noun)]}{piece[found.end() :]}"


_LISTED = re.compile(
    r"^(?P<head>[^:?;]+):\s*(?P<measures>(?:s[ốo]|t[ỷỉyi] l[ệe]|kinh ph[íi])\b[^:?;]*)[?.\s]*$",
    re.IGNORECASE,
)
"""Several measures of one thing: "Hộ nghèo cuối năm của xã: số hộ, tỷ lệ mỗi nơi?"."""
_EACH = re.compile(
    r"\s+(?:mỗi|từng|moi|tung) (?:nơi|xã|phường|đơn vị|bên|noi|xa|phuong|don vi|ben)\b.*$", re.IGNORECASE
)


_ANNOUNCES = re.compile(r"(?<!\w)(?:hoi|(?:\d|hai|may) (?:viec|dieu|cau|y|thu))(?!\w)")
"""Before its colon a message only says that it asks: "Cho mình hỏi 2 việc: …"."""


def _measured(text: str) -> list[str]:
    """The measures that a question lists behind what they are of, each with it; none where it lists none."""
    listed = _LISTED.match(text)
    if listed is None or _ANNOUNCES.search(fold(listed["head"])):
        return []
    head, said = listed["head"].strip(), _EACH.sub("", listed["measures"].strip(" ?."))
    measures = [part.strip() for part in re.split(r",\s*|\s+(?:và|va)\s+", said) if part.strip()]
    first = fold(head).split()[0]
    return [
        f"{part.rsplit(maxsplit=1)[0] if fold(part).split()[-1] == first else part} {head}"
        for part in measures
    ]


def _pieces(text: str) -> list[str]:
    """One text for each measure that is listed; else the text cut at the last joint before each word that
    asks for a further figure."""
    if len(measured := _measured(text)) > 1:
        return measured
    return cut(text, _ASKER, _JOINT)


def cut(text: str, asker: re.Pattern[str], joint: re.Pattern[str]) -> list[str]:
    """The text cut at the last joint before each word that asks again; both are patterns of folded text."""
    folded = fold(text)
    cuts = [0]
    for before, again in pairwise(match.start() for match in asker.finditer(folded)):
        joints = [match.end() for match in joint.finditer(folded, before, again)]
        if joints and joints[-1] > cuts[-1]:
            cuts.append(joints[-1])
    ends = [*cuts[1:], len(text)]
    return [text[start:end].strip(" ,;.") for start, end in zip(cuts, ends, strict=True)]
