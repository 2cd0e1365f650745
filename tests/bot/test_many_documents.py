"""Answers over more documents than can be read for one: exact where the catalog counts, said where not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.assistant import reload
from bot.assistant.cited import AllCited
from bot.assistant.corpus import MANY_DOCUMENTS, MOST_READ
from bot.assistant.likeness import ALIKE, cosine, grouped, neighbours, vectors
from bot.assistant.models import Question, Role
from bot.assistant.service import Assistant
from bot.assistant.understanding.topic import Texts, topic_of
from knowledge.models import Nature, SectionType
from retrieval.base import KnowledgeBase
from retrieval.embed import LocalEmbedder
from tests.bench.province import Province

WORDS = st.sampled_from(
    ["kỹ", "kĩ", "năng", "số", "nâng", "cao", "chuyển", "đổi", "tuyên", "tuyến", "truyền", "tổ", "12"]
)
SAID = st.lists(WORDS, min_size=1, max_size=8).map(" ".join)


@given(st.lists(SAID, min_size=1, max_size=12), SAID, st.sampled_from([0.3, 0.6, 1.0]))
def test_covering_finds_what_reading_all_texts_finds(texts: list[str], topic: str, least: float) -> None:
    asked = topic_of(topic, lambda word: float(len(word)))
    scores = {n: score for n, text in enumerate(texts) if (score := asked.coverage(text)) >= least}
    assert Texts(texts).covering(asked, least) == scores


@given(st.lists(SAID, min_size=1, max_size=10))
def test_neighbours_are_the_cosines_that_are_not_zero(texts: list[str]) -> None:
    likeness = vectors(texts)
    for n, near in enumerate(neighbours(likeness)):
        for m in range(len(texts)):
            if m != n:
                assert near.get(m, 0.0) == pytest.approx(cosine(likeness[n], likeness[m]))


def test_grouped_puts_each_with_the_one_most_like_it() -> None:
    above, below = ALIKE + 0.1, ALIKE - 0.1
    assert grouped([{1: below, 2: above}, {0: below, 2: above + 0.1}, {0: above, 1: above + 0.1}]) == [
        [0],
        [1, 2],
    ]


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder, data = tmp_path_factory.mktemp("province") / "files", tmp_path_factory.mktemp("data")
    Province(MANY_DOCUMENTS + 4).write(folder)
    base = KnowledgeBase(data, LocalEmbedder())
    reload.load(base, [folder], LocalEmbedder())
    yield Assistant(base, LocalEmbedder(), folder)


def _told(assistant: Assistant, text: str) -> str:
    answer = assistant.answer(Question(text=text, role=Role.SUPERVISOR))
    return "\n".join(claim.text for claim in answer.claims)


def test_how_many_documents_were_read_is_said(assistant: Assistant) -> None:
    told = _told(assistant, "Khó khăn nào các xã phường đều nêu, khó khăn nào chỉ một nơi nêu?")
    having = sum(assistant.corpus.has_part(d, [SectionType.DIFFICULTIES]) for d in assistant.corpus.documents)
    assert having > MOST_READ
    assert f"Có {having} văn bản" in told
    assert f"chỉ xét {MOST_READ} văn bản" in told


def test_indicators_of_many_documents_are_counted_exactly(assistant: Assistant) -> None:
    told = _told(assistant, "Phần kết quả cải cách hành chính nên có những chỉ tiêu gì?")
    units: dict[str, set[str | None]] = {}
    for document, figure in assistant.corpus.snapshot.figures():
        units.setdefault(figure.indicator, set()).add(document.header.commune)
    listed = [line for line in told.splitlines() if " — có ở: " in line]
    assert listed
    for line in listed:
        name = line.split(" — có ở: ")[0].rpartition(" (")[0]
        named = line.split(" — có ở: ")[1].split(", ")
        more = int(named.pop().split()[1]) if named[-1].startswith("và ") else 0
        assert len(named) + more == len(units[name])


def test_what_the_catalog_tells_of_figures_is_what_the_figures_say(assistant: Assistant) -> None:
    snapshot, natures = assistant.corpus.snapshot, (Nature.RESULT, Nature.TARGET)
    figures = snapshot.figures()
    assert snapshot.quantified == {
        d.id for d, f in figures if f.nature is Nature.RESULT and f.value is not None
    }
    codes = {f.code for _, f in figures[::7] if f.code}
    names = {f.indicator for _, f in figures[::5] if not f.code}
    told = [
        (d, f.code, f.indicator)
        for d, f in figures
        if f.nature in natures and (f.code in codes or f.indicator in names)
    ]
    assert told
    assert snapshot.stated_by(codes=codes, indicators=names, natures=natures) == list(dict.fromkeys(told))


def test_the_end_of_a_document_is_read_without_the_rest(assistant: Assistant) -> None:
    corpus, ends = assistant.corpus, (SectionType.RECIPIENTS, SectionType.SIGNATURE)
    spans = corpus.snapshot.span_of(corpus.documents, ends)
    assert [d for d, _, _ in spans] == [d for d in corpus.documents if corpus.has_part(d, ends)] != []
    for document, start, text in spans:
        own = [s for s in corpus.sections(document) if s.type in ends]
        assert start == min(s.start for s in own)
        assert text == corpus.view(document).text[start : max(s.end for s in own)]


def test_instruments_gathered_alone_are_those_of_all(assistant: Assistant) -> None:
    alone, gathered = AllCited(assistant.corpus), AllCited(assistant.corpus)
    numbers = {(group.symbol or "").replace("-", "/").partition("/")[0] for group in gathered.groups}
    assert numbers
    for number in sorted(numbers)[::5]:
        assert list(alone.of_number(number)) == list(gathered.of_number(number)) != []
