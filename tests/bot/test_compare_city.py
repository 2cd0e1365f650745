"""A made-up city read and compared: what was planted comes back (tests/city.py; whole city: make bench)."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.assistant import compare
from bot.assistant.compare import Matrix
from bot.assistant.comparing import contradictions, copies
from bot.assistant.comparing.points import points
from bot.assistant.corpus import Corpus
from bot.assistant.models import Question, Role
from bot.assistant.service import Assistant
from bot.rendering.message import plain_text
from knowledge.models import SectionType
from tests import city_questions, city_score
from tests.bench.comparison import load
from tests.city import City, Truth


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Assistant, Truth]:
    folder: Path = tmp_path_factory.mktemp("city")
    truth = City(24, periods=2, seed=11).write(folder / "documents")
    return load(folder / "documents", folder / "data"), truth


@pytest.fixture(scope="module")
def city(loaded: tuple[Assistant, Truth]) -> tuple[Corpus, Matrix, Truth]:
    assistant, truth = loaded
    return assistant.corpus, compare.matrix(assistant.corpus), truth


def test_questions_in_words(loaded: tuple[Assistant, Truth]) -> None:
    assistant, truth = loaded
    wrong = {}
    for asked in city_questions.questions(truth):
        question = Question(text=asked.text, history=asked.history, role=Role.SUPERVISOR)
        said = plain_text(assistant.answer(question))
        missing = [words for words in asked.says if words not in said]
        if missing:
            wrong[asked.text] = (missing, said[:400])
    assert not wrong, "\n".join(f"{text}: {found}" for text, found in wrong.items())


def test_cells(city: tuple[Corpus, Matrix, Truth]) -> None:
    _, found, truth = city
    score = city_score.cells(found, truth)
    assert score.wanted > 1500
    assert score.rate >= 0.98, score.wrong[:10]


def test_former_communes_count_for_the_present_ones_and_are_not_ranked(
    city: tuple[Corpus, Matrix, Truth],
) -> None:
    _, found, truth = city
    assert truth.former
    for row in found.rows:
        assert not any(cell.former for cell in row.results())
        told = {(cell.commune, cell.former) for cell in row.cells if cell.former}
        assert all(any(old in note and now in note for note in row.notes) for now, old in told if old)


def test_units_that_never_reported_are_listed(city: tuple[Corpus, Matrix, Truth]) -> None:
    _, found, truth = city
    assert truth.never <= set(found.absent)
    assert not truth.never & set(found.units)


def test_contradictions(city: tuple[Corpus, Matrix, Truth]) -> None:
    corpus, found, truth = city
    recall, precision = city_score.contradictions(contradictions.contradictions(corpus, found), truth)
    assert recall.wanted >= 5
    assert recall.rate >= 0.95, recall.wrong
    assert precision.rate >= 0.9, precision.wrong


def test_copies(city: tuple[Corpus, Matrix, Truth]) -> None:
    corpus, _, truth = city
    recall, worst, precision = city_score.copies(copies.copies(corpus), truth)
    assert recall.wanted >= 2
    assert recall.rate == 1.0, recall.wrong
    assert precision.rate >= 0.9, precision.wrong
    assert worst <= 5


def test_every_cell_leads_to_words_of_its_document(city: tuple[Corpus, Matrix, Truth]) -> None:
    corpus, found, _ = city
    for row in found.rows[:5]:
        for cell in row.cells:
            source = cell.source(corpus)
            assert (source is None) == (cell.figure is None)
            if source is not None:
                text = corpus.source_text(source.document)
                assert text is not None
                assert " ".join(source.quote.split()) in " ".join(text.split())


def test_points_of_many_units_are_gathered(city: tuple[Corpus, Matrix, Truth]) -> None:
    corpus, *_ = city
    said = points(corpus, SectionType.ASSESSMENT, corpus.documents[:12])
    assert said == sorted(said, key=lambda point: -len(point.communes))
