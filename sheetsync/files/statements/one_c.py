"""The text that Russian banks write for 1C (1CClientBankExchange).

Source: adoption.md P3; the published table of keys, v8.1c.ru/edi/edi_stnd/100/101.htm.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal

from sheetsync.files.refusals import refuse
from sheetsync.files.statements.assembling import Days, assembled
from sheetsync.files.statements.one_c_document import OWN_TRANSFER, lines_of, own_inn
from sheetsync.files.statements.text_lines import codec_with, marked_codec, text_lines
from sheetsync.language import Phrase
from sheetsync.tables.bank_lines import BankLine, Statement, StatementFile, Trouble
from sheetsync.tables.bank_texts import account_number, bank_day, currency_of_account, signed_minor
from sheetsync.tables.catalogue.finding_codes import V_PAY_06

#: What the first line says.
FIRST_LINE = "1CClientBankExchange"
_END = "КонецФайла"
_WORDS = ("СекцияДокумент", "СекцияРасчСчет", "СекцияРасчСчёт")
_DECLARED = {"windows": "cp1251", "dos": "cp866"}
_HEAD_BYTES = 4096

Kind = Literal["header", "account", "document", "between", "end"]
_STARTS: Mapping[str, Kind] = {
    FIRST_LINE.casefold(): "header",
    "секциярасчсчет": "account",
    "секциядокумент": "document",
    _END.casefold(): "end",
}
_ENDS = frozenset({"конецрасчсчет", "конецдокумента"})
_ACCOUNT = "расчсчет"
#: Keys whose text goes on in the next line, and may be said again.
_LONG_TEXT = "назначениеплатежа"


@dataclass(slots=True)
class Section:
    """A part of the file: its keys in small letters, with their values in the order of the file."""

    kind: Kind
    line: int
    values: dict[str, list[str]] = field(default_factory=dict)
    last_key: str = ""

    def put(self, key: str, value: str) -> None:
        """Keep what a key says; a blank value says nothing."""
        self.last_key = key
        if value:
            self.values.setdefault(key, []).append(value)

    def go_on(self, text: str) -> None:
        """A line without a key goes on with the purpose above it."""
        if self.last_key.startswith(_LONG_TEXT):
            self.values.setdefault(self.last_key, []).append(text)

    def get(self, *keys: str) -> str:
        """What the first of some keys says that says anything; of the purpose all of it."""
        key = next((one for one in keys if one in self.values), "")
        said = self.values.get(key, [""])
        return " ".join(said) if key.startswith(_LONG_TEXT) else said[0]


def read_one_c(path: Path, accounts: Iterable[str] = ()) -> StatementFile:
    """All that a file for 1C says; nothing of one that is cut off.

    Args:
        path: the file.
        accounts: of ours, besides those that the file names as its own.

    Raises:
        SourceFileError: its sections cannot be read in any encoding, or its accounts are of two
            owners.
    """
    codec = _codec(path)
    parts = [one for one in _sections(path, codec) if one.kind != "document"]
    if parts[-1].kind != "end":
        trouble = Trouble(code=V_PAY_06, facts={"missing": _END})
        return StatementFile(name=path.name, format="1c", troubles=(trouble,))
    told = {account_number(one) for part in parts for one in part.values.get(_ACCOUNT, ())} - {""}
    own = told.union(map(account_number, accounts))
    reader = _Documents(frozenset(told), frozenset(own))
    lines = list(reader.lines(one for one in _sections(path, codec) if one.kind == "document"))
    header = next((one for one in parts if one.kind == "header"), parts[0])
    made_on = bank_day(header.get("датасоздания"))
    return StatementFile(
        name=path.name,
        format="1c",
        owner_inn=reader.owner(path.name),
        statements=assembled(lines, _balances(parts, made_on), _days(header, made_on)),
        troubles=tuple(reader.troubles),
    )


def _codec(path: Path) -> str:
    """UTF-8 where its words stand so, else what is declared, else what they stand in.

    Banks declare Windows and write UTF-8, and cut names amid a letter: no file need decode whole.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    marked = marked_codec(head)
    if marked == "utf-16":
        return marked
    declared = ""
    for codec in ("utf-8", *_DECLARED.values()):
        for line in head.decode(codec, "replace").splitlines():
            key, _, value = line.partition("=")
            if key.strip().casefold() == "кодировка":
                declared = _DECLARED.get(value.strip().casefold(), "")
    order = dict.fromkeys(filter(None, ("utf-8", declared, "cp1251", "cp866", "koi8-r")))
    found = codec_with(path, _WORDS, order)
    if not found:
        refuse(
            path.name,
            Phrase(
                ru="в нём нет ни «СекцияДокумент», ни «СекцияРасчСчет» ни в одной кодировке",
                en="has neither СекцияДокумент nor СекцияРасчСчет in any encoding",
            ),
            Phrase(
                ru="выгрузите выписку из банка ещё раз, в формате 1С (Windows или UTF-8)",
                en="export the statement from the bank again, in the format for 1C (Windows or "
                "UTF-8)",
            ),
        )
    return found


def _sections(path: Path, codec: str) -> Iterator[Section]:
    """The sections of a file; what stands between them is one too."""
    current = Section("between", 1)
    for number, line in text_lines(path, codec):
        text = line.strip("\ufeff\x00 \t")
        key, equals, value = text.partition("=")
        word = _word(key)
        if word in _STARTS:
            yield current
            current = Section(_STARTS[word], number)
        elif word in _ENDS:
            yield current
            current = Section("between", number)
        elif equals and word:
            current.put(word, value.strip())
        elif text:
            current.go_on(text)
    yield current


@lru_cache(maxsize=1024)
def _word(key: str) -> str:
    """A key as it is compared; "" for what is none, as text before an equals sign."""
    word = key.strip().casefold().replace("ё", "е")
    return word if word.isidentifier() or word in _STARTS else ""


def _balances(parts: Iterable[Section], made_on: date | None) -> Iterator[Statement]:
    """What the sections of accounts say of balances, without lines."""
    for part in parts:
        account = account_number(part.get(_ACCOUNT))
        if part.kind == "account" and account:
            first, last = _days(part, made_on)
            yield Statement(
                account=account,
                currency=currency_of_account(account) or "RUB",
                first_on=first,
                last_on=last or first,
                opening_minor=signed_minor(part.get("начальныйостаток")),
                closing_minor=signed_minor(part.get("конечныйостаток")),
            )


def _days(part: Section, made_on: date | None) -> Days:
    """The days that a part says it tells of; it cannot tell of any after it was made."""
    first, last = bank_day(part.get("датаначала")), bank_day(part.get("датаконца"))
    if first and last and made_on and first <= made_on < last:
        return first, made_on
    return first, last


class _Documents:
    """Reads documents into lines, and remembers what could not be used and whose accounts it saw.

    Attributes:
        troubles: what could not be used.
    """

    def __init__(self, told: frozenset[str], own: frozenset[str]) -> None:
        self._told = told
        self._own = own
        self._owners: dict[str, Counter[str]] = {}
        self._own_transfers: set[tuple[tuple[str, tuple[str, ...]], ...]] = set()
        self.troubles: list[Trouble] = []

    def lines(self, documents: Iterable[Section]) -> Iterator[BankLine]:
        """The lines of documents, in their order."""
        for document in documents:
            found = lines_of(document.get, self._told, self._own, f"line {document.line}")
            if isinstance(found, Trouble):
                self.troubles.append(found)
            elif not self._is_said_again(document, found):
                self._note_owner(document, found)
                yield from found

    def _is_said_again(self, document: Section, lines: tuple[BankLine, ...]) -> bool:
        """Whether a transfer between our accounts stands there again, word for word, for the other.

        Two payments of one payer never share number, day and everything else.
        """
        if not any(one.mark == OWN_TRANSFER and one.doc_no for one in lines):
            return False
        content = tuple((key, tuple(said)) for key, said in sorted(document.values.items()))
        is_again = content in self._own_transfers
        self._own_transfers.add(content)
        return is_again

    def _note_owner(self, document: Section, lines: tuple[BankLine, ...]) -> None:
        for line in lines:
            # What is taken back moves against its document.
            inn = own_inn(document.get, line.flow) if line.mark != "reversal" else ""
            if inn:
                self._owners.setdefault(line.account, Counter())[inn] += 1

    def owner(self, file: str) -> str:
        """The tax number that stands beside our accounts most often: one pays for others, too.

        Raises:
            SourceFileError: two accounts have two owners.
        """
        owners = {counts.most_common(1)[0][0] for counts in self._owners.values()}
        if len(owners) > 1:
            refuse(
                file,
                Phrase(
                    ru="в нём счета двух компаний: ИНН {inns}",
                    en="holds accounts of two companies: INN {inns}",
                ).given(inns=", ".join(sorted(owners))),
                Phrase(
                    ru="выгрузите из банка выписку по счетам одной компании: одна книга, одна "
                    "компания",
                    en="export the accounts of one company: one workbook, one company",
                ),
            )
        return owners.pop() if owners else ""
