from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from sheetsync.dates import WorkCalendar
from sheetsync.language import Lang
from sheetsync.rules.attention import attention
from sheetsync.rules.payables import payables
from sheetsync.tables.catalogue.care import ATTENTION
from sheetsync.tables.catalogue.logs import LETTERS
from sheetsync.tables.catalogue.rating import RATING_HISTORY, RATINGS
from sheetsync.tables.frames import frame_name, typed_frame
from sheetsync.tables.table import Tables
from sheetsync.testing.drawing import drawn

AS_OF = date(2026, 4, 15)
#: A partner who is well looked after: touched yesterday, at work, under contract.
NETWORK = """
    Groups
    Group ID | Name    | Touch every, days
    studios  | Студии  | 10

    Partners
    Partner ID | Name  | Group   | Status   | Partner since | Curator
    P-1        | Север | studios | {status} | 2025-01-10    | Анна

    Legal entities
    Entity ID | Partner ID | Legal name  | Kind    | VAT    | Document set
    E-1       | P-1        | ООО «Север» | company | no VAT | none

    Touches
    Date       | Partner ID | Curator | Kind    | Note | Next on | Resolved
    {touches}

    Jobs
    Job ID | Partner ID | Status  | Assigned   | Due        | Done
    J-1    | P-1        | planned | {assigned} | {job_due}  |

    Agreements
    Entity ID | Kind     | Number | Status | Sent on | Signed on  | Valid to | Auto-renew | Reviewed on | File
    {agreements}
    """  # noqa: E501  # as wide as the tab
CONTRACT = "E-1 | contract | 14 | active | | 2026-01-10 | | | | https://drive.example/14"
TOUCH = "2026-04-14 | P-1 | Анна | | | |"


def network(
    status: str = "active",
    touches: str = TOUCH,
    agreements: str = CONTRACT,
    job_due: str = "2026-05-01",
    **options: object,
) -> Tables:
    assigned = "" if job_due == "" else "2026-01-20"
    return drawn(
        NETWORK.format(
            status=status,
            touches=touches.replace("\n", "\n    "),
            agreements=agreements.replace("\n", "\n    "),
            job_due=job_due,
            assigned=assigned,
        ),
        **options,  # type: ignore[arg-type]  # the caller names fields of Settings
    )


def told(tables: Tables, as_of: date = AS_OF) -> list[tuple[str, str, str, object, str]]:
    """Reason, severity, first day, days, action of every line."""
    rows = attention(tables, payables(tables, as_of))
    return [
        (
            str(row["reason"]),
            str(row["severity"]),
            "" if pd.isna(row["since"]) else f"{row['since']:%Y-%m-%d}",
            None if pd.isna(row["days"]) else row["days"],
            str(row["action"]),
        )
        for row in rows.to_dict("records")
    ]


def test_a_partner_who_is_looked_after_needs_no_attention() -> None:
    assert told(network()) == []


@pytest.mark.parametrize(
    ("touched_on", "lines"),
    [
        ("2026-04-05", []),  # ten days are allowed
        (
            "2026-04-04",
            [
                (
                    "neglected",
                    "warning",
                    "2026-04-04",
                    11,
                    "Позвоните или напишите: последний контакт 04.04.2026, нужен раз в "
                    "10\u00a0дней.",
                )
            ],
        ),
        (
            "2026-03-25",
            [
                (
                    "neglected",
                    "alarm",
                    "2026-03-25",
                    21,
                    "Позвоните или напишите: последний контакт 25.03.2026, нужен раз в "
                    "10\u00a0дней.",
                )
            ],
        ),
    ],
)
def test_a_partner_nobody_touched_is_neglected(touched_on: str, lines: list[object]) -> None:
    assert told(network(touches=f"{touched_on} | P-1 | Анна | | | |")) == lines


def test_a_partner_never_touched_is_neglected_since_the_beginning() -> None:
    assert told(network(touches="2026-04-16 | P-1 | Анна | | | |"), AS_OF) == [
        (
            "neglected",
            "alarm",
            "2025-01-10",
            460,
            "Позвоните или напишите: контактов ещё не было, нужен раз в 10\u00a0дней.",
        )
    ]


@pytest.mark.parametrize(
    ("status", "reasons"),
    [
        ("active", ["neglected"]),
        ("paused", ["neglected"]),
        ("onboarding", []),
        ("lead", []),
        ("ended", []),
    ],
)
def test_only_those_we_work_with_can_be_neglected(status: str, reasons: list[str]) -> None:
    lines = told(network(status, touches="2026-01-01 | P-1 | Анна | | | |"))
    assert [line[0] for line in lines] == reasons


def test_a_partner_whose_beginning_nobody_knows_is_neglected_too() -> None:
    tables = drawn(
        """
        Partners
        Partner ID | Name  | Group | Status
        P-1        | Север | other | active
        """
    )
    assert told(tables) == [
        (
            "neglected",
            "alarm",
            "",
            None,
            "Позвоните или напишите: контактов ещё не было, нужен раз в 30\u00a0дней.",
        )
    ]


@pytest.mark.parametrize(
    ("touches", "since"),
    [
        ("2026-04-10 | P-1 | Анна | | | 2026-04-14 |", "2026-04-14"),
        ("2026-04-10 | P-1 | Анна | | | 2026-04-15 |", None),  # it is today
        ("2026-04-10 | P-1 | Анна | | | 2026-04-12 |\n2026-04-12 | P-1 | Анна | | | |", None),
        (
            "2026-04-10 | P-1 | Анна | | | 2026-04-12 |\n2026-04-11 | P-1 | Анна | | | |",
            "2026-04-12",
        ),
        (
            "2026-04-10 | P-1 | Анна | | | 2026-04-12 |\n"
            "2026-04-11 | P-1 | Анна | | | 2026-04-20 |",
            None,  # put off
        ),
    ],
)  # fmt: skip
def test_a_promised_touch_is_missed_the_day_after(touches: str, since: str | None) -> None:
    action = "Свяжитесь, как обещали: контакт назначен на {}."
    expected = [
        ("promise", "warning", since, (AS_OF - date.fromisoformat(since)).days,
         action.format(f"{date.fromisoformat(since):%d.%m.%Y}"))
    ] if since else []  # fmt: skip
    assert told(network(touches=touches)) == expected


@pytest.mark.parametrize(
    ("touches", "line"),
    [
        ("2026-04-09 | P-1 | Анна | complaint | брак | |",
         ("complaint", "alarm", "2026-04-09", 6, "Закройте жалобу от 09.04.2026: «брак».")),
        ("2026-04-09 | P-1 | Анна | question | | |",
         ("complaint", "warning", "2026-04-09", 6, "Ответьте на вопрос от 09.04.2026.")),
        ("2026-04-10 | P-1 | Анна | complaint | брак | |", None),  # Wednesday is the third day
        ("2026-04-09 | P-1 | Анна | complaint | брак | | 2026-04-15", None),
        ("2026-04-09 | P-1 | Анна | complaint | брак | | 2026-04-16",
         ("complaint", "alarm", "2026-04-09", 6, "Закройте жалобу от 09.04.2026: «брак».")),
        ("2026-04-08 | P-1 | Анна | question | | |\n2026-04-09 | P-1 | Анна | complaint | брак | |",
         ("complaint", "alarm", "2026-04-09", 6,
          "Закройте жалобу от 09.04.2026: «брак». Ещё таких: 1.")),
    ],
)  # fmt: skip
def test_a_complaint_waits_three_working_days_at_most(
    touches: str, line: tuple[object, ...] | None
) -> None:
    assert told(network(touches=touches)) == ([line] if line else [])


def test_days_off_do_not_count_against_a_complaint() -> None:
    tables = network(touches="2026-04-09 | P-1 | Анна | complaint | брак | |")
    calendar = WorkCalendar({date(2026, 4, 13): "holiday"})
    assert told(replace(tables, calendar=calendar)) == []


@pytest.mark.parametrize(
    ("job_due", "line"),
    [
        ("2026-02-14", None),  # 60 days ago
        ("2026-02-13",
         ("silent", "warning", "2026-02-13", 61,
          "Узнайте, что случилось: последняя работа 13.02.2026.")),
        ("2026-12-01", None),  # work that lies ahead
    ],
)  # fmt: skip
def test_a_partner_without_work_is_silent(job_due: str, line: tuple[object, ...] | None) -> None:
    assert told(network(job_due=job_due)) == ([line] if line else [])


def test_a_partner_who_never_worked_is_silent_since_the_beginning() -> None:
    tables = network(job_due="")
    assert told(tables) == [
        ("silent", "warning", "2025-01-10", 460, "Узнайте, что случилось: работ ещё не было."),
    ]


@pytest.mark.parametrize(
    ("agreement", "line"),
    [
        ("contract | 14 | active | | 2026-01-10 | 2026-04-14 | | | {file}",
         ("expired", "alarm", "2026-04-15", 0,
          "Продлите или закройте договор №\u00a014 (ООО «Север»): срок истёк 14.04.2026.")),
        ("contract | 14 | active | | 2026-01-10 | 2026-04-15 | | | {file}",
         ("expiring", "warning", "2026-03-16", 30,
          "Продлите договор №\u00a014 (ООО «Север»): действует до 15.04.2026.")),
        ("contract | 14 | active | | 2026-01-10 | 2026-05-15 | | | {file}",
         ("expiring", "warning", "2026-04-15", 0,
          "Продлите договор №\u00a014 (ООО «Север»): действует до 15.05.2026.")),
        ("contract | 14 | active | | 2026-01-10 | 2026-05-16 | | | {file}", None),
        ("contract | 14 | active | | 2025-04-15 | | | | {file}",
         ("review_due", "note", "2026-04-15", 0,
          "Отдайте юристу на проверку договор №\u00a014 (ООО «Север»): пора с 15.04.2026.")),
        ("contract | 14 | active | | 2025-04-16 | | | | {file}", None),
        ("contract | 14 | active | | 2024-04-16 | | | 2025-05-01 | {file}", None),
        ("contract | 14 | active | | 2026-01-10 | 2026-04-14 | yes | | {file}",
         ("review_due", "note", "2026-04-14", 1,
          "Отдайте юристу на проверку договор №\u00a014 (ООО «Север»): пора с 14.04.2026.")),
        ("contract | 14 | active | | 2026-01-10 | 2026-04-14 | yes | 2026-03-20 | {file}", None),
        ("contract | 14 | active | | 2026-01-10 | | | |",
         ("no_contract", "warning", "2026-01-20", 85,
          "Приложите подписанный договор с ООО «Север»: он отмечен действующим"
          " без даты или файла.")),
        ("contract | 14 | terminated | | 2026-01-10 | | | | {file}",
         ("no_contract", "alarm", "2026-01-20", 85,
          "Заключите договор с ООО «Север»: работы идут без действующего договора.")),
    ],
)  # fmt: skip
def test_a_contract_wants_attention_when_its_day_comes(
    agreement: str, line: tuple[object, ...] | None
) -> None:
    row = "E-1 | " + agreement.format(file="https://drive.example/14")
    assert told(network(agreements=row)) == ([line] if line else [])


@pytest.mark.parametrize(
    ("other", "lines"),
    [
        ("nda | 7 | sent | 2026-03-31 | | | | |",
         [("unsigned", "alarm", "2026-03-31", 15,
           "Получите подписанное соглашение о неразглашении №\u00a07 (ООО «Север»):"
            " отправили 31.03.2026.")]),
        ("nda | 7 | sent | 2026-04-01 | | | | |", []),
        ("nda | 7 | sent | | | | | |", []),
        ("licence | 7 | active | | 2020-01-01 | | | |", []),  # nobody reviews a licence
        ("licence | 7 | active | | 2020-01-01 | | | 2021-01-01 |",  # but this one is
         [("review_due", "note", "2022-01-01", 1565,
           "Отдайте юристу на проверку лицензию №\u00a07 (ООО «Север»): пора с 01.01.2022.")]),
        ("contract | 7 | active | | 2026-01-10 | 2026-04-10 | | | x", []),  # 14 follows it
    ],
)  # fmt: skip
def test_other_papers_want_attention_beside_a_sound_contract(
    other: str, lines: list[tuple[object, ...]]
) -> None:
    assert told(network(agreements=f"{CONTRACT}\nE-1 | {other}")) == lines


def test_of_two_papers_of_one_kind_that_ended_the_older_is_named() -> None:
    ended = "E-1 | nda | {} | active | | 2026-01-10 | 2026-04-{} | | | x"
    agreements = "\n".join([CONTRACT, ended.format(7, 10), ended.format(8, "05")])
    action = "Продлите или закройте соглашение о неразглашении №\u00a08 (ООО «Север»): срок истёк 05.04.2026. Ещё таких: 1."  # noqa: E501  # whole
    assert told(network(agreements=agreements)) == [("expired", "alarm", "2026-04-06", 9, action)]


def test_a_partner_whose_work_has_ended_needs_no_papers() -> None:
    ended = "E-1 | contract | 14 | active | | 2020-01-10 | 2026-04-14 | | | x"
    assert told(network("ended", agreements=ended)) == []


@pytest.mark.parametrize(
    ("lang", "count", "line"),
    [
        ("ru", 1, ("warning", "2026-04-10", 5, "Запросите: март 2026 — счёт (ООО «Север»).")),
        ("en", 1, ("warning", "2026-04-10", 5, "Ask for: March 2026 — invoice (ООО «Север»).")),
        ("ru", 2, ("alarm", "2026-03-10", 36,
                   "Запросите: февраль 2026 — счёт (ООО «Север»);"
                   " март 2026 — счёт (ООО «Север»).")),
        ("ru", 5, ("alarm", "2025-12-10", 126,
                   "Запросите: ноябрь 2025 — счёт (ООО «Север»); декабрь 2025 — счёт (ООО «Север»);"
                   " январь 2026 — счёт (ООО «Север»). Ещё таких: 2.")),
    ],
)  # fmt: skip
def test_missing_documents_are_asked_for_the_oldest_first(
    lang: Lang, count: int, line: tuple[object, ...]
) -> None:
    months = ["2026-03", "2026-02", "2026-01", "2025-12", "2025-11"][:count]
    documents = "\n".join(f"    E-1 | '{month} | act | received | 2026-04-01" for month in months)
    tables = drawn(
        f"""
    Partners
    Partner ID | Name  | Group   | Status
    P-1        | Север | studios | ended

    Legal entities
    Entity ID | Partner ID | Legal name  | Kind    | VAT
    E-1       | P-1        | ООО «Север» | company | no VAT

    Closing documents
    Entity ID | Month | Kind | Status | Received
{documents}
    """,
        lang=lang,
    )
    assert told(tables) == [("packs", *line)]


def ratings(state: str, tier: str, before: str | None) -> pd.DataFrame:
    row = {"partner_id": "P-1", "period": "2026-03", "state": state, "tier": tier}
    return typed_frame(RATINGS.columns, [{**row, "prev_tier": before}])


def history(*rows: tuple[str, int, str]) -> pd.DataFrame:
    return typed_frame(
        RATING_HISTORY.columns,
        [
            {"partner_id": "P-1", "period": period, "revision": revision, "tier": tier}
            for period, revision, tier in rows
        ],
    )


@pytest.mark.parametrize(
    ("summary", "published", "drop"),
    [
        (ratings("final", "C", "B"), None, ("2026-04-01", "B", "C", "март")),
        (ratings("final", "B", "C"), None, None),
        (ratings("final", "B", "B"), None, None),
        (ratings("final", "D", None), None, None),
        (ratings("preliminary", "C", "B"), None, None),
        (
            ratings("preliminary", "D", "C"),
            history(("2026-01", 1, "A"), ("2026-02", 1, "B")),
            ("2026-03-01", "A", "B", "февраль"),
        ),
        (None, history(("2026-02", 1, "B"), ("2026-03", 1, "C"), ("2026-03", 2, "B")), None),
        (None, history(("2026-01", 1, "A"), ("2026-03", 1, "C")), None),  # February is missing
        (None, history(), None),
        (None, None, None),
    ],
)
def test_a_published_tier_that_is_worse_than_the_one_before_is_told(
    summary: pd.DataFrame | None,
    published: pd.DataFrame | None,
    drop: tuple[str, str, str, str] | None,
) -> None:
    tables = network()
    rows = attention(tables, payables(tables, AS_OF), summary, published)
    if drop is None:
        assert rows.empty
        return
    since, before, after, month = drop
    assert rows["reason"].tolist() == ["tier_drop"]
    assert rows["since"].tolist() == [pd.Timestamp(since)]
    assert rows["action"].tolist() == [
        f"Обсудите с партнёром: за {month} 2026 уровень снизился с {before} до {after}."
    ]


@pytest.mark.parametrize(
    ("kind", "state", "reason", "action"),
    [
        ("monthly", "failed", "нет такого ящика",
         "Проверьте адрес и отправьте снова: письмо за март 2026 не дошло: «нет такого ящика»."),
        ("monthly", "failed", None,
         "Проверьте адрес и отправьте снова: письмо за март 2026 не дошло."),
        ("monthly", "sent", None, None),
        ("digest", "failed", None, None),
    ],
)  # fmt: skip
def test_a_letter_that_did_not_arrive_is_told(
    kind: str, state: str, reason: str | None, action: str | None
) -> None:
    letters = typed_frame(
        LETTERS.columns,
        [
            {
                "kind": kind,
                "partner_id": "P-1",
                "period": "2026-03",
                "state": state,
                "when": date(2026, 4, 3),
                "reason": reason,
            }
        ],
    )
    tables = network()
    rows = attention(tables, payables(tables, AS_OF), letters=letters)
    assert rows["action"].tolist() == ([action] if action else [])
    assert rows["days"].tolist() == ([12] if action else [])


def test_alarms_come_first_and_then_what_has_lasted_longest() -> None:
    tables = drawn(
        """
        Partners
        Partner ID | Name | Group | Status | Partner since | Curator
        P-1        | Б    | other | paused | 2026-03-10    | Анна
        P-2        | А    | other | paused | 2026-03-10    |
        P-3        | В    | other | paused | 2026-01-10    | Борис
        P-4        | Г    | other | paused | 2026-03-01    | Борис
        """
    )
    rows = attention(tables, payables(tables, AS_OF))
    assert rows["partner_id"].tolist() == ["P-3", "P-4", "P-2", "P-1"]
    assert rows["severity"].tolist() == ["alarm", "warning", "warning", "warning"]
    assert rows["curator"].fillna("").tolist() == ["Борис", "Борис", "", "Анна"]
    assert rows["name"].tolist() == ["В", "Г", "А", "Б"]


def test_the_tab_has_its_columns_also_without_lines() -> None:
    rows = attention(drawn(""), payables(drawn(""), AS_OF))
    assert rows.empty
    assert rows.columns.tolist() == [frame_name(column) for column in ATTENTION.columns]


def test_the_sentences_are_english_in_an_english_workbook() -> None:
    tables = network(touches="2026-03-09 | P-1 | Анна | complaint | dirt | 2026-04-01 |", lang="en")
    assert [line[4] for line in told(tables)] == [
        "Call or write: the last contact was on 9 March 2026, one is due every 10\u00a0days.",
        "Settle the complaint of 9 March 2026: “dirt”.",
        "Get in touch as promised: it was set for 1 April 2026.",
    ]


@pytest.mark.parametrize(
    ("jobs", "since"),
    [
        # The first of all days of work, whichever column it stands in.
        ("J-2 | P-1 | done    | 2026-02-01 | 2026-01-12 | 2026-02-03", "2026-01-12"),
        ("J-2 | P-1 | done    |            |            | 2025-12-30", "2025-12-30"),
        ("J-2 | P-1 | planned | 2026-01-19 | 2026-05-01 |", "2026-01-19"),
        ("J-2 | P-1 | in_progress | 2026-02-01 | 2026-05-01 |", "2026-01-20"),
        # What was cancelled is no work.
        ("J-2 | P-1 | cancelled_us      | 2025-11-01 | 2025-11-05 |", "2026-01-20"),
        ("J-2 | P-1 | cancelled_client  | 2025-11-01 | 2025-11-05 |", "2026-01-20"),
        ("J-2 | P-1 | cancelled_partner | 2025-11-01 | 2025-11-05 |", "2026-01-20"),
    ],
)
def test_work_without_a_contract_is_told_from_its_first_day(jobs: str, since: str) -> None:
    tables = drawn(
        NETWORK.format(
            status="active", touches=TOUCH, agreements="", assigned="2026-01-20",
            job_due=f"2026-05-01 |\n    {jobs} #",
        ).replace(" #  |", ""),
    )  # fmt: skip
    lines = [line for line in told(tables) if line[0] == "no_contract"]
    assert [line[2] for line in lines] == [since]
