"""Which documents a draft can learn from: of the same kind, about the same subject, with the part wanted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from functools import cached_property

from bot.assistant.corpus import Corpus
from bot.assistant.likeness import cosine, vectors
from bot.assistant.understanding.topic import Texts, Topic
from knowledge.commune_units import same_province
from knowledge.models import SectionType
from knowledge.snapshot import DocumentRecord
from knowledge.vietnamese import fold

MOST = 12
"""Documents a draft draws on at most: enough to see what many say, few enough to stay quick."""
SAME_SUBJECT = 0.12
"""Least likeness of two titles about one subject; measured on the sample corpus: reports on one strategy
reach .15-.8 and a health report stays below .05."""
NAMES_SUBJECT = 0.6
"""Least coverage of a topic by a title that shows the topic to be the subject."""
FEW_WORDS, NAMES_WHOLE = 3, 0.95
"""A topic of so few syllables must stand in the title whole: "kinh tế số" is not "kinh tế"."""


def comparable(
    corpus: Corpus,
    parts: Collection[SectionType],
    *,
    kind: str | None = None,
    subject: Topic | None = None,
    province: str | None = None,
) -> list[DocumentRecord]:
    """The documents to draw on, the most alike first. Where the subject is named, or several documents have
    one, a part that only documents of other subjects have is not drawn from them."""
    titled = by_title(corpus, kind)
    if subject and not titled.covering(subject) and names_subject(corpus, subject):
        titled = by_title(corpus, None)  # of other subjects nothing is drawn, be they of the kind
    found = _first(corpus, titled.alike(subject), parts, province)
    if not found and (subject is None or subject.empty):
        return _first(corpus, corpus.once(_having, frozenset(parts)).alike(None), parts, province)
    return found


def _first(
    corpus: Corpus, alike: Sequence[DocumentRecord], parts: Collection[SectionType], province: str | None
) -> list[DocumentRecord]:
    """The first that have one of the parts, those of the province before others."""
    near = {found: same_province(found, province) for found in (None, *corpus.provinces)}
    own: list[DocumentRecord] = []
    others: list[DocumentRecord] = []
    first = own if any(near.values()) else others
    having = corpus.having(parts)
    for document in alike:
        if document.id in having:
            (own if near[document.header.province or None] else others).append(document)
        if len(first) == MOST:
            break
    return [*own, *others][:MOST]


def names_subject(corpus: Corpus, topic: Topic) -> bool:
    """Whether a topic is what documents are about: then it does not tell which points are wanted."""
    least = NAMES_SUBJECT if len(topic.weights) > FEW_WORDS else NAMES_WHOLE
    return bool(by_title(corpus, None).texts.covering(topic, least))


def by_title(corpus: Corpus, kind: str | None) -> Titled:
    """The documents of a kind; all where none is of it or no kind is given."""
    return corpus.once(_titled, kind)


_REMEMBERED = 16
"""Subjects of which the documents are remembered. A cache that holds a method would keep its object alive."""


class Titled:
    """Documents by what their titles say."""

    def __init__(self, corpus: Corpus, documents: Sequence[DocumentRecord]) -> None:
        self._documents = documents
        self._titles = [corpus.title_text(document) or "" for document in documents]
        said = {title: _SAYS_NOTHING.sub(" ", fold(title)) for title in set(self._titles)}
        self._said = [said[title] for title in self._titles]
        self._likeness = dict(zip(self._said, vectors(self._said), strict=True))
        self._found: dict[tuple[int, frozenset[int]], list[DocumentRecord]] = {}

    @cached_property
    def texts(self) -> Texts:
        """The titles, in the order of the documents."""
        return Texts(self._titles)

    def covering(self, subject: Topic) -> dict[int, float]:
        """The documents about a subject, by number, with how far their titles cover it."""
        return self.texts.covering(subject, NAMES_SUBJECT)

    def alike(self, subject: Topic | None) -> list[DocumentRecord]:
        """The documents about the subject, else about what most of them are about."""
        if not self._documents:
            return []
        covered = self.covering(subject) if subject else {}
        leader = max(covered, key=covered.__getitem__) if covered else self._usual
        asked = leader, frozenset(covered)
        if asked not in self._found:
            if len(self._found) >= _REMEMBERED:
                self._found.clear()
            self._found[asked] = self._nearest(*asked)
        return self._found[asked]

    def _nearest(self, leader: int, covered: frozenset[int]) -> list[DocumentRecord]:
        own = self._likeness[self._said[leader]]
        scores = {said: cosine(own, vector) for said, vector in self._likeness.items()}
        chosen = (
            n
            for n, said in enumerate(self._said)
            if n == leader or scores[said] >= SAME_SUBJECT or n in covered
        )
        return [self._documents[n] for n in sorted(chosen, key=lambda n: -scores[self._said[n]])]

    @cached_property
    def _usual(self) -> int:
        """The document whose title is most like those of the others."""
        together: dict[tuple[str, str], float] = {}
        for said, count in Counter(self._said).items():
            for pair, weight in self._likeness[said].items():
                together[pair] = together.get(pair, 0.0) + count * weight
        like = {said: cosine(vector, together) for said, vector in self._likeness.items()}
        return max(
            range(len(self._documents)),
            key=lambda n: (like[self._said[n]], not self._documents[n].quality.poor),
        )


_SAYS_NOTHING = re.compile(
    r"(?<!\w)(?:(?:bao cao|ke hoach|ket qua|tinh hinh|cong tac|thuc hien|trien khai|so ket|tong ket|nhiem vu"
    r"|phuong huong|tren dia ban|(?:\d+ )?thang(?: dau nam)?|dau nam|quy [ivx\d]+|nam(?: hoc)?(?= \d)"
    r"|giai doan)(?!\w)|[\d/.,–-]+)"
)
"""Words of folded titles that stand in those of any subject: likeness is to be that of the subjects."""


def _titled(corpus: Corpus, kind: str | None) -> Titled:
    of_kind = [d for d in corpus.documents if kind is None or d.header.kind == kind]
    return Titled(corpus, of_kind or corpus.documents)


def _having(corpus: Corpus, parts: frozenset[SectionType]) -> Titled:
    having = corpus.having(parts)
    return Titled(corpus, [d for d in corpus.documents if d.id in having])
