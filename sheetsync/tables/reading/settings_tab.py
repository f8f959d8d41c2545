"""The Settings tab -> Settings, and what is wrong in it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pandas as pd
from rapidfuzz import fuzz, process

from sheetsync.tables.catalogue.finding_codes import V_SET_01, V_SET_02, V_SET_03, V_SET_04
from sheetsync.tables.catalogue.modules import modules, with_needs
from sheetsync.tables.catalogue.ranges import (
    ORDERED_SETTINGS,
    RATE_RANGE,
    SETTING_RANGES,
    needs_value,
    stops_when_wrong,
)
from sheetsync.tables.cells import a1
from sheetsync.tables.cleaning import comparable
from sheetsync.tables.currencies import currency_code, look_alike_currency
from sheetsync.tables.kinds.cell_input import CellResult
from sheetsync.tables.schema import Finding
from sheetsync.tables.settings.keys import (
    DOCSET_PREFIX,
    MODULES_KEY,
    RATE_PREFIX,
    SETTING_KEYS,
    SETTINGS_BY_KEY,
    SettingKey,
    Settings,
)
from sheetsync.tables.settings.value_kinds import read_setting
from sheetsync.tables.table import Table

_TAB = "settings"
_NEAR = 60
_OF_PAY_DAYS = frozenset({"default_pay_day_type", "default_pay_base"})


@dataclass(frozen=True, slots=True)
class SettingsRead:
    """Settings and the findings of their tab.

    A setting that decides money and is wrong has its default in `settings`, which nobody may use:
    the finding (V-SET-01) is an error whose effect is the whole tab. Any other that is wrong has
    its default, which is told (V-SET-03). Source: amendments.md 5.
    """

    settings: Settings
    findings: tuple[Finding, ...] = ()


def read_settings(table: Table | None, *, locale: str | None) -> SettingsRead:
    """Read the Settings tab, row by row.

    Args:
        table: the tab's rows; None when the tab is missing.
        locale: the spreadsheet's locale.

    A blank value means the default, which is told where the key has one.
    """
    if table is None or not table.ok:
        return SettingsRead(Settings(), () if table is None else table.findings)
    kept = _Kept()
    findings = [_own(table, finding) for finding in table.findings if finding.column != "value"]
    keys = table.frame["key"].dropna()
    findings += _same_settings(table, keys)
    doubled = {finding.row for finding in findings if finding.code == "DUPLICATE_KEY"}
    for row, key in zip(keys.index.tolist(), keys.tolist(), strict=True):
        setting = _setting(key)
        if setting is None:
            findings.append(_unknown(table, row, key))
            continue
        read = read_setting(setting, table.cell(row, "value"), locale=locale)
        findings += _unknown_modules(table, row, setting, read.value)
        if read.error:
            findings.append(_wrong(table, row, setting, read))
        elif row not in doubled:
            kept.keep(setting, read.value, row)
    findings += [_wrong(table, row, setting) for setting, row in kept.lacking()]
    findings += [_wrong(table, row, setting) for setting, row in kept.at_odds()]
    return SettingsRead(kept.settings(), tuple(sorted(findings, key=lambda found: found.row or 0)))


@dataclass(slots=True)
class _Kept:
    """What was read so far, and where."""

    values: dict[str, object] = field(default_factory=dict)
    rates: dict[str, object] = field(default_factory=dict)
    document_sets: dict[str, object] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    blank: dict[str, int] = field(default_factory=dict)

    def keep(self, setting: SettingKey, value: object, row: int) -> None:
        """Note a value, or that there is none."""
        named = {"rate": self.rates, "docset": self.document_sets}
        if value is None:
            self.blank[setting.key] = row
        else:
            self.rows[setting.key] = row
            value = with_needs(_texts(value)) if setting.kind == "modules" else value
            named.get(setting.kind, self.values)[setting.field] = value

    def lacking(self) -> Iterator[tuple[SettingKey, int]]:
        """Blank settings that need a value; how to count days matters only when there are days."""
        for key, row in self.blank.items():
            setting = SETTINGS_BY_KEY.get(key)
            idle = key in _OF_PAY_DAYS and "default_pay_days" not in self.values
            if setting is not None and needs_value(key, setting.default) and not idle:
                yield setting, row

    def at_odds(self) -> Iterator[tuple[SettingKey, int]]:
        """Settings that do not fit each other: both have their default from now on."""
        for pair in ORDERED_SETTINGS:
            low, high = (SETTINGS_BY_KEY[key] for key in pair)
            usual = Settings()
            first, second = (
                self.values.get(each.field, getattr(usual, each.field)) for each in (low, high)
            )
            if int(str(first)) > int(str(second)):
                for setting in (low, high):
                    self.values.pop(setting.field, None)
                    if setting.key in self.rows:
                        yield setting, self.rows[setting.key]

    def settings(self) -> Settings:
        """All of them; what is not there has its default."""
        named = {"rates": self.rates, "document_sets": self.document_sets}
        return replace(Settings(), **named, **self.values)  # type: ignore[arg-type]  # read by kind


def _own(table: Table, finding: Finding) -> Finding:
    """A key written twice leaves open which value counts; where money hangs on it, all stops."""
    if finding.code != "DUPLICATE_KEY" or finding.row is None:
        return finding
    setting = _setting(table.cell(finding.row, "key").shown or "")
    stops = setting is not None and stops_when_wrong(setting.key)
    return replace(finding, effect="tab" if stops else "none")


def _same_settings(table: Table, keys: "pd.Series[str]") -> list[Finding]:
    """Rows whose keys are written in two ways and mean one setting: fx_usd and fx_$."""
    spelled = keys.drop_duplicates(keep=False)
    meant = spelled.map(lambda key: _field(_setting(key))).replace("", pd.NA).dropna()
    found = []
    for row, named in meant[meant.duplicated(keep=False)].items():
        other = next(at for at, same in meant.items() if same == named and at != row)
        cell = a1(int(str(other)), table.positions.get("key", 1))
        double = _finding("DUPLICATE_KEY", table, int(str(row)), "key")
        facts = {"other_cell": cell}
        found.append(replace(double, severity="error", effect="tab", facts=facts))
    return found


def _field(setting: SettingKey | None) -> str:
    return "" if setting is None else f"{setting.kind}.{setting.field}"


def _setting(key: str) -> SettingKey | None:
    """The setting of a key as people write it; open-ended ones carry their name as the field."""
    word = comparable(key).replace(" ", "_").replace("-", "_")
    if word in SETTINGS_BY_KEY:
        return SETTINGS_BY_KEY[word]
    currency = _rated_currency(word)
    if currency:
        return SettingKey(word, currency, "rate", "")
    if word.startswith(DOCSET_PREFIX) and word != DOCSET_PREFIX:
        return SettingKey(word, word.removeprefix(DOCSET_PREFIX), "docset", "")
    return None


def _rated_currency(word: str) -> str | None:
    """The currency whose rate a key tells, whatever its spelling: ``fx_$``; None for other keys."""
    if not word.startswith(RATE_PREFIX):
        return None
    named = word.removeprefix(RATE_PREFIX)
    return currency_code(named) or look_alike_currency(named)


def _wrong(table: Table, row: int, setting: SettingKey, read: CellResult | None = None) -> Finding:
    """V-SET-01 where nothing may be assumed, else V-SET-03: the default is taken."""
    limits = RATE_RANGE if setting.kind == "rate" else SETTING_RANGES.get(setting.key)
    facts = {
        **(read.facts if read is not None else {}),
        "key": setting.key,
        "kind": setting.kind,
        **({"range": limits.text()} if limits is not None else {}),
    }
    if stops_when_wrong(setting.key):
        found = replace(_finding(V_SET_01, table, row, "value"), severity="error", effect="tab")
    else:
        found = _finding(V_SET_03, table, row, "value")
        facts |= {"default": setting.default} if setting.default else {}
    return replace(found, row_key=setting.key, facts=facts)


def _unknown(table: Table, row: int, key: str) -> Finding:
    near = process.extractOne(comparable(key), _known_keys(), scorer=fuzz.ratio, score_cutoff=_NEAR)
    facts = {"key": key, **({"near": str(near[0])} if near else {})}
    return replace(_finding(V_SET_02, table, row, "key"), row_key=key, facts=facts)


def _unknown_modules(
    table: Table, row: int, setting: SettingKey, names: object
) -> Iterator[Finding]:
    """Names that no module has; the other modules of the cell are on."""
    known = [one.code for one in modules()]
    for name in _texts(names) if setting.kind == MODULES_KEY else ():
        if name not in known:
            near = process.extractOne(name, known, scorer=fuzz.ratio, score_cutoff=_NEAR)
            facts = {"key": MODULES_KEY, "module": name, "known": ", ".join(known)}
            facts |= {"near": str(near[0])} if near else {}
            found = _finding(V_SET_04, table, row, "value")
            yield replace(found, row_key=MODULES_KEY, facts=facts)


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, tuple) else ()


def _known_keys() -> list[str]:
    return [setting.key for setting in SETTING_KEYS]


def _finding(code: str, table: Table, row: int, column: str) -> Finding:
    cell = table.cell(row, column)
    place = a1(row, table.positions.get(column, 1))
    return Finding(code, "warning", _TAB, row, column, place, cell.shown or "")
