"""A change of requisites that a partner asks for: its fields, how they are checked, how said.

Nobody but our people changes Legal entities: what a partner asks for waits until the tab says it.
Invoice fraud begins with another bank account, so a number of one is masked wherever our own people
do not need it whole. Source: portal.md 7.1 (fresh), 8 (`/settings`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sheetsync.language import Lang
from sheetsync.tables.catalogue.partners import ENTITIES
from sheetsync.tables.kinds.cell_input import CellInput, CellResult
from sheetsync.tables.kinds.check_digits import account_fits
from sheetsync.tables.kinds.tax_ids import (
    read_foreign_number,
    read_foreign_tax_id,
    read_inn,
    read_tax_id,
)
from sheetsync.tables.wanted_requisites import FIELDS, Wanted

_COLUMNS = {column.name: column for column in ENTITIES.columns if column.name in FIELDS}
_COMPANY, _FOREIGN = "company", "foreign"
_INN_DIGITS = {_COMPANY: 10}
_PERSON_INN_DIGITS = 12
NAME_LENGTH = 200
#: Of an account, so many digits at its end tell it apart without giving it away.
ACCOUNT_DIGITS = 4
_QUOTES = str.maketrans(dict.fromkeys("«»„“”\"'", " "))

#: What is wrong with a field, by the field: the name of a phrase.
Problems = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class EntityRow:
    """A row of Legal entities.

    Attributes:
        row: of the sheet.
        fields: what it says, by column (`FIELDS`); what is blank is not among them.
        kind: a code of ENTITY_KIND; "" for none.
    """

    row: int
    fields: Mapping[str, str]
    kind: str = ""


def read_wanted(
    typed: Mapping[str, str], now: Mapping[str, str], kind: str
) -> tuple[Mapping[str, str], Problems]:
    """The new values that somebody typed; what stays as it is, or blank, is not among them.

    Args:
        typed: by field, cleaned.
        now: what Legal entities says; of the account only whether there is one.
        kind: of the legal entity, a code of ENTITY_KIND.

    Returns:
        The new values, and what is wrong with them: the name of a phrase by field.
    """
    read = {name: _read(name, typed.get(name, "").strip(), kind) for name in FIELDS}
    problems = {name: f"req_{name}_wrong" for name, one in read.items() if one.error}
    values = {name: str(one.value) for name, one in read.items() if one.value and not one.error}
    if len(values.get("legal_name", "")) > NAME_LENGTH:
        problems["legal_name"] = "req_legal_name_wrong"
    fields = {
        name: value
        for name, value in values.items()
        if not _is_same(name, now.get(name, ""), value)
    }
    if not problems:
        problems = dict(_of_bank(values, now, kind))
    return fields, problems


def _read(name: str, text: str, kind: str) -> CellResult:
    if not text or name == "legal_name":
        return CellResult(" ".join(text.split()) or None)
    given, column, is_foreign = CellInput(text, text), _COLUMNS[name], kind == _FOREIGN
    if name == "inn":
        read = (read_foreign_tax_id if is_foreign else read_inn)(given, column)
        digits = _INN_DIGITS.get(kind, _PERSON_INN_DIGITS)
        is_other = not read.error and not is_foreign and len(str(read.value)) != digits
        return CellResult(error="BAD_INN") if is_other else read
    if name == "kpp" and kind != _COMPANY:
        return CellResult(error="BAD_TAX_ID")
    return (read_foreign_number if is_foreign else read_tax_id)(given, column)


def _of_bank(
    values: Mapping[str, str], now: Mapping[str, str], kind: str
) -> Iterator[tuple[str, str]]:
    """A bank and an account go together: each account has the key of its bank."""
    bic, account = values.get("bic", "") or now.get("bic", ""), values.get("account", "")
    is_new_bank = "bic" in values and values["bic"] != now.get("bic")
    if is_new_bank and not account:
        yield "account", "req_account_missing"
    elif account and not bic:
        yield "bic", "req_bic_missing"
    elif account and kind != _FOREIGN and not account_fits(account, bic):
        yield "account", "req_account_key"


def is_entered(wanted: Wanted, now: Mapping[str, str]) -> bool:
    """Whether Legal entities says all that was asked for."""
    return bool(wanted.fields) and all(
        _is_same(name, now.get(name, ""), value) for name, value in wanted.fields.items()
    )


def _is_same(name: str, one: str, other: str) -> bool:
    """Whether two values are one; of a name, whatever the quotation marks."""
    if name != "legal_name":
        return one == other
    plain, also = (" ".join(text.translate(_QUOTES).split()).casefold() for text in (one, other))
    return plain == also


def masked_value(name: str, value: str) -> str:
    r"""A value as letters and the partner's own pages show it.

    >>> masked_value("account", "40602810700000000025"), masked_value("bic", "049805746")
    ('••••\xa00025', '049805746')
    """
    return f"••••\u00a0{value[-ACCOUNT_DIGITS:]}" if name == "account" and value else value


def label_of(name: str, lang: Lang) -> str:
    """What Legal entities calls a field."""
    return _COLUMNS[name].header(lang)


def change_lines(wanted: Wanted, now: Mapping[str, str], lang: Lang) -> Sequence[str]:
    """What is asked for, old beside new, a line a field; whole numbers, for our people alone."""
    lines = []
    for name, value in wanted.fields.items():
        old = now.get(name, "")
        beside = f"{old} → {value}" if old and old != value else value
        lines.append(f"{label_of(name, lang)}: {beside}")
    return lines
