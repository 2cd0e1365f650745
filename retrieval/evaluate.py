"""Retrieval on any collection of passages and judged questions, through the product's own code.

`DIR/corpus.jsonl` {"id","title","text"}, `DIR/queries.jsonl` {"qid","text","relevant"}; or as BEIR has it,
`_id` in both and the judgements in `DIR/qrels/*.tsv` (test.tsv where there are several). Each passage goes
the way of a document: repaired where it is poor (with a model adapted on the clean passages of the set),
cut into passages, indexed, searched; a document ranks where its best passage does.
"""

from __future__ import annotations

import json
import math
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from knowledge.errors import KnowledgeBaseError
from knowledge.models import DocumentHeader, ExtractedFacts, Section, SectionType, TextQuality
from knowledge.repair import SyllableModel, repair
from knowledge.text import TextView
from knowledge.vietnamese import diacritic_share, nfc
from retrieval import build
from retrieval.chunk import chunk_document
from retrieval.embed import Embedder, LocalEmbedder
from retrieval.models import Chunk
from retrieval.search import Searcher

LIMIT = 20
CLEAN_SHARE = 0.2
"""Share of marked letters from which a passage is well spelled and teaches the repair model."""


def run(directory: Path, out: Path, embedder: Embedder | None = None) -> dict[str, float]:
    """Write {"qid","ranked": [20 ids]} for each question and return the metrics. Raises KnowledgeBaseError
    where a file is missing or a line is not of the form above, ModelError where a configured embedding
    model fails."""
    embedder = embedder or LocalEmbedder()
    try:
        corpus = _read(directory / "corpus.jsonl", "id")
        queries = _read(directory / "queries.jsonl", "qid")
        judged = _judgements(directory, queries)
        with tempfile.TemporaryDirectory() as scratch:
            build.build_generation(Path(scratch) / "index", chunks(corpus), embedder)
            searcher = Searcher(Path(scratch) / "index", embedder)
            runs = [{"qid": query["qid"], "ranked": ranked(searcher, query["text"])} for query in queries]
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise KnowledgeBaseError(f"{directory}: không phải bộ đánh giá tìm kiếm ({error!r})") from error
    lines = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in runs)
    out.write_text(lines, encoding="utf-8")
    return metrics({line["qid"]: line["ranked"] for line in runs}, judged)


def chunks(corpus: Sequence[Mapping[str, Any]]) -> Iterator[Chunk]:
    """The passages of a collection as the product would cut them; a title is the heading."""
    texts = (nfc(passage["text"]) for passage in corpus)
    model = SyllableModel.shipped().adapt(text for text in texts if diacritic_share(text) >= CLEAN_SHARE)
    for passage in corpus:
        yield from cut(passage, model)


def cut(passage: Mapping[str, Any], model: SyllableModel) -> list[Chunk]:
    """One passage of a collection as the product would cut it, repaired by the model where it is poor."""
    view = TextView.identity(nfc(passage["text"]))
    facts = _facts(passage.get("title") or "", len(view.text))
    return chunk_document(passage["id"], facts, view, repair(view, model))


def ranked(searcher: Searcher, query: str) -> list[str]:
    """Ids of the best documents, each once."""
    found = searcher.search(query, limit=10 * LIMIT).evidence
    return list(dict.fromkeys(evidence.chunk.document for evidence in found))[:LIMIT]


def metrics(runs: Mapping[str, Sequence[str]], judged: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """R@1, R@5, R@10 (share of questions with a relevant passage so far up), MRR@20 and nDCG@10, over the
    questions that have judgements: {question: {passage: how relevant}}. nDCG is trec_eval's, the gain of a
    passage is its relevance; 0 and less is not relevant."""
    totals = dict.fromkeys(("R@1", "R@5", "R@10", "MRR", "nDCG@10"), 0.0)
    relevant = {qid: {name: gain for name, gain in of.items() if gain > 0} for qid, of in judged.items()}
    scored = {qid: gains for qid, gains in relevant.items() if gains}
    for qid, gains in scored.items():
        found = [gains.get(name, 0.0) for name in runs.get(qid, ())]
        first = next((place for place, gain in enumerate(found, 1) if gain), None)
        for depth in (1, 5, 10):
            totals[f"R@{depth}"] += first is not None and first <= depth
        totals["MRR"] += 1 / first if first else 0.0
        totals["nDCG@10"] += _discounted(found) / _discounted(sorted(gains.values(), reverse=True))
    return {name: total / max(len(scored), 1) for name, total in totals.items()}


def _discounted(gains: Sequence[float], depth: int = 10) -> float:
    return sum(gain / math.log2(place + 1) for place, gain in enumerate(gains[:depth], 1))


def _judgements(directory: Path, queries: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, float]]:
    files = sorted((directory / "qrels").glob("*.tsv"), key=lambda path: path.stem != "test")
    if not files:
        return {query["qid"]: dict.fromkeys(query.get("relevant", ()), 1.0) for query in queries}
    judged: dict[str, dict[str, float]] = {}
    for line in files[0].read_text(encoding="utf-8").splitlines()[1:]:
        qid, name, gain = line.split("\t")
        judged.setdefault(qid, {})[name] = float(gain)
    return judged


def _read(path: Path, key: str) -> list[dict[str, Any]]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [row if key in row else {**row, key: row["_id"]} for row in rows]


def _facts(title: str, length: int) -> ExtractedFacts:
    section = Section(
        path="", title=title, type=SectionType.RESULTS, level=1, start=0, heading_end=0, end=length
    )
    return ExtractedFacts(
        header=DocumentHeader(),
        sections=(section,) if length else (),
        citations=(),
        figures=(),
        tasks=(),
        deadlines=(),
        contradictions=(),
        quality=TextQuality(ocr=False, poor=False, diacritics=1.0, known_syllables=1.0),
    )
