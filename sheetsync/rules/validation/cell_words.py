"""Words for what reading cells finds: every code of cells-and-tables.md, under its V-code."""

from sheetsync.rules.validation.rule import (
    GROUP_UNRATED,
    MAIL_HELD,
    NOTHING,
    READ,
    ROW_OUT,
    Phrase,
    Wording,
)
from sheetsync.rules.validation.sentence import CellSentence
from sheetsync.rules.validation.tab_words import TAB_SENTENCES
from sheetsync.tables.schema import Finding

_CELL_OUT = Phrase("ячейка не учитывается", "the cell is not counted")
_REGISTER_MARK = Phrase("в реестре стоит ⚠", "the register shows ⚠")
_NUMBER_CURE = Phrase(
    "[Впишите {guess}.|Впишите число без слов и единиц.]",
    "[Enter {guess}.|Enter a number without words or units.]",
)
_DATE_CURE = Phrase("Исправьте, формат ДД.ММ.ГГГГ.", "Correct it, in the format YYYY-MM-DD.")
_MONTH_CURE = Phrase("Впишите месяц как 2026-03.", "Enter the month as 2026-03.")
_COPY_CURE = Phrase(
    "Введите заново одним алфавитом или скопируйте из исходной вкладки.",
    "Type it again in one alphabet or copy it from its own tab.",
)


def _error(rule: str, message: Phrase, cure: Phrase, affects: Phrase = ROW_OUT) -> CellSentence:
    return CellSentence(rule, None, Wording(message, cure, affects))


def _warning(rule: str, message: Phrase, cure: Phrase, affects: Phrase = READ) -> CellSentence:
    return CellSentence(rule, "warning", Wording(message, cure, affects))


_BAD_NUMBER = _error(
    "V-GEN-05",
    Phrase(
        "«{column}» «{value}» не число[ (буква вместо цифры в {guess}?)].",
        "“{column}” “{value}” is not a number[ (a letter for a digit of {guess}?)].",
    ),
    _NUMBER_CURE,
)
_BAD_DATE = _error("V-GEN-06", Phrase("«{value}» не дата.", "“{value}” is not a date."), _DATE_CURE)
_BAD_MONTH = _error(
    "V-INV-01",
    Phrase("«{value}» не месяц с годом.", "“{value}” is not a month with its year."),
    _MONTH_CURE,
)
_BAD_ADDRESS = _error(
    "V-PAR-01",
    Phrase(
        "«{value}» не адрес[: чужая буква «{letter}»].",
        "“{value}” is not an address[: a foreign letter “{letter}”].",
    ),
    Phrase(
        "Исправьте адрес; несколько разделяйте запятой.",
        "Correct the address; part several with commas.",
    ),
    MAIL_HELD,
)
_BAD_OGRN = _warning(
    "V-ENT-05",
    Phrase("ОГРН «{value}» с ошибкой.", "OGRN “{value}” has a mistake in it."),
    Phrase("Сверьте с карточкой.", "Compare with the company's card."),
    NOTHING,
)
_BAD_ACCOUNT = _warning(
    "V-ENT-06",
    Phrase("счёт не подходит к БИК.", "the account does not fit the BIC."),
    Phrase("Сверьте реквизиты, прежде чем платить.", "Compare the bank details before paying."),
    NOTHING,
)
_BAD_KPP = _error(
    "V-ENT-04",
    Phrase("«{value}» не КПП.", "“{value}” is not a KPP."),
    Phrase("Впишите девять знаков из карточки.", "Enter the nine signs from the card."),
    _REGISTER_MARK,
)
_UNKNOWN_KPI = _error(
    "V-RUL-01",
    Phrase("показателя «{value}» нет.", "there is no KPI “{value}”."),
    Phrase(
        "[Выберите «{near}».|Выберите из списка: {choices}.]",
        "[Choose “{near}”.|Choose from the list: {choices}.]",
    ),
    GROUP_UNRATED,
)
_SAME_KPI = _error(
    "V-RUL-01",
    Phrase(
        "показатель у этой группы уже есть[ в {other_cell}].",
        "the group has this KPI already[ in {other_cell}].",
    ),
    Phrase("Удалите одну из строк.", "Delete one of the rows."),
    GROUP_UNRATED,
)

#: Where a code has a rule of its own in one tab's column: (code, tab, column).
_IN_PLACE = {
    **{
        (code, "invoices", "month"): _BAD_MONTH
        for code in ("BAD_DATE", "WRONG_TYPE", "DATE_OUT_OF_RANGE", "AMBIGUOUS_DATE")
    },
    **{
        (code, "entities", "ogrn"): _BAD_OGRN
        for code in ("BAD_TAX_ID", "BAD_CHECKSUM", "BAD_ID", "PRECISION_LOST", "WRONG_TYPE")
    },
    **{
        (code, "entities", column): _BAD_ACCOUNT
        for code in ("BAD_TAX_ID", "BAD_CHECKSUM", "BAD_ID", "PRECISION_LOST", "WRONG_TYPE")
        for column in ("account", "bic")
    },
    ("BAD_TAX_ID", "entities", "kpp"): _BAD_KPP,
    ("BAD_ENUM", "rules", "kpi"): _UNKNOWN_KPI,
    **{("DUPLICATE_KEY", "rules", column): _SAME_KPI for column in ("group_id", "kpi")},
    ("WRONG_TYPE", "partners", "report_email"): _BAD_ADDRESS,
}

CELL_SENTENCES: dict[str, CellSentence] = {
    **TAB_SENTENCES,
    "BAD_NUMBER": _BAD_NUMBER,
    "WRONG_TYPE": _error(
        "V-GEN-05",
        Phrase(
            "в «{column}» значение «{value}» другого вида.",
            "the value “{value}” in “{column}” is of another kind.",
        ),
        Phrase(
            "Введите значение заново и проверьте формат столбца.",
            "Enter the value again and check the column's format.",
        ),
    ),
    "NOT_INTEGER": _error(
        "V-GEN-05",
        Phrase("«{value}» не целое число.", "“{value}” is not a whole number."),
        Phrase("Впишите целое число.", "Enter a whole number."),
    ),
    "PRECISION_LOST": _error(
        "V-GEN-05",
        Phrase(
            "«{value}»: последние цифры потеряны, число слишком длинное.",
            "“{value}”: the last digits are lost, the number is too long.",
        ),
        Phrase(
            "Задайте столбцу формат «Текст» и введите заново.",
            "Set the column's format to Plain text and enter it again.",
        ),
    ),
    "AMBIGUOUS_NUMBER": _error(
        "V-GEN-05",
        Phrase(
            "«{value}» можно прочесть по-разному[: {either} или {or}].",
            "“{value}” can be read in two ways[: {either} or {or}].",
        ),
        Phrase("Введите число заново.", "Enter the number again."),
    ),
    "WRONG_CURRENCY": _error(
        "V-GEN-05",
        Phrase(
            "«{value}» в другой валюте[, {currency}].",
            "“{value}” is in another currency[, {currency}].",
        ),
        Phrase(
            "Впишите сумму без знака, а валюту — в свой столбец.",
            "Enter the amount without a sign, the currency in its own column.",
        ),
    ),
    "BAD_DATE": _BAD_DATE,
    "DATE_OUT_OF_RANGE": _error(
        "V-GEN-06",
        Phrase(
            "«{value}» вне 1990–2100 годов.", "“{value}” is outside the years 1990 to 2100."
        ),
        Phrase("Исправьте год.", "Correct the year."),
    ),
    "NUMBER_AS_TEXT": _warning(
        "V-GEN-07",
        Phrase(
            "число записано текстом[, прочитано как {reading}].",
            "the number is typed as text[, read as {reading}].",
        ),
        Phrase("Задайте столбцу формат «Число».", "Set the column's format to Number."),
    ),
    "DATE_AS_TEXT": _warning(
        "V-GEN-07",
        Phrase(
            "дата записана текстом[, прочитана как {reading}].",
            "the date is typed as text[, read as {reading}].",
        ),
        Phrase("Задайте столбцу формат «Дата».", "Set the column's format to Date."),
    ),
    "TWO_DIGIT_YEAR": _warning(
        "V-GEN-07",
        Phrase(
            "год из двух цифр[, прочитано как {reading}].",
            "a year of two digits[, read as {reading}].",
        ),
        Phrase("Впишите год полностью.", "Enter the year in full."),
    ),
    "FOREIGN_SEPARATORS": _warning(
        "V-GEN-07",
        Phrase(
            "«{value}»: разделители не этой таблицы[, прочитано как {reading}].",
            "“{value}”: separators of another locale[, read as {reading}].",
        ),
        Phrase("Введите число заново.", "Enter the number again."),
    ),
    "DATE_ORDER_MISMATCH": _warning(
        "V-GEN-07",
        Phrase(
            "«{value}»: день и месяц в другом порядке[, прочитано как {reading}].",
            "“{value}”: day and month in another order[, read as {reading}].",
        ),
        Phrase(
            "Проверьте весь столбец: соседние даты могли прочитаться наоборот.",
            "Check the whole column: other dates may have been read the wrong way round.",
        ),
    ),
    "TIME_DROPPED": _warning(
        "V-GEN-07",
        Phrase(
            "у даты есть время, оно отброшено.", "the date has a time of day, which is left out."
        ),
        Phrase("Оставьте только дату.", "Keep the date alone."),
    ),
    "MONEY_ROUNDED": _warning(
        "V-GEN-07",
        Phrase(
            "сумма округлена до копеек[: {reading}].", "rounded to two decimals[: {reading}]."
        ),
        Phrase("Впишите сумму с копейками.", "Enter the amount with two decimals."),
    ),
    "CLEANED": _warning(
        "V-GEN-07",
        Phrase(
            "«{value}» прочитано без лишних знаков[: {reading}].",
            "“{value}” is read without surplus signs[: {reading}].",
        ),
        Phrase("Удалите лишние знаки.", "Delete the surplus signs."),
    ),
    "AMBIGUOUS_DATE": _error(
        "V-GEN-08",
        Phrase(
            "«{value}» может быть [{either} или {or}|двумя датами].",
            "“{value}” can be [{either} or {or}|two dates].",
        ),
        Phrase("Введите дату заново.", "Enter the date again."),
    ),
    "BAD_ENUM": _error(
        "V-GEN-09",
        Phrase(
            "«{value}» нет в списке «{column}».", "“{value}” is not in the list of “{column}”."
        ),
        Phrase(
            "[Выберите «{near}».|Выберите из списка: {choices}.]",
            "[Choose “{near}”.|Choose from the list: {choices}.]",
        ),
    ),
    "BAD_BOOL": _error(
        "V-GEN-09",
        Phrase("«{value}» не «да» и не «нет».", "“{value}” is neither yes nor no."),
        Phrase("Впишите «да» или «нет».", "Enter yes or no."),
    ),
    "FORMULA_ERROR": _error(
        "V-GEN-12",
        Phrase("в ячейке ошибка {value}.", "the cell has the error {value}."),
        Phrase(
            "Восстановите формулу или впишите значение.",
            "Restore the formula or enter the value.",
        ),
    ),
    "FORMULA_LOADING": _error(
        "V-GEN-12",
        Phrase("формула ещё считается.", "the formula is still loading."),
        Phrase("Запустите ещё раз через минуту.", "Run again in a minute."),
    ),
    "INVISIBLE_CHARS": _warning(
        "V-GEN-13",
        Phrase(
            "в «{value}» невидимые знаки.", "“{value}” has invisible characters."
        ),
        Phrase("Введите значение заново.", "Enter the value again."),
        Phrase("прочитано без них", "read without them"),
    ),
    "MIXED_SCRIPT": _warning(
        "V-GEN-13",
        Phrase(
            "в «{value}» латинские и русские буквы вперемешку.",
            "“{value}” mixes Latin and Cyrillic letters.",
        ),
        _COPY_CURE,
        Phrase("найдено, если подходит одно", "matched when only one fits"),
    ),
    "BAD_EMAIL": _BAD_ADDRESS,
    "MULTIPLE_VALUES": _error(
        "V-PAR-01",
        Phrase("«{value}» — несколько адресов.", "“{value}” are several addresses."),
        Phrase("Оставьте один.", "Keep one."),
        MAIL_HELD,
    ),
    "BAD_INN": _error(
        "V-ENT-01",
        Phrase(
            "ИНН «{value}»[ из {digits} цифр|] не ИНН.",
            "INN “{value}”[ of {digits} digits|] is not an INN.",
        ),
        Phrase(
            "Возможно, потерян ведущий ноль: формат столбца «Текст».",
            "A leading zero may be lost: set the column's format to Plain text.",
        ),
        _REGISTER_MARK,
    ),
    "BAD_INN_CHECKSUM": _error(
        "V-ENT-02",
        Phrase(
            "контрольная цифра ИНН «{value}» не сходится.",
            "the check digit of INN “{value}” does not fit.",
        ),
        Phrase("Сверьте с карточкой.", "Compare with the company's card."),
        _REGISTER_MARK,
    ),
    "ZERO_RESTORED": _warning(
        "",
        Phrase(
            "ИНН «{value}» потерял ведущий ноль[, прочитан как {reading}].",
            "INN “{value}” has lost its leading zero[, read as {reading}].",
        ),
        Phrase(
            "Задайте столбцу формат «Текст» и введите ИНН с нулём.",
            "Set the column's format to Plain text and enter the INN with its zero.",
        ),
    ),
    "BAD_ID": _error(
        "",
        Phrase("«{value}» не код.", "“{value}” is not a code."),
        Phrase(
            "Впишите код одной строкой, без дробей.", "Enter it on one line, without fractions."
        ),
    ),
    "ID_STORED_AS_NUMBER": _warning(
        "",
        Phrase(
            "код «{value}» хранится числом.", "the code “{value}” is stored as a number."
        ),
        Phrase("Задайте столбцу формат «Текст».", "Set the column's format to Plain text."),
    ),
    "KEY_IS_FORMULA": _warning(
        "",
        Phrase(
            "ключ «{value}» вычислен формулой и может смениться.",
            "the key “{value}” is the result of a formula and may change.",
        ),
        Phrase("Вставьте его как значение.", "Paste it as a value."),
    ),
    "BAD_TAX_ID": _error(
        "",
        Phrase("«{value}» записан с ошибкой.", "“{value}” is written wrongly."),
        Phrase("Сверьте с карточкой.", "Compare with the company's card."),
        _CELL_OUT,
    ),
    "BAD_CHECKSUM": _error(
        "",
        Phrase(
            "контрольная цифра «{value}» не сходится.", "the check digit of “{value}” does not fit."
        ),
        Phrase("Сверьте с карточкой.", "Compare with the company's card."),
        _CELL_OUT,
    ),
    "BAD_URL": _warning(
        "V-DOC-04",
        Phrase("«{value}» не ссылка.", "“{value}” is not a link."),
        Phrase(
            "Вставьте адрес целиком, с https://.", "Paste the whole address, with https://."
        ),
        Phrase("ссылки в реестре нет", "the register has no link"),
    ),
}  # fmt: skip


def cell_sentence(finding: Finding) -> CellSentence:
    """The words for a finding of reading.

    Raises:
        KeyError: reading has a code that has no words here.
    """
    place = (finding.code, finding.tab, finding.column or "")
    return _IN_PLACE.get(place) or CELL_SENTENCES[finding.code]


def all_sentences() -> list[tuple[tuple[str, str, str], CellSentence]]:
    """Every sentence with the code of reading it words, and its tab and column, "" for any."""
    anywhere = (((code, "", ""), words) for code, words in CELL_SENTENCES.items())
    return [*anywhere, *_IN_PLACE.items()]
