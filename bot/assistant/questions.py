"""A message that asks for several figures, as the questions it is made of."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from bot.assistant.corpus import Corpus
from bot.assistant.understand import Understanding, spelled_out, understand
from knowledge.vietnamese import fold

_ASKER = re.compile(r"\b(?:bao nhieu|may|t[yi] le|muc tieu|(?:tang|giam) hay)\b")
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
        one = understand(asked.question.model_copy(update={"text": piece, "history": before}), corpus)
        read.append(one if one.communes else replace(one, communes=asked.communes, unheld=asked.unheld))
    return read


def _pieces(text: str) -> list[str]:
    """The text cut at the last joint before each word that asks for a further figure."""
    folded = fold(text)
    cuts = [0]
    askers = [match.start() for match in _ASKER.finditer(folded)]
    for before, asker in pairwise(askers):
        joints = [match.end() for match in _JOINT.finditer(folded, before, asker)]
        if joints and joints[-1] > cuts[-1]:
            cuts.append(joints[-1])
    ends = [*cuts[1:], len(text)]
    return [text[start:end].strip(" ,;") for start, end in zip(cuts, ends, strict=True)]
