"""A company that has not entered legal entities yet: its jobs are done all the same."""

from datetime import date
from email import message_from_bytes
from email.policy import default
from pathlib import Path

from jobs import digest, monthly_reports, overdue, ratings, validate
from sheetsync.testing.office import Office


def test_jobs_of_a_company_without_legal_entities_are_reported_all_the_same(tmp_path: Path) -> None:
    office = Office(tmp_path, date(2026, 4, 15))
    office.type_in("""
    Партнёры
    Код   | Название | Группа  | Статус  | Партнёр с  | Куратор | Почта для отчётов
    P-001 | Север    | dealers | активен | 01.02.2026 | Анна    | a@north.example

    Группы
    group_id | name
    dealers  | Дилеры

    Настройки
    key          | value
    month_closed | '2026-03

    Работы
    job_id | partner_id | due_date | done_date | status | amount
    J-1 | P-001 | 10.03.2026 | 10.03.2026 | выполнено | 700
    """)
    for job in (validate, ratings, overdue, monthly_reports, digest):
        assert office.run(job.run).exit_code in {0, 1}
    letters = [message_from_bytes(raw, policy=default) for raw in office.letters().values()]
    [report] = [letter for letter in letters if letter["To"] == "a@north.example"]
    assert "700" in str(report.get_body(("plain",)))
