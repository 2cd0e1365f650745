"""Which instrument a question describes by its kind and what it is about, without its number."""

from __future__ import annotations

import re

from bot.assistant.cited import all_cited
from bot.assistant.corpus import Corpus
from bot.assistant.understand import Understanding
from bot.assistant.understanding import vocabulary
from bot.assistant.understanding.topic import Topic, topic_of
from knowledge import reference
from knowledge.vietnamese import fold

LEAST_COVERAGE = 0.6
"""Least weighted share of a question's words that an instrument's title must hold to be meant."""


def kind_named(folded: str) -> str | None:
    """The kind of instrument a question names, folded ("nghi quyet")."""
    kinds = sorted((fold(k.name) for k in reference.document_kinds()), key=len, reverse=True)
    instruments = [k for k in kinds if k not in ("van ban", "bao cao", "ke hoach", "chuong trinh")]
    folded = re.sub(_CITER, " ", folded)
    plans = _PLANS_LISTED.search(folded)
    listed = plans["of_report"] or plans["followed"] if plans else None
    return next((k for k in instruments if f" {k} " in f" {folded} "), listed)


_PLANS_LISTED = re.compile(
    r"\b(?:cac|nhung|ke ten(?: cac)?|liet ke(?: cac)?) (?P<of_report>ke hoach|chuong trinh)\b.*\bbao cao\b"
    r"|\b(?:theo|can cu|bam|dua|dan)(?: \w+)? (?P<followed>ke hoach|chuong trinh) nao\b"
)
"""Plans and programmes are cited as well as held: they are meant as cited where a report names them, or
a paper follows them."""


def names_one(asked: Understanding) -> bool:
    """The question asks for the number of one instrument that it describes: "chương trình … là quyết định số
    mấy", "luật … mà xã căn cứ số mấy"."""
    one = _IS_ONE.search(asked.folded) or re.search(_CITER, asked.folded)
    return asked.asks_any("number_of") and one is not None


_IS_ONE = re.compile(r"\bla (?:\w+ ){1,2}(?:so (?:may|bao nhieu|nao|gi)|nao,? so)\b")


def is_distinct(asked: Understanding, corpus: Corpus) -> bool:
    """The question describes one instrument rather than asking for a list."""
    return bool(all_cited(corpus).titles.covering(description(asked, corpus), LEAST_COVERAGE))


_CITER = r"\bma [^,.;?]{0,60}?\b(?:can cu|vien dan|dan|theo)\b(?: vao| den)?"
_PAPERS = r"(?:ke hoach|bao cao|quyet dinh|cong van|to trinh|nghi quyet|van ban)"
_NOT_OF_ITSELF = re.compile(
    rf"{_CITER}|(?<=\w )trong {_PAPERS}\b[^,.;?]*?(?=\s+la\b|[,.;?]|$)"
    r"|(?<=\bluat )moi(?: nhat)?\b|(?<=\bdinh )moi(?: nhat)?\b|(?<=\bquyet )moi(?: nhat)?\b"
)
"""Who cites an instrument ("… mà kế hoạch tỉnh căn cứ") and that it is new do not say what it is about."""


def description(asked: Understanding, corpus: Corpus) -> Topic:
    """What a question says that an instrument is about."""
    content = asked.content
    for match in _NOT_OF_ITSELF.finditer(asked.folded):
        content = content[: match.start()] + " " * len(match[0]) + content[match.end() :]
    own = topic_of(vocabulary.without_section_names(content), corpus.weight)
    return asked.topic if own.empty or content == asked.content else own
