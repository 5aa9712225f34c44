"""Text becomes cells: safe, measured, cut, wrapped."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from fundledger.tui.kit.columns import Column, grid, in_columns, share_out
from fundledger.tui.kit.text import (
    REPLACEMENT,
    Span,
    bar,
    beside,
    fit,
    fit_line,
    line_len,
    tidy,
    wrap,
)

HAN = "社区慈善治理基金"
texts = st.text(max_size=80)
widths = st.integers(0, 60)


@given(texts, widths)
def test_a_fitted_text_is_exactly_as_wide_as_asked(text: str, width: int) -> None:
    assert cell_len(fit(text, width)) == width
    assert cell_len(fit(text, width, right=True)) == width


@given(st.lists(texts, max_size=5), widths)
def test_a_fitted_line_is_exactly_as_wide_as_asked(
    parts: list[str], width: int
) -> None:
    assert line_len(fit_line([Span(part) for part in parts], width)) == width


@given(texts, st.integers(4, 60))
def test_no_wrapped_line_is_too_wide_and_nothing_but_spaces_is_lost(
    text: str, width: int
) -> None:
    lines = wrap(text, width)
    assert all(cell_len(line) <= width for line in lines)
    characters = "".join("".join(lines).split())
    assert characters == "".join("".join(map(tidy, text.splitlines())).split())


@given(texts)
def test_a_tidy_text_moves_no_cursor(text: str) -> None:
    steers = {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"}
    assert not steers & {unicodedata.category(char) for char in tidy(text)}


def test_chinese_breaks_anywhere_but_never_before_closing_punctuation() -> None:
    assert wrap("材料齐全，预算合理。", 8) == ["材料齐", "全，预算", "合理。"]


def test_words_stay_whole_where_they_fit() -> None:
    assert wrap("the books are only read", 10) == ["the books", "are only", "read"]


def test_a_word_that_fits_nowhere_is_cut() -> None:
    assert wrap("a" * 10, 4) == ["aaaa", "aaaa", "aa"]


def test_line_breaks_of_a_text_are_kept() -> None:
    assert wrap("一\n二", 10) == ["一", "二"]


def test_a_cut_shows_and_half_a_character_is_never_left() -> None:
    assert fit(HAN, 7) == "社区慈…"
    assert fit(HAN, 6) == "社区… "


def test_joiners_and_direction_marks_do_not_reach_the_terminal() -> None:
    assert tidy("👨\u200d👩") == "👨👩"
    assert tidy("a\u202eb\x1b") == f"a{REPLACEMENT}b{REPLACEMENT}"
    assert tidy("a\nb\tc") == "a b c"
    assert tidy("🇨🇳 👍🏽") == "CN 👍"


@pytest.mark.parametrize(("part", "whole"), [(0, 5), (-1, 5), (5, 0)])
def test_nothing_has_no_bar(part: int, whole: int) -> None:
    assert not bar(part, whole, 10)


@given(st.integers(1, 10**15), st.integers(1, 10**15), st.integers(1, 40))
def test_whatever_is_there_is_seen_and_no_bar_is_too_long(
    part: int, whole: int, width: int
) -> None:
    assert 1 <= cell_len(bar(part, whole, width)) <= width


def test_the_right_side_yields_where_there_is_no_room_for_both() -> None:
    left, right = [Span("左左")], [Span("右右")]
    assert "".join(each.text for each in beside(left, right, 9)) == "左左 右右"
    assert "".join(each.text for each in beside(left, right, 8)) == "左左    "


@given(st.integers(20, 200))
def test_columns_share_a_width_without_passing_it(width: int) -> None:
    columns = [
        Column("甲", 6),
        Column("乙"),
        Column("丙"),
        Column("丁", 9, wide_from=80),
    ]
    widths = share_out(columns, width)
    line = in_columns(columns, widths, [Span(HAN)] * 4)
    assert line_len(line) == width


def test_a_small_table_has_its_headings_first() -> None:
    lines = grid([Column("数", 4, right=True)], [[Span("1")], [Span("22")]], 10)
    assert ["".join(s.text for s in line) for line in lines] == [
        "  数 ",
        "   1 ",
        "  22 ",
    ]
