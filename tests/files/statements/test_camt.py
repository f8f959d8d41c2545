"""The reader of camt.053.

Inputs after public reports, in our own words: OCA/bank-statement-import #157 (a batch's lines with
the batch's sum), #375 (whose sign a reversal has), #475, #976 (charges within an entry), #560 (a
party one level lower), firefly-iii #7747 (no name), #8408 (version 8), securo #416 (camt.052 read
as nothing), republik/plattform #252 (no entries), metasfresh #1947 (several entries).
"""

from datetime import date
from pathlib import Path

import pytest

from sheetsync.errors import SourceFileError
from sheetsync.files.statements import read_statements
from sheetsync.files.statements.camt import MOST_ELEMENTS
from sheetsync.tables.bank_lines import BankLine, StatementFile
from tests.files.statements.camt_files import (
    IBAN,
    THEIR_IBAN,
    Version,
    account,
    balance,
    details,
    document,
    entry,
    free,
    parties,
    stmt,
    written,
)


def read(folder: Path, *parts: str, version: Version = "02") -> StatementFile:
    return read_statements(written(folder, document(stmt(*parts), version=version)))


def lines_of(file: StatementFile) -> list[BankLine]:
    return [line for one in file.statements for line in one.lines]


def signed(file: StatementFile) -> list[int]:
    return [
        line.amount_minor if line.flow == "in" else -line.amount_minor for line in lines_of(file)
    ]


@pytest.mark.parametrize("version", ["02", "08", "13"])
def test_an_entry_is_read_alike_in_every_version(version: Version, tmp_path: Path) -> None:
    inner = details(
        "<Refs><EndToEndId>E2E-7</EndToEndId></Refs>"
        + parties("CRDT", version)
        + free("invoice 12, INN 7707083893")
    )
    file = read(
        tmp_path,
        balance("OPBD", "10.00", "2026-03-01"),
        balance("CLBD", "110.00", "2026-03-31"),
        entry(inner, version=version),
        version=version,
    )
    (one,) = file.statements
    assert (file.format, file.troubles) == ("camt053", ())
    assert (one.account, one.currency, one.pending_count) == (IBAN, "EUR", 0)
    assert (one.first_on, one.last_on) == (date(2026, 3, 1), date(2026, 3, 31))
    assert (one.opening_minor, one.closing_minor) == (1_000, 11_000)
    assert one.lines == (
        BankLine(
            booked_on=date(2026, 3, 3),
            account=IBAN,
            flow="in",
            amount_minor=10_000,
            currency="EUR",
            counterparty="Romashka GmbH",
            inn="7707083893",
            their_account=THEIR_IBAN,
            their_bic="COBADEFFXXX",
            purpose="invoice 12, INN 7707083893",
            doc_no="E2E-7",
            bank_ref="REF-2026-1",
            place="Ntry 1",
        ),
    )


def test_a_batch_is_a_line_for_each_of_its_payments(tmp_path: Path) -> None:
    first = "<AmtDtls><TxAmt><Amt Ccy='EUR'>329.56</Amt></TxAmt></AmtDtls>"
    inner = details(first + free("A")) + details("<Amt Ccy='EUR'>100</Amt>" + free("B"))
    file = read(tmp_path, entry(inner, amount="429.56", flow="DBIT"))
    assert [(one.purpose, one.bank_ref, one.place) for one in lines_of(file)] == [
        ("A", "REF-2026-1/1", "Ntry 1 / TxDtls 1"),
        ("B", "REF-2026-1/2", "Ntry 1 / TxDtls 2"),
    ]
    assert signed(file) == [-32_956, -10_000]


def test_a_batch_may_hold_both_ways(tmp_path: Path) -> None:
    inner = details("<Amt Ccy='EUR'>150</Amt>") + details(
        "<Amt Ccy='EUR'>50</Amt><CdtDbtInd>DBIT</CdtDbtInd>"
    )
    assert signed(read(tmp_path, entry(inner))) == [15_000, -5_000]


@pytest.mark.parametrize(
    ("second", "told"),
    [
        ("<Amt Ccy='EUR'>1</Amt>", "do not add up"),
        ("<Amt Ccy='USD'>50</Amt>", "another currency"),
        ("<Amt Ccy='EUR'>oops</Amt>", "no sum"),
        ("", "none told"),
    ],
)
def test_a_batch_that_does_not_add_up_is_one_line_and_told(
    second: str, told: str, tmp_path: Path
) -> None:
    inner = details("<Amt Ccy='EUR'>50</Amt>") + details(second)
    file = read(tmp_path, entry(inner))
    assert (signed(file), told) == ([10_000], told)
    (trouble,) = file.troubles
    assert (trouble.code, trouble.place, trouble.facts) == (
        "BATCH", "Ntry 1", {"amount": "100.00", "count": "2"}
    )  # fmt: skip


@pytest.mark.parametrize(
    ("flow", "amount", "sums"),
    [("DBIT", "1526", [-100_000, -50_000, -2_600]), ("CRDT", "1474", [100_000, 50_000, -2_600])],
)
@pytest.mark.parametrize(
    "level", ["<Chrgs><Rcrd><Amt>26</Amt></Rcrd></Chrgs>", "<Chrgs><Amt>26</Amt></Chrgs>"]
)
def test_the_charge_within_a_batch_is_a_line_of_its_own(
    flow: str, amount: str, sums: list[int], level: str, tmp_path: Path
) -> None:
    inner = details("<Amt Ccy='EUR'>1000</Amt>") + details("<Amt Ccy='EUR'>500</Amt>" + level)
    file = read(tmp_path, entry(inner, amount=amount, flow=flow))
    assert signed(file) == sums
    assert [line.mark for line in lines_of(file)] == ["", "", "charge"]
    assert lines_of(file)[-1].bank_ref == "REF-2026-1/0"


def test_the_charge_of_a_batch_without_a_reference_has_none(tmp_path: Path) -> None:
    level = "<Chrgs><Rcrd><Amt>26</Amt></Rcrd></Chrgs>"
    inner = details("<Amt Ccy='EUR'>50</Amt>") + details("<Amt Ccy='EUR'>24</Amt>" + level)
    file = read(tmp_path, entry(inner, amount="100", ref=""))
    assert [(line.amount_minor, line.flow, line.bank_ref) for line in lines_of(file)] == [
        (5_000, "in", ""), (2_400, "in", ""), (2_600, "in", ""),
    ]  # fmt: skip


def test_a_lone_payment_with_charges_is_what_left_the_account(tmp_path: Path) -> None:
    inner = details("<Amt Ccy='EUR'>1500</Amt><Chrgs><Amt>26</Amt></Chrgs>")
    assert signed(read(tmp_path, entry(inner, amount="1526", flow="DBIT"))) == [-152_600]


@pytest.mark.parametrize("status", ["PDNG", "INFO", "FUTR"])
@pytest.mark.parametrize("version", ["02", "08"])
def test_what_is_not_booked_is_counted_only(status: str, version: Version, tmp_path: Path) -> None:
    pending = entry(status=status, version=version)
    file = read(tmp_path, pending, entry(version=version), version=version)
    assert [(one.pending_count, len(one.lines)) for one in file.statements] == [(1, 1)]


def reversal(flow: str = "CRDT") -> str:
    return entry(parties("DBIT"), flow=flow, more="<RvslInd>true</RvslInd>", amount="40")


def test_a_reversal_goes_the_way_that_it_says(tmp_path: Path) -> None:
    file = read(tmp_path, reversal())
    (line,) = lines_of(file)
    assert (line.flow, line.mark) == ("in", "reversal")


@pytest.mark.parametrize(
    ("told", "closing", "sums"),
    [
        ("DBIT", "140.00", [10_000, 4_000]),
        ("CRDT", "140.00", [10_000, 4_000]),
        ("DBIT", "60.00", [10_000, -4_000]),
        ("DBIT", "99.00", [10_000, -4_000]),
    ],
)
def test_the_balances_tell_which_way_a_reversal_went(
    told: str, closing: str, sums: list[int], tmp_path: Path
) -> None:
    ends = balance("OPBD", "0", "2026-03-01"), balance("CLBD", closing, "2026-03-31")
    assert signed(read(tmp_path, *ends, entry(), reversal(told))) == sums


def test_a_reversal_names_the_parties_of_what_it_takes_back(tmp_path: Path) -> None:
    returned = entry(
        details(parties("DBIT")), flow="CRDT", more="<RvslInd>true</RvslInd>", amount="40"
    )
    (line,) = lines_of(read(tmp_path, returned))
    assert (line.counterparty, line.their_account) == ("Romashka GmbH", THEIR_IBAN)


def test_the_party_with_our_account_is_us(tmp_path: Path) -> None:
    swapped = (
        f"<RltdPties><Dbtr><Nm>We</Nm></Dbtr><DbtrAcct><Id><IBAN>{IBAN}</IBAN></Id></DbtrAcct>"
        f"<Cdtr><Nm>They</Nm></Cdtr></RltdPties>"
    )
    (line,) = lines_of(read(tmp_path, entry(details(swapped))))
    assert line.counterparty == "They"


def strd(inner: str) -> str:
    return f"<RmtInf><Strd>{inner}</Strd></RmtInf>"


@pytest.mark.parametrize(
    ("told", "purpose"),
    [
        (strd("<RfrdDocInf><Nb>INV-15</Nb></RfrdDocInf>"), "№ INV-15"),
        (strd("<CdtrRefInf><Ref>RF18 5390</Ref></CdtrRefInf>"), "№ RF18 5390"),
        (free("pays INV-15") + strd("<RfrdDocInf><Nb>INV-15</Nb></RfrdDocInf>"), "pays INV-15"),
        (strd("<RfrdDocInf><Nb>7</Nb></RfrdDocInf><AddtlRmtInf>rest</AddtlRmtInf>"), "rest № 7"),
        ("<RmtInf><Ustrd>one</Ustrd><Ustrd>two</Ustrd></RmtInf>", "one two"),
        ("<AddtlTxInf>from the bank</AddtlTxInf>", "from the bank"),
    ],
)
def test_the_purpose_is_what_anybody_says(told: str, purpose: str, tmp_path: Path) -> None:
    (line,) = lines_of(read(tmp_path, entry(details(told))))
    assert line.purpose == purpose


def test_an_entry_without_details_says_what_the_bank_says(tmp_path: Path) -> None:
    bare = entry().replace("</Ntry>", "<AddtlNtryInf>fee</AddtlNtryInf></Ntry>")
    (line,) = lines_of(read(tmp_path, bare))
    assert (line.purpose, line.counterparty, line.their_account) == ("fee", "", "")


def test_the_banks_codes_tell_its_own_charges(tmp_path: Path) -> None:
    family = "<Fmly><Cd>MDOP</Cd><SubFmlyCd>CHRG</SubFmlyCd></Fmly>"
    code = f"<BkTxCd><Domn><Cd>ACMT</Cd>{family}</Domn></BkTxCd>"
    plain = code.replace("CHRG", "OTHR")
    file = read(tmp_path, entry(more=code, flow="DBIT"), entry(more=plain, flow="DBIT"))
    assert [line.mark for line in lines_of(file)] == ["charge", ""]


@pytest.mark.parametrize(
    ("ref", "own", "kept"),
    [
        ("NOTPROVIDED", "", ""),
        ("0000", "", ""),
        ("", "<Refs><AcctSvcrRef>TX-9</AcctSvcrRef></Refs>", "TX-9"),
    ],
)
def test_words_for_no_reference_are_none(ref: str, own: str, kept: str, tmp_path: Path) -> None:
    inner = details(own or "<Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>")
    (line,) = lines_of(read(tmp_path, entry(inner, ref=ref)))
    assert (line.bank_ref, line.doc_no) == (kept, "")


@pytest.mark.parametrize(
    ("spoilt", "what", "value"),
    [
        (entry(amount="12,50"), "Amt", "12,50"),
        (entry(amount="-5"), "Amt", "-5"),
        (entry(amount="0.005"), "Amt", "0.005"),
        (entry(flow="???"), "CdtDbtInd", "???"),
        (entry(day="2026-02-30"), "BookgDt", "2026-02-30"),
    ],
)
def test_an_entry_that_cannot_be_read_is_named_and_the_rest_is_taken(
    spoilt: str, what: str, value: str, tmp_path: Path
) -> None:
    file = read(tmp_path, spoilt, entry())
    assert signed(file) == [10_000]
    (trouble,) = file.troubles
    assert (trouble.code, trouble.place) == ("UNREADABLE_LINE", "Ntry 1")
    assert trouble.facts == {"what": what, "value": value}


def test_an_entry_of_nothing_is_no_line(tmp_path: Path) -> None:
    assert lines_of(read(tmp_path, entry(amount="0.00"))) == []


def test_the_value_day_stands_in_for_a_missing_one(tmp_path: Path) -> None:
    bare = entry().replace(
        "<BookgDt><Dt>2026-03-03</Dt></BookgDt>",
        "<ValDt><DtTm>2026-03-04T23:59:00+01:00</DtTm></ValDt>",
    )
    assert [line.booked_on for line in lines_of(read(tmp_path, bare))] == [date(2026, 3, 4)]


def test_a_statement_of_pages_takes_what_each_begins_and_ends_with(tmp_path: Path) -> None:
    pages = [
        balance("PRCD", "000000000000149.87", "2026-02-28"),
        balance("ITBD", "1", "2026-03-02"),
        balance("ITBD", "2", "2026-03-03", "DBIT"),
    ]
    (one,) = read(tmp_path, *pages).statements
    assert (one.opening_minor, one.closing_minor) == (14_987, -200)
    assert (one.first_on, one.last_on) == (date(2026, 3, 1), date(2026, 3, 3))
    (alone,) = read(tmp_path, *pages[1:]).statements
    assert (alone.opening_minor, alone.closing_minor) == (100, -200)


@pytest.mark.parametrize(
    ("until", "last"),
    [
        ("2026-04-01T00:00:00", date(2026, 3, 31)),
        ("2026-03-31T23:59:59.999+01:00", date(2026, 3, 31)),
    ],
)
def test_the_days_that_it_tells_of_are_its_own_word(until: str, last: date, tmp_path: Path) -> None:
    told = f"<FrToDt><FrDtTm>2026-03-01T00:00:00</FrDtTm><ToDtTm>{until}</ToDtTm></FrToDt>"
    (one,) = read(tmp_path, told, entry()).statements
    assert (one.first_on, one.last_on) == (date(2026, 3, 1), last)


def test_a_balance_that_cannot_be_read_is_none(tmp_path: Path) -> None:
    (one,) = read(tmp_path, balance("OPBD", "x", "2026-03-01"), entry()).statements
    assert (one.opening_minor, one.first_on) == (None, date(2026, 3, 1))


def test_two_statements_and_two_accounts_stay_apart(tmp_path: Path) -> None:
    text = document(
        stmt(entry(), entry()), stmt(entry(), own=account("40702810500000000011")), stmt()
    )
    file = read_statements(written(tmp_path, text))
    assert [(one.account, len(one.lines)) for one in file.statements] == [
        (IBAN, 2),
        ("40702810500000000011", 1),
        (IBAN, 0),
    ]
    assert [line.place for line in file.statements[0].lines] == ["Ntry 1", "Ntry 2"]


def test_the_owner_is_told_by_its_tax_number(tmp_path: Path) -> None:
    owner = "<Ownr><Id><OrgId><Othr><Id>7736050003</Id></Othr></OrgId></Id></Ownr></Acct>"
    text = document(stmt(entry(), own=account().replace("</Acct>", owner)), stmt())
    assert read_statements(written(tmp_path, text)).owner_inn == "7736050003"


def test_an_envelope_around_the_document_is_no_matter(tmp_path: Path) -> None:
    inner = document(stmt(entry())).partition("?>")[2]
    file = read_statements(written(tmp_path, f"<BizMsg><AppHdr/>{inner}</BizMsg>"))
    assert len(lines_of(file)) == 1


@pytest.mark.parametrize(
    "message", ["BkToCstmrAcctRpt", "BkToCstmrDbtCdtNtfctn", "CstmrCdtTrfInitn"]
)
def test_another_message_is_named(message: str, tmp_path: Path) -> None:
    path = written(tmp_path, document(stmt(entry()), message=message))
    with pytest.raises(SourceFileError, match=message) as refused:
        read_statements(path)
    assert "camt.053 (not camt.052" in refused.value.cure


def test_a_file_that_is_cut_gives_nothing(tmp_path: Path) -> None:
    text = document(stmt(entry(), entry()))
    for end in (len(text) - 3, len(text) - 60, text.index("<Ntry>") + 20):
        file = read_statements(written(tmp_path, text[:end]))
        assert file.statements == ()
        assert [one.code for one in file.troubles] == ["V-PAY-06"]


def test_what_is_damaged_is_refused_by_its_line(tmp_path: Path) -> None:
    text = document(stmt(entry())).replace("<Stmt>", "\n<Stmt></Oops>")
    with pytest.raises(SourceFileError, match="damaged in line 3"):
        read_statements(written(tmp_path, text))


def test_windows_1251_is_read_as_it_says(tmp_path: Path) -> None:
    text = document(stmt(entry(details(free("Оплата № 12"))))).replace("UTF-8", "windows-1251")
    path = tmp_path / "file.xml"
    path.write_bytes(text.encode("cp1251"))
    assert [line.purpose for line in lines_of(read_statements(path))] == ["Оплата № 12"]


BOMB = """<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>
<Document><BkToCstmrStmt><Stmt><Id>&b;</Id></Stmt></BkToCstmrStmt></Document>"""


@pytest.mark.parametrize(
    "text",
    [
        BOMB,
        BOMB.replace("<!ENTITY b", "<!ENTITY c SYSTEM 'file:///etc/passwd'><!ENTITY b"),
        BOMB.replace('[<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]', "SYSTEM 'http://x/y.dtd'"),
    ],
)
def test_a_bomb_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(SourceFileError, match="bomb"):
        read_statements(written(tmp_path, text))


def test_elements_nested_without_end_are_refused(tmp_path: Path) -> None:
    text = document("<a>" * 100_000)
    with pytest.raises(SourceFileError, match=f"{MOST_ELEMENTS:,}"):
        read_statements(written(tmp_path, text))
