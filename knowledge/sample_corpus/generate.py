"""Typeset the sample corpus: `python -m knowledge.sample_corpus.generate`.

The same manuscripts give the same bytes on every run, so that a change of a document shows up as a
change of its manuscript. The files in `folder()` are committed: nobody needs to run this to use them.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from knowledge.sample_corpus import folder, manuscript, pdf, plain, word

MANUSCRIPTS = Path(__file__).parent / "manuscripts"

FORMATS: dict[str, tuple[str, Callable[[manuscript.Manuscript], bytes]]] = {
    "docx": (".docx", word.document),
    "pdf": (".pdf", pdf.document),
    "txt": (".txt", lambda source: plain.copied_text(source).encode()),
    "misread txt": (".txt", lambda source: plain.misread_text(source).encode()),
}


def generate(target: Path) -> list[Path]:
    """Write every document into `target`; returns the files."""
    target.mkdir(parents=True, exist_ok=True)
    files = []
    for path in sorted(MANUSCRIPTS.glob("*.md")):
        source = manuscript.read(path)
        suffix, typeset = FORMATS[source.format]
        file = target / (source.name + suffix)
        file.write_bytes(typeset(source))
        files.append(file)
    return files


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=folder())
    for written in generate(parser.parse_args().out):
        print(written.name)
