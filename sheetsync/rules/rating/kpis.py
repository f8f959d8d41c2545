"""Sums per partner and month to the nine KPIs: decay, the group's norm, the corrected value."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sheetsync.dates import SERIAL_EPOCH, month_index
from sheetsync.rules.rating.rulebook import MAX_MONTHS
from sheetsync.rules.rating.sums import ASSIGNED, DONE, DUE, INVOICED, PACKED, SCORED
from sheetsync.tables.catalogue.rating import SHRUNK

#: Where each KPI's sums stand in `sums.monthly_sums`: cohort, count, sum of y.
_SUMS = {
    "on_time": (DUE, "n", "y"),
    "defect": (DONE, "n", "y"),
    "cancel": (DUE, "n_also", "y_also"),
    "feedback": (SCORED, "n", "y"),
    "attention": (ASSIGNED, "n", "y"),
    "documents": (PACKED, "n", "y"),
    "payment": (INVOICED, "n", "y"),
    "volume": (DONE, "n_also", "y_also"),
}


def kpi_values(
    sums: pd.DataFrame, scope: pd.DataFrame, rules: pd.DataFrame, period: str
) -> pd.DataFrame:
    """Every KPI of every partner by the rules of the partner's group.

    Args:
        sums: as `sums.monthly_sums` gives them.
        scope: as `sums.scope_of` gives it.
        rules: as `rulebook.rule_frame` gives them.
        period: the month that is rated.

    Returns:
        One row a partner and KPI of its group, ordered by partner, then KPI: `number`,
        `partner_id`, `group_id`, the rule's columns, and

        * n: records in the window, whole
        * n_eff: Σ w; for volume the decayed months; NA for growth
        * raw: the partner's own figure, NA without one
        * norm: what is mixed in; NA for volume and growth
        * value: raw drawn towards norm by `prior_weight` average records; NA where raw is

        Shares are 0…1, feedback is on its scale, volume is units of the base currency a month,
        growth is a ratio (0.1: a tenth more).

    Source: workbook-and-rules.md 2.2, 2.3.
    """
    tenure = _tenure_months(scope, period)
    measured = pd.concat(
        [_counted(sums, scope), _volume(sums, scope, tenure), _growth(sums, scope, tenure)],
        ignore_index=True,
    )
    values = (
        scope[["number", "partner_id", "group_id"]]
        .merge(rules, on="group_id")
        .merge(measured, on=["number", "kpi"], how="left")
        .sort_values(["number", "place"], ignore_index=True)
    )
    values["n"] = values["n"].fillna(0).astype("int64")
    values["n_eff"] = values["n_eff"].mask((values["n"] == 0) & values["kpi"].isin(SHRUNK), 0.0)
    return _shrunk(values)


def _decay(sums: pd.DataFrame, scope: pd.DataFrame) -> "pd.Series[float]":
    """The weights 2^(-age/H), 1 where nothing decays."""
    half_life = scope["half_life_months"].to_numpy()[sums["number"]]
    weight = np.exp2(-sums["age"].to_numpy() / half_life)
    return pd.Series(np.where(np.isnan(half_life), 1.0, weight), index=sums.index)


def _in_window(sums: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    window = scope["window_months"].to_numpy()[sums["number"]]
    return sums[sums["age"].to_numpy() < window]


def _counted(sums: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """The share and mean KPIs: `n`, `n_eff` = Σ w, `y_eff` = Σ w·y, `raw` their quotient."""
    recent = _in_window(sums, scope)
    recent = recent.assign(weight=_decay(recent, scope))
    count = len(scope)
    parts = []
    for kpi in SHRUNK:
        cohort, n, y = _SUMS[kpi]
        rows = recent[recent["cohort"] == cohort]
        weighted = rows.assign(n_eff=rows[n] * rows["weight"], y_eff=rows[y] * rows["weight"])
        part = pd.DataFrame(
            {
                "number": scope["number"],
                "n": _per_partner(rows, n, count),
                "n_eff": _per_partner(weighted, "n_eff", count),
                "y_eff": _per_partner(weighted, "y_eff", count),
            }
        )
        parts.append(part[part["n"] > 0].assign(kpi=kpi))
    counted = pd.concat(parts, ignore_index=True)
    counted["raw"] = counted["y_eff"] / counted["n_eff"]
    return counted


def _tenure_months(scope: pd.DataFrame, period: str) -> "pd.Series[int]":
    """Months since a partner began, the first and the period counted; long when unknown."""
    known = scope["onboarded_day"] > 0
    began = pd.to_datetime(scope["onboarded_day"], unit="D", origin=pd.Timestamp(SERIAL_EPOCH))
    months = month_index(period) - (12 * began.dt.year + began.dt.month) + 1
    return months.where(known, 12 * MAX_MONTHS).astype("int64")


def _per_partner(rows: pd.DataFrame, column: str, count: int) -> NDArray[np.float64]:
    """A column's sum by partner number; 0 for partners without rows."""
    totals = np.bincount(rows["number"], weights=rows[column], minlength=count)
    return totals.astype("float64")


def _volume(sums: pd.DataFrame, scope: pd.DataFrame, tenure: "pd.Series[int]") -> pd.DataFrame:
    """Decayed turnover a month since the partner began; 0 is a figure, not its absence."""
    cohort, n, y = _SUMS["volume"]
    recent = _in_window(sums[sums["cohort"] == cohort], scope)
    weighted = recent.assign(y_eff=recent[y] * _decay(recent, scope))
    count = len(scope)
    months = _decayed_months(scope, tenure)
    known = (months > 0) & (_per_partner(recent, "unpriced", count) == 0)
    turnover = _per_partner(weighted, "y_eff", count)
    return pd.DataFrame(
        {
            "number": scope["number"],
            "kpi": "volume",
            "n": _per_partner(recent, n, count),
            "n_eff": months,
            "raw": np.divide(turnover, months, out=np.full(count, np.nan), where=known),
        }
    )


def _decayed_months(scope: pd.DataFrame, tenure: "pd.Series[int]") -> NDArray[np.float64]:
    """Σ 2^(-a/H) over the months of the window in which the partner was one."""
    months = np.minimum(scope["window_months"].to_numpy(), tenure.to_numpy())
    half_life = scope["half_life_months"].to_numpy()
    total = np.zeros(len(scope))
    for age in range(MAX_MONTHS):
        weight = np.where(np.isnan(half_life), 1.0, np.exp2(-age / half_life))
        total += np.where(age < months, weight, 0.0)
    return total


def _growth(sums: pd.DataFrame, scope: pd.DataFrame, tenure: "pd.Series[int]") -> pd.DataFrame:
    """Turnover of the last months against as many before, undecayed."""
    cohort, n, y = _SUMS["volume"]
    rows = sums[sums["cohort"] == cohort]
    span = scope["growth_months"].to_numpy()
    age, span_of_row = rows["age"].to_numpy(), span[rows["number"]]
    both = rows[age < 2 * span_of_row]
    count = len(scope)
    last = _per_partner(rows[age < span_of_row], y, count)
    before = _per_partner(rows[(age >= span_of_row) & (age < 2 * span_of_row)], y, count)
    known = (
        (tenure.to_numpy() >= 2 * span)
        & (before > 0)
        & (_per_partner(both, "unpriced", count) == 0)
    )
    return pd.DataFrame(
        {
            "number": scope["number"],
            "kpi": "growth",
            "n": _per_partner(both, n, count),
            "n_eff": np.nan,
            "raw": np.divide(last, before, out=np.full(count, np.nan), where=known) - 1,
        }
    )


def _shrunk(values: pd.DataFrame) -> pd.DataFrame:
    """Mix `prior_weight` average records into every share and mean."""
    shrinks = values["kpi"].isin(SHRUNK)
    pooled = values.groupby(["group_id", "kpi"])[["y_eff", "n_eff"]].transform("sum")
    pooled_mean = (pooled["y_eff"] / pooled["n_eff"]).where(pooled["n_eff"] > 0)
    norm = values["prior"].fillna(pooled_mean).where(shrinks)
    mixed = (values["y_eff"] + values["prior_weight"] * norm) / (
        values["n_eff"] + values["prior_weight"]
    )
    value = mixed.where(shrinks & values["raw"].notna(), values["raw"])
    return values.assign(norm=norm, value=value)
