"""Numbers of Groups and Rating rules at the ends of their ranges and beyond."""

from collections.abc import Callable
from datetime import date

import pytest

from sheetsync.rules.validation import ranges
from sheetsync.rules.validation.book import Book
from sheetsync.rules.validation.finding import findings_of
from sheetsync.tables.catalogue.ranges import GROUP_RANGES, RULE_RANGES, Range
from sheetsync.tables.catalogue.rating import GROUPS, RULES
from sheetsync.testing.drawing import drawn

Said = Callable[..., list[str]]
#: The least step outside that the column's kind can hold.
_STEP = {"integer": 1.0, "decimal": 0.5, "percent": 0.01}


def found(tab: str, column: str, value: float) -> list[tuple[str, str]]:
    described = {"groups": GROUPS, "rules": RULES}[tab]
    header = described.column(column).header("ru")
    percent = column_kind(tab, column) == "percent"
    text = (
        f"{value * 100:.0f} %" if percent else f"{value:.1f}".removesuffix(".0").replace(".", ",")
    )
    if tab == "groups":
        drawing = f"Группы\nКод группы | Название | {header}\ng | Г | {text}"
    else:
        drawing = f"Правила рейтинга\nГруппа | Показатель | {header}\ng | сроки | {text}"
    tables = drawn(drawing)
    assert tables.findings == ()
    book = Book(tables, date(2026, 4, 15))
    return [
        (finding.code, finding.column or "")
        for rule in ranges.RULES
        if rule.test is not ranges.fewer_jobs_for_a
        for finding in findings_of(rule, book)
    ]


def column_kind(tab: str, column: str) -> str:
    return {"groups": GROUPS, "rules": RULES}[tab].column(column).kind


CASES = [
    (tab, column, limits)
    for tab, limited in (("groups", GROUP_RANGES), ("rules", RULE_RANGES))
    for column, limits in limited.items()
]


@pytest.mark.parametrize(("tab", "column", "limits"), CASES, ids=[case[1] for case in CASES])
def test_a_number_outside_its_range_is_named_and_the_ends_are_not(
    tab: str, column: str, limits: Range
) -> None:
    step = _STEP[column_kind(tab, column)]
    code = "V-RUL-02" if tab == "rules" else "V-GRP-01"
    code = "V-SET-01" if column in {"payout_share", "docs_deadline_day"} else code
    assert limits.highest is not None
    least = limits.lowest + step if limits.above else limits.lowest
    assert [found(tab, column, value) for value in (least, limits.highest)] == [[], []]
    wrong = [(code, column)]
    assert found(tab, column, least - step) == wrong
    assert found(tab, column, limits.highest + step) == wrong
    assert found(tab, column, limits.highest * 1000) == wrong


def test_what_is_wrong_is_said_with_the_range(said: Said) -> None:
    drawing = "Группы\nКод группы | Название | {} \ng | Г | {}"
    assert said("V-GRP-01", drawing.format("Порог A", "101"), "ru") == [
        "Группы!C2: «Порог A» 101: нужно 0–100. Впишите число: 0–100."
    ]
    assert said("V-GRP-01", drawing.format("Полураспад, мес.", "0"), "en") == [
        "Группы!C2: “Полураспад, мес.” 0: it must be > 0, ≤ 120. Enter a number: > 0, ≤ 120."
    ]
    assert said("V-SET-01", drawing.format("Доля к выплате", "201 %"), "ru") == [
        "Группы!C2: «Доля к выплате»: 201 % не годится, нужно 0–200 %. Впишите число: 0–200 %."
    ]
    assert said("V-SET-01", drawing.format("Комплект", "vatt"), "en") == [
        "Группы!C2: “Комплект”: there is no set “vatt”. "
        "Name a set of Settings (docset_…) or list the documents, joined by +."
    ]


@pytest.mark.parametrize("name", ["vat", "invoice+act", "own", ""])
def test_a_document_set_that_there_is_stops_nothing(said: Said, name: str) -> None:
    drawing = f"Группы\nКод группы | Название | Комплект\ng | Г | {name}\nh | Г | {name}"
    assert said("V-SET-01", drawing, "ru", document_sets={"own": "invoice"}) == []


@pytest.mark.parametrize(
    ("jobs", "jobs_a", "told"),
    [
        ("5", "4", ["Группы!D2: «Мин. работ для A» 4: нужно ≥ 5. Впишите число: ≥ 5."]),
        ("5", "5", []),
        ("10", "", []),
        ("", "2", ["Группы!D2: «Мин. работ для A» 2: нужно ≥ 3. Впишите число: ≥ 3."]),
    ],
)
def test_tier_a_asks_for_no_fewer_jobs_than_a_rating(
    said: Said, jobs: str, jobs_a: str, told: list[str]
) -> None:
    drawing = (
        f"Группы\nКод группы | Название | Мин. работ | Мин. работ для A\ng | Г | {jobs} | {jobs_a}"
    )
    assert said("V-GRP-01", drawing, "ru") == told
