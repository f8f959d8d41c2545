"""Statements of ISO 20022, of version 2 and 8, made here."""

from pathlib import Path
from typing import Literal

IBAN = "DE89370400440532013000"
THEIR_IBAN = "FR1420041010050500013M02606"
Version = Literal["02", "08", "13"]


def balance(code: str, amount: str, day: str, sign: str = "CRDT") -> str:
    return (
        f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy='EUR'>{amount}</Amt>"
        f"<CdtDbtInd>{sign}</CdtDbtInd><Dt><Dt>{day}</Dt></Dt></Bal>"
    )


def parties(flow: str, version: Version = "02", name: str = "Romashka GmbH") -> str:
    """The other side as a party."""
    role = "Dbtr" if flow == "CRDT" else "Cdtr"
    inner = f"<Nm>{name}</Nm>" if version == "02" else f"<Pty><Nm>{name}</Nm></Pty>"
    bic = "BIC" if version == "02" else "BICFI"
    return (
        f"<RltdPties><{role}>{inner}</{role}><{role}Acct><Id><IBAN>{THEIR_IBAN}</IBAN></Id>"
        f"</{role}Acct></RltdPties><RltdAgts><{role}Agt><FinInstnId><{bic}>COBADEFFXXX</{bic}>"
        f"</FinInstnId></{role}Agt></RltdAgts>"
    )


def details(inner: str) -> str:
    return f"<TxDtls>{inner}</TxDtls>"


def free(text: str) -> str:
    return f"<RmtInf><Ustrd>{text}</Ustrd></RmtInf>"


def entry(  # what entries differ by
    inner: str = "",
    *,
    amount: str = "100.00",
    flow: str = "CRDT",
    status: str = "BOOK",
    version: Version = "02",
    day: str = "2026-03-03",
    ref: str = "REF-2026-1",
    more: str = "",
) -> str:
    told = f"<Sts>{status}</Sts>" if version == "02" else f"<Sts><Cd>{status}</Cd></Sts>"
    return (
        f"<Ntry><Amt Ccy='EUR'>{amount}</Amt><CdtDbtInd>{flow}</CdtDbtInd>{more}{told}"
        f"<BookgDt><Dt>{day}</Dt></BookgDt><AcctSvcrRef>{ref}</AcctSvcrRef>"
        f"<NtryDtls>{inner}</NtryDtls></Ntry>"
    )


def account(number: str = IBAN) -> str:
    kind = f"<IBAN>{number}</IBAN>" if number[:2].isalpha() else f"<Othr><Id>{number}</Id></Othr>"
    return f"<Acct><Id>{kind}</Id><Ccy>EUR</Ccy></Acct>"


def stmt(*parts: str, own: str = "") -> str:
    return f"<Stmt><Id>1</Id>{own or account()}{''.join(parts)}</Stmt>"


def document(*statements: str, version: Version = "02", message: str = "BkToCstmrStmt") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}"><{message}>'
        f"<GrpHdr><MsgId>1</MsgId></GrpHdr>{''.join(statements)}</{message}></Document>"
    )


def written(folder: Path, text: str) -> Path:
    path = folder / "statement.xml"
    path.write_text(text, encoding="utf-8")
    return path
