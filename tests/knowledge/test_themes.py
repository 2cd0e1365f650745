"""Every theme is what its own examples are about."""

from __future__ import annotations

import pytest

from knowledge.themes import Theme, themes, themes_of


@pytest.mark.parametrize(
    ("theme", "example"), [(theme, example) for theme in themes() for example in theme.examples]
)
def test_example_is_of_its_theme(theme: Theme, example: str) -> None:
    assert themes_of(example)[0] == theme


@pytest.mark.parametrize("text", ["Trên đây là báo cáo của xã", "Xã đã tổ chức lễ hội mùa xuân", ""])
def test_no_theme(text: str) -> None:
    assert themes_of(text) == ()
