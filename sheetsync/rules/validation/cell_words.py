"""Words for what reading cells finds: every code of cells-and-tables.md, under its V-code."""

from sheetsync.language import Phrase
from sheetsync.rules.validation.adoption_words import ADOPTION_SENTENCES
from sheetsync.rules.validation.identity_words import (
    BAD_ADDRESS,
    IDENTITY_SENTENCES,
    REGISTER_MARK,
)
from sheetsync.rules.validation.rule import (
    GROUP_UNRATED,
    NOTHING,
    CellSentence,
    error_words,
    warning_words,
)
from sheetsync.rules.validation.tab_words import TAB_SENTENCES
from sheetsync.rules.validation.value_words import VALUE_SENTENCES
from sheetsync.tables.catalogue.finding_codes import (
    V_ENT_01,
    V_ENT_04,
    V_ENT_05,
    V_ENT_06,
    V_GEN_04,
    V_GEN_09,
    V_INV_01,
    V_RUL_01,
)
from sheetsync.tables.schema import Finding

_MONTH_CURE = Phrase(ru="Впишите месяц как 2026-03.", en="Enter the month as 2026-03.")
_BAD_MONTH = error_words(
    V_INV_01,
    Phrase(ru="«{value}» не месяц с годом.", en="“{value}” is not a month with its year."),
    _MONTH_CURE,
)
_NO_MONTH = error_words(
    V_GEN_04,
    Phrase(ru="не заполнено «{column}».", en="“{column}” is blank."),
    _MONTH_CURE,
    Phrase(
        ru="долг учтён без месяца, в комплект счёт не входит, отчёт партнёру отложен",
        en="the debt counts without a month, the invoice is in no pack, the partner's report is "
        "on hold",
    ),
)
_BAD_OGRN = warning_words(
    V_ENT_05,
    Phrase(ru="ОГРН «{value}» с ошибкой.", en="OGRN “{value}” has a mistake in it."),
    Phrase(ru="Сверьте с карточкой.", en="Compare with the company's card."),
    NOTHING,
)
_BAD_ACCOUNT = warning_words(
    V_ENT_06,
    Phrase(
        ru="расчётный счёт не соответствует БИК.", en="the bank account does not match the BIC."
    ),
    Phrase(
        ru="Сверьте реквизиты, прежде чем платить.",
        en="Compare the bank details before paying.",
    ),
    NOTHING,
)
_BAD_FOREIGN_ID = error_words(
    V_ENT_01,
    Phrase(
        ru="«{value}» не налоговый номер: в нём 4–20 букв, цифр и дефисов.",
        en="“{value}” is not a tax number: it has 4 to 20 letters, digits and hyphens.",
    ),
    Phrase(ru="Сверьте с карточкой.", en="Compare with the company's card."),
    REGISTER_MARK,
)
_BAD_KPP = error_words(
    V_ENT_04,
    Phrase(ru="«{value}» не КПП.", en="“{value}” is not a KPP."),
    Phrase(ru="Впишите девять знаков из карточки.", en="Enter the nine characters from the card."),
    REGISTER_MARK,
)
_UNKNOWN_KPI = error_words(
    V_RUL_01,
    Phrase(ru="показателя «{value}» нет.", en="there is no KPI “{value}”."),
    Phrase(
        ru="[Выберите «{near}».|Выберите из списка: {choices}.]",
        en="[Choose “{near}”.|Choose from the list: {choices}.]",
    ),
    GROUP_UNRATED,
)
_SAME_KPI = error_words(
    V_RUL_01,
    Phrase(
        ru="показатель у этой группы уже есть[ в {other_cell}].",
        en="the group has this KPI already[ in {other_cell}].",
    ),
    Phrase(ru="Удалите одну из строк.", en="Delete one of the rows."),
    GROUP_UNRATED,
)

_NO_CURRENCY = error_words(
    V_GEN_09,
    Phrase(ru="валюты «{value}» нет.", en="there is no currency “{value}”."),
    Phrase(
        ru="[Выберите «{near}».|Впишите код из трёх букв: RUB, USD, EUR.]",
        en="[Choose “{near}”.|Enter a code of three letters: RUB, USD, EUR.]",
    ),
    Phrase(
        ru="суммы строки не учитываются, отчёт партнёру отложен",
        en="the row's amounts are not counted, the partner's report is on hold",
    ),
)

#: Where a code has a rule of its own in one tab's column: (code, tab, column).
_IN_PLACE = {
    ("REQUIRED", "invoices", "month"): _NO_MONTH,
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
    ("BAD_TAX_ID", "entities", "inn"): _BAD_FOREIGN_ID,
    ("BAD_TAX_ID", "entities", "kpp"): _BAD_KPP,
    ("BAD_ENUM", "rules", "kpi"): _UNKNOWN_KPI,
    **{("BAD_ENUM", tab, "currency"): _NO_CURRENCY for tab in ("jobs", "invoices")},
    **{("DUPLICATE_KEY", "rules", column): _SAME_KPI for column in ("group_id", "kpi")},
    ("WRONG_TYPE", "partners", "report_email"): BAD_ADDRESS,
}

CELL_SENTENCES: dict[str, CellSentence] = {
    **TAB_SENTENCES,
    **VALUE_SENTENCES,
    **IDENTITY_SENTENCES,
    **ADOPTION_SENTENCES,
}


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
