from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pytest

from sheetsync.language import Lang
from sheetsync.letters.notice import Told, fingerprint, notice_is_due, notice_of
from sheetsync.letters.overview import LetterEnding, LetterState, letter_rows, letter_states
from sheetsync.letters.samples import monthly_samples
from sheetsync.rules.monthly import Held, MonthlyPlan, Skipped
from sheetsync.tables.schema import Finding
from sheetsync.tables.table import Tables
from sheetsync.testing.drawing import drawn

SEND_ON = date(2026, 4, 2)
REPORT = replace(monthly_samples("ru")["busy"], partner_id="P-1", name="Вектор")
TO = ("n@north.example",)
PARTNERS = """
    Партнёры
    Код | Название | Почта для отчётов
    P-2 | Север    | n@north,example
"""
BAD_MAIL = Finding("V-PAR-01", "error", tab="partners", row=2, column="report_email", cell="C2",
                   value="n@north,example", effect="cell")  # fmt: skip
PLAN = MonthlyPlan(
    period="2026-03",
    as_of=date(2026, 4, 1),
    send_on=SEND_ON,
    closed=True,
    due=(REPORT,),
    held=(
        Held("P-2", "Север", (), "findings", (BAD_MAIL, BAD_MAIL)),
        Held("P-3", "Юг", (), "no_address"),
        Held("P-4", "Запад", TO, "month_open"),
    ),
    skipped=(
        Skipped("P-5", "Восток", TO, "silent"),
        Skipped("P-6", "Центр", TO, "declined"),
        Skipped("P-7", "Край", TO, "sent"),
    ),
)


def tables(lang: Lang = "ru") -> Tables:
    return drawn(PARTNERS, lang=lang)


def states(
    outcomes: Mapping[str, LetterEnding] | None = None, lang: Lang = "ru", plan: MonthlyPlan = PLAN
) -> Sequence[LetterState]:
    return letter_states(plan, tables(lang), outcomes or {})


def test_a_plan_is_told_line_by_line_trouble_first() -> None:
    told = [
        (one.partner_id, one.state, one.reason.replace("\u00a0", " "), one.cure) for one in states()
    ]
    assert told[1:] == [
        ("P-3", "held", "Нет почты для отчёта.",
         "Впишите адрес в «Партнёры» или поставьте «Отчёт: нет»."),
        ("P-4", "held", "Месяц март 2026 не закрыт.",
         "Когда все данные внесены, впишите 2026-03 в «Настройки», строка month_closed."),
        ("P-1", "due", "Уйдёт 2 апреля.", ""),
        ("P-5", "skipped", "Работ не было, писать не о чем.", ""),
        ("P-6", "skipped", "В «Партнёрах» стоит «Отчёт: нет».", ""),
        ("P-7", "sent", "Отчёт уже отправлен.", ""),
    ]  # fmt: skip
    partner_id, state, reason, cure = told[0]
    assert (partner_id, state) == ("P-2", "held")
    assert reason.startswith("Партнёры!C2: ")
    assert reason.endswith(" (+1)")
    assert cure


def test_one_finding_is_not_counted() -> None:
    plan = replace(PLAN, held=(replace(PLAN.held[0], findings=(BAD_MAIL,)),))
    assert not states(plan=plan)[0].reason.endswith(")")


def test_an_english_workbook_reads_english() -> None:
    told = {one.partner_id: (one.reason, one.cure) for one in states(lang="en")}
    assert told["P-3"] == (
        "There is no report e-mail.",
        "Enter an address in Partners, or set Monthly report to no.",
    )
    assert told["P-4"] == (
        "March 2026 is not closed.",
        "Once all its data are in, enter 2026-03 in Settings, beside month_closed.",
    )
    assert told["P-1"] == ("Goes out on 2\u00a0April.", "")
    assert told["P-5"] == ("Nothing happened, so there is nothing to tell.", "")


@pytest.mark.parametrize(
    ("outcome", "cure"),
    [
        (LetterEnding("sent", SEND_ON), ""),
        (LetterEnding("drafted", SEND_ON), ""),
        (
            LetterEnding("failed", SEND_ON, "550 no such user"),
            "Исправьте причину. Если ошибка временная, письмо уйдёт при следующем запуске.",
        ),
        (
            LetterEnding("unknown", SEND_ON, "line broke"),
            "Спросите партнёра или посмотрите «Отправленные», затем попросите того, кто ведёт "
            "sheetsync, отметить это (sheetsync outbox resolve КЛЮЧ).",
        ),
    ],
)
def test_what_happened_outweighs_the_plan(outcome: LetterEnding, cure: str) -> None:
    told = next(one for one in states({"P-1": outcome}) if one.partner_id == "P-1")
    assert (told.state, told.when, told.reason, told.cure) == (
        outcome.state, SEND_ON, outcome.reason, cure,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("as_of", "urgent", "when"),
    [
        (date(2026, 4, 1), frozenset(), SEND_ON),
        (date(2026, 4, 6), frozenset(), date(2026, 4, 6)),
        (date(2026, 4, 1), frozenset({"P-1"}), date(2026, 4, 1)),
    ],
)
def test_a_letter_goes_on_its_day_or_at_once(
    as_of: date, urgent: frozenset[str], when: date
) -> None:
    plan = replace(PLAN, as_of=as_of, urgent=urgent)
    assert next(one.when for one in states(plan=plan) if one.partner_id == "P-1") == when


def test_the_letters_tab_shows_masked_addresses() -> None:
    rows = letter_rows(states(), mask=lambda address: address[:1] + "***")
    first, due = rows.iloc[2], rows.iloc[3]
    assert (due["kind"], due["partner_id"], due["period"]) == ("monthly", "P-1", "2026-03")
    assert (due["name"], due["state"], due["to"]) == ("Вектор", "due", "b***")
    assert due["when"].date() == SEND_ON
    assert first["to"] == "n***"
    assert rows["when"].isna().sum() == 6


def test_the_manager_is_told_of_letters_that_want_a_hand() -> None:
    notice = notice_of(PLAN, states(), "boss@company.example", "ru")
    assert [one.partner_id for one in notice.troubles] == ["P-2", "P-3"]
    assert (notice.month_open, notice.waiting) == (True, 1)
    assert (notice.to, notice.as_of, notice.period, notice.send_on) == (
        "boss@company.example", date(2026, 4, 1), "2026-03", SEND_ON,
    )  # fmt: skip


def test_a_letter_that_failed_is_told_although_the_month_was_reopened() -> None:
    failed = {"P-4": LetterEnding("failed", SEND_ON)}
    notice = notice_of(PLAN, states(failed), "boss@company.example", "ru")
    assert [one.partner_id for one in notice.troubles] == ["P-4", "P-2", "P-3"] or [
        one.partner_id for one in notice.troubles
    ] == ["P-2", "P-3", "P-4"]


HELD = LetterState("P-1", "Вектор", "2026-03", "held", None, "", "", ())


@pytest.mark.parametrize(
    ("others", "same"),
    [
        ([HELD], True),
        ([HELD, replace(HELD, partner_id="P-2", state="sent")], True),
        ([replace(HELD, reason="another")], True),
        ([HELD, replace(HELD, partner_id="P-2")], False),
        ([replace(HELD, state="failed")], False),
        ([replace(HELD, period="2026-04")], False),
        ([], False),
    ],
)
def test_the_fingerprint_is_of_the_set_of_troubles(
    others: list[LetterState], *, same: bool
) -> None:
    assert (fingerprint(others) == fingerprint([HELD])) == same


def test_the_order_of_lines_changes_no_fingerprint() -> None:
    other = replace(HELD, partner_id="P-2")
    assert fingerprint([HELD, other]) == fingerprint([other, HELD])


YESTERDAY, TODAY = date(2026, 4, 1), date(2026, 4, 2)


@pytest.mark.parametrize(
    ("now", "told", "due"),
    [
        ([HELD], Told(), True),
        ([HELD], Told(fingerprint([HELD]), YESTERDAY), False),
        ([HELD], Told("other", YESTERDAY), True),
        ([HELD], Told("other", TODAY), False),  # at most once a day
        ([], Told("other", YESTERDAY), False),
        ([replace(HELD, state="sent")], Told(), False),
    ],
)
def test_the_manager_is_told_when_the_set_changes_and_at_most_once_a_day(
    now: list[LetterState], told: Told, *, due: bool
) -> None:
    assert notice_is_due(now, told, TODAY) == due
