from collections.abc import Callable
from datetime import UTC, date, datetime

from sheetsync.journal import Journal
from sheetsync.journal.drafts import Draft
from sheetsync.journal.memory import DigestItem, RememberedNotice
from sheetsync.letters.letter import LetterKey
from sheetsync.testing.clock import StillClock

OpenJournal = Callable[..., Journal]
NOON = datetime(2026, 4, 2, 9, tzinfo=UTC)
KEY = LetterKey("monthly", "P-001", "2026-03")


def draft(place: str) -> Draft:
    return Draft(KEY, place, "b***@vector.example", "Отчёт", "0011", "R-1", NOON)


def test_a_published_tab_is_remembered_as_it_was(open_journal: OpenJournal) -> None:
    content = [["Код", "Балл"], ["P-001", 84.5], ["P-002", None]]
    open_journal().memory.remember_published({"ratings": content, "overdue": []})
    open_journal().memory.remember_published({"overdue": [["Счёт"]]})
    memory = open_journal().memory
    assert memory.published("ratings") == content
    assert memory.published("overdue") == [["Счёт"]]
    assert memory.published("packs") is None


def test_a_published_tab_takes_little_room(open_journal: OpenJournal) -> None:
    journal = open_journal()
    journal.memory.remember_published({"register": [["ООО «Вектор»", 1200]] * 20_000})
    [[size]] = journal._store.rows("SELECT length(content) FROM published")
    assert size < 6_000


def test_row_counts_of_the_last_good_run_are_remembered(open_journal: OpenJournal) -> None:
    open_journal().memory.remember_row_counts({"invoices": 10, "jobs": 3})
    open_journal().memory.remember_row_counts({"invoices": 12})
    assert open_journal().memory.row_counts() == {"invoices": 12, "jobs": 3}


def test_done_periods_are_remembered_by_job(open_journal: OpenJournal) -> None:
    memory = open_journal().memory
    for period in ("2026-02", "2026-03", "2026-03"):
        memory.remember_period("monthly-reports", period)
    assert open_journal().memory.done_periods("monthly-reports") == {"2026-02", "2026-03"}
    assert memory.done_periods("ratings") == frozenset()


def test_a_job_is_known_since_it_was_first_asked_for(
    open_journal: OpenJournal, clock: StillClock
) -> None:
    assert open_journal().memory.job_known_since("ratings") == NOON
    clock.sleep(3600)
    assert open_journal().memory.job_known_since("ratings") == NOON


def test_digest_items_are_remembered_by_level_and_day(open_journal: OpenJournal) -> None:
    first = {"overdue/СЧ-1": DigestItem(2, date(2026, 4, 1)), "b": DigestItem(1, date(2026, 4, 1))}
    open_journal().memory.remember_digest_items(first)
    open_journal().memory.remember_digest_items({"b": DigestItem(3, date(2026, 4, 2))})
    assert open_journal().memory.digest_items() == {
        "overdue/СЧ-1": DigestItem(2, date(2026, 4, 1)),
        "b": DigestItem(3, date(2026, 4, 2)),
    }


def test_the_last_notice_of_a_topic_is_remembered(open_journal: OpenJournal) -> None:
    memory = open_journal().memory
    assert memory.notice("letters") is None
    memory.remember_notice("letters", RememberedNotice("P-001 held", date(2026, 4, 1)))
    memory.remember_notice("letters", RememberedNotice("P-002 held", date(2026, 4, 2)))
    assert open_journal().memory.notice("letters") == RememberedNotice(
        "P-002 held", date(2026, 4, 2)
    )


def test_memories_belong_to_one_spreadsheet(open_journal: OpenJournal) -> None:
    memory = open_journal("S1").memory
    memory.remember_row_counts({"invoices": 10})
    memory.remember_published({"ratings": []})
    memory.remember_period("ratings", "2026-03")
    memory.remember_notice("letters", RememberedNotice("x", date(2026, 4, 1)))
    memory.remember_digest_items({"a": DigestItem(1, date(2026, 4, 1))})
    other = open_journal("S2").memory
    assert other.row_counts() == {}
    assert other.published("ratings") is None
    assert other.done_periods("ratings") == frozenset()
    assert other.notice("letters") is None
    assert other.digest_items() == {}


def test_a_draft_is_remembered_by_its_place(open_journal: OpenJournal) -> None:
    journal = open_journal()
    journal.drafts.add(draft("letters"), [{"row_id": "1"}])
    journal.drafts.add(draft("anna@company.example"), [])
    journal.drafts.add(draft("letters"), [])
    assert sorted(open_journal().drafts.all(), key=lambda each: each.place) == [
        draft("anna@company.example"),
        draft("letters"),
    ]
    assert journal.log_queue.waiting().rows == ({"row_id": "1"},)
    assert open_journal("S2").drafts.all() == ()


def test_a_forgotten_draft_may_be_made_again(open_journal: OpenJournal) -> None:
    journal = open_journal()
    journal.drafts.add(draft("letters"), [])
    assert journal.drafts.forget(KEY) == 1
    assert journal.drafts.forget(KEY) == 0
    assert journal.drafts.all() == ()


def test_the_figures_of_a_letter_are_remembered(open_journal: OpenJournal) -> None:
    memory = open_journal().memory
    assert memory.figures(str(KEY)) == {}
    memory.remember_figures(str(KEY), {"оплачено": "12 000,00 ₽"})
    assert open_journal().memory.figures(str(KEY)) == {"оплачено": "12 000,00 ₽"}
    assert open_journal("S2").memory.figures(str(KEY)) == {}
