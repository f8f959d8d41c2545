"""Who is on the other side of a camt.053's transaction, and what it says it is for."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from xml.etree.ElementTree import Element

from sheetsync.files.statements.camt_texts import text_at
from sheetsync.files.statements.references import is_reference
from sheetsync.tables.bank_lines import BankLine, Flow
from sheetsync.tables.bank_texts import account_number, bank_text, inn_in

#: Who paid us, and whom we paid.
_PARTIES: dict[Flow, str] = {"in": "Dbtr", "out": "Cdtr"}
_OTHER_PARTY = {"Dbtr": "Cdtr", "Cdtr": "Dbtr"}
#: Where a document's number stands that is told apart from free text.
_NUMBERS = ("RmtInf/Strd/RfrdDocInf/Nb", "RmtInf/Strd/CdtrRefInf/Ref")
_FREE_TEXTS = ("RmtInf/Ustrd", "RmtInf/Strd/AddtlRmtInf")


def with_details(line: BankLine, sources: Sequence[Element]) -> BankLine:
    """A line with what some elements tell of it, the nearest first."""
    party = _their_party(line, sources)
    purpose = bank_text(_purpose(sources))
    account = _account(sources, party)
    return replace(
        line,
        counterparty=bank_text(_first(sources, *_party_paths(party, "Nm"))),
        inn=_inn(sources, party) or inn_in(purpose),
        their_account=account,
        their_bic=_bic(sources, party),
        purpose=purpose,
        doc_no=_document(sources),
        bank_ref=_reference(line, sources),
    )


def _their_party(line: BankLine, sources: Sequence[Element]) -> str:
    """Which party is not us: by its account, else by the way the money went.

    A reversal names the parties of what it takes back.
    """
    usual = _PARTIES[line.flow]
    if line.mark == "reversal":
        usual = _OTHER_PARTY[usual]
    is_ours = _account(sources, usual) == line.account != ""
    return _OTHER_PARTY[usual] if is_ours else usual


def _first(sources: Sequence[Element], *paths: str) -> str:
    return next(filter(None, (text_at(one, path) for one in sources for path in paths)), "")


def _party_paths(party: str, rest: str) -> list[str]:
    """Versions before 8 name a party at once, later ones one level below; then the ultimate one."""
    roles = (party, f"{party}/Pty", f"Ultmt{party}", f"Ultmt{party}/Pty")
    return [f"RltdPties/{role}/{rest}" for role in roles]


def _account(sources: Sequence[Element], party: str) -> str:
    paths = [f"RltdPties/{party}Acct/Id/{name}" for name in ("IBAN", "Othr/Id")]
    return account_number(_first(sources, *paths))


def _bic(sources: Sequence[Element], party: str) -> str:
    agent = f"RltdAgts/{party}Agt/FinInstnId"
    return _first(sources, f"{agent}/BICFI", f"{agent}/BIC", f"{agent}/ClrSysMmbId/MmbId")


def _inn(sources: Sequence[Element], party: str) -> str:
    kinds = ("Id/OrgId/Othr/Id", "Id/PrvtId/Othr/Id")
    return inn_in(_first(sources, *(path for kind in kinds for path in _party_paths(party, kind))))


def _purpose(sources: Sequence[Element]) -> str:
    """All free texts, and the numbers that stand apart behind №; else the bank's own words."""
    for source in sources:
        texts = list(_texts(source, *_FREE_TEXTS))
        told = " ".join(texts)
        numbers = [f"№ {one}" for one in _texts(source, *_NUMBERS) if one not in told]
        if texts or numbers:
            return " ".join((*texts, *numbers))
    return _first(sources, "AddtlTxInf", "AddtlNtryInf")


def _texts(source: Element, *paths: str) -> Iterator[str]:
    for path in paths:
        for found in source.iterfind(path):
            if found.text and found.text.strip():
                yield found.text.strip()


def _document(sources: Sequence[Element]) -> str:
    told = (_first(sources, f"Refs/{name}") for name in ("EndToEndId", "InstrId"))
    return next((bank_text(one) for one in told if is_reference(one)), "")


def _reference(line: BankLine, sources: Sequence[Element]) -> str:
    told = line.bank_ref or _first(sources, "Refs/AcctSvcrRef")
    return bank_text(told) if is_reference(told.partition("/")[0] or told) else ""
