"""Questions about tables of tasks as conditions on rows; the times, bodies and posts they are read by."""

from __future__ import annotations

import pytest

from bot.assistant.models import Question
from bot.assistant.service import Assistant
from bot.assistant.signed import signed
from bot.assistant.tasks.bodies import bodies_of, body_named
from bot.assistant.tasks.due_times import Span, asked_span, due_spans
from bot.assistant.tasks.task_query import read, select
from bot.assistant.understand import understand
from knowledge.vietnamese import fold


@pytest.mark.parametrize(
    ("words", "spans"),
    [
        ("Trước ngày 30/6/2026", [Span((6, 30), (6, 30), 2026)]),
        ("Quý II, Quý IV", [Span((4, 1), (6, 31), None), Span((10, 1), (12, 31), None)]),
        ("Tháng 9/2026", [Span((9, 1), (9, 31), 2026)]),
        ("Báo cáo tháng 12 hằng năm", [Span((12, 1), (12, 31), None)]),
        ("ngày 15 tháng 11 năm 2026", [Span((11, 15), (11, 15), 2026)]),
        ("Thường xuyên", []),
        ("Nghị quyết số 57-NQ/TW", []),
    ],
)
def test_times_of_a_table(words: str, spans: list[Span]) -> None:
    assert due_spans(fold(words)) == spans


@pytest.mark.parametrize(
    ("question", "span"),
    [
        ("việc nào phải xong trước 30/6/2026", Span((1, 1), (6, 30), 2026)),
        ("sau tháng 10 còn việc gì", Span((10, 1), (12, 31), None)),
        ("6 tháng đầu năm 2026 làm gì", Span((1, 1), (6, 31), 2026)),
        ("quy 3 lam gi", Span((7, 1), (9, 31), None)),
        ("việc số 5 là gì", None),
    ],
)
def test_time_that_is_asked_for(question: str, span: Span | None) -> None:
    assert asked_span(fold(question)) == span


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("việc số 5 của Sa Đoài là gì", "5"),
        ("việc 3 và 4 phụ lục Sa Đoài", "3 4"),
        ("đầu việc 2 đến 4 Sa Đoài", "2 3 4"),
        ("mục 11 phụ lục Sa Đoài ai làm", "11"),
        ("phòng vhxh sa đoài chủ trì việc gì", "9 10 12"),
        ("phòng văn hóa xã hội sa đoài phối hợp việc gì", "2 11"),
        ("phong kinh te ha tang do thi sa doai chu tri viec gi", "4 7 8 11"),
        ("ai phối hợp với công an phường sa đoài trong các việc được giao", "6"),
        ("việc nào Sa Đoài thường xuyên", "2 6"),
        ("việc nào của Sa Đoài đến hạn trước 30/6", "1 3 4"),
        ("nhóm 2 phụ lục Sa Đoài có việc gì", "4 5 6"),
        ("nhom nhan luc, che do bao cao sa doai gom viec nao", "10 11 12"),
        ("việc nào của Sa Đoài có sản phẩm là báo cáo", "1 9 12"),
        ("việc nào có từ hai đơn vị chủ trì ở Sa Đoài", ""),
        ("việc nào ở Sa Đoài không ghi sản phẩm", ""),
        ("bên sa đoài việc rà soát điểm lõm sóng giao ai", "4"),
        ("phòng vhxh sa đoài chủ trì hay phối hợp việc gì", "2 9 10 11 12"),
        ("sa đoài ai chủ trì mua xe cứu hỏa", ""),
    ],
)
def test_rows_that_a_question_means(sample_assistant: Assistant, question: str, numbers: str) -> None:
    corpus = sample_assistant.corpus
    asked = understand(Question(text=question), corpus)
    rows = corpus.snapshot.tasks(corpus.near(asked.folded, asked.codes))
    found = select(read(asked, corpus, rows), rows)
    assert " ".join(task.number or "" for _, task in found) == numbers


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("van phong lam gi", "Văn phòng HĐND và UBND"),
        ("trung tâm phục vụ hành chính công làm gì", "Trung tâm Phục vụ hành chính công"),
        ("công an được giao gì", "Công an phường"),
        ("trung tâm làm gì", None),  # two begin so
        ("trạm y tế làm gì", None),
    ],
)
def test_body_that_a_question_names(sample_assistant: Assistant, question: str, name: str | None) -> None:
    body = body_named(fold(question), bodies_of(sample_assistant.corpus.snapshot.tasks()))
    assert (body.name if body else None) == name


def test_posts_of_signers(sample_assistant: Assistant) -> None:
    corpus = sample_assistant.corpus
    said = {name: post.said for name, post in signed(corpus, corpus.documents).items()}
    assert said == {
        "bao-cao-khcn-phuong-luong-thuy.docx": "Phó Chủ tịch (ký thay Chủ tịch)",
        "bao-cao-khcn-phuong-thuan-tri.pdf": "Phó Chủ tịch (ký thay Chủ tịch)",
        "bao-cao-khcn-xa-loc-khe.txt": "Phó Chủ tịch (ký thay Chủ tịch)",
        "bao-cao-khcn-xa-mai-khe.pdf": "Chủ tịch",
        "bao-cao-khcn-xa-truong-nhue.txt": "Chủ tịch",
        "bao-cao-y-te-xa-mai-khe.docx": "Phó Chủ tịch (ký thay Chủ tịch)",
        "cong-van-so-khcn-de-nghi-bao-cao.pdf": "Phó Giám đốc (ký thay Giám đốc)",
        "ke-hoach-khcn-phuong-sa-doai.docx": "Chủ tịch",
    }
