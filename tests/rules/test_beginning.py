"""An empty or half-filled workbook says what to fill in next."""

from datetime import date

import pytest

from sheetsync.language import Lang
from sheetsync.rules.beginning import are_taken, first_steps, holds_nothing, marked
from sheetsync.rules.dashboard import dashboard
from sheetsync.rules.dashboard.lines import Leads
from sheetsync.rules.payables import payables
from sheetsync.tables.catalogue.care import ATTENTION
from sheetsync.tables.frames import typed_frame
from sheetsync.tables.table import Tables
from sheetsync.testing.drawing import drawn
from sheetsync.workspace.options import Outcome, Section
from sheetsync.workspace.outcomes.emptiness import told_as_begun

AS_OF = date(2026, 4, 15)
PARTNER = """
    Partners
    Partner ID | Group
    P-1        | studios
    """
ENTITY = """
    Legal entities
    Entity ID | Partner ID
    E-1       | P-1
    """
RULES = """
    Groups
    Group ID | Name
    studios  | Студии

    Rating rules
    Group   | KPI
    studios | on time
    """
JOB = """
    Jobs
    Job ID | Partner ID
    1      | P-1
    """
INVOICE = """
    Invoices
    Number | Entity ID
    1      | E-1
    """
SENDER = {"company": "ООО «Организатор»", "manager_email": "m@organizer.example"}
FULL = PARTNER + ENTITY + RULES + INVOICE


def lacking(tables: Tables) -> dict[str, str]:
    return {step.code: step.lacks for step in first_steps(tables) if not step.is_done}


def shown(tables: Tables) -> list[tuple[str, str, str]]:
    """Item, note and link of the Dashboard's steps."""
    links = {"partners": "#partners", "entities": "#entities", "settings": "#settings"}
    rows = dashboard(
        tables, payables(tables, AS_OF), None, typed_frame(ATTENTION.columns), Leads(links)
    )
    steps = rows[rows["section"].isin(["С чего начать", "Where to start"])]
    told = steps[["item", "note", "link"]].astype("object").fillna("")
    return [(str(item), str(note), str(link)) for item, note, link in told.to_numpy()]


def test_of_an_empty_workbook_nothing_is_done() -> None:
    assert shown(drawn("")) == [
        (
            "→ 1. Впишите партнёров и их контрагентов: «Партнёры», «Контрагенты»",
            "пусто: «Партнёры», «Контрагенты»",
            "#partners",
        ),
        (
            "· 2. Замените примеры своими: «Группы», «Правила рейтинга»",
            "станет ясно, когда впишете партнёров",
            "",
        ),
        (
            "· 3. Внесите, что сделано и что к оплате: «Работы», «Счета»",
            "пусто: «Работы», «Счета»",
            "",
        ),
        (
            "· 4. Скажите, кто пишет партнёрам и кто им отвечает: «Настройки»",
            "не заполнено: Наше название (company), Почта руководителя (manager_email)",
            "#settings",
        ),
        (
            "· 5. Закройте первый месяц: «Настройки», строка month_closed",
            "когда месяц внесён целиком, впишите его: например, 2026-10",
            "#settings",
        ),
    ]


def test_what_is_done_is_ticked_and_the_next_step_pointed_at() -> None:
    half = drawn(PARTNER + INVOICE, company="ООО «Организатор»")
    assert [(item[:4], note) for item, note, _ in shown(half)] == [
        ("→ 1.", "пусто: «Контрагенты»"),
        ("· 2.", "нет правил для групп: studios"),
        ("✓ 3.", "сделано"),
        ("· 4.", "не заполнено: Почта руководителя (manager_email)"),
        ("· 5.", "когда месяц внесён целиком, впишите его: например, 2026-10"),
    ]
    assert shown(half)[0][2] == "#entities"
    more = drawn(PARTNER + ENTITY + RULES + INVOICE, company="ООО «Организатор»")
    assert [item[:4] for item, *_ in shown(more)] == ["✓ 1.", "✓ 2.", "✓ 3.", "→ 4.", "· 5."]


def test_once_all_is_done_nothing_is_said() -> None:
    full = drawn(FULL, month_closed="2026-03", **SENDER)
    assert are_taken(first_steps(full))
    assert shown(full) == []
    outcome = Outcome("overdue", 0, "all is well")
    assert told_as_begun(outcome, full) is outcome
    assert list(lacking(drawn(FULL, **SENDER))) == ["month"]


@pytest.mark.parametrize(
    ("rules", "lacks"),
    [
        ("Rating rules\nGroup | KPI\n* | on time", ""),
        ("Rating rules\nGroup | KPI\ndealers | on time", "нет правил для групп: Студии"),
        ("Rating rules\nGroup | KPI\nstudios | on time", ""),
    ],
)
def test_every_group_of_partners_wants_rules(rules: str, lacks: str) -> None:
    groups = "\nGroups\nGroup ID | Name\nstudios | Студии\ndealers | Дилеры\n"
    partners = "Partners\nPartner ID | Group\nP-1 | studios\nP-2 | studios\nP-3 |\n"
    assert lacking(drawn(partners + groups + rules)).get("rules", "") == lacks


def test_a_group_that_nobody_described_wants_it_though_rules_are_for_all() -> None:
    rules = "\nRating rules\nGroup | KPI\n* | on time\n"
    assert lacking(drawn(PARTNER + rules))["rules"] == "нет правил для групп: studios"


@pytest.mark.parametrize("tab", [JOB, INVOICE])
def test_jobs_or_invoices_are_enough(tab: str) -> None:
    assert "work" not in lacking(drawn(tab))


def test_account_managers_answer_as_well_as_a_manager() -> None:
    settings = "Settings\nKey | Value\ncompany | Мы\ncurators | Анна <a@organizer.example>"
    assert "sender" not in lacking(drawn(settings))
    blank = "Settings\nKey | Value\ncompany | Мы"
    told = lacking(drawn(blank))["sender"]
    assert told == "не заполнено: Почта руководителя (manager_email)"


def told(tables: Tables, exit_code: int = 0) -> tuple[Outcome, Section]:
    outcome = told_as_begun(Outcome("overdue", exit_code, "all is well"), tables)
    return outcome, outcome.sections[-1]


@pytest.mark.parametrize(
    ("lang", "title", "headers", "headline"),
    [
        (
            "ru",
            "С чего начать: сделано 0 из 5",
            ("Шаг", "Чего не хватает"),
            "В таблице пока ничего нет: начните с вкладки «Партнёры»",
        ),
        (
            "en",
            "Where to start: 0 of 5 done",
            ("Step", "What it lacks"),
            "Nothing in it yet: start with the tab 'Partners'",
        ),
    ],
)
def test_the_terminal_tells_the_steps(
    lang: Lang, title: str, headers: tuple[str, ...], headline: str
) -> None:
    empty = drawn("", lang=lang)
    assert holds_nothing(empty)
    outcome, section = told(empty)
    assert (section.title, section.headers, outcome.headline) == (title, headers, headline)
    assert [row[0] for row in section.rows] == marked(first_steps(empty), lang)
    assert outcome.payload == {
        "empty": True,
        "first_steps": ["partners", "rules", "work", "sender", "month"],
    }


def test_half_filled_keeps_what_the_job_says_and_adds_the_steps() -> None:
    half = drawn(PARTNER + ENTITY + RULES)
    outcome, section = told(half)
    assert (outcome.headline, section.title) == ("all is well", "С чего начать: сделано 2 из 5")
    assert section.rows[0][1] == ""
    assert outcome.payload == {"first_steps": ["work", "sender", "month"]}


def test_mistakes_do_not_hide_the_steps() -> None:
    outcome, section = told(drawn(""), exit_code=1)
    assert (outcome.headline, section.title) == ("all is well", "С чего начать: сделано 0 из 5")
    assert "empty" not in outcome.payload
