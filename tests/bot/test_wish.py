"""Which messages wish for a draft, and of what."""

from __future__ import annotations

import pytest

from bot.assistant.draft import Draft
from bot.assistant.drafting.instructions import Change, instruction
from bot.assistant.drafting.wish import begins, wish_of
from bot.assistant.models import Question, Status
from bot.assistant.service import Assistant
from bot.assistant.understanding import vocabulary
from knowledge.models import SectionType
from knowledge.vietnamese import fold


@pytest.mark.parametrize(
    ("message", "wishes"),
    [
        ("soạn mụ trật tự đô thi cho bc xã", True),
        ("viet cai cach thu tuc hanh chinh cho xa minh", True),
        ("cho em cái mục tiêu đến 2028 để đưa vào báo cáo, con số để ngỏ", True),
        ("Viết tắt TTHC là gì?", False),
        ("Việt Nam có những xã nào trong kho", False),
        ("soạn công văn đôn đốc các đơn vị", False),
        ("soạn thảo văn bản là nhiệm vụ của ai", False),
    ],
)
def test_a_wish_to_draft_is_told_from_other_messages(message: str, wishes: bool) -> None:
    assert begins(message) is wishes


@pytest.mark.parametrize(
    ("message", "topic"),
    [
        ("soạn mụ trật tự đô thị cho bc xã", "trat tu"),
        ("viết đoạn hỗ trợ hộ nghèo cho xã mình, tên hộ để mình điền", "ho tro ngheo"),
        ("soạn mục xã hội học tập, số liệu chưa có số", "xa hoi hoc tap"),
    ],
)
def test_a_topic_keeps_its_words_and_no_other(sample_assistant: Assistant, message: str, topic: str) -> None:
    wish = wish_of(message, sample_assistant.corpus)
    found = wish.topic or wish.subject
    assert found is not None
    assert set(topic.split()) <= set(found.weights)
    assert not {"mu", "dien", "minh", "chua", "lieu"} & set(found.weights)


@pytest.mark.parametrize(
    "message",
    [
        "viết phần kiến nghị gửi Sở Y tế cho báo cáo khoa học công nghệ",
        "viet phan ket qua bao cao khoa hoc cong nghe theo de cuong cua so noi vu, so lieu de trong",
        "soạn mục khó khăn báo cáo khoa học công nghệ trình UBND thành phố",
    ],
)
def test_who_gets_the_paper_is_no_topic(sample_assistant: Assistant, message: str) -> None:
    wish = wish_of(message, sample_assistant.corpus)
    found = wish.topic or wish.subject
    assert found is not None
    assert not {"gui", "y", "te", "noi", "vu", "trinh", "theo", "thanh", "pho"} & set(found.weights)


@pytest.mark.parametrize(
    ("message", "change", "about"),
    [
        ("viết lại 1 câu thôi, ý xin bổ sung nhân lực", Change.ONE, "xin bo sung nhan luc"),
        ("rut gon con 1 cau de nghi tap huan thoi", Change.ONE, "de nghi tap huan"),
        ("rút gọn còn một câu về kinh phí nhé", Change.ONE, "kinh phi"),
        ("rút gọn thành 2 câu nhé", Change.ONE, ""),
        ("them y thieu phong hoc nua", Change.ADD, "thieu phong hoc"),
        ("thêm y tế cơ sở", Change.ADD, "y te co so"),
        ("thêm ý thức người dân", Change.ADD, "y thuc nguoi dan"),
    ],
)
def test_what_a_change_is_about(message: str, change: Change, about: str) -> None:
    told = instruction(message)
    assert told is not None
    assert (told.change, told.about) == (change, about)
    assert not begins(message)


def test_a_name_that_begins_another_names_no_part() -> None:
    assert vocabulary.section_types(fold("soạn đoạn kết quả xóa nhà tạm")) == (SectionType.RESULTS,)
    assert vocabulary.section_types(fold("soạn đoạn kết")) == (SectionType.CLOSING,)


@pytest.mark.parametrize(
    "message",
    [
        "chỗ nào là số của đơn vị khác thì bỏ ra, để trống cho mình điền",
        "bo het so lieu cua xa khac di",
        "đừng lấy số liệu của nơi khác",
    ],
)
def test_figures_of_others_are_asked_out(message: str) -> None:
    asked = instruction(message)
    assert asked is not None
    assert asked.change is Change.OWN_ONLY


def test_a_long_draft_shows_what_a_message_holds(sample_assistant: Assistant) -> None:
    said = sample_assistant.answer(Question(text="soạn giúp cả báo cáo cho xã Lộc Khê"))
    assert sum(len(claim.text) for claim in said.claims) < 4000
    assert said.step is not None
    assert isinstance(said.step.content, Draft)
    assert len(said.step.content.sentences) > len(said.claims)
    assert any("tệp Word" in claim.text for claim in said.claims)


def test_a_topic_that_only_a_plan_or_other_part_has_is_found(sample_assistant: Assistant) -> None:
    said = sample_assistant.answer(Question(text="soạn đoạn bảo đảm an toàn thông tin cho xã Lộc Khê"))
    assert said.status is Status.ANSWERED
    text = " ".join(claim.text for claim in said.claims)
    assert "Kho không có ý nào" not in text
    assert "an toàn" in text
