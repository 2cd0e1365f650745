"""The Vietnamese syllable: onset, rhyme, tone.

    syllable = [onset] rhyme tone

The onsets and rhymes are those of standard orthography; a rhyme closed by -c, -ch, -p or -t only takes the
tones sắc and nặng. A word that fits is not thereby in use ("nhuỗng" fits), but one that does not fit is
misspelled, broken, foreign or an abbreviation.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from knowledge.vietnamese import fold, is_marked, tone_apart

_ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
_RHYMES = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
    "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu êng "
    "i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu "
    "o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on "
    "ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt "
    "u ua uân uâng uât uây uc uê uêch uênh ui um un ung uơ uôc uôi uôm uôn uông uôt up ut uy uya uych "
    "uyên uyêt uynh uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu "
    "y yêm yên yêng yêt yêu ynh yt"
)
ONSETS = frozenset(_ONSETS.split())
CODAS = frozenset(("c", "ch", "m", "n", "ng", "nh", "p", "t", "g", "h"))
RHYMES = frozenset(_RHYMES.split())
_FOLDED_RHYMES = frozenset(fold(rhyme) for rhyme in RHYMES)
_STOPS = ("c", "ch", "p", "t")
_STOP_TONES = "25"  # sắc, nặng in the numbering of tone_apart
_TONE_MARKS = frozenset("\u0300\u0301\u0303\u0309\u0323")


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Whether a word can be a Vietnamese syllable; one without any mark may be an unmarked spelling."""
    if sum(char in _TONE_MARKS for char in unicodedata.normalize("NFD", word)) > 1:
        return False
    if not is_marked(word):
        return any(rest in _FOLDED_RHYMES for rest in _rests(fold(word)))
    spelled = tone_apart(word)
    letters, tone = (spelled[:-1], spelled[-1]) if spelled[-1:].isdigit() else (spelled, "")
    if letters.endswith(_STOPS) and tone not in _STOP_TONES:
        return False
    return any(rest in RHYMES for rest in _rests(letters))


def is_onset(letters: str) -> bool:
    """Whether letters can only begin a syllable ("ph", "tr", "ngh")."""
    return letters.lower() in ONSETS


def _rests(letters: str) -> list[str]:
    """What may remain as the rhyme after each possible onset, the empty one included."""
    return [letters] + [letters[size:] for size in (1, 2, 3) if letters[:size] in ONSETS]
