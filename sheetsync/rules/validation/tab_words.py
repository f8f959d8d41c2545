"""Words for what reading finds about tabs, headers, rows and settings."""

from sheetsync.rules.validation.rule import ROW_OUT, Phrase, Wording
from sheetsync.rules.validation.sentence import CellSentence

_JOBS_STOP = Phrase(
    "задания, которым нужна вкладка, остановлены", "jobs that need the tab are stopped"
)
_TAB_UNUSABLE = Phrase("вкладка не используется", "the tab is not used")
_ROW_SKIPPED = Phrase("строка пропущена", "the row is skipped")
_FILL_IN = Phrase("Впишите значение.", "Enter a value.")

TAB_SENTENCES: dict[str, CellSentence] = {
    "MISSING_TAB": CellSentence(
        "V-GEN-01", "error",
        Wording(
            Phrase("нет вкладки.", "the tab is missing."),
            Phrase(
                "Создайте её командой `sheetsync init --repair` или верните название.",
                "Make it with `sheetsync init --repair` or give it its name back.",
            ),
            _JOBS_STOP,
        ),
    ),
    "EMPTY_SHEET": CellSentence(
        "V-GEN-02", "error",
        Wording(
            Phrase("вкладка пуста, даже заголовков нет.", "the tab is empty, without headers."),
            Phrase(
                "Верните строку заголовков: `sheetsync init --repair`.",
                "Restore the header row: `sheetsync init --repair`.",
            ),
            _TAB_UNUSABLE,
        ),
    ),
    "NO_HEADER": CellSentence(
        "V-GEN-02", "error",
        Wording(
            Phrase(
                "нет строки заголовков[ ({header})].", "there is no header row[ ({header})]."
            ),
            Phrase(
                "Верните её в первые 20 строк.", "Put it back into the first 20 rows."
            ),
            _TAB_UNUSABLE,
        ),
    ),
    "MISSING_COLUMN": CellSentence(
        "V-GEN-02", "error",
        Wording(
            Phrase("нет столбца «{column}».", "the column “{column}” is missing."),
            Phrase(
                "Верните заголовок[ (похож «{near}» в {near_cell})].",
                "Restore the header[ (“{near}” in {near_cell} is similar)].",
            ),
            _TAB_UNUSABLE,
        ),
    ),
    "DUPLICATE_HEADER": CellSentence(
        "V-GEN-03", "error",
        Wording(
            Phrase(
                "[столбец «{header}» есть ещё в {other_cell}.|два столбца «{header}».]",
                "[the column “{header}” is in {other_cell} as well.|two columns “{header}”.]",
            ),
            Phrase("Переименуйте лишний.", "Rename the surplus one."),
            _TAB_UNUSABLE,
        ),
    ),
    "REQUIRED": CellSentence(
        "V-GEN-04", "error",
        Wording(
            Phrase("не заполнено «{column}».", "“{column}” is blank."),
            Phrase(
                "[Выберите из списка: {choices}.|Впишите значение.]",
                "[Choose from the list: {choices}.|Enter a value.]",
            ),
            ROW_OUT,
        ),
    ),
    "MISSING_KEY": CellSentence(
        "V-GEN-04", "error",
        Wording(
            Phrase(
                "не заполнено «{column}», без него строку не узнать.",
                "“{column}” is blank, so the row cannot be told from others.",
            ),
            _FILL_IN,
            ROW_OUT,
        ),
    ),
    "MERGED_CELLS": CellSentence(
        "V-GEN-04", "error",
        Wording(
            Phrase(
                "«{column}» пусто: ячейка внутри объединения[ {range}].",
                "“{column}” is blank: the cell is inside a merge[ {range}].",
            ),
            Phrase(
                "Отмените объединение и впишите значение в каждую строку.",
                "Unmerge the cells and enter the value in every row.",
            ),
            ROW_OUT,
        ),
    ),
    "DUPLICATE_KEY": CellSentence(
        "V-GEN-10", "error",
        Wording(
            Phrase(
                "код «{key}» уже есть[ в {other_cell}].",
                "the code “{key}” is there already[, in {other_cell}].",
            ),
            Phrase("Дайте другой код.", "Give it another code."),
            Phrase("все строки с этим кодом не учитываются", "no row of that code is counted"),
        ),
    ),
    "UNNAMED_COLUMN": CellSentence(
        "", "warning",
        Wording(
            Phrase(
                "в столбце без заголовка есть значения.", "a column without a header has values."
            ),
            Phrase("Дайте ему заголовок.", "Give it a header."),
            Phrase("столбец не читается", "the column is not read"),
        ),
    ),
    "TOTALS_ROW": CellSentence(
        "", "warning",
        Wording(
            Phrase("строка итогов среди данных.", "a totals row among the data."),
            Phrase(
                "Уберите её из вкладки: сводка считает итоги сама.",
                "Take it out of the tab: the Dashboard has the totals.",
            ),
            _ROW_SKIPPED,
        ),
    ),
    "REPEATED_HEADER": CellSentence(
        "", "warning",
        Wording(
            Phrase("заголовки повторены среди данных.", "the headers are repeated in the data."),
            Phrase("Удалите строку.", "Delete the row."),
            _ROW_SKIPPED,
        ),
    ),
    "V-SET-01": CellSentence(
        "V-SET-01", "error",
        Wording(
            Phrase(
                "ключ {key}: [значение «{value}» не годится.|пусто, а значение нужно.]",
                "key {key}: [the value “{value}” cannot be used.|it is blank and needs a value.]",
            ),
            Phrase(
                "[Впишите число: {range}.|Впишите значение, как сказано в примечании.]",
                "[Enter a number: {range}.|Enter a value as the note says.]",
            ),
            Phrase(
                "задания с деньгами и письмами остановлены, значение по умолчанию не берётся",
                "jobs with money and mail stop, no default is assumed",
            ),
        ),
    ),
    "V-SET-03": CellSentence(
        "V-SET-03", "warning",
        Wording(
            Phrase(
                "ключ {key}: [значение «{value}» не годится|пусто, а значение нужно]"
                "[, взято {default}|, взято пустое].",
                "key {key}: [the value “{value}” cannot be used|it is blank and needs a value]"
                "[, {default} is used|, none is used].",
            ),
            Phrase(
                "[Впишите число: {range}.|Впишите значение, как сказано в примечании.]",
                "[Enter a number: {range}.|Enter a value as the note says.]",
            ),
            Phrase("взято значение по умолчанию", "the default is used"),
        ),
    ),
    "V-SET-02": CellSentence(
        "V-SET-02", "warning",
        Wording(
            Phrase("ключа «{key}» нет.", "there is no key “{key}”."),
            Phrase(
                "[Похож «{near}».|Удалите строку или исправьте ключ.]",
                "[“{near}” is similar.|Delete the row or correct the key.]",
            ),
            Phrase("строка не читается", "the row is not read"),
        ),
    ),
}  # fmt: skip
