"""Rules of Partners and Legal entities: what breaks them, what people read, what cures them."""

from collections.abc import Callable

import pytest

from sheetsync.tables.settings.keys import Curator

Said = Callable[..., list[str]]
CURATORS = {"curators": (Curator("Анна Белова", "anna@organizer.example"),)}

PARTNERS = [
    pytest.param(
        "V-GEN-04",
        """
        Партнёры
        Код   | Статус | Партнёр с
        P-001 | active |
        """,
        ("active", "lead"),
        "Партнёры!C2: не заполнено «Партнёр с». Впишите день, с которого партнёр работает.",
        "Партнёры!C2: “Партнёр с” is blank. Enter the day the partner started.",
        id="an active partner without its first day",
    ),
    pytest.param(
        "V-PAR-01",
        """
        Партнёры
        Код   | Почта для отчётов
        P-001 | a@x.example, b@x.example, c@x.example, d@x.example, e@x.example, f@x.example
        """,
        (", f@x.example", ""),
        "Партнёры!B2: адресов 6, а можно до пяти. Оставьте пять или меньше.",
        "Партнёры!B2: 6 addresses, five are allowed. Keep five or fewer.",
        id="six addresses",
    ),
    pytest.param(
        "V-PAR-02",
        """
        Партнёры
        Код   | Статус | Отчёт | Почта для отчётов
        P-001 | active | TRUE  |
        """,
        ("TRUE", "FALSE"),
        "Партнёры!D2: у партнёра P-001 нет почты. Впишите адрес или поставьте «Отчёт: нет».",
        "Партнёры!D2: partner P-001 has no e-mail. Enter an address or set “Monthly report: no”.",
        id="a report without an address",
    ),
    pytest.param(
        "V-PAR-03",
        """
        Партнёры
        Код   | Статус | Куратор
        P-001 | active |
        """,
        ("active |", "active | Анна"),
        "Партнёры!C2: у партнёра P-001 нет куратора. "
        "Назначьте куратора: иначе о партнёре никто не вспомнит.",
        "Партнёры!C2: partner P-001 has no curator. "
        "Name a curator, or nobody will look after the partner.",
        id="no curator",
    ),
    pytest.param(
        "V-PAR-04",
        """
        Партнёры
        Код   | Куратор
        P-001 | Ана Белова
        P-002 | Ана Белова
        P-003 | анна белова
        P-004 | boris@organizer.example
        """,
        ("Ана", "Анна"),
        "Партнёры!B2: куратора «Ана Белова» нет в «Настройках» (партнёров у него: 2). "
        "Похож «Анна Белова»: исправьте имя или добавьте куратора в ключ curators.",
        "Партнёры!B2: curator “Ана Белова” is not in Settings (partners: 2). "
        "“Анна Белова” is similar: correct the name or add it to the key curators.",
        id="a curator misspelt, told once",
    ),
    pytest.param(
        "V-PAR-04",
        """
        Партнёры
        Код   | Куратор
        P-001 | Глеб
        """,
        ("Глеб", "Анна Белова"),
        "Партнёры!B2: куратора «Глеб» нет в «Настройках» (партнёров у него: 1). "
        "Добавьте имя и почту в ключ curators.",
        "Партнёры!B2: curator “Глеб” is not in Settings (partners: 1). "
        "Add the name and e-mail to the key curators.",
        id="a curator nobody knows",
    ),
    pytest.param(
        "V-PAR-05",
        """
        Партнёры
        Код   | Статус
        P-001 | active

        Контрагенты
        Код контрагента | Код партнёра
        E-1        | P-002
        """,
        ("| P-002", "| P-001"),
        "Партнёры!A2: у работающего партнёра P-001 нет контрагента. Добавьте строку во вкладку "
        "«Контрагенты».",
        "Партнёры!A2: active partner P-001 has no legal entity. "
        "Add a row to the tab Legal entities.",
        id="no legal entity",
    ),
    pytest.param(
        "V-PAR-06",
        """
        Партнёры
        Код   | Почта для отчётов
        P-001 | docs@x.example; a@x.example
        P-002 | b@x.example, Docs@x.example
        """,
        ("Docs@", "other@"),
        "Партнёры!B3: адрес Docs@x.example уже стоит у другого партнёра (B2). "
        "Отчёты двух партнёров уйдут на один адрес: проверьте, так ли задумано.",
        "Партнёры!B3: the address Docs@x.example is another partner's as well (B2). "
        "The reports of two partners go to one address: check that this is meant.",
        id="one address, two partners",
    ),
    pytest.param(
        "V-PAR-07",
        """
        Партнёры
        Код   | Статус
        P-001 | ended

        Работы
        № работы | Код партнёра | Статус
        J-1      | P-001        | planned
        J-2      | P-001        | in_progress
        J-3      | P-001        | done
        """,
        ("ended", "active"),
        "Партнёры!B2: сотрудничество с P-001 завершено, а незаконченных работ у него 2. "
        "Закройте работы (2) или верните статус.",
        "Партнёры!B2: partner P-001 has ended but has 2 unfinished jobs. "
        "Close the jobs (2) or restore the status.",
        id="ended with open jobs",
    ),
    pytest.param(
        "V-PAR-07",
        """
        Партнёры
        Код   | Статус | Партнёр с
        P-001 | active | 2025-01-01
        P-002 | active | 2026-03-01

        Работы
        № работы | Код партнёра | Срок       | Статус
        J-1      | P-001        | 2026-02-13 | done
        """,
        ("2026-02-13", "2026-02-14"),
        "Партнёры!B2: у партнёра P-001 нет работ 61 день. "
        "Свяжитесь с партнёром или поставьте «на паузе».",
        "Партнёры!B2: active partner P-001 has had no job for 61 days. "
        "Get in touch or set the status to paused.",
        id="silent for 61 days, 60 are allowed",
    ),
]
ENTITIES = [
    pytest.param(
        "V-GEN-04",
        """
        Контрагенты
        Код контрагента | Форма | ИНН
        E-1        | ИП    |
        """,
        ("ИП ", "иностранное "),
        "Контрагенты!C2: не заполнен «ИНН». Впишите ИНН или выберите форму «иностранная "
        "организация».",
        "Контрагенты!C2: “ИНН” is blank. Enter the INN or choose the kind “foreign”.",
        id="no INN",
    ),
    pytest.param(
        "V-ENT-03",
        """
        Контрагенты
        Код контрагента | Форма | ИНН
        E-1        | company | '990000000115
        """,
        ("company", "sole"),
        "Контрагенты!C2: в ИНН 12 цифр, а у организации их 10. Выберите другую форму или исправьте "
        "ИНН.",
        "Контрагенты!C2: this INN has 12 digits, a company's has 10. "
        "Choose another kind or correct the INN.",
        id="a person's INN at a company",
    ),
    pytest.param(
        "V-ENT-03",
        """
        Контрагенты
        Код контрагента | Форма | ИНН
        E-1        | sole  | '9900000017
        """,
        ("sole ", "company "),
        "Контрагенты!C2: в ИНН 10 цифр, а у ИП и физлица их 12. Выберите другую форму или "
        "исправьте "
        "ИНН.",
        "Контрагенты!C2: this INN has 10 digits, a sole trader's or a person's has 12. "
        "Choose another kind or correct the INN.",
        id="a company's INN at a sole trader",
    ),
    pytest.param(
        "V-ENT-04",
        """
        Контрагенты
        Код контрагента | Форма | КПП
        E-1        | company |
        """,
        ("company |", "company | '990001001"),
        "Контрагенты!C2: у организации нет КПП. Впишите КПП из карточки.",
        "Контрагенты!C2: the company has no KPP. Enter the KPP from the company's card.",
        id="a company without KPP",
    ),
    pytest.param(
        "V-ENT-04",
        """
        Контрагенты
        Код контрагента | Форма | КПП
        E-1        | sole  | '990001001
        """,
        ("'990001001", ""),
        "Контрагенты!C2: КПП 990001001 указан, а у этой формы его нет. "
        "Удалите КПП 990001001 или выберите форму «организация».",
        "Контрагенты!C2: KPP 990001001 is given, but this kind has none. "
        "Remove KPP 990001001 or choose the kind “company”.",
        id="a sole trader with KPP",
    ),
    pytest.param(
        "V-ENT-05",
        """
        Контрагенты
        Код контрагента | Форма | ОГРН/ОГРНИП
        E-1        | sole  | '1269900000017
        """,
        ("sole ", "company "),
        "Контрагенты!C2: в ОГРН 13 цифр, а у этой формы 15. Сверьте с карточкой.",
        "Контрагенты!C2: the OGRN has 13 digits, this kind has 15. Compare with the company's "
        "card.",
        id="a company's OGRN at a sole trader",
    ),
    pytest.param(
        "V-ENT-07",
        """
        Контрагенты
        Код контрагента | ИНН         | КПП
        E-1        | '9900000017 | '990001001
        E-2        | '9900000017 | '990002001
        E-3        | '9900000017 | '990001001
        """,
        ("E-3        | '9900000017", "E-3        | '9900000024"),
        "Контрагенты!B4: ИНН 9900000017 с тем же КПП уже есть в B2. "
        "Оставьте одну строку и её код, вторую удалите.",
        "Контрагенты!B4: INN 9900000017 with the same KPP is already in B2. "
        "Keep one row and its code, delete the other.",
        id="a legal entity entered twice",
    ),
    pytest.param(
        "V-ENT-08",
        """
        Контрагенты
        Код контрагента | Код партнёра | Основное
        E-1        | P-001        | TRUE
        E-2        | P-001        | TRUE
        E-3        | P-002        |
        """,
        ("E-2        | P-001        | TRUE", "E-2        | P-001        |"),
        "Контрагенты!C3: у партнёра P-001 контрагентов: 2, основных: 2. Отметьте «Основной» "
        "ровно у одного.",
        "Контрагенты!C3: partner P-001 has legal entities: 2, default ones: 2. "
        "Mark exactly one of them as “Default”.",
        id="two defaults",
    ),
    pytest.param(
        "V-ENT-08",
        """
        Контрагенты
        Код контрагента | Код партнёра | Основное
        E-1        | P-001        |
        E-2        | P-001        | FALSE
        """,
        ("FALSE", "TRUE"),
        "Контрагенты!C2: у партнёра P-001 контрагентов: 2, основных: 0. Отметьте «Основной» "
        "ровно у одного.",
        "Контрагенты!C2: partner P-001 has legal entities: 2, default ones: 0. "
        "Mark exactly one of them as “Default”.",
        id="no default",
    ),
]


@pytest.mark.parametrize(("code", "drawing", "cure", "ru", "en"), [*PARTNERS, *ENTITIES])
def test_a_rule_says_what_is_wrong_until_it_is_cured(
    said: Said, code: str, drawing: str, cure: tuple[str, str], ru: str, en: str
) -> None:
    assert said(code, drawing, "ru", **CURATORS) == [ru]
    assert said(code, drawing, "en", **CURATORS) == [en]
    assert cure[0] in drawing
    assert said(code, drawing.replace(*cure), "ru", **CURATORS) == []


def test_a_partner_is_not_without_entity_or_silent_when_the_tab_is_missing(said: Said) -> None:
    drawing = """
    Партнёры
    Код   | Статус | Партнёр с
    P-001 | active | 2025-01-01
    """
    assert said("V-PAR-05", drawing, "en") == []
    assert said("V-PAR-07", drawing, "en") == []


def test_a_partner_that_never_had_a_job_is_silent_from_its_first_day(said: Said) -> None:
    drawing = """
    Партнёры
    Код   | Статус | Партнёр с
    P-001 | active | 2026-02-01

    Работы
    № работы | Код партнёра | Статус
    """
    assert said("V-PAR-07", drawing, "en") == [
        "Партнёры!B2: active partner P-001 has had no job for 73 days. "
        "Get in touch or set the status to paused."
    ]


ODD_DASH = """
        Партнёры
        Код   | Название
        P-001 | Север

        Контрагенты
        Код контрагента | Код партнёра
        E-1        | {}
"""


@pytest.mark.parametrize("code", ["P\u2013001", "P\u2011001", "P\uff0d001"])
def test_a_code_that_differs_by_its_dash_alone_is_matched_and_told(said: Said, code: str) -> None:
    drawing = ODD_DASH.format(code)
    assert said("V-GEN-18", drawing, "ru") == [
        f"Контрагенты!B2: в коде «{code}» не дефис, а другой знак: он только похож на «P-001». "
        "Скопируйте код из вкладки «Партнёры»."
    ]
    assert len(said("V-GEN-18", drawing, "en")) == 1
    assert said("V-GEN-13", drawing, "ru") == said("V-GEN-11", drawing, "ru") == []


def test_a_code_with_a_foreign_letter_and_an_odd_dash_is_told_of_its_letter(said: Said) -> None:
    drawing = ODD_DASH.format("\u0420\u2013001")
    assert len(said("V-GEN-13", drawing, "ru")) == 1
    assert said("V-GEN-18", drawing, "ru") == []


def test_legal_entities_without_a_tax_number_are_not_one(said: Said) -> None:
    drawing = """
        Контрагенты
        Код контрагента | ИНН         | КПП
        E-1        |             | '990001001
        E-2        |             | '990001001
        E-3        |             |
        E-4        |             |
        E-5        | '9900000017 |
        E-6        | '9900000017 |
        """
    (sentence,) = said("V-ENT-07", drawing, "en")
    assert sentence.startswith("Контрагенты!B7: INN 9900000017 with the same KPP is already in B6.")


def test_a_tax_number_is_asked_for_only_where_the_kind_says_that_there_is_one(said: Said) -> None:
    drawing = """
        Контрагенты
        Код контрагента | Код партнёра | Наименование | Форма       | ИНН | НДС
        E-1        | P-001        | А            |             |     | без НДС
        E-2        | P-001        | Б            | иностранное |     | без НДС
        E-3        | P-001        | В            | ИП          |     | без НДС
        E-4        | P-001        | Г            | чужая       |     | без НДС
        """
    told = [sentence for sentence in said("V-GEN-04", drawing, "ru") if "ИНН" in sentence]
    assert [sentence.partition(":")[0] for sentence in told] == ["Контрагенты!E4"]
