"""Damaged versions of a file: cut, scrambled, with parts moved, doubled or replaced by noise."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Iterator
from io import BytesIO

from tests.knowledge import sample_files as sample

_TELLING = (
    b"\0" * 8,
    b"\xff" * 8,
    b"\x00\x00\x00\x80",
    b"\xff\xff\xff\x7f",
    b"99999999999",
    b"-1",
    b"<<",
    b"{",
    b"\\",
)


def damaged(content: bytes, count: int, seed: int) -> Iterator[bytes]:
    """`count` versions, the same for the same seed: a tenth noise, two tenths cut short, the rest mutated.
    Every other mutation of a zip container strikes inside a member, past the checksums."""
    chance = random.Random(seed)
    for number in range(count):
        kind = number % 10
        if kind == 0:
            yield _noise(content, chance)
        elif kind in (1, 2):
            yield content[: chance.randrange(len(content))]
        elif kind % 2 and content.startswith(b"PK"):
            yield _inside(content, chance)
        else:
            yield _mutated(content, chance)


def _noise(content: bytes, chance: random.Random) -> bytes:
    head = content[: chance.choice((0, 8, 64, 512))]
    return head + chance.randbytes(chance.randrange(2_000))


def _mutated(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at = chance.randrange(len(changed))
        size = chance.choice((1, 1, 2, 4, 30))
        match chance.randrange(5):
            case 0:
                changed[at] = chance.randrange(256)
            case 1:
                changed[at : at + size] = chance.randbytes(size)
            case 2:
                changed[at : at + size] = chance.choice(_TELLING)
            case 3:
                other = chance.randrange(len(changed))
                changed[at:at] = changed[other : other + size * 10]
            case _ if len(changed) > 2 * size:
                del changed[at : at + size]
    return bytes(changed)


def _inside(content: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(BytesIO(content)) as container:
        members = {name: container.read(name) for name in container.namelist()}
    name = chance.choice(sorted(members))
    members[name] = _mutated(members[name] or b"0", chance)
    return sample.zipped(members)
