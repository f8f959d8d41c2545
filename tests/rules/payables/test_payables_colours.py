import pytest

from sheetsync.rules.payables.colours import invoice_colour_rules
from sheetsync.tables.catalogue.payables import HIGHLIGHT, INVOICES
from sheetsync.tables.cells import column_letters
from sheetsync.tables.settings.keys import Settings

LETTERS = {column.name: column_letters(at) for at, column in enumerate(INVOICES.columns, start=1)}
UNPAID = (
    'AND(ISNUMBER($G2);$G2>0;NOT(OR($C2="credit_note";$C2="credit note";$C2="корректировка"));'
    'OR($N2="";OR($N2="disputed";$N2="спор"));'
    '$G2-SUMIFS($G$2:$G;$M$2:$M;$D2;$B$2:$B;$B2;$G$2:$G;">0")'
    '+SUMIFS($G$2:$G;$M$2:$M;$D2;$B$2:$B;$B2;$G$2:$G;"<0")'
    '-IF($L2>TODAY();0;IF(AND($K2="";$L2<>"");$G2;N($K2)))>150/100)'
)


COLOURS = {signal.code: signal.colour for signal in HIGHLIGHT}


def test_every_signal_has_a_colour_of_its_own() -> None:
    assert len({*COLOURS.values()} - {""}) == len(HIGHLIGHT)


@pytest.mark.parametrize("separator", [";", ","])
def test_the_peoples_tab_is_coloured_by_what_a_row_tells(separator: str) -> None:
    settings = Settings(due_soon_days=4, wait_warn_days=9, amount_tolerance_minor=150)
    rules = invoice_colour_rules(LETTERS, separator, settings)
    assert [(rule.formula.replace(separator, ";"), rule.colour) for rule in rules] == [
        (f'=AND({UNPAID};OR($N2="disputed";$N2="спор"))', COLOURS["grey"]),
        (f"=AND({UNPAID};ISNUMBER($J2);$J2<TODAY())", COLOURS["red"]),
        (f"=AND({UNPAID};ISNUMBER($J2);$J2<=TODAY()+4)", COLOURS["orange"]),
        (f'=AND({UNPAID};TODAY()-IF($I2<>"";$I2;$E2)>=9)', COLOURS["yellow"]),
    ]


def test_a_tab_without_a_needed_column_is_not_coloured() -> None:
    letters = {code: letter for code, letter in LETTERS.items() if code != "due_date"}
    assert invoice_colour_rules(letters, ";") == ()
