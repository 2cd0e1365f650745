"""The catalog keeps facts by content and shows one generation at a time."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from knowledge import schema
from knowledge.catalog import Catalog, Extraction
from knowledge.models import (
    Citation,
    Comparator,
    Contradiction,
    ContradictionKind,
    DocumentHeader,
    ExtractedFacts,
    FailedSource,
    Figure,
    Nature,
    Section,
    SectionType,
    SourceText,
    TextQuality,
    WarningCode,
)
from knowledge.snapshot import Holding
from knowledge.text import TextView


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    return Catalog.at(tmp_path / "catalog.sqlite")


def _extraction(name: str, commune: str = "xã Suối Mơ") -> Extraction:
    source = "Có 12 tổ, theo Nghị quyết số 57-NQ/TW."
    return Extraction(
        source=SourceText(name=name, text=source),
        view=TextView.identity(source),
        readable=None,
        facts=ExtractedFacts(
            header=DocumentHeader(kind="Báo cáo", commune=commune),
            sections=(
                Section(
                    path="I", title="I", type=SectionType.RESULTS, level=1, start=0, heading_end=0, end=9
                ),
            ),
            citations=(
                Citation(
                    symbol="57-NQ/TW",
                    as_written="57-NQ/TW",
                    start=15,
                    end=37,
                    quote="Nghị quyết số 57-NQ/TW",
                    warnings=(WarningCode.MISSING_DATE,),
                ),
            ),
            figures=(
                Figure(
                    indicator="Số tổ",
                    value=(5.0, 7.0),
                    comparator=Comparator.RANGE,
                    unit="tổ",
                    nature=Nature.RESULT,
                    start=0,
                    end=8,
                    quote="Có 12 tổ",
                    repeats=((3, 8),),
                ),
            ),
            tasks=(),
            deadlines=(),
            contradictions=(
                Contradiction(kind=ContradictionKind.UNASSIGNED, start=0, end=9, quote="Có 12 tổ,"),
            ),
            quality=TextQuality(ocr=False, poor=False, diacritics=0.3, known_syllables=1.0),
        ),
    )


def _hold(path: str, file_hash: str) -> Holding:
    return Holding(path, file_hash, 10, 20)


def test_what_goes_in_comes_out(catalog: Catalog) -> None:
    stored = _extraction("a.txt")
    catalog.store("h1", "a.txt", [(stored, [])])
    catalog.begin_generation("g1", "kho", [_hold("a.txt", "h1")])
    snapshot = catalog.snapshot("g1")
    (document,) = snapshot.documents
    assert document.name == "a.txt"
    assert document.header == stored.facts.header
    assert [fact for _, fact in snapshot.citations()] == list(stored.facts.citations)
    assert [fact for _, fact in snapshot.figures()] == list(stored.facts.figures)
    assert snapshot.sections(document) == stored.facts.sections
    assert snapshot.view(document) == stored.view
    assert snapshot.counts()["contradiction"] == {document.id: 1}
    assert snapshot.source_text("a.txt") == stored.source.text


def test_readers_see_one_generation(catalog: Catalog) -> None:
    catalog.store("h1", "a.txt", [(_extraction("a.txt"), [])])
    catalog.store("h2", "b.txt", [(_extraction("b.txt", "xã Đồng Gió"), [])])
    catalog.begin_generation("g1", "kho", [_hold("a.txt", "h1")])
    catalog.begin_generation("g2", "kho", [_hold("a.txt", "h1"), _hold("b.txt", "h2")])
    assert [d.name for d in catalog.snapshot("g1").documents] == ["a.txt"]
    assert len(catalog.snapshot("g1").citations()) == 1
    assert len(catalog.snapshot("g2").citations()) == 2


def test_forgetting_a_generation_forgets_texts_only_it_held(catalog: Catalog) -> None:
    catalog.store("h1", "a.txt", [(_extraction("a.txt"), [])])
    catalog.store("h2", "b.txt", [(_extraction("b.txt"), [])])
    catalog.begin_generation("g1", "kho", [_hold("a.txt", "h1"), _hold("b.txt", "h2")])
    catalog.begin_generation("g2", "kho", [_hold("a.txt", "h1")])
    catalog.keep_generations(["g2"])
    assert catalog.known_files() == {"h1"}
    assert catalog.snapshot("g1").documents == ()


def test_the_same_content_at_two_paths_is_two_documents_read_once(catalog: Catalog) -> None:
    catalog.store("h1", "a.txt", [(_extraction("a.txt"), [])])
    catalog.begin_generation("g1", "kho", [_hold("a.txt", "h1"), _hold("b/a.txt", "h1")])
    snapshot = catalog.snapshot("g1")
    assert [d.name for d in snapshot.documents] == ["a.txt", "b/a.txt"]
    assert len(snapshot.figures()) == 2


def test_members_of_an_archive_and_failures_keep_their_names(catalog: Catalog) -> None:
    failed = FailedSource(name="x.zip/hỏng.pdf", code="damaged", reason="tệp hỏng")
    catalog.store("h1", "x.zip", [(_extraction("x.zip/a.txt"), []), failed])
    catalog.begin_generation("g1", "kho", [_hold("mới/x.zip", "h1")])
    snapshot = catalog.snapshot("g1")
    assert [d.name for d in snapshot.documents] == ["mới/x.zip/a.txt"]
    assert [f.name for f in snapshot.failures] == ["mới/x.zip/hỏng.pdf"]


def test_citations_by_symbol(catalog: Catalog) -> None:
    catalog.store("h1", "a.txt", [(_extraction("a.txt"), [])])
    catalog.begin_generation("g1", "kho", [_hold("a.txt", "h1")])
    snapshot = catalog.snapshot("g1")
    assert len(snapshot.citations(symbols=["57-NQ/TW"])) == 1
    assert snapshot.citations(symbols=["5-NQ/TW"]) == []


def test_text_read_by_an_older_pipeline_is_read_anew(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalog.store("h1", "a.txt", [(_extraction("a.txt"), [])])
    catalog.begin_generation("g1", "kho", [_hold("a.txt", "h1")])
    monkeypatch.setattr(schema, "PIPELINE", schema.PIPELINE + 1)
    assert catalog.known_files() == set()
    catalog.store("h1", "a.txt", [(_extraction("a.txt", "xã Đồng Gió"), [])])
    catalog.begin_generation("g2", "kho", [_hold("a.txt", "h1")])
    assert _communes(catalog, "g1") == ["xã Suối Mơ"], "served, and gone back to, as it was read"
    assert _communes(catalog, "g2") == ["xã Đồng Gió"]
    assert len(catalog.snapshot("g1").citations()) == len(catalog.snapshot("g2").figures()) == 1
    catalog.keep_generations(["g2"])
    assert _communes(catalog, "g1") == []
    assert _communes(catalog, "g2") == ["xã Đồng Gió"]


def _communes(catalog: Catalog, generation: str) -> list[str | None]:
    return [document.header.commune for document in catalog.snapshot(generation).documents]


def test_an_older_database_is_brought_up_to_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Version 1 of the tables, with a generation loaded by pipeline 1."""
    path = tmp_path / "catalog.sqlite"
    with monkeypatch.context() as past:
        past.setattr(schema, "PIPELINE", 1)
        old = Catalog.at(path)
        old.store("h1", "a.txt", [(_extraction("a.txt"), [])])
        old.begin_generation("g1", "kho", [_hold("a.txt", "h1")])
        old.close()
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE contradiction"))
        connection.execute(text("ALTER TABLE holding DROP COLUMN pipeline"))
        connection.execute(text("UPDATE schema_version SET version = 1"))
    for _ in range(2):
        catalog = Catalog.at(path)
        assert _communes(catalog, "g1") == ["xã Suối Mơ"]
        assert catalog.snapshot("g1").counts()["contradiction"] == {}


def test_facts_come_in_the_order_of_the_documents_not_of_reading(catalog: Catalog) -> None:
    for name in ("b.txt", "a.txt"):
        catalog.store(f"hash {name}", name, [(_extraction(name), [])])
    catalog.begin_generation("g1", "kho", [_hold(name, f"hash {name}") for name in ("b.txt", "a.txt")])
    assert [document.name for document, _ in catalog.snapshot("g1").figures()] == ["a.txt", "b.txt"]
