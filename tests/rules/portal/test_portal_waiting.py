"""What partners sent and nobody has answered: To do, Dashboard, digest."""

from dataclasses import replace
from datetime import date, datetime
from html import unescape

import pandas as pd
import pytest

from sheetsync.config import Config
from sheetsync.dates import WorkCalendar
from sheetsync.language import Lang
from sheetsync.letters.digest import write_digest
from sheetsync.letters.house_links import HouseLinks
from sheetsync.letters.rendering import Templates
from sheetsync.rules.attention import attention
from sheetsync.rules.dashboard import dashboard
from sheetsync.rules.dashboard.lines import Leads
from sheetsync.rules.digests import Digest, with_inbox
from sheetsync.rules.payables import payables
from sheetsync.rules.portal.waiting import Waiting, waiting_submissions
from sheetsync.tables.catalogue.portal import INBOX
from sheetsync.tables.frames import typed_frame
from sheetsync.tables.table import Tables
from sheetsync.testing.drawing import drawn
from sheetsync.workspace.doors import checked_templates

#: A Monday.
AS_OF = date(2026, 4, 13)
CALENDAR = WorkCalendar()
PARTNERS = """
    Partners
    Partner ID | Name   | Group | Status | Partner since | Curator
    P-001      | Вектор | g     | active | 2025-01-10    | Анна
    P-002      | Север  | g     | active | 2025-01-10    | Анна
"""


def inbox(*rows: tuple[str, str, str, datetime | None]) -> pd.DataFrame:
    """Rows of the Inbox: number, partner, state, when it came."""
    return typed_frame(
        INBOX.columns,
        [
            {
                "submission": no,
                "partner_id": partner,
                "partner": "Вектор",
                "kind": "invoice",
                "number": "31",
                "state": state,
                "received_at": at,
            }
            for no, partner, state, at in rows
        ],
    )


def at(day: int, hour: int = 10) -> datetime:
    return datetime(2026, 4, day, hour)  # noqa: DTZ001  # the sheet's own clock


SENT = inbox(
    ("S-9", "P-001", "waiting", at(13)),
    # Thursday: two working days end on this Monday.
    ("S-7", "P-001", "waiting", at(9)),
    ("S-6", "P-001", "waiting", at(8)),
    ("S-5", "P-002", "checking", at(1)),
    ("S-4", "P-001", "asked", at(1)),
    ("S-3", "P-001", "accepted", at(1)),
    ("S-2", "P-001", "waiting", None),
)


@pytest.fixture
def waiting() -> tuple[Waiting, ...]:
    return waiting_submissions(SENT, CALENDAR, 2, AS_OF)


@pytest.fixture
def tables() -> Tables:
    return drawn(PARTNERS, entry_owner="In@we.example", accountant_email="buh@we.example")


def test_what_waits_for_us_is_told_oldest_first_and_late_after_the_promised_days(
    waiting: tuple[Waiting, ...],
) -> None:
    told = [(one.no, one.is_late) for one in waiting]
    assert told == [("S-5", True), ("S-6", True), ("S-7", False), ("S-9", False)]


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("ru", "S-6: счёт №\N{NO-BREAK SPACE}31, Вектор, с 08.04.2026"),
        ("en", "S-6: invoice no.\N{NO-BREAK SPACE}31, Вектор, since 8 April 2026"),
    ],
)
def test_a_line_says_what_it_is_whose_and_since_when(
    waiting: tuple[Waiting, ...], lang: Lang, line: str
) -> None:
    assert waiting[1].said(lang) == line


def test_to_do_has_one_line_a_partner_for_what_is_late(
    tables: Tables, waiting: tuple[Waiting, ...]
) -> None:
    many = (*waiting, *(replace(waiting[1], no=f"S-{n}") for n in range(20, 24)))
    rows = attention(tables, payables(tables, AS_OF), waiting=many)
    late = rows[rows["reason"] == "inbox"].to_dict("records")
    assert [row["partner_id"] for row in late] == ["P-002", "P-001"]
    assert [row["days"] for row in late] == [12, 5]
    assert late[1]["action"] == (
        "Решите по заявкам S-6, S-20, S-21: ждут с 08.04.2026. Они во вкладке «Входящие». "
        "Ещё таких: 2."
    )


def test_to_do_leads_to_the_desk_where_there_is_one(
    tables: Tables, waiting: tuple[Waiting, ...]
) -> None:
    found = payables(tables, AS_OF)
    rows = attention(tables, found, waiting=waiting, desk="https://p.example/desk")
    (action,) = rows[(rows["reason"] == "inbox") & (rows["partner_id"] == "P-001")]["action"]
    assert action == "Откройте https://p.example/desk и решите по заявкам S-6: ждут с 08.04.2026."


def test_the_dashboard_counts_what_waits_only_where_there_is_a_portal(
    tables: Tables, waiting: tuple[Waiting, ...]
) -> None:
    found = payables(tables, AS_OF)
    todo = attention(tables, found)
    leads = Leads({"inbox": "#gid=7"})
    without = dashboard(tables, found, None, todo, leads)
    assert "Портал" not in set(without["section"])
    (line,) = (
        dashboard(tables, found, None, todo, leads, waiting=waiting)
        .query("section == 'Портал'")
        .to_dict("records")
    )
    assert (line["count"], line["note"], line["link"]) == (
        4,
        "самая старая — с 01.04.2026",
        "#gid=7",
    )
    (none,) = (
        dashboard(tables, found, None, todo, leads, waiting=())
        .query("section == 'Портал'")
        .to_dict("records")
    )
    assert none["count"] == 0
    assert pd.isna(none["note"])


def test_who_enters_hears_of_all_that_waits_when_something_came_or_became_late(
    tables: Tables, waiting: tuple[Waiting, ...]
) -> None:
    (digest,) = with_inbox((), tables, AS_OF, waiting, {})
    assert digest.to == "In@we.example"
    assert [line.partition(":")[0] for line in digest.waiting] == ["S-5", "S-6", "S-7", "S-9"]
    remembered = {key: (level, AS_OF) for key, level in digest.marks}
    assert with_inbox((), tables, AS_OF, waiting, remembered) == ()
    later = waiting_submissions(SENT, CALENDAR, 2, date(2026, 4, 14))
    (again,) = with_inbox((), tables, AS_OF, later, remembered)
    assert again.waiting == tuple(one.said("ru") for one in later)


def test_it_joins_the_digest_that_is_due_and_leaves_others_alone(
    tables: Tables, waiting: tuple[Waiting, ...]
) -> None:
    of_accountant = Digest("buh@we.example", "", ("accountant",), "ru", AS_OF)
    of_owner = Digest("in@we.example", "Ира", ("curator",), "ru", AS_OF, held=("x",))
    both = with_inbox((of_accountant, of_owner), tables, AS_OF, waiting, {})
    assert [(one.to, len(one.waiting), one.held) for one in both] == [
        ("buh@we.example", 0, ()),
        ("in@we.example", 4, ("x",)),
    ]
    assert both[1].roles == ("curator",)


def test_the_accountant_hears_where_nobody_else_is_named_and_nobody_where_none_is(
    waiting: tuple[Waiting, ...],
) -> None:
    accountant = drawn(PARTNERS, accountant_email="buh@we.example")
    (digest,) = with_inbox((), accountant, AS_OF, waiting, {})
    assert (digest.to, digest.roles) == ("buh@we.example", ("accountant",))
    assert with_inbox((), drawn(PARTNERS, lang="ru"), AS_OF, waiting, {}) == ()
    assert with_inbox((), accountant, AS_OF, (), {}) == ()


@pytest.mark.parametrize(
    ("lang", "subject", "title"),
    [
        ("ru", "Заявки партнёров ждут: 4 — 13", "Ждут решения"),
        ("en", "Submissions wait: 4 — 13", "Waiting for a decision"),
    ],
)
def test_the_letter_says_it_in_subject_text_and_html(
    waiting: tuple[Waiting, ...], lang: Lang, subject: str, title: str
) -> None:
    named = drawn(PARTNERS, lang=lang, accountant_email="buh@we.example")
    named = replace(named, settings=replace(named.settings, lang=lang))
    (digest,) = with_inbox((), named, AS_OF, waiting, {})
    templates = Templates(checked_templates(Config(sandbox="x")))
    letter = write_digest(digest, templates)
    assert letter.subject.replace("\N{NO-BREAK SPACE}", " ").startswith(subject)
    assert title.upper() in letter.text
    assert title in letter.html
    for line in digest.waiting:
        assert line in letter.text
        assert line in unescape(letter.html)
    leading = write_digest(digest, templates, HouseLinks(desk="https://p.example/desk"))
    assert 'href="https://p.example/desk"' in leading.html
    assert "https://p.example/desk" in leading.text
    assert "/desk" not in letter.text + letter.html
