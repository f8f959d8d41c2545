"""Words for what reading finds about tabs, headers, rows and settings."""

from sheetsync.language import Phrase
from sheetsync.rules.validation.rule import ROW_OUT, CellSentence, Wording
from sheetsync.tables.catalogue.finding_codes import (
    V_GEN_01,
    V_GEN_02,
    V_GEN_03,
    V_GEN_04,
    V_GEN_10,
    V_GEN_23,
    V_GEN_24,
    V_GEN_25,
    V_SET_01,
    V_SET_02,
    V_SET_03,
    V_SET_04,
    V_SET_05,
)

_JOBS_STOP = Phrase(
    ru="задания, которым нужна вкладка, остановлены", en="jobs that need the tab are stopped"
)
_TAB_UNUSABLE = Phrase(ru="вкладка не используется", en="the tab is not used")
_ROW_SKIPPED = Phrase(ru="строка пропущена", en="the row is skipped")
_FILL_IN = Phrase(ru="Впишите значение.", en="Enter a value.")

TAB_SENTENCES: dict[str, CellSentence] = {
    "MISSING_TAB": CellSentence(
        V_GEN_01, "error",
        Wording(
            Phrase(ru="нет вкладки.", en="the tab is missing."),
            Phrase(
                ru="[Верните вкладке название «{adopted}» или запустите `sheetsync adopt --again`.|"
                "Верните вкладке название или попросите того, кто ведёт sheetsync, создать её"
                " (`sheetsync init --repair`).]",
                en="[Give the tab its name “{adopted}” back, or run `sheetsync adopt --again`.|"
                "Give the tab its name back, or ask whoever runs sheetsync to make it"
                " (`sheetsync init --repair`).]",
            ),
            _JOBS_STOP,
        ),
    ),
    "EMPTY_SHEET": CellSentence(
        V_GEN_02, "error",
        Wording(
            Phrase(
                ru="вкладка пуста, даже заголовков нет.",
                en="the tab is empty, without headers.",
            ),
            Phrase(
                ru="Попросите того, кто ведёт sheetsync, вернуть строку заголовков"
                " (`sheetsync init --repair`).",
                en="Ask whoever runs sheetsync to restore the header row"
                " (`sheetsync init --repair`).",
            ),
            _TAB_UNUSABLE,
        ),
    ),
    "NO_HEADER": CellSentence(
        V_GEN_02, "error",
        Wording(
            Phrase(
                ru="нет строки заголовков[ ({header})].", en="there is no header row[ ({header})]."
            ),
            Phrase(
                ru="[Верните заголовки вкладке «{adopted}» или запустите "
                "`sheetsync adopt --again`.|Верните её в первые 20 строк.]",
                en="[Put the headers of the tab “{adopted}” back, or run "
                "`sheetsync adopt --again`.|Put it back into the first 20 rows.]",
            ),
            _TAB_UNUSABLE,
        ),
    ),
    "MISSING_COLUMN": CellSentence(
        V_GEN_02, "error",
        Wording(
            Phrase(
                ru="[нет столбца «{adopted}» из mapping.yaml.|нет столбца «{column}».]",
                en="[the column “{adopted}” of mapping.yaml is missing.|"
                "the column “{column}” is missing.]",
            ),
            Phrase(
                ru="Верните заголовок[ (похож «{near}» в {near_cell})]"
                "[ «{adopted}» или запустите `sheetsync adopt --again`].",
                en="Restore the header[ (“{near}” in {near_cell} is similar)]"
                "[ “{adopted}”, or run `sheetsync adopt --again`].",
            ),
            _TAB_UNUSABLE,
        ),
    ),
    "DUPLICATE_HEADER": CellSentence(
        V_GEN_03, "error",
        Wording(
            Phrase(
                ru="[столбец «{header}» есть ещё в {other_cell}.|два столбца «{header}».]",
                en="[the column “{header}” is in {other_cell} as well.|two columns “{header}”.]",
            ),
            Phrase(
                ru="Переименуйте лишний[ или назовите в mapping.yaml букву нужного вместо"
                " «{adopted}»].",
                en="Rename the extra one[, or name the letter of the right one in mapping.yaml"
                " instead of “{adopted}”].",
            ),
            _TAB_UNUSABLE,
        ),
    ),
    "REQUIRED": CellSentence(
        V_GEN_04, "error",
        Wording(
            Phrase(ru="не заполнено «{column}».", en="“{column}” is blank."),
            Phrase(
                ru="[Выберите из списка: {choices}.|Впишите значение.]",
                en="[Choose from the list: {choices}.|Enter a value.]",
            ),
            ROW_OUT,
        ),
    ),
    "MISSING_KEY": CellSentence(
        V_GEN_04, "error",
        Wording(
            Phrase(
                ru="не заполнено «{column}», без него строку не узнать.",
                en="“{column}” is blank, so the row cannot be told from others.",
            ),
            _FILL_IN,
            ROW_OUT,
        ),
    ),
    "MERGED_CELLS": CellSentence(
        V_GEN_04, "error",
        Wording(
            Phrase(
                ru="«{column}» пусто: ячейка внутри объединения[ {range}].",
                en="“{column}” is blank: the cell is inside a merge[ {range}].",
            ),
            Phrase(
                ru="Отмените объединение и впишите значение в каждую строку.",
                en="Unmerge the cells and enter the value in every row.",
            ),
            ROW_OUT,
        ),
    ),
    "DUPLICATE_KEY": CellSentence(
        V_GEN_10, "error",
        Wording(
            Phrase(
                ru="код «{key}» уже есть[ в {other_cell}].",
                en="the code “{key}” is there already[, in {other_cell}].",
            ),
            Phrase(ru="Дайте другой код.", en="Give it another code."),
            Phrase(
                ru="все строки с этим кодом не учитываются",
                en="no row of that code is counted",
            ),
        ),
    ),
    "UNNAMED_COLUMN": CellSentence(
        V_GEN_23, "warning",
        Wording(
            Phrase(
                ru="в столбце без заголовка есть значения.",
                en="a column without a header has values.",
            ),
            Phrase(ru="Дайте ему заголовок.", en="Give it a header."),
            Phrase(ru="столбец не читается", en="the column is not read"),
        ),
    ),
    "TOTALS_ROW": CellSentence(
        V_GEN_24, "warning",
        Wording(
            Phrase(ru="строка итогов среди данных.", en="a totals row among the data."),
            Phrase(
                ru="Уберите её из вкладки: итоги считает «Обзор».",
                en="Take it out of the tab: the Dashboard has the totals.",
            ),
            _ROW_SKIPPED,
        ),
    ),
    "REPEATED_HEADER": CellSentence(
        V_GEN_25, "warning",
        Wording(
            Phrase(
                ru="заголовки повторены среди данных.",
                en="the headers are repeated in the data.",
            ),
            Phrase(ru="Удалите строку.", en="Delete the row."),
            _ROW_SKIPPED,
        ),
    ),
    V_SET_01: CellSentence(
        V_SET_01, "error",
        Wording(
            Phrase(
                ru="ключ {key}: [значение «{value}» не годится.|пусто, а значение нужно.]",
                en=(
                    "key {key}: [the value “{value}” cannot be used.|it "
                    "is blank and needs a value.]"
                ),
            ),
            Phrase(
                ru="[Впишите число: {range}.|Впишите значение, как сказано в примечании.]",
                en="[Enter a number: {range}.|Enter a value as the note says.]",
            ),
            Phrase(
                ru="задания с деньгами и письмами остановлены, значение по умолчанию не берётся",
                en="jobs with money and mail stop, no default is assumed",
            ),
        ),
    ),
    V_SET_03: CellSentence(
        V_SET_03, "warning",
        Wording(
            Phrase(
                ru="ключ {key}: [значение «{value}» не годится|пусто, а значение нужно]"
                "[, взято {default}|, взято пустое].",
                en="key {key}: [the value “{value}” cannot be used|it is blank and needs a value]"
                "[, {default} is used|, none is used].",
            ),
            Phrase(
                ru="[Впишите число: {range}.|Впишите значение, как сказано в примечании.]",
                en="[Enter a number: {range}.|Enter a value as the note says.]",
            ),
            Phrase(ru="взято значение по умолчанию", en="the default is used"),
        ),
    ),
    V_SET_02: CellSentence(
        V_SET_02, "warning",
        Wording(
            Phrase(ru="ключа «{key}» нет.", en="there is no key “{key}”."),
            Phrase(
                ru="[Похож «{near}».|Удалите строку или исправьте ключ.]",
                en="[“{near}” is similar.|Delete the row or correct the key.]",
            ),
            Phrase(ru="строка не читается", en="the row is not read"),
        ),
    ),
    V_SET_04: CellSentence(
        V_SET_04, "warning",
        Wording(
            Phrase(
                ru="ключ {key}: модуля «{module}» нет.",
                en="key {key}: there is no module “{module}”.",
            ),
            Phrase(
                ru="[Похож «{near}».|Оставьте только те, что есть: {known}.]",
                en="[“{near}” is similar.|Keep only those there are: {known}.]",
            ),
            Phrase(ru="остальные модули подключены", en="the other modules are on"),
        ),
    ),
    V_SET_05: CellSentence(
        V_SET_05, "error",
        Wording(
            Phrase(
                ru="модуль {module} отключён, а его вкладка «{tab_title}» на месте.",
                en="the module {module} is off, but its tab “{tab_title}” is there.",
            ),
            Phrase(
                ru="Попросите того, кто ведёт sheetsync, подключить его"
                " (`sheetsync modules on {module}`), или удалите вкладку.",
                en="Ask whoever runs sheetsync to switch it on"
                " (`sheetsync modules on {module}`), or delete the tab.",
            ),
            Phrase(
                ru="задания с деньгами остановлены: её строки решают, что оплачено",
                en="jobs with money stop: its rows decide what is paid",
            ),
        ),
    ),
}  # fmt: skip
