"""Answers as messages: always valid for Telegram, nothing lost in splitting."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.assistant.models import Answer, Claim, ClaimStyle, SourceRef, Status, Table
from bot.rendering.message import place, plain_text, rich_html, telegram_html
from bot.rendering.pieces import PIECE_UNITS, text_html, units
from tests.fakes.telegram_check import INLINE_TAGS, check_rich, parse_html

_WORDS = st.text(st.sampled_from("aạ<>&\"'`* \n😀.;b"), min_size=1, max_size=9000)
_LINE = st.text(st.sampled_from("aạ<>&\"'`* 😀"), min_size=1, max_size=40)


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    sources = tuple(
        SourceRef(
            document=draw(_LINE), section=draw(_LINE), quote=draw(_WORDS), readable=draw(st.none() | _LINE)
        )
        for _ in range(draw(st.integers(0, 14)))
    )
    numbers = st.lists(st.integers(0, max(len(sources) - 1, 0)), max_size=3) if sources else st.just([])
    claims = tuple(
        Claim(
            text=draw(_WORDS),
            style=draw(st.sampled_from(ClaimStyle)),
            label=draw(st.none() | _LINE),
            sources=tuple(draw(numbers)),
        )
        for _ in range(draw(st.integers(1, 4)))
    )
    table = draw(st.none() | st.just(Table(header=("Đơn vị", "A<b>", "C"), rows=(("x & y", "1", "2"),))))
    return Answer(
        status=Status.ANSWERED, claims=claims, sources=sources, table=table, warnings=(draw(_LINE),)
    )


@given(answers())
def test_every_piece_is_valid_html_within_the_limit(answer: Answer) -> None:
    for piece in telegram_html(answer):
        assert units(parse_html(piece, INLINE_TAGS)) <= PIECE_UNITS
    rich = rich_html(answer)
    assert rich is None or check_rich(rich) is not None


@given(answers())
def test_no_letter_of_an_answer_is_lost_in_splitting(answer: Answer) -> None:
    shown = "".join(parse_html(piece, INLINE_TAGS) for piece in telegram_html(answer))
    for letter in "aạ😀":
        expected = sum(claim.text.count(letter) for claim in answer.claims)
        assert shown.count(letter) >= expected


@given(_WORDS)
def test_words_of_ours_are_escaped(words: str) -> None:
    for piece in text_html(words):
        assert units(parse_html(piece, INLINE_TAGS)) <= PIECE_UNITS


def test_the_answer_stands_before_its_sources_and_warnings() -> None:
    answer = Answer(
        status=Status.ANSWERED,
        claims=(
            Claim(text="Trên 80 %", sources=(0,)),
            Claim(text="26 tổ", sources=(1,), style=ClaimStyle.BULLET),
        ),
        sources=(
            SourceRef(document="a.docx", section="II", quote="đạt trên 80%", commune="xã Mai Khê", page=3),
            SourceRef(document="b.docx", section="title", quote="26 tổ"),
        ),
        warnings=("Nên đối chiếu.",),
    )
    assert plain_text(answer) == (
        "Trên 80 % [1]\n\n• 26 tổ [2]\n\nNguồn (2)\n"
        "[1] «đạt trên 80%» – xã Mai Khê, mục II, trang 3 (a.docx)\n"
        "[2] «26 tổ» – trích yếu (b.docx)\n\n⚠️ Nên đối chiếu."
    )


def test_marks_are_left_out_where_they_tell_nothing() -> None:
    sources = tuple(SourceRef(document=f"{n}.docx", section="I", quote="q") for n in range(2))
    claims = (Claim(text="A", sources=(0, 1)), Claim(text="B", sources=(1, 0)), Claim(text="C"))
    answer = Answer(status=Status.ANSWERED, claims=claims, sources=sources)
    assert plain_text(answer).startswith("A\n\nB\n\nC\n\n")


def test_a_source_that_is_not_signed_yet_says_so() -> None:
    source = SourceRef(
        document="du-thao.docx", section="II", quote="đạt 85%", commune="xã Lộc Khê", unsigned=True
    )
    assert place(source) == "xã Lộc Khê, mục II, bản dự thảo, còn trống số, ngày (du-thao.docx)"
    answer = Answer(status=Status.ANSWERED, claims=(Claim(text="85%", sources=(0,)),), sources=(source,))
    shown = plain_text(answer), *telegram_html(answer), rich_html(answer) or ""
    assert all("bản dự thảo, còn trống số, ngày" in text for text in shown)
