"""The Settings tab -> Settings, and what is wrong in it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd
from rapidfuzz import fuzz, process

from sheetsync.tables.cells import a1
from sheetsync.tables.cleaning import comparable
from sheetsync.tables.currencies import currency_code, look_alike_currency
from sheetsync.tables.kinds.given import Read
from sheetsync.tables.schema import Finding
from sheetsync.tables.settings import (
    DOCSET_PREFIX,
    RATE_PREFIX,
    SETTING_KEYS,
    SETTINGS_BY_KEY,
    SettingKey,
    Settings,
)
from sheetsync.tables.settings_values import read_setting
from sheetsync.tables.table import Table

_TAB = "settings"
_NEAR = 60


@dataclass(frozen=True, slots=True)
class SettingsRead:
    """Settings and the findings of their tab.

    A setting with a finding of severity "error" has its default in `settings`, which nobody may
    use: the finding's effect is the whole tab (workbook-and-rules.md 5, V-SET-01).
    """

    settings: Settings
    findings: tuple[Finding, ...] = ()


def read_settings(table: Table | None, *, locale: str | None) -> SettingsRead:
    """Read the Settings tab, row by row.

    Args:
        table: the tab's rows; None when the tab is missing.
        locale: the spreadsheet's locale.

    A blank value means the default.
    """
    if table is None or not table.ok:
        return SettingsRead(Settings(), () if table is None else table.findings)
    values: dict[str, object] = {}
    named: dict[str, dict[str, object]] = {"rates": {}, "document_sets": {}}
    findings = [_own(finding) for finding in table.findings if finding.column != "value"]
    keys = table.frame["key"].dropna()
    findings += _same_settings(table, keys)
    doubled = {finding.row for finding in findings if finding.code == "DUPLICATE_KEY"}
    for row, key in zip(keys.index.tolist(), keys.tolist(), strict=True):
        setting = _setting(key)
        if setting is None:
            findings.append(_unknown(table, row, key))
            continue
        read = read_setting(setting, table.cell(row, "value"), locale=locale)
        if read.error:
            findings.append(_wrong(table, row, setting, read))
        elif row not in doubled:
            _keep(setting, read.value, values, named)
    settings = replace(Settings(), **named, **values)  # type: ignore[arg-type]  # read by kind
    return SettingsRead(settings, tuple(sorted(findings, key=lambda found: found.row or 0)))


def _own(finding: Finding) -> Finding:
    """A key written twice leaves open which value counts, so nothing may be computed."""
    return replace(finding, effect="tab") if finding.code == "DUPLICATE_KEY" else finding


def _same_settings(table: Table, keys: "pd.Series[str]") -> list[Finding]:
    """Rows whose keys are written in two ways and mean one setting: fx_usd and fx_$."""
    spelled = keys.drop_duplicates(keep=False)
    meant = spelled.map(lambda key: _field(_setting(key))).replace("", pd.NA).dropna()
    found = []
    for row, field in meant[meant.duplicated(keep=False)].items():
        other = next(at for at, same in meant.items() if same == field and at != row)
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
        return SettingKey(word, currency, "rate", "", "", "")
    if word.startswith(DOCSET_PREFIX) and word != DOCSET_PREFIX:
        return SettingKey(word, word.removeprefix(DOCSET_PREFIX), "docset", "", "", "")
    return None


def _rated_currency(word: str) -> str | None:
    """The currency whose rate a key tells, whatever its spelling: ``fx_$``; None for other keys."""
    if not word.startswith(RATE_PREFIX):
        return None
    named = word.removeprefix(RATE_PREFIX)
    return currency_code(named) or look_alike_currency(named)


def _keep(
    setting: SettingKey,
    value: object,
    values: dict[str, object],
    named: Mapping[str, dict[str, object]],
) -> None:
    if value is None:
        return
    if setting.kind == "rate":
        named["rates"][setting.field] = value
    elif setting.kind == "docset":
        named["document_sets"][setting.field] = value
    else:
        values[setting.field] = value


def _wrong(table: Table, row: int, setting: SettingKey, read: Read) -> Finding:
    return replace(
        _finding("V-SET-01", table, row, "value"),
        severity="error",
        effect="tab",
        row_key=setting.key,
        facts={**read.facts, "key": setting.key, "kind": setting.kind},
    )


def _unknown(table: Table, row: int, key: str) -> Finding:
    near = process.extractOne(comparable(key), _known_keys(), scorer=fuzz.ratio, score_cutoff=_NEAR)
    facts = {"key": key, **({"near": str(near[0])} if near else {})}
    return replace(_finding("V-SET-02", table, row, "key"), row_key=key, facts=facts)


def _known_keys() -> list[str]:
    return [setting.key for setting in SETTING_KEYS]


def _finding(code: str, table: Table, row: int, column: str) -> Finding:
    cell = table.cell(row, column)
    place = a1(row, table.positions.get(column, 1))
    return Finding(code, "warning", _TAB, row, column, place, cell.shown or "")
