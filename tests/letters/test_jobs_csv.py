import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from sheetsync.language import Lang
from sheetsync.letters.jobs_csv import jobs_csv
from sheetsync.letters.samples import monthly_samples, rub
from sheetsync.rules.monthly.report_parts import MonthJob

JOB = MonthJob(
    job_id="J-1",
    legal_name="ООО «Вектор»",
    status="done",
    due_on=date(2026, 3, 27),
    done_on=date(2026, 3, 26),
    quantity=2.5,
    amount=rub(155_000),
    payout=rub(140_000),
    defects=0,
)
BLANK = MonthJob("J-2", "", "in_progress", None, None, None, None, None, None)


def rows(lang: Lang, *jobs: MonthJob) -> Sequence[Sequence[str]]:
    content = jobs_csv(replace(monthly_samples(lang)["busy"], jobs=jobs)).content.decode(
        "utf-8-sig"
    )
    return list(csv.reader(io.StringIO(content), delimiter=";" if lang == "ru" else ","))


def test_a_russian_file_opens_in_a_russian_spreadsheet() -> None:
    assert rows("ru", JOB, BLANK) == [
        [
            "№\u00a0работы", "Контрагент", "Статус", "Срок", "Выполнено", "Количество", "Сумма",
            "Валюта", "К выплате", "Брак",
        ],
        [
            "J-1", "ООО «Вектор»", "выполнено", "2026-03-27", "2026-03-26", "2,5", "155000,00",
            "RUB", "140000,00", "0",
        ],
        ["J-2", "", "в работе", "", "", "", "", "", "", ""],
    ]  # fmt: skip


def test_an_english_file_has_points_and_commas() -> None:
    header, job = rows("en", JOB)
    assert header[:3] == ["Job ID", "Legal entity", "Status"]
    assert job[5:7] == ["2.5", "155000.00"]


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_the_file_is_named_by_its_month(lang: Lang) -> None:
    file = jobs_csv(monthly_samples(lang)["busy"])
    assert (file.name, file.media_type) == (
        "работы-2026-03.csv" if lang == "ru" else "jobs-2026-03.csv",
        "text/csv",
    )


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_a_text_never_becomes_a_formula(sign: str) -> None:
    text = f"{sign}1+1"
    _, job = rows("ru", replace(JOB, job_id=text, legal_name="@SUM(A1)"))
    assert job[:2] == [f"'{text}", "'@SUM(A1)"]


def test_a_control_sign_hides_no_formula() -> None:
    _, job = rows("ru", replace(JOB, job_id="\x00=1+1", legal_name="Век\x00тор"))
    assert job[:2] == ["'=1+1", "Вектор"]


def test_a_negative_number_stays_a_number() -> None:
    _, job = rows("ru", replace(JOB, amount=replace(rub(5), minor=-550)))
    assert job[6] == "-5,50"
