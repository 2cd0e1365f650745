"""Texts into vectors: a local embedder that needs no download, and any OpenAI-compatible one."""

from __future__ import annotations

import math
import zlib
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

from knowledge.errors import ModelError
from knowledge.syllable_model import SyllableModel
from knowledge.vietnamese import fold
from retrieval.lexical import syllables

if TYPE_CHECKING:
    import numpy as np
    from langchain_openai import OpenAIEmbeddings
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

LOCAL_DIMENSIONS = 512
"""R@1 on XQuAD-vi by these vectors alone: .70 at 256, .78 at 512, .82 at 1,024; Chroma holds them in memory,
205 MB of vectors at 100,000 passages."""
PAIR_SHARE = 0.3
"""Weight of a pair of syllables, relative to the sum of its syllables' weights."""
RAREST = 1e-6
"""Frequency of a syllable that no text holds."""

MODEL_WEIGHT = 0.5
"""Weight in ranking of a configured model's cosines, beside folded + grams (at most 2). Published models
reach R@1 .73-.93 on XQuAD-vi where our lexical ranking has .94; stand-ins that alone reach .81 and .85
cost it .007 and .002 at this weight, .02 at 2."""
ATTEMPTS = 3
TIMEOUT_SECONDS = 20.0
BATCH = 128


class Embedder(Protocol):
    """Makes unit vectors. `weight` is its share in ranking: 0 means for similar passages only."""

    @property
    def name(self) -> str:
        """Identifies model and version; vectors of different names are not compared."""

    @property
    def weight(self) -> float:
        """See the class."""

    def embed(self, texts: Sequence[str]) -> Floats:
        """One row of unit length for each text. Raises ModelError."""


class LocalEmbedder:
    """Hashed folded syllables and pairs, weighted by how rare they are in Vietnamese.

    Adds nothing to the lexical ranking (measured), so its weight there is 0; it finds passages that say
    much the same.
    """

    name = f"hashed-syllables-{LOCAL_DIMENSIONS}"
    weight = 0.0

    @cached_property
    def _frequency(self) -> dict[str, float]:
        import numpy as np

        frequency: dict[str, float] = {}
        model = SyllableModel.shipped()
        for syllable, share in zip(model.vocabulary, np.exp(model.log_unigram), strict=True):
            folded = fold(syllable)
            frequency[folded] = frequency.get(folded, 0.0) + float(share)
        return frequency

    def embed(self, texts: Sequence[str]) -> Floats:
        """One row of unit length for each text."""
        import numpy as np

        return np.stack([self._vector(text) for text in texts])

    def _vector(self, text: str) -> Floats:
        import numpy as np

        words = syllables(text)
        rarity = {word: -math.log(self._frequency.get(word, RAREST)) for word in words}
        weighed = [(word, times, rarity[word]) for word, times in Counter(words).items()]
        weighed += [
            (f"{one}_{other}", times, PAIR_SHARE * (rarity[one] + rarity[other]))
            for (one, other), times in Counter(pairwise(words)).items()
        ]
        codes = np.array([zlib.crc32(term.encode()) for term, _, _ in weighed], np.uint32)
        weights = np.array([(1 + math.log(times)) * weight for _, times, weight in weighed])
        signed = np.where(codes & 0x8000_0000, weights, -weights)
        vector = np.bincount(codes % LOCAL_DIMENSIONS, signed, LOCAL_DIMENSIONS)
        return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-9), np.float32)


class OpenAIEmbedder:
    """A model behind an OpenAI-compatible address; asked again only where that may help."""

    weight = MODEL_WEIGHT

    def __init__(self, model: str, key: str, url: str | None = None) -> None:
        self.name = f"openai:{model}"
        self._model = model
        self._key = key
        self._url = url

    @cached_property
    def _client(self) -> OpenAIEmbeddings:
        from langchain_openai import OpenAIEmbeddings
        from pydantic import SecretStr

        return OpenAIEmbeddings(
            model=self._model,
            openai_api_key=SecretStr(self._key),
            openai_api_base=self._url,
            check_embedding_ctx_length=False,
            max_retries=0,
            request_timeout=TIMEOUT_SECONDS,
            chunk_size=BATCH,
        )

    def embed(self, texts: Sequence[str]) -> Floats:
        """One row of unit length for each text. Raises ModelError once three attempts have failed, or at
        once where asking again cannot help."""
        import numpy as np
        import openai
        import tenacity

        passing = (openai.APIConnectionError, openai.RateLimitError, openai.InternalServerError)
        attempts = tenacity.Retrying(
            retry=tenacity.retry_if_exception_type(passing),
            stop=tenacity.stop_after_attempt(ATTEMPTS),
            wait=tenacity.wait_random_exponential(multiplier=0.2, max=5),
            reraise=True,
        )
        try:
            rows = attempts(self._client.embed_documents, list(texts))
        except (openai.OpenAIError, ValueError, TypeError) as error:
            raise ModelError(
                f"{self.name}: no embeddings ({error.__class__.__name__}); check BAOCAO_EMBEDDING_MODEL",
                retryable=isinstance(error, passing),
            ) from error
        vectors = np.array(rows, np.float32)
        if vectors.ndim != 2 or len(vectors) != len(texts) or not np.isfinite(vectors).all():
            raise ModelError(f"{self.name}: the answer is not one vector for each text")
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit: Floats = vectors / np.maximum(lengths, 1e-9)
        return unit
