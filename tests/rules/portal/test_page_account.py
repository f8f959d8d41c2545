"""Rating, jobs and papers of a partner's page: what tabs, `explain` and the letter say, no more."""

from datetime import UTC, date, datetime

import msgspec
import pandas as pd
import pytest

from sheetsync.rules.monthly.papers import papers
from sheetsync.rules.payables import payables
from sheetsync.rules.portal.page import PageTerms, partner_pages
from sheetsync.rules.portal.page_parts import PartnerPage
from sheetsync.rules.portal.page_rated import ScoreSheet
from sheetsync.rules.portal.rating_words import next_text, score_text
from sheetsync.rules.rating import Ratings, facts_from_tables, rate, rules_from_tables
from sheetsync.rules.rating.explanation import explanation
from sheetsync.rules.rating.publication import publication
from sheetsync.tables.table import Tables
from sheetsync.testing.drawing import drawn

AS_OF = date(2026, 4, 3)
NOW = datetime(2026, 4, 3, 9, tzinfo=UTC)
NETWORK = """
    Groups
    Group ID | Name | Word for a job | Window, months | Min jobs | Answer within, h | Grace, days | Payout share
    g        | G    | order          | 3              | 2        | 24               | 1           | 80 %
    z        | Z    |                |                |          |                  |             |

    Rating rules
    Group | KPI     | Weight | 0 points at | 100 points at | Add average records
    g     | on time | 2      | 50 %        | 100 %         | 0
    g     | defects | 1      | 20 %        | 0 %           | 0

    Partners
    Partner ID | Name   | Group | Status | Partner since
    P-001      | Вектор | g     | active | 2025-01-10
    P-002      | Север  | g     | active | 2025-01-10
    P-003      | Юг     | g     | active | 2025-01-10
    P-004      | Запад  | z     | active | 2025-01-10

    Legal entities
    Entity ID | Partner ID | Legal name   | Kind    | Tax ID (INN) | VAT payer | Default
    E-1       | P-001      | ООО «Вектор» | company | '9900000017  | vat       | yes
    E-3       | P-002      | ООО «Север»  | company | '7701234560  | no VAT    | yes

    Agreements
    Entity ID | Kind     | Number | Status | Sent on    | Signed on  | Valid from | Valid to   | File
    E-1       | contract | 14/24  | active |            | 2024-01-10 | 2024-01-10 |            | https://drive.google.com/c
    E-1       | addendum | 2      | sent   | 2026-03-28 |            |            |            | https://drive.google.com/a
    E-1       | NDA      | 1      | active |            | 2024-01-10 | 2024-01-10 | 2026-03-01 |
    E-1       | other    | 9      | draft  |            |            |            |            | https://drive.google.com/d

    Jobs
    Job ID | Partner ID | Client  | Assigned         | Responded        | Status               | Due        | Done       | Amount | Defects
    J-1    | P-001      | Маша    | 2026-03-01 10:00 | 2026-03-02 10:00 | done                 | 2026-03-10 | 2026-03-11 | 100,00 | 0
    J-2    | P-001      |         | 2026-03-01 10:00 | 2026-03-02 10:01 | done                 | 2026-03-10 | 2026-03-12 | 100,00 | 2
    J-3    | P-001      |         |                  |                  | in progress          | 2026-03-20 |            |        |
    J-4    | P-001      |         |                  |                  | planned              | 2026-04-20 |            |        |
    J-5    | P-001      |         |                  |                  | cancelled by partner | 2026-02-05 |            |        |
    J-6    | P-001      |         |                  |                  | done                 | 2025-09-20 | 2025-09-20 | 100,00 |
    J-7    | P-002      |         |                  |                  | done                 | 2026-03-20 | 2026-03-20 | 100,00 |

    Feedback
    Date       | Job ID | Score | Source
    2026-03-12 | J-1    | 5     | client
    2026-03-14 | J-1    | 4     | client
    2026-03-15 | J-1    | 1     | curator

    Closing documents
    Entity ID | Month   | Kind        | Number | Date       | Status   | Received    | File                     | Comment
    E-1       | 2026-03 | act         | 4      | 2026-03-31 | received | 2026-04-01  | https://drive.google.com/x | хорошо
    E-1       | 2026-03 | VAT invoice | 4      | 2026-03-31 | rejected | 2026-04-01  |                            | нет печати
    E-1       | 2026-03 | KS-2        |        |            | expected |             |                            |
"""  # noqa: E501  # a sheet is as wide as it is
HISTORY = pd.DataFrame(
    {
        "period": ["2025-03", "2026-01", "2026-02", "2026-03"],
        "revision": [1, 1, 1, 1],
        "partner_id": ["P-001"] * 4,
        "group": ["g"] * 4,
        "score": [99.0, 61.0, None, 88.0],
        "tier": ["A", "B", "B", "A"],
    }
)


@pytest.fixture(scope="module")
def tables() -> Tables:
    return drawn(NETWORK, month_closed="2026-03")


@pytest.fixture(scope="module")
def ratings(tables: Tables) -> Ratings:
    money = payables(tables, AS_OF)
    facts = facts_from_tables(tables, money.packs, money.invoices)
    return rate(facts, rules_from_tables(tables), HISTORY, "2026-03", AS_OF)


def pages_of(tables: Tables, ratings: Ratings, history: pd.DataFrame) -> dict[str, PartnerPage]:
    sheet = ScoreSheet(ratings, publication(ratings, history), history)
    terms = PageTerms(as_of=AS_OF, computed_at=NOW, time_zone="Europe/Moscow", scores=sheet)
    return partner_pages(tables, payables(tables, AS_OF), terms)


@pytest.fixture(scope="module")
def pages(tables: Tables, ratings: Ratings) -> dict[str, PartnerPage]:
    return pages_of(tables, ratings, HISTORY)


def test_a_published_month_stands_and_todays_data_are_told_beside_it(
    ratings: Ratings, pages: dict[str, PartnerPage]
) -> None:
    rating = pages["P-001"].rating
    assert rating is not None
    assert (rating.score, rating.tier, rating.is_final) == (88.0, "A", True)
    shown = publication(ratings, HISTORY).summary.set_index("partner_id").loc["P-001"]
    assert rating.is_restated
    assert score_text(rating, "ru") == shown["why"]
    assert score_text(rating, "en").startswith("Published: 88.0, tier A. By today's data: ")


def test_words_are_those_of_explain_in_both_languages(tables: Tables, ratings: Ratings) -> None:
    pages = pages_of(tables, ratings, HISTORY.iloc[:0])
    for lang in ("ru", "en"):
        worded = ratings.worded(lang)
        for partner_id in ("P-001", "P-002"):
            rating = pages[partner_id].rating
            assert rating is not None
            told = explanation(worded, partner_id)
            assert score_text(rating, lang) == told.why
            assert next_text(rating, lang) == told.next
    not_rated = pages["P-002"].rating
    assert not_rated is not None
    assert score_text(not_rated, "ru") == "Не оценён, мало заказов: 1 заказ из 2."
    assert (not_rated.score, not_rated.tier) == (None, "")


def test_each_kpi_has_its_fact_its_target_and_what_it_took(pages: dict[str, PartnerPage]) -> None:
    rating = pages["P-001"].rating
    assert rating is not None
    on_time, defects = rating.kpis
    # J-1 within the grace of one day; J-2 and J-3 late; the cancelled one counts elsewhere.
    assert (on_time.n, round(on_time.raw or 0, 4), on_time.target) == (3, 0.3333, 1.0)
    assert (defects.raw, defects.target, round(defects.loss or 0, 2)) == (0.5, 0.0, 33.33)


def test_twelve_months_hold_what_was_published_and_no_older_one(
    pages: dict[str, PartnerPage],
) -> None:
    rating = pages["P-001"].rating
    assert rating is not None
    assert [(one.month, one.score, one.tier) for one in rating.months] == [
        ("2026-01", 61.0, "B"), ("2026-02", None, ""), ("2026-03", 88.0, "A"),
    ]  # fmt: skip
    assert (rating.since, rating.period) == ("2026-01", "2026-03")


def test_no_rank_among_fewer_than_five(pages: dict[str, PartnerPage]) -> None:
    rating = pages["P-001"].rating
    assert rating is not None
    assert (rating.rank, rating.of) == (None, None)


def test_where_nobody_wrote_rules_there_is_no_rating(pages: dict[str, PartnerPage]) -> None:
    assert pages["P-004"].rating is None


def test_targets_of_other_rules_are_not_told_of_a_published_month(
    tables: Tables, ratings: Ratings
) -> None:
    by_others = HISTORY.assign(rules_hash="of last year")
    rating = pages_of(tables, ratings, by_others)["P-001"].rating
    assert rating is not None
    assert {one.target for one in rating.kpis} == {None}


def test_jobs_are_of_the_month_they_came_in_or_were_promised_for(
    pages: dict[str, PartnerPage],
) -> None:
    jobs = {one.job_id: one for one in pages["P-001"].jobs}
    assert {no: one.month for no, one in jobs.items()} == {
        "J-1": "2026-03", "J-2": "2026-03", "J-3": "2026-03", "J-4": "2026-04", "J-5": "2026-02",
    }  # fmt: skip
    assert (jobs["J-1"].client, jobs["J-1"].score, jobs["J-1"].payout_minor) == ("Маша", 4, 8000)


def test_a_job_says_what_the_rating_counts_against_it(pages: dict[str, PartnerPage]) -> None:
    jobs = {one.job_id: (one.faults, one.days_late) for one in pages["P-001"].jobs}
    assert jobs == {
        "J-1": ((), 0),
        "J-2": (("late", "defective", "unanswered"), 1),
        "J-3": (("undelivered",), 0),
        "J-4": ((), 0),
        "J-5": (("cancelled",), 0),
    }


def test_packs_tell_what_came_and_what_lacks(tables: Tables, pages: dict[str, PartnerPage]) -> None:
    (pack,) = [one for one in pages["P-001"].packs if one.month == "2026-03"]
    assert [(one.kind, one.status, one.number, one.comment) for one in pack.papers] == [
        ("act", "received", "4", ""), ("sf", "rejected", "4", "нет печати"),
    ]  # fmt: skip
    money = payables(tables, AS_OF).packs
    row = money[(money["entity_id"] == "E-1") & (money["month"] == "2026-03")].iloc[0]
    assert (pack.state, pack.lacks) == (row["state"], row["missing"])
    assert pack.papers[0].url == "https://drive.google.com/x"


def test_agreements_that_want_something_come_first_and_drafts_are_ours(
    tables: Tables, pages: dict[str, PartnerPage]
) -> None:
    assert papers(tables, AS_OF).agreements["status"].eq("draft").any()
    assert [(one.kind, one.state, one.url[-2:]) for one in pages["P-001"].our_files] == [
        ("addendum", "unsigned", "/a"), ("nda", "expired", ""), ("contract", "active", "/c"),
    ]  # fmt: skip


def test_the_shelf_keeps_it_and_older_pages_still_read(pages: dict[str, PartnerPage]) -> None:
    page = pages["P-001"]
    assert msgspec.json.decode(msgspec.json.encode(page), type=PartnerPage) == page
    tree = msgspec.to_builtins(page)
    for name in ("rating", "jobs", "packs", "our_files"):
        del tree[name]
    assert msgspec.convert(tree, PartnerPage).jobs == ()
