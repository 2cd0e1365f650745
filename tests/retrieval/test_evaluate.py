"""The evaluation runs the product's own search; the measured targets hold on the shared collections."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from knowledge.errors import KnowledgeBaseError
from knowledge.vietnamese import fold, nfc
from retrieval import evaluate
from tests.retrieval.passages import chunks

SHARED = Path(__file__).parents[2].parent / "shared" / "retrieval"


def write(directory: Path, name: str, rows: Sequence[Mapping[str, object]]) -> None:
    directory.mkdir(exist_ok=True)
    (directory / name).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def test_a_small_collection(tmp_path: Path) -> None:
    corpus = [{"id": f"p{at}", "title": "", "text": one.text} for at, one in enumerate(chunks())]
    long = " ".join(f"Câu thứ {number} nói về cây số {number}." for number in range(200))
    corpus.append({"id": "long", "title": "Cây", "text": long})
    write(tmp_path / "set", "corpus.jsonl", corpus)
    write(
        tmp_path / "set",
        "queries.jsonl",
        [
            {"qid": "a", "text": "trường nào đạt chuẩn quốc gia", "relevant": ["p6"]},
            {"qid": "b", "text": "cây số 155", "relevant": ["long"]},
            {"qid": "c", "text": "con voi", "relevant": []},
        ],
    )
    found = evaluate.run(tmp_path / "set", tmp_path / "run.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "run.jsonl").read_text("utf-8").splitlines()]
    assert [line["qid"] for line in lines] == ["a", "b", "c"]
    assert lines[0]["ranked"][0] == "p6"
    assert lines[1]["ranked"][0] == "long"
    assert all(len(line["ranked"]) == len(set(line["ranked"])) <= 20 for line in lines)
    assert found["R@1"] == found["MRR"] == found["nDCG@10"] == 1


def test_metrics_by_hand() -> None:
    runs = {"a": ["x", "y"], "b": ["y", "x", "z"], "c": ["z"], "d": []}
    judged = {"a": ["x"], "b": ["x"], "c": ["x"], "d": []}
    found = evaluate.metrics(runs, judged)
    assert found["R@1"] == pytest.approx(1 / 3)
    assert found["R@5"] == pytest.approx(2 / 3)
    assert found["MRR"] == pytest.approx((1 + 1 / 2) / 3)
    assert found["nDCG@10"] == pytest.approx((1 + 0.63093) / 3, abs=1e-5)


def test_a_folder_that_is_no_collection(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeBaseError):
        evaluate.run(tmp_path, tmp_path / "run.jsonl")
    write(tmp_path / "set", "corpus.jsonl", [{"id": "a"}])
    write(tmp_path / "set", "queries.jsonl", [{"qid": "a", "text": "b"}])
    with pytest.raises(KnowledgeBaseError):
        evaluate.run(tmp_path / "set", tmp_path / "run.jsonl")


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared retrieval collections are not here")
@pytest.mark.parametrize(
    ("name", "typed_without_marks", "least"),
    [
        ("xquad-vi", False, 0.93),
        ("xquad-vi", True, 0.925),
        ("xquad-vi-ocr", False, 0.90),
        ("xquad-vi-mixed", False, 0.89),
    ],
)
def test_targets_on_shared_collections(
    tmp_path: Path, name: str, typed_without_marks: bool, least: float
) -> None:
    directory = tmp_path / "set"
    directory.mkdir()
    (directory / "corpus.jsonl").symlink_to(SHARED / name / "corpus.jsonl")
    queries = [json.loads(line) for line in (SHARED / name / "queries.jsonl").read_text("utf-8").splitlines()]
    if typed_without_marks:
        queries = [{**query, "text": fold(nfc(query["text"]))} for query in queries]
    write(directory, "queries.jsonl", queries)
    assert evaluate.run(directory, tmp_path / "run.jsonl")["R@1"] >= least
