"""Rules of Closing documents, files, Feedback and Touches, and of every tab together."""

from collections.abc import Callable

import pytest

Said = Callable[..., list[str]]

PAPERS = [
    pytest.param(
        "V-DOC-01",
        """
        Закрывающие документы
        Код контрагента | Месяц    | Вид | Статус    | Получен
        E-1        | '2026-03 | акт | скан есть |
        """,
        ("скан есть", "ждём"),
        "Закрывающие документы!E2: документ получен, а даты нет. Впишите день получения.",
        "Закрывающие документы!E2: the document came but has no date. Enter the day it came.",
        id="came, nobody knows when",
    ),
    pytest.param(
        "V-DOC-02",
        """
        Контрагенты
        Код контрагента | НДС
        E-1        | без НДС

        Закрывающие документы
        Код контрагента | Месяц    | Вид
        E-1        | '2026-03 | УПД (статус 1)
        E-1        | '2026-03 | УПД (статус 2)
        """,
        ("без НДС", "с НДС"),
        "Закрывающие документы!C2: «УПД (статус 1)» от контрагента E-1 без НДС: счёт-фактура "
        "не нужна. "
        "Проверьте «НДС» контрагента.",
        "Закрывающие документы!C2: “УПД (статус 1)” from legal entity E-1 without VAT: "
        "no VAT invoice is needed. Check “VAT payer” of the legal entity.",
        id="a VAT document without VAT",
    ),
    pytest.param(
        "V-DOC-02",
        """
        Контрагенты
        Код контрагента | НДС
        E-1        | с НДС

        Закрывающие документы
        Код контрагента | Месяц    | Вид
        E-1        | '2026-03 | УПД (статус 2)
        E-1        | '2026-02 | счёт-фактура
        """,
        ("'2026-02", "'2026-03"),
        "Закрывающие документы!B2: плательщик НДС дал за март 2026 УПД (статус 2), "
        "а нужен УПД (статус 1) или акт со счётом-фактурой. "
        "Запросите документ или проверьте «НДС» контрагента.",
        "Закрывающие документы!B2: a VAT payer gave a UPD (status 2) for March 2026; "
        "needed is a UPD (status 1), or an act and a VAT invoice. "
        "Ask for the document or check “VAT payer” of the legal entity.",
        id="a VAT payer without a VAT document",
    ),
    pytest.param(
        "V-DOC-03",
        """
        Контрагенты
        Код контрагента | Код партнёра | НДС
        E-1        | P-001        | без НДС

        Партнёры
        Код   | Название
        P-001 | Север

        Счета
        Код контрагента | Номер | Дата       | Месяц    | Сумма
        E-1        | 12    | 2026-04-01 | '2026-03 | 50000

        Закрывающие документы
        Код контрагента | Месяц    | Вид | Статус    | Получен    | Сумма
        E-1        | '2026-03 | акт | скан есть | 2026-04-02 | 48000
        """,
        ("48000", "49999,00"),
        "Закрывающие документы!F2: акты за март 2026 — на 48 000,00 ₽, а счета — на 50 000,00 ₽. "
        "Сверьте суммы до оплаты.",
        "Закрывающие документы!F2: acts for March 2026 come to 48,000.00 RUB, "
        "invoices to 50,000.00 RUB. Compare the sums before paying.",
        id="act and invoice differ",
    ),
    pytest.param(
        "V-FBK-01",
        """
        Отзывы
        № работы | Оценка
        J-1      | 6
        """,
        ("| 6", "| 5"),
        "Отзывы!B2: оценка 6 вне шкалы от 1 до 5. Исправьте оценку или ключ feedback_max.",
        "Отзывы!B2: the score 6 is outside 1 to 5. Correct the score or the key feedback_max.",
        id="six of five",
    ),
    pytest.param(
        "V-FBK-01",
        """
        Отзывы
        № работы | Оценка
        J-1      | 0,5
        """,
        ("0,5", "1"),
        "Отзывы!B2: оценка 0,5 вне шкалы от 1 до 5. Исправьте оценку или ключ feedback_max.",
        "Отзывы!B2: the score 0,5 is outside 1 to 5. Correct the score or the key feedback_max.",
        id="below one",
    ),
    pytest.param(
        "V-FBK-02",
        """
        Отзывы
        Дата       | № работы | Код партнёра | Оценка
        2026-04-01 |          |              | 5
        """,
        ("|              |", "| P-001        |"),
        "Отзывы!B2: не указаны ни работа, ни партнёр. Впишите № работы или код партнёра.",
        "Отзывы!B2: neither a job nor a partner is named. Enter the job ID or the partner ID.",
        id="feedback on nobody",
    ),
    pytest.param(
        "V-FBK-02",
        """
        Работы
        № работы | Код партнёра
        J-1      | P-002

        Отзывы
        № работы | Код партнёра
        J-1      | P-001
        """,
        ("| P-001", "| P-002"),
        "Отзывы!B2: работа J-1 не этого партнёра, а P-002. "
        "Исправьте код партнёра или сотрите его: хватит номера работы.",
        "Отзывы!B2: job J-1 is not this partner's but P-002's. "
        "Correct the partner ID or clear it: the job ID is enough.",
        id="feedback on another partner's job",
    ),
    pytest.param(
        "V-TCH-01",
        """
        Звонки и встречи
        Дата       | Код партнёра
        2026-04-16 | P-001
        """,
        ("2026-04-16", "2026-04-15"),
        "Звонки и встречи!A2: дата 16.04.2026 ещё не наступила. "
        "Исправьте дату; обещанный контакт пишите в «Следующий контакт».",
        "Звонки и встречи!A2: 16.04.2026 has not come yet. "
        "Correct the date; a promised contact goes into “Next contact on”.",
        id="touched tomorrow",
    ),
    pytest.param(
        "V-TCH-01",
        """
        Звонки и встречи
        Дата       | Вид    | Суть
        2026-04-01 | жалоба |
        """,
        ("жалоба |", "вопрос |"),
        "Звонки и встречи!C2: жалоба без текста. Впишите, на что жалуются.",
        "Звонки и встречи!C2: a complaint without text. Enter what it is about.",
        id="a complaint about nothing",
    ),
    pytest.param(
        "V-GEN-11",
        """
        Контрагенты
        Код контрагента  | Код партнёра
        '7701234567 |
        '7709876543 |

        Счета
        Код контрагента  | Номер
        '770123456  | 12
        """,
        ("'770123456 ", "'7701234567 "),
        "Счета!A2: кода «770123456» нет во вкладке «Контрагенты». Похож «7701234567» (A2).",
        "Счета!A2: the code “770123456” is not in the tab “Контрагенты”. “7701234567” (A2) is "
        "similar.",
        id="a digit lost",
    ),
    pytest.param(
        "V-GEN-11",
        """
        Партнёры
        Код   | Группа
        P-001 | masters

        Группы
        Код группы | Название
        dealers    | Дилеры
        """,
        ("masters", "dealers"),
        "Партнёры!B2: кода «masters» нет во вкладке «Группы». "
        "Исправьте код или добавьте строку во вкладку «Группы».",
        "Партнёры!B2: the code “masters” is not in the tab “Группы”. "
        "Correct the code or add a row to the tab “Группы”.",
        id="a group nobody knows",
    ),
    pytest.param(
        "V-GEN-13",
        """
        Партнёры
        Код   | Название
        P-001 | Север

        Работы
        № работы | Код партнёра
        J-1      | Р-001
        """,
        ("| Р-001", "| P-001"),
        "Работы!B2: в коде «Р-001» русские «Р» вместо латинских: он только похож на «P-001». "
        "Скопируйте код из вкладки «Партнёры».",
        "Работы!B2: the code “Р-001” has Russian “Р” instead of Latin letters: it only looks "
        "like “P-001”. "
        "Copy the code from “Партнёры”.",
        id="a Cyrillic letter in a code",
    ),
    pytest.param(
        "V-GEN-14",
        """
        Счета
        Номер | Дата       | Оплатить до
        12    | 2026-04-01 | 2062-04-01
        """,
        ("2062-04-01", "2028-04-15"),
        "Счета!C2: 01.04.2062: опечатка в годе? Проверьте год.",
        "Счета!C2: 2062-04-01: a slip in the year? Check the year.",
        id="far ahead",
    ),
    pytest.param(
        "V-GEN-14",
        """
        Работы
        № работы | Передано
        J-1      | 1999-12-31 23:59
        """,
        ("1999-12-31 23:59", "2000-01-01 00:00"),
        "Работы!B2: 31.12.1999: опечатка в годе? Проверьте год.",
        "Работы!B2: 1999-12-31: a slip in the year? Check the year.",
        id="last century",
    ),
    pytest.param(
        "V-CAL-01",
        """
        Счета
        Код контрагента | Номер | Дата       | Сумма | Дата оплаты
        E-1        | 12    | 2026-04-01 | 500   |

        Договоры
        Код контрагента | Вид     | Номер | Статус | Срок оплаты, дни
        E-1        | договор | 1/26  | active | 10
        """,
        ("500   |", "500   | 2026-04-02"),
        "Календарь: нет праздников за 2026 год. "
        "Впишите их или попросите того, кто ведёт sheetsync (`sheetsync init --calendar ru-2026`).",
        "Calendar: there are no holidays for 2026. "
        "Enter them, or ask whoever runs sheetsync (`sheetsync init --calendar ru-2026`).",
        id="a due date in a year without holidays",
    ),
]


@pytest.mark.parametrize(("code", "drawing", "cure", "ru", "en"), PAPERS)
def test_a_rule_of_papers_and_voices_speaks_until_it_is_cured(
    said: Said, code: str, drawing: str, cure: tuple[str, str], ru: str, en: str
) -> None:
    assert said(code, drawing, "ru") == [ru]
    assert said(code, drawing, "en") == [en]
    assert cure[0] in drawing
    assert said(code, drawing.replace(*cure), "ru") == []


@pytest.mark.parametrize(
    ("best", "score", "found"), [(10, "0", False), (10, "10", False), (10, "11", True)]
)
def test_a_scale_to_ten_begins_at_zero(said: Said, best: int, score: str, *, found: bool) -> None:
    drawing = f"Отзывы\n№ работы | Оценка\nJ-1 | {score}\n"
    sentences = said("V-FBK-01", drawing, "en", feedback_max=best)
    expected = "Отзывы!B2: the score 11 is outside 0 to 10. "
    expected += "Correct the score or the key feedback_max."
    assert sentences == ([expected] if found else [])


FILES = """
Счета
Номер | Файл
12    | https://drive.example/1
13    | https://docs.drive.example/1
14    | https://evil.example/1
15    |

Партнёры
Код   | Папка
P-001 | https://elsewhere.example/1
"""


def test_files_outside_the_allowed_hosts_are_told(said: Said) -> None:
    hosts = {"file_hosts": ("Drive.example",)}
    assert said("V-DOC-04", FILES, "ru", **hosts) == [
        "Счета!B4: ссылка ведёт на evil.example, а такого сайта нет среди разрешённых. "
        "Положите файл в папку партнёра или добавьте сайт в ключ file_hosts."
    ]
    assert said("V-DOC-04", FILES, "en", **hosts) == [
        "Счета!B4: the link points to evil.example, which is not an allowed host. "
        "Put the file into the partner's folder or add the host to the key file_hosts."
    ]
    assert said("V-DOC-04", FILES, "en") == []


def test_contracts_may_run_for_ten_years(said: Said) -> None:
    drawing = """
    Договоры
    Код контрагента | Номер | Действует по
    E-1        | 1     | 2036-04-15
    E-1        | 2     | 2036-04-16
    """
    assert len(said("V-GEN-14", drawing, "en")) == 1


@pytest.mark.parametrize("code", ["V-GEN-11", "V-GEN-13"])
def test_a_code_of_a_tab_that_is_missing_is_not_judged(said: Said, code: str) -> None:
    assert said(code, "Работы\n№ работы | Код партнёра\nJ-1 | Р-001\n", "en") == []


def test_a_look_alike_of_two_codes_is_not_matched(said: Said) -> None:
    drawing = """
    Партнёры
    Код   | Название
    СA-1  | Север
    CА-1  | Юг

    Работы
    № работы | Код партнёра
    J-1      | CA-1
    """
    assert said("V-GEN-13", drawing, "en") == []
    assert len(said("V-GEN-11", drawing, "en")) == 1


def test_rules_for_every_group_name_no_group(said: Said) -> None:
    drawing = """
    Группы
    Код группы | Название
    dealers    | Дилеры

    Правила рейтинга
    Группа | Показатель | Вес
    *      | сроки      | 100
    """
    assert said("V-GEN-11", drawing, "en") == []


def test_latin_letters_in_a_russian_code_are_foreign_too(said: Said) -> None:
    drawing = """
    Партнёры
    Код    | Название
    РОСТ-1 | Рост

    Работы
    № работы | Код партнёра
    J-1      | POCT-1
    """
    assert said("V-GEN-13", drawing, "ru") == [
        "Работы!B2: в коде «POCT-1» буквы другого алфавита: он только похож на «РОСТ-1». "
        "Скопируйте код из вкладки «Партнёры»."
    ]
    assert said("V-GEN-13", drawing, "en") == [
        "Работы!B2: the code “POCT-1” has letters of another alphabet: it only looks like "
        "“РОСТ-1”. "
        "Copy the code from “Партнёры”."
    ]


NAMED = """
Партнёры
Код   | Название
P-001 | Вектор
P-002 | Север
P-003 | Север

Контрагенты
Код контрагента | Код партнёра | Наименование
9900000017      | P-001        | ООО «Вектор»
9900000024      | P-002        | ИП Белый
9900000031      | P-002        | ООО «Лёд»

"""


@pytest.mark.parametrize(
    ("typed", "cure"),
    [
        ("ООО «Вектор»", "Это название: впишите код 9900000017."),
        ('ооо "вектор"', "Это название: впишите код 9900000017."),
        ("Вектор", "Это название: впишите код 9900000017."),
        ("ооо лед", "Это название: впишите код 9900000031."),
        (
            "Север",
            "Это название, и оно у нескольких: впишите один из кодов 9900000024, 9900000031.",
        ),
        ("990000001", "Похож «9900000017» (A2)."),
        ("Восток", "Исправьте код или добавьте строку во вкладку «Контрагенты»."),
    ],
)
def test_a_name_where_a_code_is_wanted_gets_its_code(said: Said, typed: str, cure: str) -> None:
    (sentence,) = said("V-GEN-11", f"{NAMED}Счета\nКод контрагента | Номер\n{typed} | 1", "ru")
    assert sentence.endswith(cure)


def test_a_partner_is_known_by_names_of_its_legal_entities(said: Said) -> None:
    drawing = f"{NAMED}Работы\n№ работы | Код партнёра\nJ-1 | ИП Белый\nJ-2 | Север"
    one, several = said("V-GEN-11", drawing, "en")
    assert one.endswith("That is a name: enter its code, P-002.")
    assert several.endswith("enter one of the codes P-002, P-003.")
