"""Which held dispatch (công văn) of a body above the communes a question speaks of: by the body that sent it,
in full or shortened ("Sở GD", "Sở NNMT"), and by what it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bot.assistant.corpus import Corpus
from bot.assistant.understand import Understanding
from bot.assistant.understanding import papers
from knowledge.abbreviations import expand
from knowledge.reference import issuing_bodies
from knowledge.snapshot import DocumentRecord
from knowledge.vietnamese import fold

_DISPATCH = "cong van"  # folded kind
_DEPARTMENT = "so"  # folded "Sở"; folded "số" is the same, so that the name must follow
_FROM_ABOVE = re.compile(r"\b(?:cong van|de cuong|cap tren)\b")
_BARE = re.compile(
    r"\b(?:của|trên|cho|lên|về|theo|gửi|nộp)\s+Sở\b|\b(?:nop|gui)\s+so\b(?! lieu| luong)"
    r"|\bSở\s+(?:có\s+)?(?:yêu cầu|đề nghị|bắt|giao|gửi|bảo|dặn|quy định|hướng dẫn|cho|nói|muốn|đòi|cần)\b",
    re.IGNORECASE,
)
_SHORTEST = 2
"""Syllables of a department's name, or letters of its shortened name, that tell which one is meant."""

_AS_NEAR = 0.1
"""Dispatches whose titles hold the words of a question nearly as well as the best are all meant."""


def meant(asked: Understanding, corpus: Corpus) -> list[DocumentRecord]:
    """The papers that a question names by their own symbol; else the dispatches that it names by their
    sender, or as such; none where it names no sender nor dispatch, or one of whom none is held."""
    named_papers = papers.own(asked, corpus)
    if named_papers or any(fold(query.kind or "") == _DISPATCH for query in asked.instruments):
        return named_papers
    text = expand(asked.text)
    folded: str = fold(text)
    held = [d for d in corpus.documents if not d.header.commune and _kind(d) == _DISPATCH]
    named = frozenset(_departments(folded))
    if named:
        held = [d for d in held if any(_issuer(d).startswith(name) for name in named)]
    elif of_place := [d for d in held if _names_place(folded, d)]:
        held = of_place
    elif not (_FROM_ABOVE.search(folded) or _BARE.search(text)):
        return []
    scored = [(asked.topic.coverage(f"{d.header.issuer} {d.header.title}"), d) for d in held]
    best = max((score for score, _ in scored), default=0.0)
    return [d for score, d in scored if score >= best - _AS_NEAR]


def _names_place(folded: str, document: DocumentRecord) -> bool:
    """Whether "Sở <province>" is named that a dispatch is from."""
    place = _TYPE.sub("", fold(document.header.province or ""))
    named = re.compile(rf"\b{_DEPARTMENT} (?:tinh |thanh pho |tp )?{place}\b")
    return bool(place) and named.search(folded) is not None


_TYPE = re.compile(r"^(?:tinh|thanh pho) ")


def _departments(folded: str) -> Iterator[str]:
    """The departments that a folded question names, as keys."""
    words = [word for word in re.findall(r"\w+", folded) if word != "va"]
    for at in (n for n, word in enumerate(words) if word == _DEPARTMENT):
        rest = words[at + 1 :]
        for key, name in _names():
            same = sum(1 for _ in _common(rest, name))
            letters = "".join(word[0] for word in name)
            short = bool(rest) and len(rest[0]) >= _SHORTEST and letters.startswith(rest[0])
            if same >= min(_SHORTEST, len(name)) or short:
                yield key


@cache
def _names() -> tuple[tuple[str, list[str]], ...]:
    """Key of each department, and the syllables of what it sees to."""
    keys = (_key(body.name) for body in issuing_bodies())
    return tuple((key, key.split()[1:]) for key in keys if key.split()[0] == _DEPARTMENT)


def _common(one: list[str], other: list[str]) -> Iterator[str]:
    for word, same in zip(one, other, strict=False):
        if word != same:
            return
        yield word


def _key(name: str) -> str:
    return " ".join(word for word in re.findall(r"\w+", fold(name)) if word != "va")


def _issuer(document: DocumentRecord) -> str:
    return _key(document.header.issuer or "")


def _kind(document: DocumentRecord) -> str:
    return str(fold(document.header.kind or ""))
