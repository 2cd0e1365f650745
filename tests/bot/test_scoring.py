"""The scorer must let a good answer pass and see each way in which an answer can be bad."""

from __future__ import annotations

import pytest

from bot.gold import AnswerLine, GoldQuestion
from bot.scoring import Base, score

REPORT = "Xã Mai Khê có 22 Tổ công nghệ số\n cộng đồng. Theo Nghị quyết số 03/NQ-CP, hồ sơ đạt trên 78%."
BASE = Base({"mk.txt": REPORT}, communes=["Mai Khê", "Lộc Khê"], reference=["30/2020/NĐ-CP"])
QUOTE = {"document": "mk.txt", "quote": "22 Tổ công nghệ số cộng đồng"}
GOOD = "Xã Mai Khê có 22 tổ công nghệ số cộng đồng."


def judged(expect: dict[str, object], **answer: object) -> list[str]:
    gold = GoldQuestion.model_validate(
        {
            "id": "1",
            "role": "officer",
            "question": "Mai Khê có mấy tổ?",
            "expect": {"status": "answered", **expect},
        }
    )
    line = AnswerLine.model_validate(
        {"id": "1", "status": "answered", "text": GOOD, "citations": [QUOTE], **answer}
    )
    return score([gold], [line], BASE).verdicts[0].reasons


SATISFIED: list[tuple[dict[str, object], dict[str, object]]] = [
    ({}, {}),
    ({"all_of": [["22"], ["không có trong bài", "tổ công nghệ số"]]}, {}),
    ({"all_of": [[">78%"]]}, {"text": "Đạt trên 78 phần trăm."}),
    ({"all_of": [["9/1/2025"]]}, {"text": "ban hành ngày 09/01/2025"}),
    ({"all_of": [["4-6"]]}, {"text": "mỗi tổ từ 4 đến 6 người"}),
    ({"none_of": ["26"]}, {"text": "Không phải 26 mà là 22."}),
    ({"sources": [{"seed": "mk.txt", "quote": "Mai Khê có 22 Tổ công nghệ số cộng đồng"}]}, {}),
    ({"sources": [{"seed": "mk.txt"}]}, {}),
    ({"instruments": ["03/NQ-CP"]}, {"text": "Ghi: Nghị quyết số 03/NQ-CP."}),
    ({"instruments_not": ["03/NQ-CP"]}, {"text": "Không nên dẫn 03/NQ-CP vì đã có văn bản thay thế."}),
    ({"bind": [{"who": ["Mai Khê"], "what": ["22"]}]}, {}),
    ({"bind_not": [{"who": ["Lộc Khê"], "what": ["22"]}]}, {"text": "Mai Khê: 22 tổ; Lộc Khê: không nêu."}),
    ({"affirm": [["Mai Khê"]], "deny": [["Lộc Khê"]]}, {"text": "Mai Khê có nêu.\nLộc Khê không nêu."}),
    ({"draft": {"placeholder": True}}, {"text": "Thành lập [… số liệu: số tổ …] tổ."}),
    ({"draft": {"unattributed": ["22"]}}, {"text": "Ví dụ 22 tổ ở nơi khác."}),
    ({}, {"text": "Theo 30/2020/NĐ-CP"}),
]

BROKEN: list[tuple[dict[str, object], dict[str, object], str]] = [
    ({"status": "insufficient_evidence"}, {}, "status answered"),
    ({"all_of": [["23"]]}, {}, "lacks 23"),
    ({"all_of": [[">78%"]]}, {"text": "Đạt 78%."}, "lacks >78%"),
    ({"all_of": [["2"]]}, {}, "lacks 2"),
    ({"none_of": ["22"]}, {}, "says 22"),
    ({"never": ["re:2+ to"]}, {}, "says re:2+ to"),
    ({"sources": [{"seed": "lk.txt"}]}, {}, "no expected source"),
    ({"sources": [{"seed": "mk.txt", "quote": "hồ sơ đạt trên 78%"}]}, {}, "no expected source"),
    ({"instruments": ["03/NQ-CP"]}, {"text": "Ghi: 03-NQ/CP"}, "lacks 03/NQ-CP"),
    ({"instruments_not": ["03/NQ-CP"]}, {"text": "Căn cứ 03/NQ-CP"}, "names 03/NQ-CP"),
    (
        {"bind": [{"who": ["Mai Khê"], "what": ["22"]}]},
        {"text": "Lộc Khê: 22 tổ"},
        "22 not given to ['Mai Khê']",
    ),
    ({"bind_not": [{"who": ["Mai Khê"], "what": ["22"]}]}, {}, "22 given to ['Mai Khê']"),
    ({"affirm": [["Mai Khê"]]}, {"text": "Mai Khê không nêu."}, "denies Mai Khê"),
    ({"deny": [["Mai Khê"]]}, {}, "does not deny Mai Khê"),
    ({"draft": {"placeholder": True}}, {"text": "Thành lập 22 tổ [1]."}, "no open slot"),
    ({"draft": {"unattributed": ["22"]}}, {"text": "Thành lập 22 tổ."}, "borrows 22"),
    ({}, {"text": "Theo 99/NQ-CP"}, "fabricated 99/NQ-CP"),
    ({}, {"instruments": ["12-CT/TW"]}, "fabricated 12-CT/TW"),
    ({}, {"citations": [{"document": "mk.txt", "quote": "23 Tổ công nghệ"}]}, "untrue quote of mk.txt"),
    ({}, {"citations": [{"document": "khác.txt", "quote": "22 Tổ"}]}, "untrue quote of khác.txt"),
    ({}, {"text": " "}, "no answer"),
    ({}, {"text": "x" * 6001}, "too long"),
]


@pytest.mark.parametrize(("expect", "answer"), SATISFIED)
def test_lets_pass(expect: dict[str, object], answer: dict[str, object]) -> None:
    assert judged(expect, **answer) == []


@pytest.mark.parametrize(("expect", "answer", "reason"), BROKEN)
def test_sees(expect: dict[str, object], answer: dict[str, object], reason: str) -> None:
    assert reason in judged(expect, **answer)


def test_quote_may_join_pieces_in_order_only() -> None:
    assert judged({}, citations=[{"document": "mk.txt", "quote": "Xã Mai Khê … trên 78%"}]) == []
    assert judged({}, citations=[{"document": "mk.txt", "quote": "trên 78% … Xã Mai Khê"}]) != []


def test_figures_without_a_quote_are_reported() -> None:
    gold = GoldQuestion.model_validate(
        {"id": "1", "role": "officer", "question": "?", "expect": {"status": "answered"}}
    )
    line = AnswerLine.model_validate(
        {"id": "1", "status": "answered", "text": "Đạt 91%, 22 tổ.", "citations": [QUOTE]}
    )
    report = score([gold], [line], BASE)
    assert report.verdicts[0].unsupported == ["91"]
    assert report.record()["unsupported_figures"] == 1


def test_refusals_leave_out_questions_where_either_is_honest() -> None:
    def gold(id: str, status: str, *also: str) -> GoldQuestion:
        expect = {"status": status, "status_also": list(also)}
        return GoldQuestion.model_validate({"id": id, "role": "officer", "question": "?", "expect": expect})

    def line(id: str, status: str) -> AnswerLine:
        return AnswerLine(id=id, status=status, text="Kho không có.")

    questions = [
        gold("1", "insufficient_evidence"),
        gold("2", "not_allowed", "insufficient_evidence"),
        gold("3", "insufficient_evidence", "answered"),
        gold("4", "answered"),
    ]
    lines = [
        line("1", "answered"),
        line("2", "not_allowed"),
        line("3", "not_allowed"),
        line("4", "not_allowed"),
    ]
    assert score(questions, lines, BASE).refusals() == (0.5, 0.5)
