"""Words for numbers, dates, lists and formulas that could not be read without trouble."""

from sheetsync.language import Phrase
from sheetsync.rules.validation.rule import CellSentence, error_words, warning_words
from sheetsync.tables.catalogue.finding_codes import (
    V_GEN_05,
    V_GEN_06,
    V_GEN_07,
    V_GEN_08,
    V_GEN_09,
    V_GEN_12,
    V_GEN_17,
)

_NUMBER_CURE = Phrase(
    ru="[Впишите {guess}.|Впишите число без слов и единиц.]",
    en="[Enter {guess}.|Enter a number without words or units.]",
)
_DATE_CURE = Phrase(ru="Исправьте, формат ДД.ММ.ГГГГ.", en="Correct it, in the format YYYY-MM-DD.")
_BAD_NUMBER = error_words(
    V_GEN_05,
    Phrase(
        ru="«{column}» «{value}» не число[ (буква вместо цифры в {guess}?)].",
        en="“{column}” “{value}” is not a number[ (a letter for a digit of {guess}?)].",
    ),
    _NUMBER_CURE,
)
_BAD_DATE = error_words(
    V_GEN_06, Phrase(ru="«{value}» — не дата.", en="“{value}” is not a date."), _DATE_CURE
)

VALUE_SENTENCES: dict[str, CellSentence] = {
    "BAD_NUMBER": _BAD_NUMBER,
    "WRONG_TYPE": error_words(
        V_GEN_05,
        Phrase(
            ru="в «{column}» значение «{value}» другого вида.",
            en="the value “{value}” in “{column}” is of another kind.",
        ),
        Phrase(
            ru="Введите значение заново и проверьте формат столбца.",
            en="Enter the value again and check the column's format.",
        ),
    ),
    "NOT_INTEGER": error_words(
        V_GEN_05,
        Phrase(ru="«{value}» не целое число.", en="“{value}” is not a whole number."),
        Phrase(ru="Впишите целое число.", en="Enter a whole number."),
    ),
    "PRECISION_LOST": error_words(
        V_GEN_05,
        Phrase(
            ru="«{value}»: последние цифры потеряны, число слишком длинное.",
            en="“{value}”: the last digits are lost, the number is too long.",
        ),
        Phrase(
            ru="Задайте столбцу формат «Текст» и введите заново.",
            en="Set the column's format to Plain text and enter it again.",
        ),
    ),
    "AMBIGUOUS_NUMBER": error_words(
        V_GEN_05,
        Phrase(
            ru="«{value}» можно прочесть по-разному[: {either} или {or}].",
            en="“{value}” can be read in two ways[: {either} or {or}].",
        ),
        Phrase(ru="Введите число заново.", en="Enter the number again."),
    ),
    "WRONG_CURRENCY": error_words(
        V_GEN_05,
        Phrase(
            ru="«{value}» в другой валюте[, {currency}].",
            en="“{value}” is in another currency[, {currency}].",
        ),
        Phrase(
            ru="Впишите сумму без знака, а валюту — в свой столбец.",
            en="Enter the amount without a sign, the currency in its own column.",
        ),
    ),
    "BAD_DATE": _BAD_DATE,
    "DATE_OUT_OF_RANGE": error_words(
        V_GEN_06,
        Phrase(
            ru="«{value}» вне 1990–2100 годов.", en="“{value}” is outside the years 1990 to 2100."
        ),
        Phrase(ru="Исправьте год.", en="Correct the year."),
    ),
    "NUMBER_AS_TEXT": warning_words(
        V_GEN_07,
        Phrase(
            ru="число записано текстом[, прочитано как {reading}].",
            en="the number is typed as text[, read as {reading}].",
        ),
        Phrase(ru="Задайте столбцу формат «Число».", en="Set the column's format to Number."),
    ),
    "DATE_AS_TEXT": warning_words(
        V_GEN_07,
        Phrase(
            ru="дата записана текстом[, прочитана как {reading}].",
            en="the date is typed as text[, read as {reading}].",
        ),
        Phrase(ru="Задайте столбцу формат «Дата».", en="Set the column's format to Date."),
    ),
    "TWO_DIGIT_YEAR": warning_words(
        V_GEN_07,
        Phrase(
            ru="год из двух цифр[, прочитано как {reading}].",
            en="a year of two digits[, read as {reading}].",
        ),
        Phrase(ru="Впишите год полностью.", en="Enter the year in full."),
    ),
    "FOREIGN_SEPARATORS": warning_words(
        V_GEN_07,
        Phrase(
            ru="«{value}»: разделители не этой таблицы[, прочитано как {reading}].",
            en="“{value}”: separators of another locale[, read as {reading}].",
        ),
        Phrase(ru="Введите число заново.", en="Enter the number again."),
    ),
    "DATE_ORDER_MISMATCH": warning_words(
        V_GEN_07,
        Phrase(
            ru="«{value}»: день и месяц в другом порядке[, прочитано как {reading}].",
            en="“{value}”: day and month in another order[, read as {reading}].",
        ),
        Phrase(
            ru="Проверьте весь столбец: соседние даты могли прочитаться наоборот.",
            en="Check the whole column: other dates may have been read the wrong way round.",
        ),
    ),
    "EMPTY_DAY": warning_words(
        V_GEN_17,
        Phrase(
            ru="«{value}» — так программы пишут пустую дату.",
            en="“{value}” is what programs write for no date.",
        ),
        Phrase(ru="Очистите ячейку.", en="Clear the cell."),
        Phrase(ru="прочитано как пустая ячейка", en="read as a blank cell"),
    ),
    "TIME_DROPPED": warning_words(
        V_GEN_07,
        Phrase(
            ru="у даты есть время, оно отброшено.",
            en="the date has a time of day, which is left out.",
        ),
        Phrase(ru="Оставьте только дату.", en="Keep the date alone."),
    ),
    "MONEY_ROUNDED": warning_words(
        V_GEN_07,
        Phrase(
            ru="сумма округлена до копеек[: {reading}].", en="rounded to two decimals[: {reading}]."
        ),
        Phrase(ru="Впишите сумму с копейками.", en="Enter the amount with two decimals."),
    ),
    "CLEANED": warning_words(
        V_GEN_07,
        Phrase(
            ru="«{value}» прочитано без лишних знаков[: {reading}].",
            en="“{value}” is read without extra characters[: {reading}].",
        ),
        Phrase(ru="Удалите лишние знаки.", en="Delete the extra characters."),
    ),
    "AMBIGUOUS_DATE": error_words(
        V_GEN_08,
        Phrase(
            ru="«{value}» может быть [{either} или {or}|двумя датами].",
            en="“{value}” can be [{either} or {or}|two dates].",
        ),
        Phrase(ru="Введите дату заново.", en="Enter the date again."),
    ),
    "BAD_ENUM": error_words(
        V_GEN_09,
        Phrase(
            ru="«{value}» нет в списке «{column}».",
            en="“{value}” is not in the list of “{column}”.",
        ),
        Phrase(
            ru="[Выберите «{near}».|Выберите из списка: {choices}.]",
            en="[Choose “{near}”.|Choose from the list: {choices}.]",
        ),
    ),
    "BAD_BOOL": error_words(
        V_GEN_09,
        Phrase(ru="«{value}» не «да» и не «нет».", en="“{value}” is neither yes nor no."),
        Phrase(ru="Впишите «да» или «нет».", en="Enter yes or no."),
    ),
    "FORMULA_ERROR": error_words(
        V_GEN_12,
        Phrase(ru="в ячейке ошибка {value}.", en="the cell has the error {value}."),
        Phrase(
            ru="Восстановите формулу или впишите значение.",
            en="Restore the formula or enter the value.",
        ),
    ),
    "FORMULA_LOADING": error_words(
        V_GEN_12,
        Phrase(ru="формула ещё считается.", en="the formula is still loading."),
        Phrase(ru="Запустите ещё раз через минуту.", en="Run again in a minute."),
    ),
}  # fmt: skip
