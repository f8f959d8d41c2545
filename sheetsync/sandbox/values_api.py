"""The endpoints below `/values`: get, batchGet, update, batchUpdate, append, clear."""

from typing import Any

from sheetsync.sandbox import fields
from sheetsync.sandbox.access import World
from sheetsync.sandbox.append import append
from sheetsync.sandbox.calls import Answer, Call, options_of
from sheetsync.sandbox.dimensions import refuse_too_many
from sheetsync.sandbox.entry_rules import refuse_invalid
from sheetsync.sandbox.errors import refused
from sheetsync.sandbox.protection import refuse_protected
from sheetsync.sandbox.ranges import Area, selected
from sheetsync.sandbox.recalculation import recalculate
from sheetsync.sandbox.values_read import Rendering, value_range
from sheetsync.sandbox.values_write import Written, batch_update, clear, echoed, update
from sheetsync.sandbox.workbook import Workbook

Json = dict[str, Any]


def answer_get(world: World, call: Call, file_id: str, text: str) -> Answer:
    """values.get."""
    options = options_of(call, "values.get")
    with world.store.reading():
        workbook = world.to_read(file_id, call.identity)
        area = readable(world, workbook, text)
        major = major_of(options)
        return Answer(value_range(workbook, area, major, Rendering.asked(options, world.switches)))


def answer_batch_get(world: World, call: Call, file_id: str) -> Answer:
    """values.batchGet: one ValueRange for each range, in their order."""
    options = options_of(call, "values.batchGet")
    with world.store.reading():
        workbook = world.to_read(file_id, call.identity)
        areas = [readable(world, workbook, text) for text in options.get("ranges", ())]
        major, rendering = major_of(options), Rendering.asked(options, world.switches)
        found = [value_range(workbook, area, major, rendering) for area in areas]
    return Answer({"spreadsheetId": file_id} | ({"valueRanges": found} if found else {}))


def answer_update(world: World, call: Call, file_id: str, text: str) -> Answer:
    """values.update."""
    options = options_of(call, "values.update")
    data = _bound(call, text, options)
    with world.store.writing():
        workbook = world.to_write(file_id, call.identity)
        written, reply = update(workbook, data, options, "data.values")
        refuse_protected(workbook, written.area, call.identity)
        settle(world, workbook, [written])
        rendering = Rendering.of_echo(options, world.switches)
        return Answer(reply | echoed(workbook, written, data, rendering))


def settle(world: World, workbook: Workbook, all_written: list[Written]) -> None:
    """After a write: enforce strict rules where that is switched on, compute formulas.

    Raises:
        ApiError: a value breaks its cell's rule.
    """
    if world.switches.refuse_invalid_entries:
        for written in all_written:
            refuse_invalid(workbook, written.area)
    recalculate(workbook)


def _bound(call: Call, text: str, options: Json) -> Json:
    """The body of an update or append, whose range must be the address's."""
    data = fields.cleaned("ValueRange", call.json(), at="data")
    require_input_option(options)
    given = data.setdefault("range", text) or text
    if given != text:
        raise refused(f"Request range[{text}] does not match value's range[{given}]")
    return data


def require_input_option(options: Json) -> None:
    """Refuse a write that does not say whether texts are typed or raw.

    Raises:
        ApiError: as Google words it.
    """
    option = options.get("valueInputOption", "INPUT_VALUE_OPTION_UNSPECIFIED")
    if option == "INPUT_VALUE_OPTION_UNSPECIFIED":
        raise refused("'valueInputOption' is required but not specified")


def answer_batch_update(world: World, call: Call, file_id: str) -> Answer:
    """values.batchUpdate: all or nothing."""
    options_of(call, "values.batchUpdate")
    body = fields.cleaned("BatchUpdateValuesRequest", call.json())
    require_input_option(body)
    with world.store.writing():
        workbook = world.to_write(file_id, call.identity)
        reply, answers = batch_update(workbook, body)
        for _one, written, _data in answers:
            refuse_protected(workbook, written.area, call.identity)
        settle(world, workbook, [written for _one, written, _data in answers])
        rendering = Rendering.of_echo(body, world.switches)
        responses = [
            one | echoed(workbook, written, data, rendering) for one, written, data in answers
        ]
        return Answer(reply | ({"responses": responses} if responses else {}))


def answer_append(world: World, call: Call, file_id: str, text: str) -> Answer:
    """values.append."""
    options = options_of(call, "values.append")
    data = _bound(call, text, options)
    with world.store.writing() as store:
        workbook = world.to_write(file_id, call.identity)
        store.changed(workbook, structure=True)
        reply, written = append(workbook, text, data, options)
        refuse_too_many(workbook, world.switches.most_cells)
        refuse_protected(workbook, written.area, call.identity)
        settle(world, workbook, [written])
        rendering = Rendering.of_echo(options, world.switches)
        reply["updates"] |= echoed(workbook, written, data, rendering)
        return Answer(reply)


def answer_clear(world: World, call: Call, file_id: str, text: str) -> Answer:
    """values.clear."""
    fields.cleaned("ClearValuesRequest", call.json())
    with world.store.writing():
        workbook = world.to_write(file_id, call.identity)
        cleared = _cleared(world, workbook, call, text)
        recalculate(workbook)
        return Answer({"spreadsheetId": file_id, "clearedRange": cleared})


def answer_batch_clear(world: World, call: Call, file_id: str) -> Answer:
    """values.batchClear."""
    body = fields.cleaned("BatchClearValuesRequest", call.json())
    with world.store.writing():
        workbook = world.to_write(file_id, call.identity)
        cleared = [_cleared(world, workbook, call, text) for text in body.get("ranges", ())]
        recalculate(workbook)
    return Answer({"spreadsheetId": file_id} | ({"clearedRanges": cleared} if cleared else {}))


def _cleared(world: World, workbook: Workbook, call: Call, text: str) -> str:
    area = readable(world, workbook, text)
    clear_area(workbook, call, area)
    return area.text()


def clear_area(workbook: Workbook, call: Call, area: Area) -> None:
    """Blank an area for a caller who may."""
    refuse_protected(workbook, area, call.identity)
    clear(area)


def readable(world: World, workbook: Workbook, text: str) -> Area:
    """The cells that a read names, cut to the grid.

    Raises:
        ApiError: the range starts beyond the grid, or ends there and may not.
    """
    selection = selected(workbook, text)
    selection.refuse_outside(ends_too=not world.switches.clip_reads)
    return selection.area().clipped()


def major_of(options: Json) -> str:
    """ROWS unless columns are asked for."""
    return "COLUMNS" if options.get("majorDimension") == "COLUMNS" else "ROWS"
