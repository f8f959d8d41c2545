"""Requests about conditional formats, data validation and borders."""

from typing import Any

from sheetsync.sandbox import messages
from sheetsync.sandbox.batch_update.context import Change
from sheetsync.sandbox.errors import refused
from sheetsync.sandbox.formulas import unknown_words
from sheetsync.sandbox.formulas.references import references
from sheetsync.sandbox.ranges import Area, stored_range
from sheetsync.sandbox.workbook import Sheet

Json = dict[str, Any]


def add_rule(change: Change, request: Json) -> Json:
    """addConditionalFormatRule: at an index, the front by default; later ones shift."""
    rule = _stored_rule(change, request.get("rule", {}))
    sheet = change.workbook.grid_of(rule["ranges"][0]["sheetId"])
    rules = sheet.listed("conditionalFormats")
    index = request.get("index", 0)
    if not 0 <= index <= len(rules):
        raise refused(f"index[{index}] is out of bounds. Number of rules: {len(rules)}")
    rules.insert(index, rule)
    return {}


def _stored_rule(change: Change, given: Json) -> Json:
    rule = messages.stored(given)
    if not rule.get("ranges"):
        raise refused("No ranges specified.")
    rule["ranges"] = [stored_range(change.workbook, one) for one in rule["ranges"]]
    if len({one["sheetId"] for one in rule["ranges"]}) > 1:
        raise refused("All ranges of a conditional format rule must be on the same sheet.")
    if ("booleanRule" in rule) == ("gradientRule" in rule):
        raise refused("Exactly one of booleanRule and gradientRule must be set.")
    if "booleanRule" in rule and not rule["booleanRule"].get("condition", {}).get("type"):
        raise refused("ConditionType is required.")
    _refuse_other_sheets(change, rule)
    return rule


def _refuse_other_sheets(change: Change, rule: Json) -> None:
    """A formula of a rule names its own sheet alone; INDIRECT reaches others.

    Raises:
        ApiError: as Google words it.
    """
    own = change.workbook.grid_of(rule["ranges"][0]["sheetId"])
    names = {one["name"].casefold(): one["range"]["sheetId"] for one in _named(change)}
    for value in rule.get("booleanRule", {}).get("condition", {}).get("values", ()):
        formula = str(value.get("userEnteredValue", ""))
        if not formula.startswith("="):
            continue
        strange = any(not one.is_on(own.title, own.title) for one in references(formula))
        words = {word.casefold() for word in unknown_words(formula)}
        if strange or any(names[word] != own.sheet_id for word in words & names.keys()):
            raise refused("Conditional format rule cannot reference a different sheet.")


def _named(change: Change) -> list[Json]:
    return change.workbook.named_ranges


def _rules_and_index(change: Change, request: Json) -> tuple[Sheet, list[Json], int]:
    sheet = change.workbook.grid_of(request.get("sheetId", 0))
    rules = sheet.listed("conditionalFormats")
    index = request.get("index", 0)
    if not 0 <= index < len(rules):
        raise refused(f"No conditional format on sheet: {sheet.sheet_id} at index: {index}")
    return sheet, rules, index


def update_rule(change: Change, request: Json) -> Json:
    """updateConditionalFormatRule: replaces a rule, or moves it to a new index."""
    if "rule" in request and "sheetId" not in request:
        ranges = request["rule"].get("ranges") or [{}]
        request = request | {"sheetId": ranges[0].get("sheetId", 0)}
    _sheet, rules, index = _rules_and_index(change, request)
    if "rule" in request:
        before, rules[index] = rules[index], _stored_rule(change, request["rule"])
        reply = {
            "oldRule": messages.shown(before),
            "newRule": messages.shown(rules[index]),
        }
    else:
        new_index = request.get("newIndex", 0)
        if not 0 <= new_index < len(rules):
            raise refused(f"newIndex[{new_index}] is out of bounds.")
        rules.insert(new_index, rules.pop(index))
        reply = {"newRule": messages.shown(rules[new_index]), "oldIndex": index}
        reply["newIndex"] = new_index
        reply = {name: value for name, value in reply.items() if value != 0}
    if "rule" in request and index:
        reply |= {"newIndex": index, "oldIndex": index}
    return {"updateConditionalFormatRule": reply}


def delete_rule(change: Change, request: Json) -> Json:
    """deleteConditionalFormatRule: replies with the rule that was."""
    _sheet, rules, index = _rules_and_index(change, request)
    return {"deleteConditionalFormatRule": {"rule": messages.shown(rules.pop(index))}}


def set_validation(change: Change, request: Json) -> Json:
    """setDataValidation: a rule for all cells of a range; without a rule theirs go."""
    area = change.area(request.get("range", {}))
    given = request.get("rule")
    if given and not given.get("condition", {}).get("type"):
        raise refused("ConditionType is required.")
    number = change.workbook.rules.number(messages.stored(given) if given else None)
    rows = area.sheet.rows
    reached = (
        rows.edit_all(area.top, area.bottom) if number else rows.edit_used(area.top, area.bottom)
    )
    for _index, row in reached:
        for column in range(area.left, area.right):
            row.set_rule(column, number)
    return {}


def update_borders(change: Change, request: Json) -> Json:
    """updateBorders: sides that are not named stay; style NONE takes a border away."""
    area = change.area(request.get("range", {}))
    for index in range(area.top, area.bottom):
        row = area.sheet.rows.edit(index)
        for column in range(area.left, area.right):
            sides = _sides(area, index, column, request)
            if sides:
                before = change.workbook.formats.content(row.style(column))
                borders = dict(before.get("borders", {}))
                _take_over(borders, sides)
                after = {name: value for name, value in before.items() if name != "borders"}
                if borders:
                    after["borders"] = borders
                row.set_style(column, change.workbook.formats.number(after))
    return {}


def _sides(area: Area, index: int, column: int, request: Json) -> Json:
    """Which of the request's borders fall on which side of a cell."""
    named = {
        "top": "top" if index == area.top else "innerHorizontal",
        "bottom": "bottom" if index == area.bottom - 1 else "innerHorizontal",
        "left": "left" if column == area.left else "innerVertical",
        "right": "right" if column == area.right - 1 else "innerVertical",
    }
    return {side: request[name] for side, name in named.items() if name in request}


def _take_over(borders: Json, sides: Json) -> None:
    for side, border in sides.items():
        if border.get("style", "NONE") in ("NONE", "STYLE_UNSPECIFIED"):
            borders.pop(side, None)
        else:
            colors = messages.stored({"color": {}} | border)
            widths = {"SOLID_MEDIUM": 2, "SOLID_THICK": 3, "DOUBLE": 3}
            borders[side] = colors | {"width": widths.get(border["style"], 1)}


KINDS = {
    "addConditionalFormatRule": add_rule,
    "updateConditionalFormatRule": update_rule,
    "deleteConditionalFormatRule": delete_rule,
    "setDataValidation": set_validation,
    "updateBorders": update_borders,
}
