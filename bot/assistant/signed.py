"""As what a document was signed, read from its end: "KT. CHỦ TỊCH / PHÓ CHỦ TỊCH" (Decree 30/2020/NĐ-CP,
annex I)."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import NamedTuple

from bot import texts
from bot.assistant.corpus import MANY_DOCUMENTS, Corpus
from knowledge.models import SectionType
from knowledge.snapshot import DocumentRecord
from knowledge.vietnamese import fold

_POSTS = {
    "chu tich": "Chủ tịch",
    "giam doc": "Giám đốc",
    "truong phong": "Trưởng phòng",
    "chanh van phong": "Chánh Văn phòng",
    "truong ban": "Trưởng ban",
    "hieu truong": "Hiệu trưởng",
    "bi thu": "Bí thư",
}
_POST = re.compile(rf"(?P<for>\bkt\.?\s*)?(?P<deputy>\bp\s?h\s?o\b\W{{0,3}})?(?P<post>{'|'.join(_POSTS)})\b")
_END = (SectionType.RECIPIENTS, SectionType.SIGNATURE)


class Signed(NamedTuple):
    """The post of the signer ("Phó Chủ tịch"), for whom he signs, and where the text says so."""

    post: str
    instead_of: str | None
    start: int
    end: int

    @property
    def said(self) -> str:
        """ "Phó Chủ tịch (ký thay Chủ tịch)"."""
        return texts.SIGNED_FOR.format(post=self.post, head=self.instead_of) if self.instead_of else self.post


def signed(corpus: Corpus, documents: Collection[DocumentRecord]) -> Mapping[str, Signed]:
    """The post above the signature, in capitals, by document name; nothing of those where none is found."""
    if len(documents) <= MANY_DOCUMENTS:
        return _signed(corpus, documents)
    known = corpus.once(all_signed)
    return {document.name: known[document.name] for document in documents if document.name in known}


def all_signed(corpus: Corpus) -> Mapping[str, Signed]:
    """Of all documents: the ends of thousands are read once."""
    return _signed(corpus, corpus.documents)


def _signed(corpus: Corpus, documents: Collection[DocumentRecord]) -> Mapping[str, Signed]:
    ends = corpus.snapshot.span_of(documents, _END)
    found = ((document.name, _read(document.header.signer, at, text)) for document, at, text in ends)
    return {name: post for name, post in found if post is not None}


def _read(signer: str | None, begin: int, text: str) -> Signed | None:
    """As what the end of a document, which begins at a place of it, is signed."""
    found = [m for m in _POST.finditer(fold(text)) if text[slice(*m.span())].isupper()]
    if not found:
        return None
    head = next((m for m in found if m["for"]), None)
    own = next((m for m in found if m["deputy"]), found[-1])
    post = _POSTS[own["post"]]
    if own["deputy"]:
        post = texts.DEPUTY.format(post=post)
    at = text.find(signer or "\0", own.end())
    end = at + len(signer or "") if at >= 0 else own.end()
    instead_of = _POSTS[head["post"]] if head else None
    return Signed(post, instead_of, begin + found[0].start(), begin + end)
