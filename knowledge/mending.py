"""Broken and glued syllables put right by the model of the syllable, not by a list of words.

Conversion from PDF leaves syllables in pieces ("ph ư ờng", "Tr â ần", "c ủa") and words without the space
between them ("dịchvụ").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.syllables import CODAS, is_onset, is_syllable
from knowledge.text import Edit
from knowledge.vietnamese import fold, is_marked, tone_apart

_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_BREAK = 4  # pieces
# Syllables without an onset that are words of their own; any other ("ờng", "ị", "ươ") is a piece.
_ONSETLESS = (
    "a à á ả ạ ai ái ải am ám an án ang áng ao áo ảo áp át ác ách ạch anh ánh ảnh âm ấm ẩm ân ấn ẩn ấp ất "
    "âu ấu ẩu ăn ắng ắt ắp e é em én ép ét ế ếch êm êu im ỉm in ích ít iu ỉu ỉa eo éo o ó ò oai oái oan "
    "oán oanh ô ố ổ ồ ốc ôi ối ôm ốm ôn ổn ồn ông ống óc oi ói om on ong óng ở ớ ờ ơ ơi ơn ớn ớt u ú ủ ù "
    "úa úc ủi ung ủng úng úp út uế uẩn uất uy ủy úy uyên uyển ước ướm ướp ướt ưa ứa ưng ứng ươm ươn ương "
    "ưu ứ ừ ý ỷ y yêu yếu yểu yết yếm yểm yên yến"
)
_ONSETLESS_WORDS = frozenset(tone_apart(word) for word in _ONSETLESS.split())
# After these a single letter is the name of a point, a group or a class ("điểm c khoản 2").
_LETTERED = frozenset(
    ("diem", "khoan", "muc", "nhom", "lop", "loai", "hang", "bang", "bieu", "vitamin", "y", "to")
)


def mend(text: str) -> Iterator[Edit]:
    """Edits that join the pieces of broken syllables and part glued ones."""
    words = list(_WORD.finditer(text))
    at = 0
    while at < len(words):
        size, joined = _broken_at(text, words, at)
        if joined:
            start, end = words[at].start(), words[at + size - 1].end()
            yield Edit(start, end, joined)
            at += size
            continue
        parting = _glued(words[at].group())
        if parting:
            place = words[at].start() + parting
            yield Edit(place, place, " ")
        at += 1


def _broken_at(text: str, words: list[re.Match[str]], at: int) -> tuple[int, str]:
    """The longest run of pieces from word `at` that makes one syllable: its size and the syllable."""
    run = [words[at].group()]
    best = (0, "")
    previous = fold(words[at - 1].group()) if at else ""
    for index in range(at + 1, min(at + _LONGEST_BREAK, len(words))):
        if text[words[index - 1].end() : words[index].start()] not in (" ", "\n"):
            break
        run.append(words[index].group())
        if not _is_piece(run[-1]) and not _is_piece(run[-2]):
            break
        joined = _join(run)
        following = words[index + 1].group() if index + 1 < len(words) else ""
        if (
            is_marked(joined)
            and is_syllable(joined)
            and _is_break(run, previous, following, text, words[index].end())
        ):
            best = (len(run), joined)
    return best


def _is_piece(word: str) -> bool:
    """Whether a word cannot stand alone: only consonants, or an onsetless syllable that is no word."""
    if word.isupper() and len(word) > 1:
        return False
    if is_onset(word) or (word in CODAS and not _begins_with_vowel(word)):
        return True
    return is_marked(word) and _begins_with_vowel(word) and tone_apart(word) not in _ONSETLESS_WORDS


def _begins_with_vowel(word: str) -> bool:
    return fold(word[:1]) in "aeiouy"


def _is_break(run: list[str], previous: str, following: str, text: str, end: int) -> bool:
    """Whether pieces that would make a syllable are rather a broken one than words and letters in a row."""
    first, last = run[0], run[-1]
    if not last[0].islower() or text[end : end + 1] in (")", "/"):
        return False
    if len(run) == 2 and is_onset(first) and len(first) == 1 and tone_apart(last) in _ONSETLESS_WORDS:
        return first.islower() and previous not in _LETTERED
    if last in CODAS and not _begins_with_vowel(last):
        taken_by_next = _begins_with_vowel(following) and _is_piece(following)
        return fold(first) not in _LETTERED and not taken_by_next
    return True


def _join(pieces: list[str]) -> str:
    """The pieces as one word; a vowel that stands twice, first without its tone, counts once."""
    word = pieces[0]
    for piece in pieces[1:]:
        doubled = (
            word[-1:] != piece[:1] and tone_apart(piece[:1])[:1] == word[-1:].lower() and is_marked(piece[:1])
        )
        word = (word[:-1] if doubled and _begins_with_vowel(word[-1:]) else word) + piece
    return word


def _glued(word: str) -> int:
    """Where a word of two glued syllables parts, 0 where it is not one."""
    if len(word) < 5 or not is_marked(word) or not word[1:].islower() or is_syllable(word):
        return 0
    partings = [
        place
        for place in range(2, len(word) - 1)
        if is_syllable(word[:place]) and is_syllable(word[place:]) and not _begins_with_vowel(word[place:])
    ]
    return partings[0] if len(partings) == 1 else 0
