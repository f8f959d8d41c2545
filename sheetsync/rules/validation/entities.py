"""Rules of the Legal entities tab."""

import pandas as pd

from sheetsync.language import Phrase
from sheetsync.rules.validation.book import Book
from sheetsync.rules.validation.rule import NOTHING, Hits, ValidationRule, Wording, at
from sheetsync.tables.catalogue.finding_codes import (
    V_ENT_03,
    V_ENT_04,
    V_ENT_05,
    V_ENT_07,
    V_ENT_08,
    V_GEN_04,
)
from sheetsync.tables.cells import a1

_COMPANY_INN, _PERSON_INN = 10, 12
_COMPANY_OGRN, _SOLE_OGRN = 13, 15
_REGISTER_MARK = Phrase(ru="в реестре стоит ⚠", en="the register shows ⚠")


def no_inn(book: Book) -> Hits:
    """A Russian legal entity without its INN."""
    rows = book.readable("entities", "inn", "kind")
    return at(rows[rows["inn"].isna() & rows["kind"].notna() & (rows["kind"] != "foreign")])


def inn_of_another_kind(book: Book) -> Hits:
    """An INN of a person given for a company, or the other way round."""
    rows = book.readable("entities", "inn", "kind").dropna(subset=["inn", "kind"])
    digits = rows["inn"].str.len()
    company = rows["kind"] == "company"
    expected = company.map({True: _COMPANY_INN, False: _PERSON_INN})
    wrong = (rows["kind"] != "foreign") & (digits != expected)
    if not wrong.any():
        return pd.DataFrame()
    return at(
        rows[wrong],
        company_digits=digits[wrong & company].reindex(rows.index[wrong]).astype("Int64"),
        person_digits=digits[wrong & ~company].reindex(rows.index[wrong]).astype("Int64"),
    )


def kpp_amiss(book: Book) -> Hits:
    """A company without KPP, or a KPP given for somebody who has none."""
    rows = book.readable("entities", "kpp", "kind").dropna(subset=["kind"])
    company = rows["kind"] == "company"
    wrong = (company & rows["kpp"].isna()) | (
        ~company & (rows["kind"] != "foreign") & rows["kpp"].notna()
    )
    return at(rows[wrong], given=rows.loc[wrong, "kpp"])


def ogrn_of_another_kind(book: Book) -> Hits:
    """An OGRN with the number of digits that the other kind has."""
    rows = book.readable("entities", "ogrn", "kind").dropna(subset=["ogrn", "kind"])
    digits = rows["ogrn"].str.len()
    expected = rows["kind"].map({"company": _COMPANY_OGRN, "sole": _SOLE_OGRN}).astype("Int64")
    wrong = (digits != expected).fillna(value=False).astype(bool)
    return at(rows[wrong], digits=digits[wrong], expected=expected[wrong])


def same_inn_and_kpp(book: Book) -> Hits:
    """A legal entity that an earlier row has already."""
    rows = book.readable("entities", "inn", "kpp").dropna(subset=["inn"])
    rows = rows[rows["inn"].duplicated(keep=False)]
    if rows.empty:
        return rows
    pairs = rows[["inn", "kpp"]].astype("object").where(rows["kpp"].notna(), "")
    pairs["inn"] = rows["inn"]
    keys = pairs["inn"].astype("str") + "/" + pairs["kpp"].astype("str")
    repeated = keys.duplicated()
    firsts = keys[~repeated]
    first_rows = dict(zip(firsts, firsts.index, strict=True))
    position = book.position("entities", "inn")
    return at(
        rows[repeated],
        other_cell=keys[repeated].map(lambda key: a1(int(first_rows[key]), position)),
    )


def defaults_amiss(book: Book) -> Hits:
    """A partner with several legal entities: a second default one, or none at all."""
    rows = book.readable("entities", "is_default", "partner_id").dropna(subset=["partner_id"])
    rows = rows[rows["partner_id"].duplicated(keep=False)]
    if rows.empty:
        return rows
    default = rows["is_default"].fillna(value=False).astype(bool)
    owner = rows["partner_id"]
    entities = owner.map(owner.value_counts())
    defaults = default.groupby(owner).transform("sum")
    second = default & default.astype("int64").groupby(owner).cumsum().gt(1)
    none = (entities > 1) & (defaults == 0) & ~owner.duplicated()
    wrong = second | none
    return at(
        rows[wrong], partner_id=owner[wrong], defaults=defaults[wrong], entities=entities[wrong]
    )


RULES = (
    ValidationRule(
        V_GEN_04, "error", "entities", "inn", "cell", no_inn,
        Wording(
            Phrase(ru="не заполнен «{column}».", en="“{column}” is blank."),
            Phrase(
                ru="Впишите ИНН или выберите форму «иностранная организация».",
                en="Enter the INN or choose the kind “foreign”.",
            ),
            _REGISTER_MARK,
        ),
    ),
    ValidationRule(
        V_ENT_03, "error", "entities", "inn", "none", inn_of_another_kind,
        Wording(
            Phrase(
                ru="[в ИНН {company_digits} цифр, а у организации их 10.|"
                "в ИНН {person_digits} цифр, а у ИП и физлица их 12.]",
                en="[this INN has {company_digits} digits, a company's has 10.|"
                "this INN has {person_digits} digits, a sole trader's or a person's has 12.]",
            ),
            Phrase(
                ru="Выберите другую форму или исправьте ИНН.",
                en="Choose another kind or correct the INN.",
            ),
            _REGISTER_MARK,
        ),
    ),
    ValidationRule(
        V_ENT_04, "error", "entities", "kpp", "none", kpp_amiss,
        Wording(
            Phrase(
                ru="[КПП {given} указан, а у этой формы его нет.|у организации нет КПП.]",
                en="[KPP {given} is given, but this kind has none.|the company has no KPP.]",
            ),
            Phrase(
                ru="[Удалите КПП {given} или выберите форму «организация».|"
                "Впишите КПП из карточки.]",
                en="[Remove KPP {given} or choose the kind “company”.|"
                "Enter the KPP from the company's card.]",
            ),
            _REGISTER_MARK,
        ),
    ),
    ValidationRule(
        V_ENT_05, "warning", "entities", "ogrn", "none", ogrn_of_another_kind,
        Wording(
            Phrase(
                ru="в ОГРН {digits} цифр, а у этой формы {expected}.",
                en="the OGRN has {digits} digits, this kind has {expected}.",
            ),
            Phrase(ru="Сверьте с карточкой.", en="Compare with the company's card."),
            NOTHING,
        ),
    ),
    ValidationRule(
        V_ENT_07, "error", "entities", "inn", "row", same_inn_and_kpp,
        Wording(
            Phrase(
                ru="ИНН {value} с тем же КПП уже есть в {other_cell}.",
                en="INN {value} with the same KPP is already in {other_cell}.",
            ),
            Phrase(
                ru="Оставьте одну строку и её код, вторую удалите.",
                en="Keep one row and its code, delete the other.",
            ),
            Phrase(ru="вторая строка не учитывается", en="the second row is not counted"),
        ),
    ),
    ValidationRule(
        V_ENT_08, "warning", "entities", "is_default", "none", defaults_amiss,
        Wording(
            Phrase(
                ru="у партнёра {partner_id} контрагентов: {entities}, основных: {defaults}.",
                en="partner {partner_id} has legal entities: {entities}, default ones: {defaults}.",
            ),
            Phrase(
                ru="Отметьте «Основной» ровно у одного.",
                en="Mark exactly one of them as “Default”.",
            ),
            Phrase(
                ru="работы без контрагента отнесены к первому",
                en="jobs without a legal entity count for the first",
            ),
        ),
    ),
)  # fmt: skip
