"""The rows that `init` adds to tabs without any: settings, example groups and rules, holidays."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

import holidays

from sheetsync.dates import serial_of
from sheetsync.errors import ConfigError
from sheetsync.language import Lang, Phrase, language
from sheetsync.tables.catalogue.examples import EXAMPLE_GROUPS
from sheetsync.tables.catalogue.modules import CORE
from sheetsync.tables.catalogue.rating import KPI, UNIT_WORD
from sheetsync.tables.catalogue.settings import DAY_KIND
from sheetsync.tables.settings.keys import MODULES_KEY, SETTING_KEYS, SettingKey, SettingKind
from sheetsync.tables.settings.value_kinds import choice_shown, default_shown

Row = list[object]
_NUMBER_KINDS: frozenset[SettingKind] = frozenset({"integer", "decimal", "rate"})


def settings_rows(
    lang: Lang, modules: Sequence[str] = (), said: Mapping[str, str] | None = None
) -> list[Row]:
    """Every key with its default and what it means; of the modules those that are on.

    Args:
        lang: of values and notes.
        modules: that are on.
        said: values by key that stand there instead of the default.
    """
    on = {CORE.code, *modules}
    rows = [
        _settings_row(setting, lang, modules) for setting in SETTING_KEYS if setting.module in on
    ]
    return [[key, (said or {}).get(str(key), value), note] for key, value, note in rows]


def module_settings_rows(lang: Lang, modules: Collection[str]) -> list[Row]:
    """The keys that only these modules need, as `settings_rows` has them."""
    return [
        _settings_row(setting, lang, ())
        for setting in SETTING_KEYS
        if setting.module in modules and setting.module != CORE.code
    ]


def _settings_row(setting: SettingKey, lang: Lang, modules: Sequence[str]) -> Row:
    value: object = default_shown(setting, lang)
    if setting.key == "lang":
        value = choice_shown(setting, lang, lang)
    elif setting.key == MODULES_KEY and modules:
        value = ", ".join(modules)
    elif setting.kind in _NUMBER_KINDS and setting.default:
        value = float(setting.default)
    return [setting.key, value, setting.note(lang)]


def group_rows(lang: Lang) -> list[Row]:
    """The example groups: code, name, word for a job; the rest stays blank: the defaults."""
    words = {choice.code: choice.label(lang) for choice in UNIT_WORD}
    return [[group.group_id, group.named.said(lang), words[group.unit]] for group in EXAMPLE_GROUPS]


def half_life_rows() -> list[Row]:
    """The example groups' half-life: the one figure whose blank does not mean its default."""
    return [[3] for _ in EXAMPLE_GROUPS]


def rule_rows(lang: Lang) -> list[Row]:
    """The example rules of all groups, in the catalogue's column order."""
    labels = {choice.code: choice.label(lang) for choice in KPI}
    return [
        [
            group.group_id,
            labels[rule.kpi],
            rule.weight,
            float(rule.worst),
            float(rule.target),
            3,
            "",
            "" if rule.stop_below is None else rule.stop_below,
            rule.stop_tier,
        ]
        for group in EXAMPLE_GROUPS
        for rule in group.rules
    ]


def calendar_rows(code: str, lang: Lang, present: Iterable[date]) -> list[Row]:
    """The public holidays and moved working days of a country and year.

    Args:
        code: as ``ru-2026``.
        lang: of the kind column.
        present: days that the tab has already; they are left alone.

    Returns:
        Rows of serial date, kind, name, by day.

    Raises:
        ConfigError: the country or year is unknown.
    """
    country, _, year_text = code.partition("-")
    try:
        year = int(year_text)
        calendar = holidays.country_holidays(
            country.upper(), years=year, language=language(lang).holidays
        )
    except (ValueError, NotImplementedError):
        raise ConfigError(
            Phrase(
                ru="--calendar {code}: нет такой страны или года",
                en="--calendar {code}: no such country or year",
            ),
            cure=Phrase(
                ru="напишите две буквы страны и год: ru-2026",
                en="write the country's two letters and the year, as ru-2026",
            ),
            code=code,
        ) from None
    labels = {choice.code: choice.label(lang) for choice in DAY_KIND}
    known = set(present)
    rows: list[Row] = [
        [serial_of(day), labels["holiday"], name]
        for day, name in sorted(calendar.items())
        if day not in known
    ]
    rows.extend(
        [serial_of(day), labels["workday"], ""]
        for day in sorted(getattr(calendar, "weekend_workdays", ()))
        if day not in known
    )
    return rows
