"""100,000 lines of the bank against 50,000 unpaid invoices, and a naive matcher beside it.

    python benchmarks/payments.py [--lines 100000] [--naive-lines 400]

The naive matcher is the usual one: the first number behind № that an unpaid invoice of the other
side has, else the first unpaid invoice of that sum; it looks through all invoices for each line, so
that it is tried on a few lines, and its time is told by the line. Both are compared with the truth.
Target: under 10 s, the rows of the tab Matches included.
"""

import argparse
import re
import time
from collections import Counter
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from sheetsync.rules.payments.classes import OurSide
from sheetsync.rules.payments.levels import Level
from sheetsync.rules.payments.matches_tab import match_rows
from sheetsync.rules.payments.matching import Against, MatchedLine, matched_lines
from sheetsync.tables.catalogue.partners import ENTITIES
from sheetsync.tables.catalogue.payables import INVOICES
from sheetsync.tables.catalogue.payments import BANK, MATCHES, PAYMENT_LOG
from sheetsync.tables.frames import typed_frame

INVOICES_AN_ENTITY = 20
TARGET_SECONDS = 10
#: Which invoice a line truly pays, and how it says so; the other half of the lines.
PURPOSES = (
    "Оплата по счету № {number} от {day} за март 2026, договор № {other}/24. В т.ч. НДС 8 333,33",
    "Оплата по сч. {number} от {day}, акт № {other}, НДС 20% - 8333-33",
    "По договору № {other} от 12.01.2024 оплата счета №{number}. НДС не облагается",
    "OPLATA PO SCHETU {number} OT {day} DOG. {other}/24. BEZ NDS",
    "Payment for invoice {number}, contract {other}",
    "За услуги, УПД № {other} от {day}, без НДС",
)
_FIRST_NUMBER = re.compile(r"№\s*([\w/-]+)")


@dataclass(frozen=True, slots=True)
class Statement:
    """What is matched, and which invoice each line truly pays (its place, -1 for none)."""

    lines: pd.DataFrame
    against: Against
    truth: list[int]


def statement(line_count: int) -> Statement:
    """So many lines against half as many unpaid invoices."""
    chance = np.random.default_rng(2026)
    count = line_count // 2
    owners = [f"E-{place // INVOICES_AN_ENTITY:05d}" for place in range(count)]
    numbers = [f"{'УТ-' if place % 3 else ''}{place % 997 + 1}" for place in range(count)]
    days = [date(2026, 1, 1 + place % 28) for place in range(count)]
    sums = chance.integers(1_000_00, 900_000_00, count).tolist()
    entities = sorted(set(owners))
    return Statement(
        _lines(chance, owners, numbers, days, sums),
        Against(
            invoices=_invoices(owners, numbers, days, sums),
            entities=_frame(
                ENTITIES.columns,
                entity_id=entities,
                partner_id=entities,
                legal_name=entities,
                inn=[f"77{place:08d}" for place in range(len(entities))],
                account=[f"407028109{place:011d}" for place in range(len(entities))],
            ),
            log=typed_frame(PAYMENT_LOG.columns),
            ours=OurSide(("40702810000000000001",)),
        ),
        [place if place < count else -1 for place in range(line_count)],
    )


def _frame(columns: object, **values: object) -> pd.DataFrame:
    empty = typed_frame(columns)  # type: ignore[arg-type]
    return pd.DataFrame(values).reindex(columns=empty.columns).astype(empty.dtypes)


def _invoices(
    owners: list[str], numbers: list[str], days: list[date], sums: list[int]
) -> pd.DataFrame:
    frame = _frame(
        INVOICES.columns,
        direction="in",
        entity_id=owners,
        kind="invoice",
        number=numbers,
        invoice_date=pd.to_datetime(days),
        amount_minor=sums,
        currency="RUB",
    )
    return frame.assign(outstanding_minor=frame["amount_minor"], status="open")


def _lines(
    chance: np.random.Generator,
    owners: list[str],
    numbers: list[str],
    days: list[date],
    sums: list[int],
) -> pd.DataFrame:
    """First each invoice is paid once; then come payments of what is in no book."""
    count = len(owners)
    others = chance.integers(1, 900, 2 * count).tolist()
    how = chance.integers(0, len(PURPOSES), 2 * count).tolist()
    named = [*numbers, *(f"{90_000 + place}" for place in range(count))]
    purposes = [
        PURPOSES[how[place]].format(
            number=named[place], day=f"{days[place % count]:%d.%m.%Y}", other=others[place]
        )
        for place in range(2 * count)
    ]
    entity = [int(owner[2:]) for owner in owners] * 2
    return _frame(
        BANK.columns,
        line_id=[f"L-{place:06d}" for place in range(2 * count)],
        booked_on=pd.to_datetime(["2026-03-12"] * (2 * count)),
        account="40702810000000000001",
        flow="out",
        amount_minor=[*sums, *chance.integers(1_000_00, 900_000_00, count).tolist()],
        currency="RUB",
        inn=[f"77{place:08d}" for place in entity],
        their_account=[f"407028109{place:011d}" for place in entity],
        purpose=purposes,
    )


def naive(made: Statement, lines: range) -> list[int]:
    """The place of the invoice that the usual rule takes for each line, -1 for none."""
    invoices = made.against.invoices
    owners, numbers = invoices["entity_id"].tolist(), invoices["number"].tolist()
    sums = invoices["outstanding_minor"].tolist()
    account_of = made.against.entities.set_index("account")["entity_id"].to_dict()
    found = []
    for purpose, account, minor in made.lines.iloc[list(lines)][
        ["purpose", "their_account", "amount_minor"]
    ].itertuples(index=False):
        first = _FIRST_NUMBER.search(purpose)
        number = first[1] if first else ""
        places = [place for place, owner in enumerate(owners) if owner == account_of[account]]
        by_number = [place for place in places if numbers[place] == number]
        by_sum = [place for place in places if sums[place] == minor]
        found.append((by_number or by_sum or [-1])[0])
    return found


def _outcomes(places: list[int], truth: list[int]) -> str:
    told = Counter(
        "left" if place < 0 else ("right" if place == true else "wrong")
        for place, true in zip(places, truth, strict=True)
    )
    return ", ".join(f"{told[name] / len(truth):.1%} {name}" for name in ("right", "wrong", "left"))


def _places(matched: list[MatchedLine], made: Statement) -> list[int]:
    """What was proposed as exact or likely, by the place of the invoice."""
    invoices = made.against.invoices
    place_of = {
        identity: place
        for place, identity in enumerate(
            zip(
                invoices["entity_id"],
                invoices["number"],
                invoices["invoice_date"].dt.date,
                strict=True,
            )
        )
    }
    return [
        place_of[one.entity_id, one.match.claims[0][0].number, one.match.claims[0][0].invoice_date]
        if one.match.claims and one.match.level <= Level.LIKELY
        else -1
        for one in matched
    ]


def main() -> None:
    """Measure, compare with the truth, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=100_000)
    parser.add_argument("--naive-lines", type=int, default=400)
    options = parser.parse_args()
    made = statement(options.lines)

    started = time.process_time()
    matched = matched_lines(made.lines, made.against)
    rows = match_rows(matched, {}, typed_frame(MATCHES.columns), "ru")
    ours = time.process_time() - started

    few = range(0, options.lines, options.lines // options.naive_lines)
    started = time.process_time()
    usual = naive(made, few)
    plain = (time.process_time() - started) / len(few) * options.lines

    print(f"{len(rows):,} lines, {len(made.against.invoices):,} unpaid invoices")
    print(f"naive     {plain:8.1f} s   {_outcomes(usual, [made.truth[at] for at in few])}")
    print(f"sheetsync {ours:8.2f} s   {_outcomes(_places(matched, made), made.truth)}")
    print(
        f"{plain / ours:.0f} x faster; target {TARGET_SECONDS} s: {ours / TARGET_SECONDS:.0%} of it"
    )


if __name__ == "__main__":
    main()
