"""Rules of Agreements and Jobs: what breaks them, what people read, what cures them."""

from collections.abc import Callable

import pytest

Said = Callable[..., list[str]]

AGREEMENTS = [
    pytest.param(
        "V-GEN-04",
        """
        Договоры
        Код контрагента | Вид     | Номер | Статус | Отправлен
        E-1        | договор | 1/26  | sent   |
        """,
        ("sent ", "draft"),
        "Договоры!E2: не заполнено «Отправлен». Впишите день отправки.",
        "Договоры!E2: “Отправлен” is blank. Enter the day it was sent.",
        id="sent, nobody knows when",
    ),
    pytest.param(
        "V-AGR-01",
        """
        Договоры
        Код контрагента | Вид     | Номер | Статус | Подписан | Файл
        E-1        | договор | 1/26  | active |          | https://drive.example/1
        """,
        ("active |          ", "active | 2026-01-10 "),
        "Договоры!E2: договор действует, а даты подписания нет. "
        "Впишите дату или верните статус «отправлен».",
        "Договоры!E2: the agreement is active but has no date of signing. "
        "Enter the date or set the status back to “sent”.",
        id="active, never signed",
    ),
    pytest.param(
        "V-AGR-01",
        """
        Договоры
        Код контрагента | Вид     | Номер | Статус | Подписан   | Файл
        E-1        | договор | 1/26  | active | 2026-01-10 |
        """,
        ("2026-01-10 |", "2026-01-10 | https://drive.example/1"),
        "Договоры!F2: договор действует, а файла нет. Вставьте ссылку на подписанный файл.",
        "Договоры!F2: the agreement is active but has no file. Paste the link to the signed file.",
        id="active, without its file",
    ),
    pytest.param(
        "V-AGR-02",
        """
        Договоры
        Код контрагента | Вид     | Номер | Действует с | Действует по
        E-1        | договор | 1/26  | 2026-03-01  | 2026-02-28
        """,
        ("2026-02-28", "2026-03-01"),
        "Договоры!E2: конец 28.02.2026 раньше начала 01.03.2026. Исправьте одну из дат.",
        "Договоры!E2: the end 2026-02-28 is before the beginning 2026-03-01. "
        "Correct one of the dates.",
        id="ends before it begins",
    ),
    pytest.param(
        "V-AGR-03",
        """
        Договоры
        Код контрагента | Вид     | Номер | Статус | Срок оплаты, дни | Действует с | Действует по
        E-1        | договор | 1/25  | active | 10               | 2025-01-01  | 2026-01-31
        E-1        | договор | 1/26  | active | 30               | 2026-01-31  |
        E-1        | NDA     | 2/26  | active | 5                | 2026-01-31  |
        """,
        ("2026-01-31  |\n        E-1        | NDA", "2026-02-01  |\n        E-1        | NDA"),
        "Договоры!E3: у контрагента E-1 два действующих договора с разным сроком оплаты "
        "(второй в E2). "
        "Для срока оплаты взят более поздний; лишний договор расторгните.",
        "Договоры!E3: legal entity E-1 has two active contracts with different payment terms "
        "(the other in E2). The later one is used for due dates; terminate the other.",
        id="two contracts in force on one day",
    ),
    pytest.param(
        "V-AGR-04",
        """
        Партнёры
        Код   | Статус
        P-001 | active

        Контрагенты
        Код контрагента | Код партнёра
        E-1        | P-001

        Работы
        № работы | Код партнёра | Код контрагента
        J-1      | P-001        |
        J-2      | P-001        | E-1

        Договоры
        Код контрагента | Вид     | Номер | Статус
        E-1        | договор | 1/26  | sent
        """,
        ("sent", "active"),
        "Контрагенты!A2: у контрагента E-1 работ: 2, а действующего договора нет. "
        "Внесите договор во вкладку «Договоры».",
        "Контрагенты!A2: legal entity E-1 has jobs: 2, but no active contract. "
        "Enter the contract in Agreements.",
        id="work without a contract",
    ),
]
JOBS = [
    pytest.param(
        "V-GEN-04",
        """
        Работы
        № работы | Статус | Сумма
        J-1      | done   |
        """,
        ("done   |", "done   | 0"),
        "Работы!C2: не заполнено «Сумма». Впишите сумму выполненной работы.",
        "Работы!C2: “Сумма” is blank. Enter the amount of the job done.",
        id="done for nothing",
    ),
    pytest.param(
        "V-JOB-01",
        """
        Работы
        № работы | Статус | Выполнено
        J-1      | done   |
        """,
        ("done ", "planned "),
        "Работы!C2: работа выполнена, а даты нет. "
        "Впишите день выполнения или верните статус «в работе».",
        "Работы!C2: the job is done but has no date. "
        "Enter the day it was done or set the status back to “in progress”.",
        id="done, nobody knows when",
    ),
    pytest.param(
        "V-JOB-01",
        """
        Работы
        № работы | Статус  | Выполнено
        J-1      | в работе | 2026-04-01
        """,
        ("в работе", "выполнено"),
        "Работы!B2: указан день выполнения 01.04.2026, а статус «в работе». "
        "Поставьте «выполнено» или сотрите дату.",
        "Работы!B2: the day it was done is 2026-04-01, but the status is “в работе”. "
        "Set the status to “done” or clear the date.",
        id="a day of completion at an open job",
    ),
    pytest.param(
        "V-JOB-02",
        """
        Работы
        № работы | Статус | Выполнено
        J-1      | done   | 2026-04-16
        """,
        ("2026-04-16", "2026-04-15"),
        "Работы!C2: дата 16.04.2026 ещё не наступила. Исправьте день выполнения.",
        "Работы!C2: 16.04.2026 has not come yet. Correct the day it was done.",
        id="done tomorrow",
    ),
    pytest.param(
        "V-JOB-02",
        """
        Работы
        № работы | Статус | Ответ партнёра
        J-1      | done   | 2026-04-16 09:00
        """,
        ("2026-04-16 09:00", "2026-04-15 23:00"),
        "Работы!C2: время 16.04.2026 9:00:00 ещё не наступило. Исправьте время ответа.",
        "Работы!C2: 16.04.2026 9:00:00 has not come yet. Correct the time of the answer.",
        id="answered tomorrow",
    ),
    pytest.param(
        "V-JOB-03",
        """
        Контрагенты
        Код контрагента | Код партнёра
        E-1        | P-002

        Работы
        № работы | Код партнёра | Код контрагента
        J-1      | P-001        | E-1
        """,
        ("| P-002", "| P-001"),
        "Работы!C2: контрагент «E-1» принадлежит партнёру P-002, а работа — партнёру P-001. "
        "Выберите контрагента этого партнёра или исправьте код партнёра.",
        "Работы!C2: legal entity “E-1” belongs to partner P-002, the job to P-001. "
        "Choose an entity of this partner or correct the partner ID.",
        id="another partner's legal entity",
    ),
    pytest.param(
        "V-JOB-04",
        """
        Работы
        № работы | Передано         | Выполнено
        J-1      | 2026-04-02 10:00 | 2026-04-01
        """,
        ("| 2026-04-01", "| 2026-04-02"),
        "Работы!C2: работа выполнена 01.04.2026, раньше чем передана. Проверьте обе даты.",
        "Работы!C2: the job was done on 01.04.2026, before it was assigned. Check both dates.",
        id="done before it was assigned",
    ),
    pytest.param(
        "V-JOB-04",
        """
        Работы
        № работы | Передано         | Ответ партнёра
        J-1      | 2026-04-02 10:00 | 2026-04-02 09:59
        """,
        ("09:59", "10:00"),
        "Работы!C2: партнёр ответил 02.04.2026 9:59:00, раньше чем получил работу. "
        "Проверьте время передачи и время ответа.",
        "Работы!C2: the partner answered at 02.04.2026 9:59:00, before the job was assigned. "
        "Check when the job was assigned and when it was answered.",
        id="answered before it was asked",
    ),
    pytest.param(
        "V-JOB-05",
        """
        Работы
        № работы | Статус  | Срок
        J-1      | planned |
        """,
        ("planned ", "cancelled_us "),
        "Работы!C2: без срока работа не участвует в показателе «сроки». Впишите срок.",
        "Работы!C2: a job without a due date is not in the KPI “on time”. Enter the due date.",
        id="no due date",
    ),
    pytest.param(
        "V-JOB-06",
        """
        Работы
        № работы | Сумма
        J-1      | -100,50
        """,
        ("-100", "100"),
        "Работы!B2: сумма -100,50 меньше нуля. Впишите сумму без минуса.",
        "Работы!B2: the amount -100,50 is below zero. Enter the amount without the minus.",
        id="a negative amount",
    ),
    pytest.param(
        "V-JOB-06",
        """
        Работы
        № работы | Брак
        J-1      | -1
        """,
        ("-1", "0"),
        "Работы!B2: брак -1 меньше нуля. Впишите 0 или больше.",
        "Работы!B2: defects -1 are below zero. Enter 0 or more.",
        id="negative defects",
    ),
    pytest.param(
        "V-JOB-06",
        """
        Работы
        № работы | Количество
        J-1      | 0
        """,
        ("| 0", "| 1"),
        "Работы!B2: количество 0 не больше нуля. Впишите количество или сотрите.",
        "Работы!B2: quantity 0 is not above zero. Enter the quantity or clear the cell.",
        id="a job of nothing",
    ),
]


@pytest.mark.parametrize(("code", "drawing", "cure", "ru", "en"), [*AGREEMENTS, *JOBS])
def test_a_rule_speaks_until_the_cell_is_cured(
    said: Said, code: str, drawing: str, cure: tuple[str, str], ru: str, en: str
) -> None:
    assert said(code, drawing, "ru") == [ru]
    assert said(code, drawing, "en") == [en]
    assert cure[0] in drawing
    assert said(code, drawing.replace(*cure), "ru") == []


def ten_jobs(last: str, *, count: int = 10) -> str:
    usual = "\n".join(f"J-{number} | P-001 | 1000" for number in range(2, count + 1))
    return f"Работы\n№ работы | Код партнёра | Сумма\nJ-1 | P-001 | {last}\n{usual}\n"


@pytest.mark.parametrize(
    ("last", "count", "found"),
    [("10000", 10, True), ("9999,99", 10, False), ("10000", 9, False), ("1000000", 9, False)],
)
def test_an_amount_ten_times_the_median_of_ten_jobs_is_doubted(
    said: Said, last: str, count: int, *, found: bool
) -> None:
    sentences = said("V-JOB-07", ten_jobs(last, count=count), "ru")
    assert sentences == (
        [
            "Работы!C2: сумма 10000 в десять раз больше обычной у партнёра P-001 (1 000,00 ₽): "
            "лишний ноль? Проверьте сумму."
        ]
        if found
        else []
    )


def test_the_doubt_about_an_amount_reads_in_english(said: Said) -> None:
    assert said("V-JOB-07", ten_jobs("10000"), "en") == [
        "Работы!C2: the amount 10000 is ten times the usual of partner P-001 (1,000.00 RUB): "
        "a zero too many? Check the amount."
    ]


def test_work_without_a_contract_is_told_of_active_partners_only(said: Said) -> None:
    drawing = """
    Партнёры
    Код   | Статус
    P-001 | paused

    Контрагенты
    Код контрагента | Код партнёра
    E-1        | P-001

    Работы
    № работы | Код партнёра
    J-1      | P-001
    """
    agreements = "\n    Договоры\n    Код контрагента | Номер\n"
    assert said("V-AGR-04", drawing + agreements, "en") == []
    active = drawing.replace("paused", "active")
    assert said("V-AGR-04", active, "en") == []  # without the tab nobody can tell
    assert len(said("V-AGR-04", active + agreements, "en")) == 1
