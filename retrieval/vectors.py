"""Dense vectors of one generation in embedded Chroma; the only module that knows Chroma.

Opened only when vectors are asked for: importing Chroma takes 0.7 s and its index lies in memory (320 MB at
100,000 passages of 512 numbers). Vectors are always ours, never made by Chroma, which would download a model.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

COLLECTION = "passages"


class Vectors:
    """The collection of a generation. `create` for the one process that builds it."""

    def __init__(self, directory: Path, *, create: bool = False) -> None:
        import chromadb
        from chromadb.config import Settings

        if not create:  # Chroma rewrites its files on opening: give it a copy, a generation stays as it is
            self._private = TemporaryDirectory(prefix="baocao-vectors-")
            directory = Path(shutil.copytree(directory, self._private.name, dirs_exist_ok=True))
        self._client = client = chromadb.PersistentClient(
            str(directory), Settings(anonymized_telemetry=False)
        )
        if create:
            space = {"hnsw": {"space": "cosine"}}
            self._collection = client.create_collection(
                COLLECTION, embedding_function=_Refusing(), configuration=space
            )
        else:
            self._collection = client.get_collection(COLLECTION, embedding_function=_Refusing())

    def __len__(self) -> int:
        return int(self._collection.count())

    def add(self, ids: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """Add `vectors` (rows of unit length) under `ids`; the same id again replaces."""
        self._collection.upsert(ids=list(ids), embeddings=vectors)

    def close(self) -> None:
        """Let go of the files."""
        self._client.close()

    def nearest(self, vector: NDArray[np.float32], limit: int) -> list[tuple[float, str]]:
        """`(cosine, id)` of the nearest passages, best first."""
        held = min(limit, len(self))
        if not held:
            return []
        found = self._collection.query(
            query_embeddings=vector[None, :], n_results=held, include=["distances"]
        )
        return [
            (1 - float(distance), chunk_id)
            for distance, chunk_id in zip(found["distances"][0], found["ids"][0], strict=True)
        ]


class _Refusing:
    """Stands where Chroma would embed texts itself, and fails."""

    def __call__(self, input: Any) -> Any:
        raise TypeError("vectors are made by retrieval.embed, pass them along")

    @staticmethod
    def name() -> str:
        """As Chroma records it."""
        return "none"

    def get_config(self) -> dict[str, Any]:
        """Nothing to record."""
        return {}

    @staticmethod
    def build_from_config(config: dict[str, Any]) -> _Refusing:
        """The inverse of `get_config`."""
        return _Refusing()
