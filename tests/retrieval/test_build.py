"""Generations: published whole or not at all, rolled back, damage seen at opening."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from knowledge.errors import KnowledgeBaseError, ModelError
from retrieval import build
from retrieval.embed import LocalEmbedder, OpenAIEmbedder
from retrieval.models import Chunk
from retrieval.search import Searcher
from tests.retrieval.passages import chunks


def publish(data: Path, generation: str) -> None:
    build.build_generation(build.directory(data, generation), chunks(), LocalEmbedder())
    build.publish(data, generation)


def test_build_publish_and_open(tmp_path: Path) -> None:
    heard: list[int] = []
    manifest = build.build_generation(
        build.directory(tmp_path, "one"), chunks(), LocalEmbedder(), progress=heard.append
    )
    assert build.current(tmp_path) is None
    build.publish(tmp_path, "one")
    assert build.current(tmp_path) == "one"
    assert manifest.chunks == heard[-1] == len(chunks())
    assert len(Searcher(build.directory(tmp_path, "one"), LocalEmbedder())) == len(chunks())


def test_two_generations_are_kept_and_rollback_goes_between_them(tmp_path: Path) -> None:
    for generation in ("one", "two", "three"):
        publish(tmp_path, generation)
    assert build.kept(tmp_path) == ("three", "two")
    assert sorted(path.name for path in (tmp_path / "generations").iterdir()) == ["three", "two"]
    assert build.rollback(tmp_path) == build.current(tmp_path) == "two"
    assert build.rollback(tmp_path) == build.current(tmp_path) == "three"


def test_readers_are_served_while_generations_change(tmp_path: Path) -> None:
    publish(tmp_path, "0")
    done = Event()

    def read() -> int:
        answered = 0
        while not done.is_set() or not answered:
            generation = build.current(tmp_path)
            assert generation is not None
            searcher = Searcher(build.directory(tmp_path, generation), LocalEmbedder())
            assert searcher.search("nước sạch").evidence
            answered += 1
        return answered

    with ThreadPoolExecutor(2) as pool:
        readers = [pool.submit(read) for _ in range(2)]
        try:
            for generation in "123":
                publish(tmp_path, generation)
            build.rollback(tmp_path)
        finally:
            done.set()
        assert all(reader.result() > 0 for reader in readers)
    assert build.current(tmp_path) == "2"


def test_nothing_to_roll_back_to(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeBaseError):
        build.rollback(tmp_path)
    publish(tmp_path, "one")
    with pytest.raises(KnowledgeBaseError):
        build.rollback(tmp_path)


def test_an_empty_base_can_be_published(tmp_path: Path) -> None:
    build.build_generation(build.directory(tmp_path, "empty"), [], LocalEmbedder())
    build.publish(tmp_path, "empty")
    searcher = Searcher(build.directory(tmp_path, "empty"), LocalEmbedder())
    assert searcher.search("bao nhiêu thôn").evidence == ()
    assert searcher.similar("bao nhiêu thôn") == ()


def damage(directory: Path) -> Iterator[tuple[str, Path]]:
    """Copies of a generation, each broken in one way."""
    for path in sorted(directory.rglob("*")):
        if path.is_file() and path.stat().st_size > 0 and path.parent.name in ("lexical", directory.name):
            for kind in ("gone", "cut", "changed"):
                broken = directory.with_name(re.sub(r"\W", "", f"{kind}{path.name}"))
                shutil.copytree(directory, broken)
                target = broken / path.relative_to(directory)
                content = target.read_bytes()
                if kind == "gone":
                    target.unlink()
                elif kind == "cut":
                    target.write_bytes(content[: len(content) // 2])
                else:
                    middle = len(content) // 2
                    target.write_bytes(
                        content[:middle] + bytes([content[middle] ^ 0x55]) + content[middle + 1 :]
                    )
                yield f"{path.name} {kind}", broken


def test_damage_is_seen_at_opening(tmp_path: Path) -> None:
    directory = build.directory(tmp_path, "one")
    build.build_generation(directory, chunks(), LocalEmbedder())
    cases = list(damage(directory))
    assert len(cases) > 15
    for name, broken in cases:
        try:
            Searcher(broken, LocalEmbedder())
        except KnowledgeBaseError as error:
            assert "reload" in str(error)
        else:
            manifest_text_only = name == "manifest.json changed"
            assert manifest_text_only, f"{name} went unnoticed"
    shutil.rmtree(directory / "vectors")
    with pytest.raises(KnowledgeBaseError):
        Searcher(directory, LocalEmbedder())


def test_a_damaged_generation_is_never_published(tmp_path: Path) -> None:
    publish(tmp_path, "one")
    build.build_generation(build.directory(tmp_path, "two"), chunks(), LocalEmbedder())
    shutil.rmtree(build.directory(tmp_path, "two") / "lexical")
    with pytest.raises(KnowledgeBaseError):
        build.publish(tmp_path, "two")
    assert build.current(tmp_path) == "one"


def test_a_failed_build_leaves_the_old_generation_serving(tmp_path: Path) -> None:
    publish(tmp_path, "one")
    dead = OpenAIEmbedder("fake", "key", "http://127.0.0.1:9/v1")
    with pytest.raises(ModelError):
        build.build_generation(build.directory(tmp_path, "two"), chunks(), dead)

    def breaks_off() -> Iterator[Chunk]:
        yield from chunks()
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        build.build_generation(build.directory(tmp_path, "two"), breaks_off(), LocalEmbedder())
    assert not build.directory(tmp_path, "two").exists()
    assert build.current(tmp_path) == "one"
    publish(tmp_path, "two")
    assert build.current(tmp_path) == "two"


KILLED = """
import os, sys
from pathlib import Path
from retrieval import build
from retrieval.embed import LocalEmbedder
from tests.retrieval.passages import chunks

def dies_at(number):
    for at, chunk in enumerate(chunks()):
        if at == number:
            os.kill(os.getpid(), 9)
        yield chunk

build.BATCH = 2
build.build_generation(build.directory(Path(sys.argv[1]), "two"), dies_at(int(sys.argv[2])), LocalEmbedder())
"""


@pytest.mark.parametrize("after", [0, 5])
def test_a_killed_build_leaves_the_old_generation_serving(tmp_path: Path, after: int) -> None:
    publish(tmp_path, "one")
    project = Path(__file__).parents[2]
    ended = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path), str(after)],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(project)},
        check=False,
    )
    assert ended.returncode == -9
    assert build.current(tmp_path) == "one"
    assert Searcher(build.directory(tmp_path, "one"), LocalEmbedder()).search("nước sạch").evidence
    publish(tmp_path, "two")
    assert build.kept(tmp_path) == ("two", "one")
    assert sorted(path.name for path in (tmp_path / "generations").iterdir()) == ["one", "two"]


def test_reading_does_not_change_a_generation(tmp_path: Path) -> None:
    directory = build.directory(tmp_path, "one")
    build.build_generation(directory, chunks(), LocalEmbedder())
    before = {path: path.read_bytes() for path in directory.rglob("*") if path.is_file()}
    searcher = Searcher(directory, LocalEmbedder())
    searcher.search("nước sạch")
    searcher.similar("nước sạch")
    assert {path: path.read_bytes() for path in directory.rglob("*") if path.is_file()} == before
    build.manifest(directory)


def test_plain_search_does_not_load_chroma(tmp_path: Path) -> None:
    directory = build.directory(tmp_path, "one")
    build.build_generation(directory, chunks(), LocalEmbedder())
    program = (
        "import sys; from pathlib import Path; from retrieval.search import Searcher\n"
        "from retrieval.embed import LocalEmbedder\n"
        "Searcher(Path(sys.argv[1]), LocalEmbedder()).search('nước sạch')\n"
        "print([name for name in ('chromadb', 'langchain_openai', 'openai') if name in sys.modules])"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program, str(directory)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert ended.stdout.strip() == "[]"
