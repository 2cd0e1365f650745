"""What the knowledge base holds and what failed, for admins."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from typing import Any

from bot import texts
from knowledge.errors import AssistantError
from retrieval import build
from retrieval.base import KnowledgeBase


def status(base: KnowledgeBase) -> dict[str, Any]:
    """The contract's JSON of `baocao status`; empty where nothing was loaded yet."""
    generation = build.current(base.data)
    if generation is None:
        return {"documents": [], "generation": None, "loaded_at": None, "failed": []}
    snapshot = base.catalog.snapshot(generation)
    chunks = snapshot.counts()["chunk"]
    return {
        "documents": [
            {
                "document": document.name,
                "kind": document.header.kind,
                "symbol": document.header.symbol,
                "commune": document.header.commune,
                "issued_on": document.header.issued_on,
                "chunks": chunks.get(document.id, 0),
                "text_quality": document.quality.model_dump(mode="json"),
            }
            for document in snapshot.documents
        ],
        "generation": generation,
        "loaded_at": snapshot.loaded_at,
        "failed": [{"document": f.name, "code": f.code, "reason": f.reason} for f in snapshot.failures],
    }


def examine(base: KnowledgeBase) -> list[tuple[str, str | None]]:
    """Checks of the installation: (what, fault or None)."""
    return [
        (texts.CHECK_OCR, None if shutil.which("tesseract") else texts.NO_TESSERACT),
        (texts.CHECK_DATA, _fault(lambda: base.data.mkdir(parents=True, exist_ok=True))),
        (texts.CHECK_INDEX, _fault(base.current)),
    ]


def _fault(check: Callable[[], object]) -> str | None:
    try:
        check()
    except (AssistantError, OSError) as error:
        return str(error)
    return None
