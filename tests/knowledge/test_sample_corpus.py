"""The sample corpus is what its manuscripts say, is fictional, and its gold speaks of what it holds."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from bot.gold import read_gold
from knowledge.communes import table
from knowledge.sample_corpus import folder
from knowledge.sample_corpus.generate import MANUSCRIPTS, generate
from knowledge.sample_corpus.manuscript import BlockKind, Manuscript, read
from knowledge.vietnamese import fold

DOCUMENTS = folder()
GOLD = Path(__file__).parents[1] / "gold"
CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"
TRUTHS = sorted((GOLD / "extract").glob("*.json"))
QUESTIONS = [GOLD / f"questions{name}.jsonl" for name in ("", "_heldout", "_plans", "_figures")]

PLANTED = {
    "a five-digit year": ("bao-cao-khcn-xa-mai-khe", "ngày 30/7/20255"),
    "a Government resolution in Party style": ("bao-cao-khcn-xa-mai-khe", "03-NQ/CP"),
    "a missing figure": ("bao-cao-khcn-xa-loc-khe", "nộp trực tuyến đạt …%"),
    "a broken syllable": ("bao-cao-khcn-xa-loc-khe", "ng ư ời"),
    "a blank inside a symbol": ("bao-cao-khcn-xa-loc-khe", "57- NQ/TW"),
    "an issuer abolished on 1 July 2025": ("bao-cao-khcn-xa-loc-khe", "UBND huyện Yên Nhuế"),
    "another unit's name left in": ("bao-cao-khcn-xa-loc-khe", "Nhân dân xã Mai Khê"),
    "a signature trailer with an address": ("bao-cao-khcn-phuong-thuan-tri", "@gianglinh.example"),
}


def manuscripts() -> dict[str, Manuscript]:
    return {path.stem: read(path) for path in sorted(MANUSCRIPTS.glob("*.md"))}


def written(manuscript: Manuscript) -> str:
    annex = manuscript.annex.rows if manuscript.annex else []
    lines = [text for _, text in manuscript.blocks] + [cell for row in annex for cell in row]
    head = [
        *manuscript.issuer,
        manuscript.symbol,
        manuscript.place_date,
        manuscript.subject,
        manuscript.addressee,
    ]
    return " ".join([*head, *lines, *manuscript.signature, *manuscript.trailer])


def source(name: str) -> str:
    """The text a quote must stand in: the file where it is text, else what was typeset."""
    file = DOCUMENTS / name
    return file.read_text(encoding="utf-8") if file.suffix == ".txt" else written(manuscripts()[file.stem])


def squeeze(text: str) -> str:
    return "".join(text.split())


def test_documents_are_what_the_manuscripts_say(tmp_path: Path) -> None:
    for file in generate(tmp_path):
        assert file.read_bytes() == (DOCUMENTS / file.name).read_bytes(), (
            f"{file.name}: run generate.py again"
        )
    assert sorted(f.name for f in tmp_path.iterdir()) == sorted(f.name for f in DOCUMENTS.iterdir())


def test_three_formats_and_three_kinds_of_document() -> None:
    assert {path.suffix for path in DOCUMENTS.iterdir()} == {".docx", ".pdf", ".txt"}
    assert len(list(DOCUMENTS.iterdir())) >= 6
    kinds = [manuscript.kind for manuscript in manuscripts().values()]
    assert (
        kinds.count("BÁO CÁO") >= 4 and "KẾ HOẠCH" in kinds and "" in kinds
    )  # an official dispatch has no kind


@pytest.mark.parametrize("defect", PLANTED)
def test_planted(defect: str) -> None:
    name, words = PLANTED[defect]
    assert words in written(manuscripts()[name])


def test_copied_text_has_the_scars_of_copying() -> None:
    text = (DOCUMENTS / "bao-cao-khcn-xa-loc-khe.txt").read_text(encoding="utf-8")
    assert "\n\n2\n\n" in text, "a page number on a line of its own"
    assert text.count("XÃ LỘC KHÊ") == 2, "a header block in the middle"
    assert "giai\n\nđoạn" in text, "a blank line inside a sentence"


def test_communes_are_fictional() -> None:
    rows = json.loads((DOCUMENTS.parent / "communes.json").read_text(encoding="utf-8"))["communes"]
    names = {fold(row[2]) for row in rows} | {fold(former[1]) for row in rows for former in row[4]}
    codes = {row[0] for row in rows}
    real = [unit for unit in table().communes if unit.code not in codes]
    assert names.isdisjoint({fold(unit.name) for unit in real})
    assert names.isdisjoint({fold(former.name) for unit in real for former in unit.former if former.name})
    assert all(table().by_name(row[2])[0].code == row[0] for row in rows)


@pytest.mark.parametrize("path", TRUTHS, ids=lambda path: path.stem)
def test_truth_quotes_stand_in_the_document(path: Path) -> None:
    truth = json.loads(path.read_text(encoding="utf-8"))
    text = squeeze(source(path.stem))
    for row in [*truth["instruments"], *truth["figures"]]:
        assert squeeze(row["quote"]) in text


def test_every_document_has_its_truth() -> None:
    assert [path.stem for path in TRUTHS] == sorted(path.name for path in DOCUMENTS.iterdir())


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.stem)
def test_expected_quotes_stand_in_the_document(path: Path) -> None:
    for question in read_gold(path):
        for expected in question.expect.sources:
            assert squeeze(expected.quote or "") in squeeze(source(expected.seed)), question.id


def test_questions_cover_roles_and_families() -> None:
    dev, heldout = (read_gold(path) for path in QUESTIONS[:2])
    assert len(dev) >= 60 and len(heldout) >= 30
    assert {question.role for question in dev} >= {"officer", "supervisor"}
    assert len({question.id for question in [*dev, *heldout]}) == len(dev) + len(heldout)
    assert not {q.question for q in dev} & {q.question for q in heldout}


@pytest.mark.skipif(
    not CORPUS.exists(), reason="the five real documents lie beside the project only where it is built"
)
def test_no_sentence_is_copied_from_the_real_documents() -> None:
    real = [fold(" ".join(path.read_text(encoding="utf-8").split())) for path in CORPUS.glob("*.txt")]
    for manuscript in manuscripts().values():
        for _, text in (block for block in manuscript.blocks if block[0] is BlockKind.PARAGRAPH):
            # the names of instruments are the same everywhere; what is said about them must not be
            said = re.sub(r"(?:Quyết định|Nghị quyết|Kết luận) số [^;]*", "", text)
            for sentence in re.split(r"[.;]\s+", said):
                assert not any(len(sentence) > 40 and fold(sentence) in whole for whole in real), sentence
