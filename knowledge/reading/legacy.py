"""Text set in the fonts of before Unicode (TCVN3 ".VnTime", VNI "VNI-Times") made Unicode.

Such text arrives as Western letters ("Céng hoµ x·"): each stands for the byte that the old font drew as a
Vietnamese letter. Fonts are named only in some formats and often wrongly, so the text itself decides: the
table under which its words become Vietnamese syllables. The tables are viparse's, checked there against
government documents. TCVN3 has no toned capitals: headings set in a capital font come out in small letters.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from knowledge.quality import known_syllables
from knowledge.vietnamese import nfc

_SAMPLE = 20_000
_GAIN = 0.15
"""By how much a table must raise the share of known syllables. Old text has .50-.58 as it stands and .98 and
more under its table; Spanish, German or French do not reach `_CONVINCING` under any."""
_CONVINCING = 0.85
_PURE = 0.98
_TOKEN = re.compile(r"\S+")
_UNICODE_LETTER = re.compile("[ăđĩũơưĂĐĨŨƠƯ\u1ea0-\u1ef9\u0300-\u036f]")


@cache
def _tables() -> dict[str, Any]:
    from viparse.normalize.encodings import CHARMAPS

    return {name: CHARMAPS[name] for name in ("tcvn3", "vni")}


def to_unicode(text: str) -> str:
    """An NFC text with words in an old encoding converted; all other text stays."""
    suspicious = [line for line in text.split("\n") if _suspicious(line)]
    encoding = detect("\n".join(suspicious)[:_SAMPLE])
    if encoding is None:
        return text
    words = [match.group() for match in _TOKEN.finditer(text) if not match.group().isascii()]
    old = sum(1 for word in words if not _UNICODE_LETTER.search(word))
    if old >= _PURE * len(words):
        return nfc(_convert(text, encoding))
    return nfc(
        "\n".join(_convert_words(line, encoding) if _suspicious(line) else line for line in text.split("\n"))
    )


def detect(text: str) -> str | None:
    """ "tcvn3" or "vni" where the text is in that encoding, else None."""
    as_written = known_syllables(text)
    shares = {name: known_syllables(_convert(text, name)) for name in _tables()}
    best = max(shares, key=shares.__getitem__)
    return best if shares[best] >= max(_CONVINCING, as_written + _GAIN) else None


def _suspicious(line: str) -> bool:
    return not line.isascii() and known_syllables(line) < _CONVINCING


def _convert(text: str, encoding: str) -> str:
    from viparse.normalize.tables import convert

    converted: str = convert(text, _tables()[encoding])
    return converted


def _convert_words(line: str, encoding: str) -> str:
    """In a line of mixed encodings words with letters that only Unicode has are right already."""
    return _TOKEN.sub(
        lambda match: (
            match.group() if _UNICODE_LETTER.search(match.group()) else _convert(match.group(), encoding)
        ),
        line,
    )
