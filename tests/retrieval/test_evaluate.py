"""The evaluation runs the product's own search; the measured targets hold on the shared collections."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from bot.cli import main
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
    judged: dict[str, dict[str, float]] = {"a": {"x": 1}, "b": {"x": 1}, "c": {"x": 1}, "d": {}}
    found = evaluate.metrics(runs, judged)
    assert found["R@1"] == pytest.approx(1 / 3)
    assert found["R@5"] == pytest.approx(2 / 3)
    assert found["MRR"] == pytest.approx((1 + 1 / 2) / 3)
    assert found["nDCG@10"] == pytest.approx((1 + 0.63093) / 3, abs=1e-5)


@pytest.mark.parametrize(
    ("ranked", "gains", "ndcg", "mrr"),
    [
        # 1 + 1/log2(4) of 1 + 1/log2(3)
        (["x", "-", "y"], {"x": 1, "y": 1}, (1 + 0.5) / (1 + 0.63093), 1),
        # the first at place 2: 1/log2(3); two more that were not found count in the ideal
        (["-", "x"], {"x": 1, "y": 1, "z": 1}, 0.63093 / (1 + 0.63093 + 0.5), 1 / 2),
        # graded: 1 at the top and 3 behind it, ideal the other way round; 0 is not relevant
        (["y", "x", "n"], {"x": 3, "y": 1, "n": 0}, (1 + 3 * 0.63093) / (3 + 0.63093), 1),
        # at place 11 it counts for MRR@20, not for nDCG@10
        (["-"] * 10 + ["x"], {"x": 1}, 0, 1 / 11),
        # more relevant ones than ten places
        ([f"x{n}" for n in range(10)], {f"x{n}": 1 for n in range(12)}, 1, 1),
        ([], {"x": 1}, 0, 0),
    ],
)
def test_several_relevant_passages_by_hand(
    ranked: list[str], gains: dict[str, float], ndcg: float, mrr: float
) -> None:
    found = evaluate.metrics({"q": ranked}, {"q": gains})
    assert found["nDCG@10"] == pytest.approx(ndcg, abs=1e-5)
    assert found["MRR"] == pytest.approx(mrr)
    assert found["R@10"] == (mrr > 0 and ranked.index("x" if "x" in ranked else "x0") < 10)


def test_a_folder_as_beir_has_it_and_the_figures_are_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    beir, head = tmp_path / "beir", "query-id\tcorpus-id\tscore\n"
    asked = [{"_id": "a", "text": "trường nào đạt chuẩn quốc gia"}, {"_id": "b", "text": "con voi"}]
    passages = [{"_id": f"p{at}", "title": "", "text": one.text} for at, one in enumerate(chunks())]
    write(beir, "corpus.jsonl", passages)
    write(beir, "queries.jsonl", asked)
    (beir / "qrels").mkdir()
    (beir / "qrels" / "dev.tsv").write_text(f"{head}a\tp0\t1\n", encoding="utf-8")
    (beir / "qrels" / "test.tsv").write_text(f"{head}a\tp6\t2\na\tp0\t0\n", encoding="utf-8")
    assert main(["eval", "retrieval", str(beir), "--out", str(tmp_path / "run.jsonl")]) == 0
    assert dict(line.split() for line in capsys.readouterr().out.splitlines()) == {
        "R@1": "1", "R@5": "1", "R@10": "1", "MRR": "1", "nDCG@10": "1"
    }  # fmt: skip


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
