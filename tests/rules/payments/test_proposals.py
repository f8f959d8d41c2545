"""A proposal in a cell, and what people type instead: written, read, refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetsync.language.languages import languages
from sheetsync.language.money import NBSP
from sheetsync.rules.payments.proposals import (
    Instead,
    Part,
    Unreadable,
    instead_of,
    parts_of,
    proposal_text,
)
from sheetsync.tables.locales import conventions
from sheetsync.tables.number_words import WrittenDay


@pytest.mark.parametrize(
    ("parts", "lang", "text"),
    [
        ([], "ru", ""),
        ([Part("12", 5_000_000), Part("13", 2_000_000)], "ru", "№ 12 50 000,00; № 13 20 000,00"),
        ([Part("12", 5_000_000), Part("13", 5)], "en", "№ 12 50,000.00; № 13 0.05"),
        ([Part("УТ 15", 50_000_000)], "ru", '№ "УТ 15" 500 000,00'),
        ([Part("12;13", 100)], "ru", '№ "12;13" 1,00'),
        ([Part('"А"-1', 100)], "ru", '№ """А""-1" 1,00'),
        ([Part("12", 100, date(2026, 2, 1))], "ru", "№ 12 (01.02.2026) 1,00"),
        ([Part("12", 100, date(2026, 2, 1))], "en", "№ 12 (2026-02-01) 1.00"),
    ],
)
def test_a_proposal_stands_in_a_cell_as_people_read_it(
    parts: list[Part], lang: str, text: str
) -> None:
    assert proposal_text(parts, lang).replace(NBSP, " ") == text
    assert parts_of(text) == tuple(parts)


_NUMBERS = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"], include_characters=" "), min_size=1
).map(lambda text: " ".join(text.split()) or "1")
_PARTS = st.lists(
    st.builds(
        Part,
        _NUMBERS,
        st.integers(-(10**15), 10**15).filter(bool),
        st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1)),
    ),
    max_size=4,
)


@given(parts=_PARTS, lang=st.sampled_from(languages()), spaced=st.booleans())
def test_what_is_written_is_read_again(parts: list[Part], lang: str, *, spaced: bool) -> None:
    text = proposal_text(parts, lang)
    # Reading a cell makes wide spaces narrow ones.
    assert parts_of(text.replace(NBSP, " ").replace("\u202f", " ") if spaced else text) == tuple(
        parts
    )


@pytest.mark.parametrize(
    "text",
    [
        "#N/A", "#REF!", "нет", "12", "№ 12", "№ 12 50 000", "№ 12 50 000,0", "№ 12 50 000,00 №",
        "№ 12 50 000,00; и ещё", "№ 12 (99.99.2026) 1,00", "№ 12 50A000,00", "возврат 5,00",
    ],
)  # fmt: skip
def test_other_texts_are_no_proposal(text: str) -> None:
    assert parts_of(text) is None


@pytest.mark.parametrize("text", ["", " ", "\u00a0"])
def test_a_blank_cell_proposes_nothing(text: str) -> None:
    assert parts_of(text) == ()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", []),
        (" ; ", []),
        ("12", [("12", None)]),
        ("12; 13=20000", [("12", None), ("13", 2_000_000)]),
        ("12;13", [("12", None), ("13", None)]),
        ("12, 13", [("12", None), ("13", None)]),
        ("12\n13 = 20 000,50", [("12", None), ("13", 2_000_050)]),
        ("13=20 000", [("13", 2_000_000)]),
        ("13=20\u00a0000,50", [("13", 2_000_050)]),
        ("13=20000.5", [("13", 2_000_050)]),
        ("13=20000,5", [("13", 2_000_050)]),
        ("13=20.000,50", [("13", 2_000_050)]),
        ("13=20,000.50", [("13", 2_000_050)]),
        ("13=20000-00", [("13", 2_000_000)]),
        ("13=20 000 руб.", [("13", 2_000_000)]),
        ("13=$20", [("13", 2_000)]),
        ("№ 12; сч. УТ-15=1", [("12", None), ("УТ-15", 100)]),
        ("12,13", [("12,13", None)]),
        ("14/24-А", [("14/24-А", None)]),
        ("УТ 15", [("УТ 15", None)]),
    ],
)
def test_what_people_type_instead_is_read(text: str, named: list[tuple[str, int | None]]) -> None:
    assert instead_of(text) == tuple(Instead(number, None, minor) for number, minor in named)


def test_a_day_behind_a_number_tells_two_of_one_number_apart() -> None:
    assert instead_of("12 от 01.02.2026; 12 от 1 марта = 5") == (
        Instead("12", WrittenDay(date(2026, 2, 1)), None),
        Instead("12", WrittenDay(date(2024, 3, 1), has_year=False), 500),
    )


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("12; 13=", "13="),
        ("13=много", "13=много"),
        ("13=0", "13=0"),
        ("13=-5", "13=-5"),
        ("13=1=2", "13=1=2"),
        ("=5", "=5"),
        ("б/н", "б/н"),
        ("12; № 12", "№ 12"),
        ("12; 0012=5", "0012=5"),
        # Twenty, or twenty thousand? Neither is taken.
        ("13=20,000", "13=20,000"),
        ("13=20.000", "13=20.000"),
    ],
)
def test_what_cannot_be_read_instead_is_named(text: str, piece: str) -> None:
    assert instead_of(text) == Unreadable(piece)


def test_the_locale_decides_about_a_single_sign() -> None:
    english = conventions("en_US")
    assert instead_of("13=20,000", english) == (Instead("13", None, 2_000_000),)
