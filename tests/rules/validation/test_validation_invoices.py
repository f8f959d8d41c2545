"""Rules of Invoices: what breaks them, what people read, what cures them."""

from collections.abc import Callable
from decimal import Decimal

import pytest

Said = Callable[..., list[str]]

DEAL = """
        Партнёры
        Код   | Группа
        P-001 | studios

        Группы
        Код группы | Доля к выплате
        studios    | 50%

        Контрагенты
        Код контрагента | Код партнёра
        E-1        | P-001

        Работы
        № работы | Код партнёра | Код контрагента | Статус | Выполнено  | Сумма | К выплате | Валюта
        J-1      | P-001        |            | done   | 2026-03-05 | 60000 |           |
        J-2      | P-001        | E-1        | done   | 2026-03-31 | 1     | 18000     | RUB
        J-3      | P-001        | E-1        | done   | 2026-04-01 | 90000 |           |
"""
INVOICES = [
    pytest.param(
        "V-INV-02",
        """
        Счета
        Код контрагента | Номер | Дата
        E-1        | 12    | 2026-04-23
        """,
        ("2026-04-23", "2026-04-22"),
        "Счета!C2: дата счёта 23.04.2026 больше чем на неделю впереди. Исправьте дату.",
        "Счета!C2: the invoice date 23.04.2026 is more than a week ahead. Correct the date.",
        id="eight days ahead",
    ),
    pytest.param(
        "V-INV-03",
        """
        Счета
        Код контрагента | Номер | Дата       | Сумма
        E-1        | '012  | 2026-04-01 | 100
        E-1        | № 12  | 2026-03-01 | 100
        E-2        | 12    | 2026-03-01 | 100
        E-1        | 12    | 2025-03-01 | 300
        """,
        ("№ 12", "№ 13"),
        "Счета!B2: счёт № 012 этого контрагента за 2026 год уже есть в B3. "
        "Учтена строка с B3. Удалите повтор или исправьте номер: повтор не учитывается.",
        "Счета!B2: invoice 012 of this legal entity for 2026 is already in B3. The row of B3 "
        "counts. Delete the repeat or correct the number: the repeat is not counted.",
        id="one number twice, the earlier date counts",
    ),
    pytest.param(
        "V-INV-04",
        """
        Счета
        Код контрагента | Номер | Дата       | Сумма
        E-1        | 12    | 2026-03-01 | 50 000,00
        E-1        | 13    | 2026-03-06 | 50 000,00
        """,
        ("2026-03-06", "2026-03-07"),
        "Счета!B3: похоже на счёт в B2: тот же контрагент и та же сумма 50 000,00 ₽. "
        "Проверьте, чтобы не оплатить дважды.",
        "Счета!B3: looks like the invoice in B2: the same legal entity and amount 50,000.00 RUB. "
        "Check it, to avoid paying twice.",
        id="the same amount within five days",
    ),
    pytest.param(
        "V-INV-04",
        """
        Счета
        Код контрагента | Номер | Дата       | Сумма
        E-1        | 12    | 2025-04-10 | 50 000,00
        E-1        | 14    | 2025-09-10 | 50 000,00
        E-1        | '0012 | 2026-04-15 | 50 000,00
        """,
        ("2025-04-10", "2025-04-09"),
        "Счета!B4: похоже на счёт в B2: тот же контрагент и та же сумма 50 000,00 ₽. "
        "Проверьте, чтобы не оплатить дважды.",
        "Счета!B4: looks like the invoice in B2: the same legal entity and amount 50,000.00 RUB. "
        "Check it, to avoid paying twice.",
        id="the same number and amount within 370 days",
    ),
    pytest.param(
        "V-INV-05",
        """
        Счета
        Код контрагента | Номер | Вид  | Сумма
        E-1        | 12    | счёт | -500
        """,
        ("счёт |", "корректировка |"),
        "Счета!D2: сумма счёта -500 не больше нуля. "
        "Для возврата выберите вид «корректировка» и положительную сумму.",
        "Счета!D2: the amount -500 is not above zero. "
        "For a refund choose the kind “credit note” and a positive amount.",
        id="a negative invoice",
    ),
    pytest.param(
        "V-INV-06",
        """
        Счета
        Код контрагента | Номер | Дата       | Сумма | Оплатить до
        E-1        | 12    | 2026-04-01 | 500   |

        Договоры
        Код контрагента | Вид     | Номер | Статус | Срок оплаты, дни
        E-1        | договор | 1/26  | active |
        """,
        ("active |", "active | 10"),
        "Счета!E2: нет ни срока оплаты, ни условий в договоре. "
        "Впишите «Оплатить до» или срок оплаты в договоре.",
        "Счета!E2: there is neither a due date nor payment terms. "
        "Enter the due date, or payment days in the agreement.",
        id="nobody knows when to pay",
    ),
    pytest.param(
        "V-INV-07",
        """
        Счета
        Код контрагента | Номер | Оплачено | Дата оплаты
        E-1        | 12    |          | 2026-04-01
        """,
        ("|          |", "| 500 |"),
        "Счета!C2: день оплаты есть, а суммы нет: счёт взят как оплаченный полностью. Впишите "
        "сумму.",
        "Счета!C2: there is a day of payment but no amount: taken as paid in full. "
        "Enter the amount.",
        id="paid, nobody knows how much",
    ),
    pytest.param(
        "V-INV-08",
        """
        Счета
        Код контрагента | Номер | Оплачено | Дата оплаты
        E-1        | 12    | 500      |
        """,
        ("| 500 ", "| 0 "),
        "Счета!D2: сумма оплаты есть, а дня нет. Впишите дату оплаты.",
        "Счета!D2: there is a paid amount but no day. Enter the day of payment.",
        id="paid, nobody knows when",
    ),
    pytest.param(
        "V-INV-09",
        """
        Счета
        Код контрагента | Номер | Вид           | Дата       | Сумма | К счёту №
        E-1        | 12    | счёт          | 2026-03-01 | 500   |
        E-1        | К-1   | корректировка | 2026-03-02 | 100   | '0013
        """,
        ("'0013", "№ 12"),
        "Счета!F3: корректировка № К-1: счёта № 0013 у этого контрагента нет. "
        "Укажите номер исправляемого счёта.",
        "Счета!F3: credit note К-1: this legal entity has no invoice 0013. "
        "Enter the number of the invoice it corrects.",
        id="a credit note for nothing",
    ),
    pytest.param(
        "V-INV-09",
        """
        Счета
        Код контрагента | Номер | Вид           | Дата       | Сумма | К счёту №
        E-1        | 12    | счёт          | 2026-03-01 | 500   |
        E-1        | 2     | корректировка | 2026-03-02 | 100   |
        """,
        ("100   |", "100   | 12"),
        "Счета!F3: корректировка № 2: не указано, какой счёт она исправляет. "
        "Укажите номер исправляемого счёта.",
        "Счета!F3: credit note 2 does not say which invoice it corrects. "
        "Enter the number of the invoice it corrects.",
        id="a credit note that names no invoice",
    ),
    pytest.param(
        "V-INV-10",
        """
        Счета
        Код контрагента | Номер | Дата оплаты
        E-1        | 12    | 2026-04-16
        """,
        ("2026-04-16", "2026-04-15"),
        "Счета!C2: день оплаты 16.04.2026 ещё не наступил. Исправьте дату оплаты.",
        "Счета!C2: the payment day 16.04.2026 has not come yet. Correct the day of payment.",
        id="paid tomorrow",
    ),
    pytest.param(
        "V-INV-11",
        """
        Счета
        Код контрагента | Номер | Дата       | Дата оплаты
        E-1        | 12    | 2026-04-02 | 2026-04-01
        """,
        ("| 2026-04-01", "| 2026-04-02"),
        "Счета!D2: оплачен 01.04.2026, раньше даты счёта 02.04.2026: предоплата? "
        "Если нет, исправьте дату.",
        "Счета!D2: paid on 2026-04-01, before the invoice date 2026-04-02: a prepayment? "
        "If not, correct the date.",
        id="paid before it was written",
    ),
    pytest.param(
        "V-INV-12",
        """
        Счета
        Код контрагента | Номер | Вид           | Дата       | Сумма | Оплачено | К счёту №
        E-1        | 12    | счёт          | 2026-03-01 | 50000 | 50001,01 |
        """,
        ("50001,01", "50001,00"),
        "Счета!F2: переплата 1,01 ₽. Зачтите или запросите возврат у контрагента E-1.",
        "Счета!F2: overpaid by 1.01 RUB. Offset it, or ask E-1 for a refund.",
        id="paid a rouble and a kopeck too much",
    ),
    pytest.param(
        "V-INV-12",
        """
        Счета
        Код контрагента | Номер | Вид           | Дата       | Сумма | Оплачено | К счёту №
        E-1        | 12    | счёт          | 2026-03-01 | 50000 | 50000    |
        E-1        | 1     | корректировка | 2026-03-02 | 5000  |          | 12
        """,
        ("50000    |", "45000    |"),
        "Счета!F2: переплата 5 000,00 ₽. Зачтите или запросите возврат у контрагента E-1.",
        "Счета!F2: overpaid by 5,000.00 RUB. Offset it, or ask E-1 for a refund.",
        id="a credit note after the payment",
    ),
    pytest.param(
        "V-INV-13",
        """
        Счета
        Код контрагента | Номер | Дата       | Оплатить до
        E-1        | 12    | 2026-04-02 | 2026-04-01
        """,
        ("| 2026-04-01", "| 2026-04-02"),
        "Счета!D2: срок оплаты 01.04.2026 раньше даты счёта 02.04.2026. Проверьте обе даты.",
        "Счета!D2: the due date 2026-04-01 is before the invoice date 2026-04-02. "
        "Check both dates.",
        id="due before it was written",
    ),
    pytest.param(
        "V-INV-14",
        DEAL
        + """
        Счета
        Код контрагента | Номер | Дата       | Месяц    | Сумма
        E-1        | 12    | 2026-04-01 | '2026-03 | 48 001,01
        """,
        ("48 001,01", "48 001,00"),
        "Счета!E2: счета за март 2026 — на 48 001,01 ₽, а выполнено на 48 000,00 ₽. "
        "Проверьте до оплаты.",
        "Счета!E2: invoices for March 2026 come to 48,001.01 RUB, work done to 48,000.00 RUB. "
        "Check before paying.",
        id="more than was earned",
    ),
    pytest.param(
        "V-INV-14",
        DEAL
        + """
        Счета
        Код контрагента | Номер | Вид           | Дата       | Месяц    | Сумма | К счёту №
        E-1        | 14    | счёт          | 2026-04-08 | '2026-03 | 30000 |
        E-1        | 12    | счёт          | 2026-04-01 | '2026-03 | 20000 |
        E-1        | 1     | корректировка | 2026-04-02 | '2026-03 | 1000  | 12
        """,
        ("| 1000  |", "| 2000  |"),
        "Счета!F2: счета за март 2026 — на 49 000,00 ₽, а выполнено на 48 000,00 ₽. "
        "Проверьте до оплаты.",
        "Счета!F2: invoices for March 2026 come to 49,000.00 RUB, work done to 48,000.00 RUB. "
        "Check before paying.",
        id="two invoices together, the last is named",
    ),
]


@pytest.mark.parametrize(("code", "drawing", "cure", "ru", "en"), INVOICES)
def test_a_rule_of_invoices_speaks_until_it_is_cured(
    said: Said, code: str, drawing: str, cure: tuple[str, str], ru: str, en: str
) -> None:
    assert said(code, drawing, "ru") == [ru]
    assert said(code, drawing, "en") == [en]
    assert cure[0] in drawing
    assert said(code, drawing.replace(*cure), "ru") == []


FOREIGN = """
        Работы
        № работы | Валюта
        J-1      | RUB
        J-2      | USD
        J-3      | USD
"""


def test_a_currency_without_a_rate_is_told_once(said: Said) -> None:
    assert said("V-INV-15", FOREIGN, "ru") == [
        "Работы!B3: нет курса USD к RUB (работ: 2). Добавьте в «Настройки» ключ fx_USD."
    ]
    assert said("V-INV-15", FOREIGN, "en") == [
        "Работы!B3: there is no rate of USD to RUB (jobs: 2). Add the key fx_USD to Settings."
    ]
    assert said("V-INV-15", FOREIGN, "en", rates={"USD": Decimal(90)}) == []


@pytest.mark.parametrize("state", ["void", "draft"])
def test_an_invoice_that_is_not_meant_is_no_repeat(said: Said, state: str) -> None:
    drawing = f"""
    Счета
    Код контрагента | Номер | Дата       | Сумма | Отметка
    E-1        | 12    | 2026-04-01 | 100   |
    E-1        | 12    | 2026-04-01 | 100   | {state}
    """
    assert said("V-INV-03", drawing, "en") == []
    assert said("V-INV-04", drawing, "en") == []


def test_a_repeat_has_its_finding_and_no_other_doubts(said: Said) -> None:
    drawing = """
    Счета
    Код контрагента | Номер | Дата       | Сумма
    E-1        | 12    | 2026-04-01 | 100
    E-1        | 12    | 2026-04-01 | 100
    """
    assert len(said("V-INV-03", drawing, "en")) == 1
    assert said("V-INV-04", drawing, "en") == []
    assert len(said("V-INV-06", drawing, "en")) == 1


@pytest.mark.parametrize(
    "paid", ["| 500 |", "| 499,50 |", "| | 2026-04-02"], ids=["paid", "within tolerance", "dated"]
)
def test_a_paid_invoice_needs_no_due_date(said: Said, paid: str) -> None:
    drawing = f"""
    Счета
    Код контрагента | Номер | Дата       | Сумма | Оплачено | Дата оплаты
    E-1        | 12    | 2026-04-01 | 500   {paid}
    """
    assert said("V-INV-06", drawing, "en") == []


def test_default_terms_of_settings_are_terms(said: Said) -> None:
    drawing = """
    Счета
    Код контрагента | Номер | Дата       | Сумма
    E-1        | 12    | 2026-04-01 | 500
    """
    assert said("V-INV-06", drawing, "en", default_pay_days=10) == []


def test_what_a_legal_entity_without_jobs_earns_is_not_guessed(said: Said) -> None:
    drawing = """
    Счета
    Код контрагента | Номер | Дата       | Месяц    | Сумма
    E-1        | 12    | 2026-04-01 | '2026-03 | 500
    """
    assert said("V-INV-14", drawing, "en") == []


def test_a_month_without_done_work_is_worth_nothing(said: Said) -> None:
    drawing = (
        DEAL
        + """
        Счета
        Код контрагента | Номер | Дата       | Месяц    | Сумма
        E-1        | 12    | 2026-03-01 | '2026-02 | 500
        """
    )
    assert said("V-INV-14", drawing, "en") == [
        "Счета!E2: invoices for February 2026 come to 500.00 RUB, work done to 0.00 RUB. "
        "Check before paying."
    ]


def test_a_month_with_a_job_of_unknown_payout_is_not_judged(said: Said) -> None:
    drawing = (
        DEAL.replace("| 60000 |", "|       |")
        + """
        Счета
        Код контрагента | Номер | Дата       | Месяц    | Сумма
        E-1        | 12    | 2026-04-01 | '2026-03 | 900000
        """
    )
    assert said("V-INV-14", drawing, "en") == []


def test_what_we_invoice_is_not_held_against_the_partners_work(said: Said) -> None:
    drawing = (
        DEAL
        + """
        Счета
        Направление | Код контрагента | Номер | Дата       | Месяц    | Сумма
        out         | E-1        | 12    | 2026-04-01 | '2026-03 | 900000
        """
    )
    assert said("V-INV-14", drawing, "en") == []


def test_a_payment_to_come_is_no_overpayment_yet(said: Said) -> None:
    drawing = """
    Счета
    Код контрагента | Номер | Дата       | Сумма | Оплачено | Дата оплаты
    E-1        | 12    | 2026-04-01 | 500   | 900      | 2026-05-01
    """
    assert said("V-INV-12", drawing, "en") == []
    assert len(said("V-INV-10", drawing, "en")) == 1
