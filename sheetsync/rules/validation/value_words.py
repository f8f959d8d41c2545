"""Words for numbers, dates, lists and formulas that could not be read without trouble."""

from sheetsync.rules.validation.rule import Phrase
from sheetsync.rules.validation.sentence import CellSentence, error_words, warning_words

_NUMBER_CURE = Phrase(
    "[Впишите {guess}.|Впишите число без слов и единиц.]",
    "[Enter {guess}.|Enter a number without words or units.]",
)
_DATE_CURE = Phrase("Исправьте, формат ДД.ММ.ГГГГ.", "Correct it, in the format YYYY-MM-DD.")
_BAD_NUMBER = error_words(
    "V-GEN-05",
    Phrase(
        "«{column}» «{value}» не число[ (буква вместо цифры в {guess}?)].",
        "“{column}” “{value}” is not a number[ (a letter for a digit of {guess}?)].",
    ),
    _NUMBER_CURE,
)
_BAD_DATE = error_words(
    "V-GEN-06", Phrase("«{value}» не дата.", "“{value}” is not a date."), _DATE_CURE
)

VALUE_SENTENCES: dict[str, CellSentence] = {
    "BAD_NUMBER": _BAD_NUMBER,
    "WRONG_TYPE": error_words(
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
    "NOT_INTEGER": error_words(
        "V-GEN-05",
        Phrase("«{value}» не целое число.", "“{value}” is not a whole number."),
        Phrase("Впишите целое число.", "Enter a whole number."),
    ),
    "PRECISION_LOST": error_words(
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
    "AMBIGUOUS_NUMBER": error_words(
        "V-GEN-05",
        Phrase(
            "«{value}» можно прочесть по-разному[: {either} или {or}].",
            "“{value}” can be read in two ways[: {either} or {or}].",
        ),
        Phrase("Введите число заново.", "Enter the number again."),
    ),
    "WRONG_CURRENCY": error_words(
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
    "DATE_OUT_OF_RANGE": error_words(
        "V-GEN-06",
        Phrase(
            "«{value}» вне 1990–2100 годов.", "“{value}” is outside the years 1990 to 2100."
        ),
        Phrase("Исправьте год.", "Correct the year."),
    ),
    "NUMBER_AS_TEXT": warning_words(
        "V-GEN-07",
        Phrase(
            "число записано текстом[, прочитано как {reading}].",
            "the number is typed as text[, read as {reading}].",
        ),
        Phrase("Задайте столбцу формат «Число».", "Set the column's format to Number."),
    ),
    "DATE_AS_TEXT": warning_words(
        "V-GEN-07",
        Phrase(
            "дата записана текстом[, прочитана как {reading}].",
            "the date is typed as text[, read as {reading}].",
        ),
        Phrase("Задайте столбцу формат «Дата».", "Set the column's format to Date."),
    ),
    "TWO_DIGIT_YEAR": warning_words(
        "V-GEN-07",
        Phrase(
            "год из двух цифр[, прочитано как {reading}].",
            "a year of two digits[, read as {reading}].",
        ),
        Phrase("Впишите год полностью.", "Enter the year in full."),
    ),
    "FOREIGN_SEPARATORS": warning_words(
        "V-GEN-07",
        Phrase(
            "«{value}»: разделители не этой таблицы[, прочитано как {reading}].",
            "“{value}”: separators of another locale[, read as {reading}].",
        ),
        Phrase("Введите число заново.", "Enter the number again."),
    ),
    "DATE_ORDER_MISMATCH": warning_words(
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
    "EMPTY_DAY": warning_words(
        "V-GEN-17",
        Phrase(
            "«{value}» — так программы пишут пустую дату.",
            "“{value}” is what programs write for no date.",
        ),
        Phrase("Очистите ячейку.", "Clear the cell."),
        Phrase("прочитано как пустая ячейка", "read as a blank cell"),
    ),
    "TIME_DROPPED": warning_words(
        "V-GEN-07",
        Phrase(
            "у даты есть время, оно отброшено.", "the date has a time of day, which is left out."
        ),
        Phrase("Оставьте только дату.", "Keep the date alone."),
    ),
    "MONEY_ROUNDED": warning_words(
        "V-GEN-07",
        Phrase(
            "сумма округлена до копеек[: {reading}].", "rounded to two decimals[: {reading}]."
        ),
        Phrase("Впишите сумму с копейками.", "Enter the amount with two decimals."),
    ),
    "CLEANED": warning_words(
        "V-GEN-07",
        Phrase(
            "«{value}» прочитано без лишних знаков[: {reading}].",
            "“{value}” is read without surplus signs[: {reading}].",
        ),
        Phrase("Удалите лишние знаки.", "Delete the surplus signs."),
    ),
    "AMBIGUOUS_DATE": error_words(
        "V-GEN-08",
        Phrase(
            "«{value}» может быть [{either} или {or}|двумя датами].",
            "“{value}” can be [{either} or {or}|two dates].",
        ),
        Phrase("Введите дату заново.", "Enter the date again."),
    ),
    "BAD_ENUM": error_words(
        "V-GEN-09",
        Phrase(
            "«{value}» нет в списке «{column}».", "“{value}” is not in the list of “{column}”."
        ),
        Phrase(
            "[Выберите «{near}».|Выберите из списка: {choices}.]",
            "[Choose “{near}”.|Choose from the list: {choices}.]",
        ),
    ),
    "BAD_BOOL": error_words(
        "V-GEN-09",
        Phrase("«{value}» не «да» и не «нет».", "“{value}” is neither yes nor no."),
        Phrase("Впишите «да» или «нет».", "Enter yes or no."),
    ),
    "FORMULA_ERROR": error_words(
        "V-GEN-12",
        Phrase("в ячейке ошибка {value}.", "the cell has the error {value}."),
        Phrase(
            "Восстановите формулу или впишите значение.",
            "Restore the formula or enter the value.",
        ),
    ),
    "FORMULA_LOADING": error_words(
        "V-GEN-12",
        Phrase("формула ещё считается.", "the formula is still loading."),
        Phrase("Запустите ещё раз через минуту.", "Run again in a minute."),
    ),
}  # fmt: skip
