"""Numbers of the Settings tab, held against the words of the specification, not against our table.

Source: amendments.md 5.
"""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from sheetsync.tables import Tables, read_tables
from sheetsync.tables.catalogue.ranges import GROUP_RANGES, RULE_RANGES, SETTING_RANGES, Range
from sheetsync.tables.settings import SETTING_KEYS, Settings
from sheetsync.testing import drawn_grid

#: The days of a letter are working days of the month, so they end at the 20th.
OF_SETTINGS = {
    "report_hour": (0, 23), "report_send_day": (1, 20), "dispute_until_day": (1, 20),
    "wait_warn_days": (1, 365), "wait_alarm_days": (1, 730), "due_soon_days": (0, 60),
    "amount_tolerance": (0, 1000), "default_pay_days": (0, 365), "legal_notice_days": (0, 365),
    "legal_review_months": (1, 120), "unsigned_days": (1, 365), "feedback_max": (2, 100),
    "silent_days": (1, 730), "trend_step": (0, 50), "drop_alert": (0, 100), "top_n": (1, 50),
    "max_sends_per_run": (1, 100_000),
}  # fmt: skip
OF_GROUPS = {
    "window_months": (1, 24), "half_life_months": (0, 120), "min_jobs": (1, 1000),
    "min_jobs_a": (1, 1000), "min_coverage": (0, 1), "sla_hours": (0, 720), "grace_days": (0, 90),
    "tier_a": (0, 100), "tier_b": (0, 100), "tier_c": (0, 100), "touch_days": (1, 365),
    "payout_share": (0, 2), "docs_deadline_day": (1, 31),
}  # fmt: skip
OF_RULES = {"weight": (0, 1000), "prior_weight": (0, 1000), "stop_below": (0, 100)}
#: Of which zero itself is out.
ABOVE = {"half_life_months", "sla_hours"}
#: Keys that decide money; and the one that decides who gets letters.
STOPPING = {
    "amount_tolerance", "default_pay_days", "default_pay_day_type", "default_pay_base", "currency",
    "timezone", "month_closed", "roll_forward", "docs_ok_from", "test_recipient",
}  # fmt: skip
#: Blank says something of its own, or that there is none.
MAY_BE_BLANK = {"timezone", "default_pay_day_type", "default_pay_base"}


def tables_of(*rows: str) -> Tables:
    drawing = "\n".join(("Ключ | Значение | Примечание", *rows, "fx_GBP | 110"))
    return read_tables({"Настройки": drawn_grid(drawing, locale="ru_RU")}, locale="ru_RU")


def fit_for(key: str) -> tuple[str, ...]:
    """Its partner at the end that fits any value of it."""
    return {
        "wait_warn_days": ("wait_alarm_days | 730",),
        "wait_alarm_days": ("wait_warn_days | 1",),
    }.get(key, ())


def judged(key: str, value: str) -> tuple[list[tuple[str, str, str]], Settings]:
    """Code, cell and effect of each finding, and what is read beside the rate and the pair."""
    tables = tables_of(f"{key} | {value}", *fit_for(key))
    read = tables.settings
    rates = {**read.rates}
    assert rates.pop("GBP") == 110
    usual = Settings()
    pair = {"wait_warn_days": "wait_alarm_days", "wait_alarm_days": "wait_warn_days"}.get(key)
    own = {pair: getattr(usual, pair)} if pair else {}
    return (
        [(f.code, f.cell, f.effect) for f in tables.findings if f.tab == "settings"],
        replace(read, rates=rates, **own),
    )


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [(SETTING_RANGES, OF_SETTINGS), (GROUP_RANGES, OF_GROUPS), (RULE_RANGES, OF_RULES)],
)
def test_every_range_is_the_one_that_was_agreed(
    ours: Mapping[str, Range], theirs: Mapping[str, tuple[int, int]]
) -> None:
    assert {key: (one.lowest, one.highest) for key, one in ours.items()} == theirs
    assert {key for key, one in ours.items() if one.above} == ABOVE & set(ours)


def bad(key: str, value: str) -> None:
    found, settings = judged(key, value)
    stops = key in STOPPING
    assert found == [("V-SET-01", "B2", "tab") if stops else ("V-SET-03", "B2", "none")], value
    # The warning must not lie: what it names as taken is taken, and nothing else changes.
    assert settings == Settings()


@pytest.mark.parametrize("key", sorted(OF_SETTINGS))
def test_a_number_beyond_an_end_or_no_number_stops_or_falls_back_to_the_default(key: str) -> None:
    lowest, highest = OF_SETTINGS[key]
    beyond = [lowest - 1, highest + 1, -(10**12), 10**12]
    for value in [*map(str, beyond), "много", "#ДЕЛ/0!", "1-2", "1e400", "да"]:
        bad(key, value)


@pytest.mark.parametrize("key", sorted(OF_SETTINGS))
def test_both_ends_are_taken_as_they_stand(key: str) -> None:
    kept = "amount_tolerance_minor" if key == "amount_tolerance" else key
    for number in OF_SETTINGS[key]:
        found, settings = judged(key, str(number))
        assert found == []
        scale = 100 if key == "amount_tolerance" else 1
        changed: dict[str, Any] = {kept: number * scale}
        assert settings == replace(Settings(), **changed)


@pytest.mark.parametrize("key", [setting.key for setting in SETTING_KEYS])
def test_an_error_value_beside_any_key_stops_where_money_hangs_on_it(key: str) -> None:
    bad(key, "#REF!")


@pytest.mark.parametrize("setting", SETTING_KEYS, ids=lambda setting: setting.key)
def test_a_blank_beside_any_key_that_has_a_default_is_told(setting: object) -> None:
    key, default = setting.key, setting.default  # type: ignore[attr-defined]  # a SettingKey
    if default and key not in MAY_BE_BLANK:
        bad(key, "")
    else:
        found, settings = judged(key, "")
        assert found == []
        assert settings == Settings()


@pytest.mark.parametrize("currency", ["USD", "$", "eur", "тенге"])
@pytest.mark.parametrize("value", ["0", "-1", "много", "#REF!", "1e400"])
def test_a_rate_that_is_none_stops(currency: str, value: str) -> None:
    found, settings = judged(f"fx_{currency}", value)
    if currency == "тенге":
        assert [code for code, *_ in found] == ["V-SET-02"]
    else:
        assert found == [("V-SET-01", "B2", "tab")]
    assert settings == Settings()


def test_a_rate_is_any_number_above_zero_and_a_blank_is_no_rate() -> None:
    assert judged("fx_USD", "0,0001")[1].rates == {"USD": Decimal("0.0001")}
    assert judged("fx_USD", "1000000")[1].rates == {"USD": Decimal(1_000_000)}
    assert judged("fx_USD", "") == ([], Settings())
