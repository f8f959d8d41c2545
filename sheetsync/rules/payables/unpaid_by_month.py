"""The rows of the tab Unpaid by month: a table of sums, and below it the invoices they are of."""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from sheetsync.dates import add_months, month_of
from sheetsync.language import Lang, Phrase
from sheetsync.language.days import month_year
from sheetsync.rules.payables.ledger import Payables
from sheetsync.tables.catalogue.payables import DIRECTION, HIGHLIGHT
from sheetsync.tables.catalogue.unpaid import MONTHS, UNPAID_BY_MONTH
from sheetsync.tables.frames import typed_frame
from sheetsync.tables.schema import codes
from sheetsync.tables.sheet_order import TabPlace
from sheetsync.tables.writing import Dressed, Link

#: Columns of sums, from the left: service months, what is older, what has no month, all.
SLOTS = (*(f"month_{number}" for number in range(MONTHS)), "earlier", "no_month")
TOTAL = "total"
_EARLIER, _NO_MONTH = MONTHS, MONTHS + 1
_FIRST_ROW = 2
_CALM = "·"
#: A signal by its rank from the worst, 1, as the tab's colour rules read it.
_RANKS = {code: rank for rank, code in enumerate(codes(HIGHLIGHT), start=1)}
_CALM_RANK = len(_RANKS) + 1
_SIDES = {code: place for place, code in enumerate(codes(DIRECTION))}
_SUM = Phrase(ru="Итого", en="Total")
_LINES = Phrase(ru="Счета, из которых сложились суммы", en="The invoices that the sums are of")
_AND_LATER = Phrase(ru="{month} и позже", en="{month} and later")
_BLOCK = ["direction", "currency"]
_ENTITY = [*_BLOCK, "entity_id"]
_SHOWN = ["direction", "partner", "legal_name", "curator", "currency"]


@dataclass(frozen=True, slots=True)
class UnpaidByMonth:
    """What the tab shall hold.

    Attributes:
        rows: its rows by `frame_name`; sums are `Dressed` minor units that lead to their invoices.
        headings: the names of the service months, by column.
    """

    rows: pd.DataFrame
    headings: Mapping[str, str]


def unpaid_by_month(payables: Payables, place: TabPlace, lang: Lang) -> UnpaidByMonth:
    """Sum the unpaid invoices by legal entity and service month.

    What we owe and what is owed to us stand in blocks of their own, and in these each currency by
    itself; nothing is ever added across them. Each block ends with its totals. Below all blocks
    stand the invoices, of one block, entity and month beside each other, the sum of each in the
    column that it is counted in: so every sum leads to a range that holds exactly its invoices.
    They are those of the tab Overdue.

    Args:
        payables: the invoices, and the day of calculation, whose month is the newest column.
        place: the tab in the workbook.
        lang: of totals and months.
    """
    lines = _lines(payables)
    newest = month_of(payables.as_of)
    headings = {f"month_{back}": month_year(add_months(newest, -back), lang)
                for back in range(MONTHS)}  # fmt: skip
    if (lines["month"] > newest).any():
        headings["month_0"] = _AND_LATER.said(lang, month=headings["month_0"])
    blocks = [_block(rows) for _, rows in lines.groupby(_BLOCK, sort=False)]
    # A blank row ends each block; one more heads the lines.
    first_line = _FIRST_ROW + sum(len(block.entities) + 2 for block in blocks) + 1
    records = [
        record
        for block in blocks
        for record in (*_sums(block, first_line, place, lang), {})
    ]  # fmt: skip
    if records:
        records += [{"partner": _LINES.text(lang)}, *map(_line, lines.to_dict("records"))]
    return UnpaidByMonth(_framed(records), headings)


def _lines(payables: Payables) -> pd.DataFrame:
    """The unpaid invoices in the order of the tab; index: places from 0."""
    lines = payables.unpaid.copy()
    lines["slot"] = _slots(lines["month"], month_of(payables.as_of))
    lines["rank"] = lines["highlight"].astype("str").map(_RANKS).fillna(_CALM_RANK).astype("int64")
    lines["legal_name"] = lines["legal_name"].fillna(lines["entity_id"])
    order = pd.DataFrame(
        {
            "side": lines["direction"].astype("str").map(_SIDES),
            "currency": lines["currency"],
            "partner": lines["partner"].str.casefold(),
            "legal_name": lines["legal_name"].str.casefold(),
            "entity_id": lines["entity_id"],
            "slot": lines["slot"],
            "rank": lines["rank"],
            "due": lines["due"],
            "number": lines["number"],
        }
    ).rename_axis(index="row")
    places = order.reset_index().sort_values([*order.columns, "row"], kind="stable")["row"]
    return lines.loc[places].reset_index(drop=True)


def _slots(months: pd.Series, newest: str) -> "pd.Series[int]":
    """In which column each month is counted; later ones stand with the newest."""
    window = {add_months(newest, -back): back for back in range(MONTHS)}
    slots = months.map(window).astype("Int64")
    slots = slots.mask(months > newest, 0)
    return slots.mask(months.isna(), _NO_MONTH).fillna(_EARLIER).astype("int64")


@dataclass(frozen=True, slots=True)
class _Block:
    """The lines of one side and currency.

    Attributes:
        lines: all of them, index: places among all lines.
        entities: those of each legal entity, in their order.
    """

    lines: pd.DataFrame
    entities: list[pd.DataFrame] = field(default_factory=list)


def _block(lines: pd.DataFrame) -> _Block:
    return _Block(lines, [rows for _, rows in lines.groupby(_ENTITY, sort=False)])


def _sums(
    block: _Block, first_line: int, place: TabPlace, lang: Lang
) -> Iterator[Mapping[str, object]]:
    """A row an entity, then the totals of the block."""
    for rows in block.entities:
        parts = _by_slot(rows)
        spans = {slot: place.rows(*_span(found, first_line)) for slot, found in parts.items()}
        begins = [_span(found, first_line)[0] for slot, found in parts.items() if slot != TOTAL]
        named = {name: rows.iloc[0][name] for name in _SHOWN}
        yield named | _told(parts, spans, begins) | _rows_link(rows, first_line, place)
    parts = _by_slot(block.lines)
    whole = _span(block.lines, first_line)
    # The invoices of a month are parted by entities: the column's cells hold them and no other.
    spans = {slot: place.cells(slot, *whole) for slot in parts} | {TOTAL: place.rows(*whole)}
    named = {name: block.lines.iloc[0][name] for name in _BLOCK} | {"partner": _SUM.text(lang)}
    yield named | _told(parts, spans, []) | _rows_link(block.lines, first_line, place)


def _span(rows: pd.DataFrame, first_line: int) -> tuple[int, int]:
    """The sheet rows of lines that stand together."""
    return first_line + int(rows.index[0]), first_line + int(rows.index[-1])


def _rows_link(rows: pd.DataFrame, first_line: int, place: TabPlace) -> dict[str, object]:
    """Which rows they are, as "31–45"."""
    first, last = _span(rows, first_line)
    text = str(first) if first == last else f"{first}–{last}"
    return {"lines": Link(text, place.rows(first, last))}


def _by_slot(rows: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The rows of each column of sums that has any, the total last."""
    found = {SLOTS[int(str(slot))]: part for slot, part in rows.groupby("slot")}
    return found | {TOTAL: rows}


def _told(
    parts: Mapping[str, pd.DataFrame], spans: Mapping[str, str], begins: list[int]
) -> dict[str, object]:
    """The sums, where each leads, and what they are coloured by.

    An address is no text of a cell, so a run would not see that it changed. The rows at which the
    invoices of each sum begin are, and with the last one they tell all addresses of the row.
    """
    sums: dict[str, object] = {
        f"{slot}_minor": Dressed(int(found["outstanding_minor"].sum()), spans[slot])
        for slot, found in parts.items()
    }
    worst = {slot: int(found["rank"].min()) for slot, found in parts.items()}
    return sums | {"signals": " ".join([_signs(worst), *map(str, begins)])}


def _signs(worst: Mapping[str, int]) -> str:
    """A sign for each column of sums: the rank of its worst signal."""
    ranks = (worst.get(slot, _CALM_RANK) for slot in (*SLOTS, TOTAL))
    return "".join(_CALM if rank == _CALM_RANK else str(rank) for rank in ranks)


def _line(line: Mapping[Hashable, Any]) -> Mapping[str, object]:
    slot, rank = SLOTS[line["slot"]], line["rank"]
    sums = {f"{name}_minor": line["outstanding_minor"] for name in (slot, TOTAL)}
    told = {name: line[name] for name in (*_SHOWN, "number", "due", "days_overdue")}
    return told | sums | {"level": str(line["level"]), "signals": _signs({slot: rank, TOTAL: rank})}


def _framed(records: list[Mapping[str, object]]) -> pd.DataFrame:
    """The typed rows; columns of sums and links hold objects."""
    money = [f"{name}_minor" for name in (*SLOTS, TOTAL)]
    aside = (*money, "lines")
    plain = [{name: value for name, value in row.items() if name not in aside} for row in records]
    frame = typed_frame(UNPAID_BY_MONTH.columns, plain)
    held = {name: [row.get(name) for row in records] for name in aside}
    return frame.assign(
        **{name: pd.Series(values, frame.index, dtype="object") for name, values in held.items()}
    )
