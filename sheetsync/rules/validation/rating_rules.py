"""Rules of the Groups and Rating rules tabs."""

import pandas as pd

from sheetsync.language import Phrase
from sheetsync.rules.validation.book import Book
from sheetsync.rules.validation.rule import (
    GROUP_UNRATED,
    Hits,
    ValidationRule,
    Wording,
    at,
    together,
)
from sheetsync.tables.catalogue.finding_codes import (
    V_GRP_01,
    V_RUL_01,
    V_RUL_02,
    V_RUL_03,
    V_RUL_04,
)
from sheetsync.tables.catalogue.rating import EVERY_GROUP, SHARES

_FULL_WEIGHT = 100
_ROUNDING = 1e-6


def group_without_rule(book: Book) -> Hits:
    """A group that no rule rates."""
    rows = book.frame("groups").dropna(subset=["group_id"])
    ruled = book.frame("rules")["group_id"]
    everybody = bool((ruled == EVERY_GROUP).any()) or not book.has("rules")
    return at(rows[~rows["group_id"].isin(ruled) & (not everybody)])


def all_weights_zero(book: Book) -> Hits:
    """A group whose rules all weigh nothing; told at the first of them."""
    sums = _weights(book)
    wrong = sums[(sums["total"] == 0) & (sums["lowest"] >= 0)]
    return at(wrong, group_id=wrong["group_id"])


def weights_not_hundred(book: Book) -> Hits:
    """A group whose weights do not add up to 100; told at the first of them."""
    sums = _weights(book)
    wrong = sums[(sums["total"] > 0) & ((sums["total"] - _FULL_WEIGHT).abs() > _ROUNDING)]
    wrong = wrong[wrong["lowest"] >= 0]
    return at(wrong, group_id=wrong["group_id"], total=wrong["total"].map("{:g}".format))


def _weights(book: Book) -> pd.DataFrame:
    """Sheet row of a group's first rule, its group_id, the sum and the lowest of its weights.

    Groups with an unreadable weight are not judged; rules of ``*`` count for the groups that have
    none of that KPI.
    """
    rules = book.frame("rules").dropna(subset=["group_id", "kpi"])
    readable = book.readable("rules", "weight", "kpi", "group_id")
    rows = []
    for group_id in rules.loc[rules["group_id"] != EVERY_GROUP, "group_id"].unique():
        own = rules[rules["group_id"] == group_id]
        shared = rules[(rules["group_id"] == EVERY_GROUP) & ~rules["kpi"].isin(own["kpi"])]
        effective = pd.concat([own, shared])
        weights = effective["weight"]
        if weights.notna().all() and effective.index.isin(readable.index).all():
            rows.append((own.index[0], group_id, weights.sum(), weights.min()))
    return pd.DataFrame(rows, columns=["row", "group_id", "total", "lowest"]).set_index("row")


def figures_amiss(book: Book) -> Hits:
    """95 where 95 % is meant, or the same figure for 0 and for 100 points."""
    rows = book.readable("rules", "worst", "target")
    flat = rows[(rows["worst"] == rows["target"]).fillna(value=False)]
    shares = [_out_of_range(book, column) for column in ("worst", "target", "prior")]
    return together([*shares, at(flat, column="target")])


def _out_of_range(book: Book, column: str) -> Hits:
    rows = book.frame("rules")
    wrong = rows["kpi"].isin(SHARES) & (~rows[column].between(0, 1)).fillna(value=False)
    chosen = rows[wrong.astype(bool)]
    figure = chosen[column]
    plausible = figure.between(1, 100).fillna(value=False)
    return at(
        chosen,
        column=column,
        figure=figure.map("{:g}".format),
        fraction=(figure / 100).map("{:g}".format).where(plausible),
    )


def stop_without_tier(book: Book) -> Hits:
    """A stop factor that does not say which tier it stops at."""
    rows = book.readable("rules", "stop_below", "stop_tier")
    return at(rows[rows["stop_below"].notna() & rows["stop_tier"].isna()])


def thresholds_not_descending(book: Book) -> Hits:
    """Tier thresholds that do not fall from A to C."""
    rows = book.readable("groups", "tier_a", "tier_b", "tier_c")
    falling = (rows["tier_a"] > rows["tier_b"]) & (rows["tier_b"] > rows["tier_c"])
    wrong = rows[(~falling).fillna(value=False).astype(bool)]
    shown = wrong[["tier_a", "tier_b", "tier_c"]].map("{:g}".format)
    return at(wrong, thresholds=shown.agg(" / ".join, axis=1) if len(wrong) else "")


def margin_too_wide(book: Book) -> Hits:
    """A margin for keeping a tier that is below zero or reaches the next threshold."""
    rows = book.readable("groups", "tier_a", "tier_b", "tier_c", "hysteresis")
    gap = pd.concat([rows["tier_a"] - rows["tier_b"], rows["tier_b"] - rows["tier_c"]], axis=1).min(
        axis=1
    )
    wide = (gap > 0) & ((rows["hysteresis"] >= gap) | (rows["hysteresis"] < 0))
    wrong = rows[wide.fillna(value=False).astype(bool)]
    return at(wrong, gap=gap[wrong.index].map("{:g}".format))


RULES = (
    ValidationRule(
        V_RUL_01, "error", "groups", "group_id", "none", group_without_rule,
        Wording(
            Phrase(ru="у группы «{value}» нет правил.", en="group “{value}” has no rules."),
            Phrase(
                ru="Добавьте строки во вкладку «Правила рейтинга».", en="Add rows to Rating rules."
            ),
            GROUP_UNRATED,
        ),
    ),
    ValidationRule(
        V_RUL_02, "error", "rules", "group_id", "none", all_weights_zero,
        Wording(
            Phrase(
                ru="у группы «{group_id}» все веса нулевые.",
                en="all weights of group “{group_id}” are zero.",
            ),
            Phrase(ru="Дайте вес хотя бы одному показателю.", en="Give at least one KPI a weight."),
            GROUP_UNRATED,
        ),
    ),
    ValidationRule(
        V_RUL_02, "error", "rules", "", "none", figures_amiss,
        Wording(
            Phrase(
                ru="[«{column}» {figure} для доли: она от 0 до 100 %.|"
                "0 и 100 баллов при одном и том же значении {value}.]",
                en="[“{column}” {figure} for a share, which is from 0 to 100%.|"
                "0 and 100 points at the same figure {value}.]",
            ),
            Phrase(
                ru="[Впишите {figure} % или {fraction}.|Впишите другое значение.]",
                en="[Enter {figure}% or {fraction}.|Enter another figure.]",
            ),
            GROUP_UNRATED,
        ),
    ),
    ValidationRule(
        V_RUL_03, "warning", "rules", "weight", "none", weights_not_hundred,
        Wording(
            Phrase(
                ru="сумма весов группы «{group_id}» {total}, а не 100.",
                en="the weights of group “{group_id}” add up to {total}, not 100.",
            ),
            Phrase(
                ru="Считаются доли; поправьте, если хотели 100.",
                en="Shares are used; correct them if 100 was meant.",
            ),
            Phrase(ru="считаются доли от суммы", en="shares of the sum are used"),
        ),
    ),
    ValidationRule(
        V_RUL_04, "error", "rules", "stop_tier", "none", stop_without_tier,
        Wording(
            Phrase(
                ru="указано «Стоп ниже», а «{column}» нет.",
                en="“Stop below” is given but “{column}” is not.",
            ),
            Phrase(ru="Выберите B, C или D.", en="Choose B, C or D."),
            Phrase(ru="стоп-фактор выключен", en="the stop factor is off"),
        ),
    ),
    ValidationRule(
        V_GRP_01, "error", "groups", "tier_a", "none", thresholds_not_descending,
        Wording(
            Phrase(
                ru="[пороги {thresholds} не убывают от A к C.|«{column}» {value}: нужно {range}.]",
                en="[the thresholds {thresholds} do not fall from A to C.|"
                "“{column}” {value}: it must be {range}.]",
            ),
            Phrase(
                ru="[Впишите число: {range}.|Впишите их по убыванию.]",
                en="[Enter a number: {range}.|Enter them in descending order.]",
            ),
            GROUP_UNRATED,
        ),
    ),
    ValidationRule(
        V_GRP_01, "error", "groups", "hysteresis", "none", margin_too_wide,
        Wording(
            Phrase(
                ru="запас до понижения {value}, а между порогами всего {gap}.",
                en="the margin before demotion is {value}, the thresholds are only {gap} apart.",
            ),
            Phrase(
                ru="Впишите от 0 до {gap}, не включая {gap}.",
                en="Enter 0 or more, below {gap}.",
            ),
            GROUP_UNRATED,
        ),
    ),
)  # fmt: skip
