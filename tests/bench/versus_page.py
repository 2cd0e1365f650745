"""docs/versus.json: one row for each stack and size; the tables and the picture made from nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parents[2] / "docs"
ROWS, PAGE, PICTURE = DOCS / "versus.json", DOCS / "versus.md", DOCS / "pictures" / "versus.png"

PLANNED = (
    *(("ours", 240), ("usual", 240), ("ours", 10_000), ("usual", 10_000)),
    *(("ours", 100_000), ("ours", 1_000_000), ("usual", 100_000)),
)
"""Stacks and sizes that a whole run measures; any other size can be asked for."""

Row = dict[str, Any]
Columns = dict[str, Callable[[Row], str]]

SIZE: Columns = {"passages": lambda row: f"{row['passages']:,}"}
WHICH: Columns = SIZE | {"stack": lambda row: row["stack"]}
ASKING: Columns = {
    "R@1": lambda row: f"{row['r1']:.3f}",
    "R@5": lambda row: f"{row['r5']:.3f}",
    "R@1 without marks": lambda row: f"{row['r1_bare']:.3f}",
    "p50": lambda row: f"{row['p50_ms']} ms",
    "p95": lambda row: f"{row['p95_ms']} ms",
    "processor time p50": lambda row: f"{row['cpu_p50_ms']} ms",
    "processor time p95": lambda row: f"{row['cpu_p95_ms']} ms",
    "resident": lambda row: f"{row['resident_mb']:,} MB",
    "opened in": lambda row: f"{row['open_s']:.2f} s",
}
INDEXING: Columns = {
    "indexed in": lambda row: f"{row['index_s']:,.0f} s",
    "processor time": lambda row: f"{row['index_cpu_s']:,.0f} s",
    "memory at most": lambda row: f"{row['index_mb']:,} MB",
    "on disk": lambda row: f"{row['disk_mb']:,} MB",
    "load of the machine": lambda row: f"{row['load_before']} to {row['load_after']}",
    "measured": lambda row: row["date"],
}
AGAINST = {
    "R@1": "r1",
    "R@5": "r5",
    "R@1 without marks": "r1_bare",
    "p50": "p50_ms",
    "p95": "p95_ms",
    "processor time p50": "cpu_p50_ms",
    "processor time p95": "cpu_p95_ms",
    "resident": "resident_mb",
    "processor time of indexing": "index_cpu_s",
}
MORE_IS_BETTER = {"r1", "r5", "r1_bare"}
HEAD = """# Beside the usual stack

Written by `python -m tests.bench.versus`, a part of `make bench`, from `docs/versus.json`: not by hand.

"Usual" is what a user would pick otherwise: langchain's splitter (1,000 characters, 200 of them overlapping)
and Chroma with its default embedding, all-MiniLM-L6-v2, run by Chroma's own code on onnxruntime; the model
stays loaded between questions. "Ours" is the product's own chunking and search. Both return twenty passages.

XQuAD-vi, 1,190 questions; its 240 passages stand among ones grown by random walks along their pairs of words.
R@1 is the share of questions whose own passage comes first. p50 and p95 are medians over four rounds of 298
questions: by the clock, which other work on the machine lengthens many times (see its load), and in processor
time of all cores, which it lengthens less.
"""


def keep(row: Row) -> None:
    """Put a row in the file, in place of an older one of its stack and size, and write page and picture."""
    others = [old for old in _rows() if (old["stack"], old["passages"]) != (row["stack"], row["passages"])]
    rows = sorted([*others, row], key=lambda one: (one["passages"], one["stack"]))
    ROWS.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    write()


def line(row: Row) -> str:
    """A row in words."""
    told = "; ".join(f"{name} {cell(row)}" for name, cell in [*ASKING.items(), *INDEXING.items()])
    return f"{row['stack']} at {row['passages']:,} passages: {told}"


def write() -> None:
    """The page and the picture from the rows."""
    rows = _rows()
    machines = "; ".join(sorted({row["machine"] for row in rows}))
    told = [HEAD, "## Asking\n", *_table(WHICH | ASKING, rows), "\n## Indexing\n"]
    told += [*_table(WHICH | INDEXING, rows), f"\nMachine: {machines}.\n"]
    told += _missing(rows)
    told += ["## Times as good\n\nOurs against the usual stack: above 1, ours is better.\n"]
    told += [*_table(SIZE | {name: _times(key) for name, key in AGAINST.items()}, _pairs(rows)), ""]
    told += [f"![Recall, latency, memory and index time by passages]({PICTURE.relative_to(DOCS)})"]
    PAGE.write_text("\n".join(told) + "\n", encoding="utf-8")
    _draw(rows)


def _rows() -> list[Row]:
    found: list[Row] = json.loads(ROWS.read_text(encoding="utf-8")) if ROWS.is_file() else []
    return found


def _table(columns: Columns, rows: Sequence[Row]) -> Iterator[str]:
    for cells in (
        list(columns),
        ["---"] * len(columns),
        *([cell(r) for cell in columns.values()] for r in rows),
    ):
        yield f"| {' | '.join(cells)} |"


def _missing(rows: Sequence[Row]) -> Iterator[str]:
    measured = {(row["stack"], row["passages"]) for row in rows}
    names = [f"{stack} at {size:,} passages" for stack, size in PLANNED if (stack, size) not in measured]
    if names:
        yield f"Not measured yet: {', '.join(names)}.\n"


def _pairs(rows: Sequence[Row]) -> list[Row]:
    """For each size that both stacks were measured at, how many times as good ours is, by key."""
    of = {(row["stack"], row["passages"]): row for row in rows}
    sizes = [size for stack, size in of if stack == "usual" and ("ours", size) in of]
    return [{"passages": size, **_quotients(of["ours", size], of["usual", size])} for size in sizes]


def _quotients(ours: Row, usual: Row) -> Row:
    quotients = {key: ours[key] / usual[key] for key in AGAINST.values()}
    return {key: value if key in MORE_IS_BETTER else 1 / value for key, value in quotients.items()}


def _times(key: str) -> Callable[[Row], str]:
    return lambda row: f"{row[key]:.2g}" if row[key] < 100 else f"{row[key]:.0f}"


COLOURS = {"ours": "#0072B2", "usual": "#D55E00"}
"""Of Okabe and Ito (2008): told apart by colour-blind readers too."""
PANELS = (
    ("Own passage first (R@1)", "linear", {"r1": "as typed", "r1_bare": "without marks"}),
    ("A question, ms of processor time", "log", {"cpu_p50_ms": "median", "cpu_p95_ms": "95th percentile"}),
    ("Memory, MB", "log", {"resident_mb": "while asking", "index_mb": "while indexing"}),
    ("Indexing, s", "log", {"index_cpu_s": "processor time", "index_s": "by the clock"}),
)
"""Title, scale, and what the full and the dotted line show."""


def _draw(rows: Sequence[Row]) -> None:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.ticker import LogLocator

    figure = Figure(figsize=(10, 7), dpi=110, layout="constrained", facecolor="white")
    FigureCanvasAgg(figure)
    for axes, (title, scale, shown) in zip(figure.subplots(2, 2).flat, PANELS, strict=True):
        for stack, colour in COLOURS.items():
            own = [row for row in rows if row["stack"] == stack]
            sizes = [row["passages"] for row in own]
            for style, (name, meaning) in zip(("o-", "o:"), shown.items(), strict=True):
                values = [row[name] for row in own]
                axes.plot(sizes, values, style, color=colour, markersize=4, label=f"{stack}, {meaning}")
        axes.set_title(title, loc="left", fontsize=11)
        axes.set_xlabel("passages", fontsize=9)
        axes.set_xscale("log")
        axes.set_yscale(scale)
        if scale == "linear":
            axes.set_ylim(0, 1)
        else:
            axes.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
            axes.yaxis.set_major_formatter("{x:,.7g}")
        axes.xaxis.set_major_formatter("{x:,.7g}")
        axes.minorticks_off()
        axes.grid(color="#DDDDDD", linewidth=0.6)
        axes.spines[["top", "right"]].set_visible(False)
        axes.legend(fontsize=8, frameon=False)
    figure.savefig(PICTURE)
