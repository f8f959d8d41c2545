"""The tabs a manager fills once: groups, rating rules, calendar, settings."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

import holidays

from sheetsync.dates import add_months, month_of
from sheetsync.demo.names import CURATORS, OUR_COMPANY, OUR_HOST
from sheetsync.demo.tax_ids import company_inn, company_kpp
from sheetsync.demo.workbook import Cells, Typed
from sheetsync.language import Lang, language
from sheetsync.tables.catalogue.modules import BANK_PAYMENTS, PORTAL, with_needs
from sheetsync.tables.settings.keys import (
    MODULES_KEY,
    SETTING_KEYS,
    SETTINGS_BY_KEY,
    SettingKey,
)
from sheetsync.tables.settings.value_kinds import choice_shown, default_shown

_GROUP_NAMES = {
    "contractors": ("Подрядчики", "Contractors"),
    "dealers": ("Дилеры", "Dealers"),
    "studios": ("Студии", "Studios"),
}
#: What the group calls a job.
_UNITS = {"contractors": "job", "dealers": "order", "studios": "class"}
#: What partners of the group may invoice of the turnover, in percent.
PAYOUT_PERCENT = {"contractors": 70, "dealers": 0, "studios": 60}


class _Rule(NamedTuple):
    """A rating rule; shares are typed with their percent sign."""

    weight: int
    worst: str
    target: str
    stop_below: int | None = None
    stop_tier: str | None = None


#: Source: workbook-and-rules.md 2.4.
_RULES: dict[str, dict[str, _Rule]] = {
    "contractors": {
        "on_time": _Rule(30, "60%", "95%"),
        "defect": _Rule(25, "25%", "2%", 25, "D"),
        "feedback": _Rule(20, "3", "4.8"),
        "attention": _Rule(10, "50%", "95%"),
        "documents": _Rule(10, "50%", "100%"),
        "volume": _Rule(5, "0", "450000"),
        "growth": _Rule(0, "-50%", "20%"),
    },
    "dealers": {
        "defect": _Rule(10, "15%", "1%"),
        "feedback": _Rule(5, "3", "4.8"),
        "attention": _Rule(10, "50%", "95%"),
        "documents": _Rule(10, "50%", "100%"),
        "payment": _Rule(20, "50%", "100%", 20, "C"),
        "volume": _Rule(30, "0", "1600000"),
        "growth": _Rule(15, "-30%", "20%"),
    },
    "studios": {
        "cancel": _Rule(20, "10%", "0%"),
        "feedback": _Rule(35, "3.5", "4.9", 20, "C"),
        "attention": _Rule(15, "60%", "98%"),
        "documents": _Rule(15, "50%", "100%"),
        "volume": _Rule(10, "0", "260000"),
        "growth": _Rule(5, "-30%", "20%"),
    },
}
_CURRENCY_RATE = "92.50"
_OUR_SERIAL = 99999
OUR_INN = company_inn(_OUR_SERIAL)


def group_rows(lang: Lang) -> list[Cells]:
    """The three groups with the default numbers of the catalogue."""
    return [
        {
            "group_id": group,
            "name": names[0] if lang == "ru" else names[1],
            "unit_word": _UNITS[group],
            "window_months": 6,
            "half_life_months": 3,
            "min_jobs": 3,
            "min_jobs_a": 8,
            "min_coverage": Typed("60%"),
            "sla_hours": 24,
            "grace_days": 0,
            "tier_a": 80,
            "tier_b": 60,
            "tier_c": 40,
            "hysteresis": 3,
            "touch_days": 30,
            "payout_share": Typed(f"{PAYOUT_PERCENT[group]}%"),
            "docs_deadline_day": 10,
        }
        for group, names in _GROUP_NAMES.items()
    ]


def rule_rows() -> list[Cells]:
    """The default rule sets of workbook-and-rules.md 2.4."""
    return [
        {
            "group_id": group,
            "kpi": kpi,
            "weight": rule.weight,
            "worst": _figure(rule.worst),
            "target": _figure(rule.target),
            "prior_weight": 3,
            "stop_below": rule.stop_below,
            "stop_tier": rule.stop_tier,
        }
        for group, rules in _RULES.items()
        for kpi, rule in rules.items()
    ]


def _figure(text: str) -> Typed | Decimal:
    """A share is typed with its percent sign, as a person would; other figures are numbers."""
    return Typed(text) if text.endswith("%") else Decimal(text)


def rule_figures(group: str, kpi: str) -> tuple[float, float]:
    """The values of 0 and of 100 points, shares as fractions."""
    rule = _RULES[group][kpi]
    return _fraction(rule.worst), _fraction(rule.target)


def _fraction(text: str) -> float:
    return float(text[:-1]) / 100 if text.endswith("%") else float(text)


def calendar_rows(first: date, last: date, lang: Lang) -> list[Cells]:
    """Federal days off and worked Saturdays of whole years, as the Calendar tab names them."""
    years = range(first.year, last.year + 1)
    days_off = holidays.country_holidays(
        "RU", years=years, language="ru" if lang == "ru" else "en_US"
    )
    worked = sorted(day for day in days_off.weekend_workdays if day.year in years)
    note = "Рабочий день по переносу" if lang == "ru" else "Worked instead of another day"
    rows: list[Cells] = [
        {"date": day, "kind": "holiday", "note": name} for day, name in days_off.items()
    ]
    rows += [{"date": day, "kind": "workday", "note": note} for day in worked]
    return sorted(rows, key=lambda row: str(row["date"]))


#: What the demo shows besides core.
DEMO_MODULES = (BANK_PAYMENTS.code, PORTAL.code)


def setting_rows(lang: Lang, as_of: date) -> list[Cells]:
    """Every key of the Settings tab; the last full month is declared closed."""
    values = {
        "company": OUR_COMPANY.said(lang),
        "company_details": _details(lang),
        "company_address": "101000, Москва, ул. Примерная, 1"
        if lang == "ru"
        else "1 Sample St, Moscow",
        "our_entities": OUR_COMPANY.said(lang),
        "lang": choice_shown(SETTINGS_BY_KEY["lang"], lang, lang),
        "curators": "; ".join(
            f"{name.said(lang)} <{box}@{OUR_HOST}>, @{box}_organizer" for name, box in CURATORS
        ),
        "accountant_email": f"accounts@{OUR_HOST}",
        "manager_email": f"lead@{OUR_HOST}",
        "month_closed": add_months(month_of(as_of), -1),
        "default_pay_days": "14",
        # Files of partners are opened on the portal, which the demo has on this machine.
        "file_hosts": "drive.example; 127.0.0.1",
        MODULES_KEY: ", ".join(with_needs(DEMO_MODULES)),
    }
    rows: list[Cells] = [
        {
            "key": setting.key,
            # Blank, not left alone: set-up has written the keys of modules into the first rows.
            "value": values.get(setting.key, _default(setting, lang)),
            "note": setting.note(lang),
        }
        for setting in SETTING_KEYS
    ]
    rate = "Рублей за доллар" if lang == "ru" else "Roubles for a dollar"
    return [*rows, {"key": "fx_USD", "value": _typed(_CURRENCY_RATE, lang), "note": rate}]


def _default(setting: SettingKey, lang: Lang) -> str:
    """The default as a person types it: figures with the language's decimal sign."""
    shown = default_shown(setting, lang)
    return _typed(shown, lang) if setting.kind == "decimal" else shown


def _typed(figure: str, lang: Lang) -> str:
    return figure.replace(".", language(lang).number_signs[1])


def _details(lang: Lang) -> str:
    inn, kpp = OUR_INN, company_kpp()
    tax = f"ИНН {inn}, КПП {kpp}" if lang == "ru" else f"INN {inn}, KPP {kpp}"
    return f"{OUR_COMPANY.said(lang)}, {tax}"
