"""What people read of cells that could not be read, by way of the reader itself."""

from datetime import date

import pytest

from sheetsync.language import Lang, Phrase
from sheetsync.rules.validation import told_once, validate, worded
from sheetsync.rules.validation.catalogue import RULES
from sheetsync.rules.validation.cell_words import CELL_SENTENCES, all_sentences
from sheetsync.rules.validation.tool_tabs import CODE, FOREIGN
from sheetsync.rules.validation.wording import money, said
from sheetsync.tables.cells import Grid
from sheetsync.tables.reading.people_tabs import read_tables
from sheetsync.tables.schema import Finding
from sheetsync.tables.table import Tables
from sheetsync.testing.drawing import drawn, drawn_tabs

AS_OF = date(2026, 4, 15)
#: Headers and sound cells of the tabs that are broken below.
SOUND = {
    "Партнёры": {
        "Код": "P-001", "Название": "Север", "Группа": "studios", "Статус": "lead",
        "Почта для отчётов": "a@x.example", "Отчёт": "нет",
    },
    "Контрагенты": {
        "Код контрагента": "E-1", "Код партнёра": "P-001", "Наименование": "Север", "Форма": "ИП",
        "ИНН": "'990000000115", "КПП": "", "ОГРН/ОГРНИП": "", "НДС": "без НДС", "БИК": "",
        "Счёт": "",
    },
    "Работы": {
        "№ работы": "J-1", "Код партнёра": "P-001", "Срок": "2026-04-01", "Статус": "выполнено",
        "Сумма": "100", "Брак": "0", "Выполнено": "2026-03-20", "Валюта": "",
    },
    "Счета": {
        "Код контрагента": "E-1", "Номер": "'12", "Дата": "2026-04-01", "Месяц": "'2026-03",
        "Сумма": "100", "Файл": "", "Оплатить до": "2026-05-01", "Дата оплаты": "", "Валюта": "",
    },
    "Группы": {"Код группы": "studios", "Название": "Студии", "Мин. полнота": "60%"},
    "Правила рейтинга": {
        "Группа": "studios", "Показатель": "отмены", "Вес": "100", "0 баллов при": "10%",
        "100 баллов при": "0%",
    },
    "Настройки": {"Ключ": "currency", "Значение": "RUB"},
}  # fmt: skip


def workbook(**broken: dict[str, str]) -> Tables:
    """The sound workbook with other cells in the one row of some tabs."""
    text = "\n".join(
        f"{title}\n{' | '.join(row)}\n"
        + " | ".join({**row, **broken.get(title, {})}[header] for header in row)
        + "\n"
        for title, row in SOUND.items()
    )
    return validated(drawn_tabs(text))


def validated(grids: dict[str, Grid]) -> Tables:
    tables = read_tables(grids, locale="ru_RU", lang="ru")
    return tables.with_findings(validate(tables, AS_OF))


def sentences(tables: Tables, lang: Lang, tab: str) -> list[str]:
    return [
        f"{word.code} {word.sentence}"
        for word in (worded(finding, tables, lang) for finding in told_once(tables.findings))
        if word.title == tab
    ]


CELLS = [
    (
        "Работы", "Сумма", "12О00",
        "V-GEN-05 Работы!E2: «Сумма» «12О00» не число (буква вместо цифры в 12000?). "
        "Впишите 12000.",
        "V-GEN-05 Работы!E2: “Сумма” “12О00” is not a number (a letter for a digit of 12000?). "
        "Enter 12000.",
    ),
    (
        "Работы", "Сумма", "сто",
        "V-GEN-05 Работы!E2: «Сумма» «сто» не число. Впишите число без слов и единиц.",
        "V-GEN-05 Работы!E2: “Сумма” “сто” is not a number. "
        "Enter a number without words or units.",
    ),
    (
        "Работы", "Сумма", "2026-04-01",
        "V-GEN-05 Работы!E2: в «Сумма» значение «01.04.2026» другого вида. "
        "Введите значение заново и проверьте формат столбца.",
        "V-GEN-05 Работы!E2: the value “01.04.2026” in “Сумма” is of another kind. "
        "Enter the value again and check the column's format.",
    ),
    (
        "Работы", "Брак", "1,5",
        "V-GEN-05 Работы!F2: «1,5» не целое число. Впишите целое число.",
        "V-GEN-05 Работы!F2: “1,5” is not a whole number. Enter a whole number.",
    ),
    (
        "Работы", "Сумма", "'1,500",
        "V-GEN-05 Работы!E2: «1,500» можно прочесть по-разному: 1500 или 1.500. "
        "Введите число заново.",
        "V-GEN-05 Работы!E2: “1,500” can be read in two ways: 1500 or 1.500. "
        "Enter the number again.",
    ),
    (
        "Работы", "Сумма", "100 $",
        "V-GEN-05 Работы!E2: «100 $» в другой валюте, USD. "
        "Впишите сумму без знака, а валюту — в свой столбец.",
        "V-GEN-05 Работы!E2: “100 $” is in another currency, USD. "
        "Enter the amount without a sign, the currency in its own column.",
    ),
    (
        "Работы", "Срок", "'31.02.2026",
        "V-GEN-06 Работы!C2: «31.02.2026» — не дата. Исправьте, формат ДД.ММ.ГГГГ.",
        "V-GEN-06 Работы!C2: “31.02.2026” is not a date. Correct it, in the format YYYY-MM-DD.",
    ),
    (
        "Работы", "Срок", "2101-01-01",
        "V-GEN-06 Работы!C2: «01.01.2101» вне 1990–2100 годов. Исправьте год.",
        "V-GEN-06 Работы!C2: “01.01.2101” is outside the years 1990 to 2100. Correct the year.",
    ),
    (
        "Работы", "Срок", "'01.04.2026",
        "V-GEN-07 Работы!C2: дата записана текстом, прочитана как 01.04.2026. "
        "Задайте столбцу формат «Дата».",
        "V-GEN-07 Работы!C2: the date is typed as text, read as 2026-04-01. "
        "Set the column's format to Date.",
    ),
    (
        "Работы", "Сумма", "'100",
        "V-GEN-07 Работы!E2: число записано текстом, прочитано как 100.00. "
        "Задайте столбцу формат «Число».",
        "V-GEN-07 Работы!E2: the number is typed as text, read as 100.00. "
        "Set the column's format to Number.",
    ),
    (
        "Работы", "Срок", "2026-04-01 12:00",
        "V-GEN-07 Работы!C2: у даты есть время, оно отброшено. Оставьте только дату.",
        "V-GEN-07 Работы!C2: the date has a time of day, which is left out. Keep the date alone.",
    ),
    (
        "Работы", "Сумма", "100,005",
        "V-GEN-07 Работы!E2: сумма округлена до копеек: 100.01. Впишите сумму с копейками.",
        "V-GEN-07 Работы!E2: rounded to two decimals: 100.01. "
        "Enter the amount with two decimals.",
    ),
    (
        "Работы", "Срок", "'04/05/2026",
        "V-GEN-08 Работы!C2: «04/05/2026» может быть 04.05.2026 или 05.04.2026. "
        "Введите дату заново.",
        "V-GEN-08 Работы!C2: “04/05/2026” can be 2026-05-04 or 2026-04-05. "
        "Enter the date again.",
    ),
    (
        "Работы", "Статус", "выполненно",
        "V-GEN-09 Работы!D2: «выполненно» нет в списке «Статус». Выберите «выполнено».",
        "V-GEN-09 Работы!D2: “выполненно” is not in the list of “Статус”. Choose “done”.",
    ),
    (
        "Контрагенты", "НДС", "QQQ",
        "V-GEN-09 Контрагенты!H2: «QQQ» нет в списке «НДС». "
        "Выберите из списка: с НДС, без НДС, НПД.",
        "V-GEN-09 Контрагенты!H2: “QQQ” is not in the list of “НДС”. "
        "Choose from the list: vat, no VAT, npd.",
    ),
    (
        "Партнёры", "Отчёт", "наверное",
        "V-GEN-09 Партнёры!F2: «наверное» не «да» и не «нет». Впишите «да» или «нет».",
        "V-GEN-09 Партнёры!F2: “наверное” is neither yes nor no. Enter yes or no.",
    ),
    (
        "Работы", "Сумма", "#REF!",
        "V-GEN-12 Работы!E2: в ячейке ошибка #REF!. Восстановите формулу или впишите значение.",
        "V-GEN-12 Работы!E2: the cell has the error #REF!. "
        "Restore the formula or enter the value.",
    ),
    (
        "Партнёры", "Название", "Се\u200bвер",
        "V-GEN-13 Партнёры!B2: в «Се\u200bвер» невидимые знаки. Введите значение заново.",
        "V-GEN-13 Партнёры!B2: “Се\u200bвер” has invisible characters. Enter the value again.",
    ),
    (
        "Партнёры", "Почта для отчётов", "a@x,example",
        "V-PAR-01 Партнёры!E2: «a@x,example» не адрес. "
        "Исправьте адрес: имя@сайт.зона, латиницей, точка, а не запятая; несколько — через «;».",
        "V-PAR-01 Партнёры!E2: “a@x,example” is not an address. "
        "Correct the address: name@site.zone, Latin letters, a dot and not a comma; "
        "separate several with ;.",
    ),
    (
        "Контрагенты", "ИНН", "'77012345",
        "V-ENT-01 Контрагенты!E2: «77012345» — не ИНН: в нём цифр 8, а нужно 10 (организация) "
        "или 12 (ИП, физлицо). "
        "Возможно, потерян ведущий ноль: формат столбца «Текст».",
        "V-ENT-01 Контрагенты!E2: “77012345” is not an INN: it has 8 digits and needs 10 "
        "(company) or 12 (sole trader, person). "
        "A leading zero may be lost: set the column's format to Plain text.",
    ),
    (
        "Контрагенты", "ИНН", "'990000000116",
        "V-ENT-02 Контрагенты!E2: контрольная цифра ИНН «990000000116» не сходится. "
        "Сверьте с карточкой.",
        "V-ENT-02 Контрагенты!E2: the check digit of INN “990000000116” does not fit. "
        "Compare with the company's card.",
    ),
    (
        "Контрагенты", "ИНН", "10000000102",
        "V-ENT-09 Контрагенты!E2: ИНН «10000000102» потерял ведущий ноль, "
        "прочитан как 010000000102. Задайте столбцу формат «Текст» и введите ИНН с нулём.",
        "V-ENT-09 Контрагенты!E2: INN “10000000102” has lost its leading zero, "
        "read as 010000000102. Set the column's format to Plain text and enter the INN "
        "with its zero.",
    ),
    (
        "Контрагенты", "КПП", "'12345",
        "V-ENT-04 Контрагенты!F2: «12345» не КПП. Впишите девять знаков из карточки.",
        "V-ENT-04 Контрагенты!F2: “12345” is not a KPP. Enter the nine characters from the card.",
    ),
    (
        "Контрагенты", "ОГРН/ОГРНИП", "'326990000000011",
        "V-ENT-05 Контрагенты!G2: ОГРН «326990000000011» с ошибкой. Сверьте с карточкой.",
        "V-ENT-05 Контрагенты!G2: OGRN “326990000000011” has a mistake in it. "
        "Compare with the company's card.",
    ),
    (
        "Счета", "Месяц", "март",
        "V-INV-01 Счета!D2: «март» не месяц с годом. Впишите месяц как 2026-03.",
        "V-INV-01 Счета!D2: “март” is not a month with its year. Enter the month as 2026-03.",
    ),
    (
        "Счета", "Номер", "1,5",
        "V-GEN-19 Счета!B2: «1,5» не код. Впишите код без дробей.",
        "V-GEN-19 Счета!B2: “1,5” is not a code. Enter it without fractions.",
    ),
    (
        "Счета", "Номер", "'A⏎1",
        "V-GEN-13 Счета!B2: код «A 1» длиннее 64 знаков или со знаками, которых не видно. "
        "Впишите код покороче, одной строкой.",
        "V-GEN-13 Счета!B2: the code “A 1” is longer than 64 characters or has signs that nobody "
        "sees. Enter a shorter code, on one line.",
    ),
    (
        "Счета", "Дата оплаты", "'0000-00-00",
        "V-GEN-17 Счета!H2: «0000-00-00» — так программы пишут пустую дату. Очистите ячейку.",
        "V-GEN-17 Счета!H2: “0000-00-00” is what programs write for no date. Clear the cell.",
    ),
    (
        "Счета", "Валюта", "рубики",
        "V-GEN-09 Счета!I2: валюты «рубики» нет. Выберите «RUB».",
        "V-GEN-09 Счета!I2: there is no currency “рубики”. Choose “RUB”.",
    ),
    (
        "Работы", "Валюта", "фантики",
        "V-GEN-09 Работы!H2: валюты «фантики» нет. Впишите код из трёх букв: RUB, USD, EUR.",
        "V-GEN-09 Работы!H2: there is no currency “фантики”. Enter a code of three letters: RUB, "
        "USD, EUR.",
    ),
    (
        "Счета", "Файл", "в папке",
        "V-DOC-04 Счета!F2: «в папке» не ссылка. Вставьте адрес целиком, с https://.",
        "V-DOC-04 Счета!F2: “в папке” is not a link. Paste the whole address, with https://.",
    ),
    (
        "Правила рейтинга", "Показатель", "качество",
        "V-RUL-01 Правила рейтинга!B2: показателя «качество» нет. Выберите из списка: сроки, "
        "брак, отмены, отзывы, ответ вовремя, документы, оплата нам, объём, рост.",
        "V-RUL-01 Правила рейтинга!B2: there is no KPI “качество”. Choose from the list: "
        "on time, defects, cancellations, feedback, answered in time, documents, payment to us, "
        "volume, growth.",
    ),
    (
        "Партнёры", "Название", "",
        "V-GEN-04 Партнёры!B2: не заполнено «Название». Впишите значение.",
        "V-GEN-04 Партнёры!B2: “Название” is blank. Enter a value.",
    ),
    (
        "Партнёры", "Статус", "",
        "V-GEN-04 Партнёры!D2: не заполнено «Статус». "
        "Выберите из списка: кандидат, подключается, работает, на паузе, ушёл.",
        "V-GEN-04 Партнёры!D2: “Статус” is blank. "
        "Choose from the list: lead, onboarding, active, paused, ended.",
    ),
    (
        "Партнёры", "Код", "",
        "V-GEN-04 Партнёры!A2: не заполнено «Код», без него строку не узнать. Впишите значение.",
        "V-GEN-04 Партнёры!A2: “Код” is blank, so the row cannot be told from others. "
        "Enter a value.",
    ),
    (
        "Настройки", "Значение", "тугрик",
        "V-SET-01 Настройки!B2: ключ currency: значение «тугрик» не годится. "
        "Впишите значение, как сказано в примечании.",
        "V-SET-01 Настройки!B2: key currency: the value “тугрик” cannot be used. "
        "Enter a value as the note says.",
    ),
    (
        "Настройки", "Ключ", "curency",
        "V-SET-02 Настройки!A2: ключа «curency» нет. Похож «currency».",
        "V-SET-02 Настройки!A2: there is no key “curency”. “currency” is similar.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("tab", "header", "typed", "ru", "en"), CELLS, ids=[cell[3].partition(":")[0] for cell in CELLS]
)
def test_a_cell_that_is_read_with_trouble_says_so_once(
    tab: str, header: str, typed: str, ru: str, en: str
) -> None:
    tables = workbook(**{tab: {header: typed}})
    assert ru in sentences(tables, "ru", tab)
    assert en in sentences(tables, "en", tab)
    cell = ru.split(":", maxsplit=1)[0].split("!")[1]
    assert sum(f"!{cell}:" in sentence for sentence in sentences(tables, "ru", tab)) == 1


def test_the_sound_workbook_has_no_finding() -> None:
    tables = workbook()
    assert [sentence for tab in SOUND for sentence in sentences(tables, "ru", tab)] == []


def test_a_missing_tab_is_named_with_its_title() -> None:
    tables = workbook()
    assert sentences(tables, "ru", "Договоры") == [
        "V-GEN-01 Договоры: нет вкладки. "
        "Верните вкладке название или попросите того, кто ведёт sheetsync, создать её "
        "(`sheetsync init --repair`)."
    ]


@pytest.mark.parametrize(
    ("drawing", "ru", "en"),
    [
        (
            "Календарь\nДата | Вит\n2026-01-01 | выходной\n",
            "V-GEN-02 Календарь: нет столбца «Вид». Верните заголовок (похож «Вит» в B1).",
            "V-GEN-02 Календарь: the column “Kind” is missing. "
            "Restore the header (“Вит” in B1 is similar).",
        ),
        (
            "Календарь\nДата | Вид | Вид\n2026-01-01 | выходной | рабочий\n",
            "V-GEN-03 Календарь!B1: столбец «Вид» есть ещё в C1. Переименуйте лишний.",
            "V-GEN-03 Календарь!B1: the column “Вид” is in C1 as well. Rename the extra one.",
        ),
        (
            "Календарь\nx | y\n1 | 2\n",
            "V-GEN-02 Календарь: нет строки заголовков (Дата, Вид). Верните её в первые 20 строк.",
            "V-GEN-02 Календарь: there is no header row (Дата, Вид). "
            "Put it back into the first 20 rows.",
        ),
        (
            "Календарь\n",
            "V-GEN-02 Календарь: вкладка пуста, даже заголовков нет. "
            "Попросите того, кто ведёт sheetsync, вернуть строку заголовков "
            "(`sheetsync init --repair`).",
            "V-GEN-02 Календарь: the tab is empty, without headers. "
            "Ask whoever runs sheetsync to restore the header row (`sheetsync init --repair`).",
        ),
        (
            "Календарь\nДата | Вид\n2026-01-01 | выходной\n2026-01-01 | рабочий\n",
            "V-GEN-10 Календарь!A2: код «01.01.2026» уже есть в A3. Дайте другой код.",
            "V-GEN-10 Календарь!A2: the code “01.01.2026” is there already, in A3. "
            "Give it another code.",
        ),
        (
            "Календарь\nДата | Вид | \n2026-01-01 | выходной | 5\n",
            "V-GEN-23 Календарь!C1: в столбце без заголовка есть значения. Дайте ему заголовок.",
            "V-GEN-23 Календарь!C1: a column without a header has values. Give it a header.",
        ),
        (
            "Календарь\nДата | Вид\n2026-01-01 | выходной\nДата | Вид\n",
            "V-GEN-25 Календарь!A3: заголовки повторены среди данных. Удалите строку.",
            "V-GEN-25 Календарь!A3: the headers are repeated in the data. Delete the row.",
        ),
        (
            "Календарь\nДата | Вид\n2026-01-01 | выходной\nИтого | 1\n",
            "V-GEN-24 Календарь!A3: строка итогов среди данных. "
            "Уберите её из вкладки: итоги считает «Обзор».",
            "V-GEN-24 Календарь!A3: a totals row among the data. "
            "Take it out of the tab: the Dashboard has the totals.",
        ),
    ],
)
def test_trouble_with_headers_and_rows_is_told(drawing: str, ru: str, en: str) -> None:
    tables = validated(drawn_tabs(drawing))
    assert sentences(tables, "ru", "Календарь")[0] == ru
    assert sentences(tables, "en", "Календарь")[0] == en


def test_a_required_cell_inside_a_merge_names_the_merge() -> None:
    grid = Grid(
        stored=[["Дата", "Вид"], [46023, "выходной"], [46024, ""]],
        shown=[["Дата", "Вид"], ["01.01.2026", "выходной"], ["02.01.2026", ""]],
        merges=((2, 2, 3, 2),),
    )
    tables = validated({"Календарь": grid})
    assert sentences(tables, "ru", "Календарь") == [
        "V-GEN-04 Календарь!B3: «Вид» пусто: ячейка внутри объединения B2:B3. "
        "Отмените объединение и впишите значение в каждую строку."
    ]


def test_every_code_of_the_specification_has_words() -> None:
    codes = {rule.code for rule in RULES} | {CODE, FOREIGN}
    codes |= {sentence.rule for _, sentence in all_sentences() if sentence.rule}
    parts = {"GEN": 25, "PAR": 7, "ENT": 9, "AGR": 4, "JOB": 7, "INV": 18, "DOC": 4}
    parts |= {"FBK": 2, "TCH": 1, "RUL": 4, "GRP": 1, "SET": 5, "CAL": 1}
    written = {
        f"V-{part}-{number:02d}" for part, count in parts.items() for number in range(1, count + 1)
    }
    # A contact of a partner that nobody knows (V-BOX-06) is a code that stands nowhere: V-GEN.
    written |= {f"V-BOX-{number:02d}" for number in (1, 2, 3, 4, 5, 7)}
    # Of V-PAY, 05 to 07 are about files: whoever imports them says it.
    written |= {f"V-PAY-{number:02d}" for number in (1, 2, 3, 4, 8, 9, 10, 11, 12)}
    assert codes == written
    assert len(codes) == 103


def test_every_code_of_reading_has_words_in_both_languages() -> None:
    tables = drawn("Работы\n№ работы | Сумма\nJ-1 | 5\n")
    for code in CELL_SENTENCES:
        finding = Finding(code, "error", "jobs", 2, "amount", "B2", "5")
        for lang in ("ru", "en"):
            words = worded(finding, tables, "ru" if lang == "ru" else "en")
            assert words.message.endswith((".", "?"))
            assert words.cure.endswith(".")
            assert "{" not in words.sentence
            assert "[" not in words.sentence


def test_no_two_rules_are_about_one_code_and_place() -> None:
    places = [(rule.code, rule.tab, rule.column) for rule in RULES]
    assert len(set(places)) == len(places)


def test_a_code_that_nobody_worded_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError, match="NEW_CODE"):
        worded(Finding("NEW_CODE", "error", "jobs"), drawn("Работы\n№ работы | Сумма\n"), "en")


def test_a_long_value_is_cut_and_its_line_breaks_are_spaces() -> None:
    finding = Finding("BAD_NUMBER", "error", "jobs", 2, "amount", "B2", "много\n" * 100)
    words = worded(finding, drawn("Работы\n№ работы | Сумма\n"), "ru")
    assert words.message == f"«Сумма» «{'много ' * 10}…» не число."


def test_a_finding_of_a_bare_grid_is_named_by_what_is_known() -> None:
    finding = Finding("BAD_NUMBER", "error", "", 2, "Total", "B2", "x")
    words = worded(finding, drawn("Работы\n№ работы | Сумма\n"), "en")
    assert words.sentence == (
        "!B2: “Total” “x” is not a number. Enter a number without words or units."
    )


@pytest.mark.parametrize(
    ("phrase", "names", "text"),
    [
        ("plain", {}, "plain"),
        ("{a} and {b}", {"a": "1"}, "1 and "),
        ("x[ {a}]", {"a": "1"}, "x 1"),
        ("x[ {a}]", {}, "x"),
        ("[{a}|no a]", {"a": ""}, "no a"),
        ("[{a}{b}|not both]", {"a": "1"}, "not both"),
        ("[{a}]", {"a": "[{b}|c]", "b": "d"}, "[{b}|c]"),
    ],
)
def test_a_phrase_leaves_out_what_is_not_known(
    phrase: str, names: dict[str, str], text: str
) -> None:
    assert said(Phrase(ru="", en=phrase), names, "en") == text


@pytest.mark.parametrize(
    ("minor", "currency", "ru", "en"),
    [
        (500_000, "RUB", "5 000,00 ₽", "5,000.00 RUB"),
        (-1, "USD", "-0,01 $", "-0.01 USD"),
        (0, "KZT", "0,00 KZT", "0.00 KZT"),
        (123_456_789_012_345_678, "RUB", "1 234 567 890 123 456,78 ₽",
         "1,234,567,890,123,456.78 RUB"),
    ],
)  # fmt: skip
def test_money_reads_as_people_write_it(minor: int, currency: str, ru: str, en: str) -> None:
    assert money(minor, currency, "ru").replace("\xa0", " ") == ru
    assert money(minor, currency, "en").replace("\xa0", " ") == en
