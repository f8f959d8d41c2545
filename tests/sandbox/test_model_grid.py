"""Random histories: a plain grid of lists and the sandbox stay equal."""

from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sheetsync.sandbox.a1 import column_letters
from sheetsync.sandbox.adapter import sandbox_session
from sheetsync.testing.raw_book import RawBook

ROWS, COLUMNS = 12, 6

Grid = list[list[Any]]
Json = dict[str, Any]

_cells = st.one_of(st.none(), st.integers(-9, 9), st.sampled_from(["a", "B", "c", "", "ж"]))
_operations = st.one_of(
    st.tuples(
        st.just("write"),
        st.integers(0, 30),
        st.integers(0, 9),
        st.lists(st.lists(_cells, max_size=3), min_size=1, max_size=3),
    ),
    st.tuples(
        st.just("insert"),
        st.sampled_from(["ROWS", "COLUMNS"]),
        st.integers(0, 30),
        st.integers(1, 3),
    ),
    st.tuples(
        st.just("delete"),
        st.sampled_from(["ROWS", "COLUMNS"]),
        st.integers(0, 30),
        st.integers(1, 3),
    ),
    st.tuples(
        st.just("move"),
        st.sampled_from(["ROWS", "COLUMNS"]),
        st.tuples(st.integers(0, 30), st.integers(1, 3), st.integers(0, 30)),
    ),
    st.tuples(st.just("sort"), st.integers(0, 9), st.booleans()),
    st.tuples(st.just("clear"), st.integers(0, 30), st.integers(0, 9)),
)


class Model:
    """The plain grid; `apply` does an operation and tells the request that does the same."""

    def __init__(self) -> None:
        self.cells: Grid = [[None] * COLUMNS for _ in range(ROWS)]

    @property
    def height(self) -> int:
        return len(self.cells)

    @property
    def width(self) -> int:
        return len(self.cells[0])

    def size(self, dimension: str) -> int:
        return self.height if dimension == "ROWS" else self.width

    def turned(self) -> None:
        self.cells = [list(line) for line in zip(*self.cells, strict=True)]

    def insert(self, dimension: str, at: int, count: int) -> Json:
        at %= self.size(dimension) + 1
        if dimension == "COLUMNS":
            self.turned()
        self.cells[at:at] = [[None] * self.width for _ in range(count)]
        if dimension == "COLUMNS":
            self.turned()
        return {"insertDimension": {"range": stretch(dimension, at, at + count)}}

    def delete(self, dimension: str, at: int, count: int) -> Json | None:
        size = self.size(dimension)
        at %= size
        count = min(count, size - at)
        if count == size:
            return None
        if dimension == "COLUMNS":
            self.turned()
        del self.cells[at : at + count]
        if dimension == "COLUMNS":
            self.turned()
        return {"deleteDimension": {"range": stretch(dimension, at, at + count)}}

    def move(self, dimension: str, numbers: tuple[int, int, int]) -> Json:
        at, count, to = numbers
        size = self.size(dimension)
        at, to = at % size, to % (size + 1)
        count = min(count, size - at)
        if dimension == "COLUMNS":
            self.turned()
        moved = self.cells[at : at + count]
        if not at <= to <= at + count:
            landing = to - count if to > at else to
            del self.cells[at : at + count]
            self.cells[landing:landing] = moved
        if dimension == "COLUMNS":
            self.turned()
        source = stretch(dimension, at, at + count)
        return {"moveDimension": {"source": source, "destinationIndex": to}}

    def sort(self, column: int, *, backwards: bool) -> Json:
        column %= self.width
        filled = [line for line in self.cells if line[column] is not None]
        blank = [line for line in self.cells if line[column] is None]
        filled.sort(
            key=lambda line: (isinstance(line[column], str), folded(line[column])),
            reverse=backwards,
        )
        self.cells = filled + blank
        order = "DESCENDING" if backwards else "ASCENDING"
        specs = [{"dimensionIndex": column, "sortOrder": order}]
        return {"sortRange": {"range": {"sheetId": 0}, "sortSpecs": specs}}

    def shown(self) -> Grid:
        lines = [["" if cell is None else cell for cell in line] for line in self.cells]
        for line in lines:
            while line and line[-1] == "":
                line.pop()
        while lines and not lines[-1]:
            lines.pop()
        return lines


def folded(value: Any) -> Any:
    return value.casefold() if isinstance(value, str) else value


def stretch(dimension: str, start: int, end: int) -> Json:
    return {"sheetId": 0, "dimension": dimension, "startIndex": start, "endIndex": end}


def play(model: Model, book: RawBook, operation: tuple[Any, ...]) -> None:
    """Do an operation on both."""
    kind, *rest = operation
    if kind == "write":
        write(model, book, *rest)
    elif kind == "clear":
        row, column = rest[0] % model.height, rest[1] % model.width
        for line in model.cells[row : row + 2]:
            line[column] = None
        letter = column_letters(column)
        last = min(row + 2, model.height)
        book.post(f"/values/Sheet1!{letter}{row + 1}:{letter}{last}:clear")
    else:
        request = request_of(model, kind, rest)
        if request:
            book.batch(request)


def request_of(model: Model, kind: str, rest: list[Any]) -> Json | None:
    if kind == "insert":
        return model.insert(*rest)
    if kind == "delete":
        return model.delete(*rest)
    if kind == "move":
        return model.move(*rest)
    return model.sort(rest[0], backwards=rest[1])


def write(model: Model, book: RawBook, row: int, column: int, values: Grid) -> None:
    row, column = row % model.height, column % model.width
    fitting = [line[: model.width - column] for line in values[: model.height - row]]
    for down, line in enumerate(fitting):
        for across, value in enumerate(line):
            if value is not None:
                model.cells[row + down][column + across] = None if value == "" else value
    letter = column_letters(column)
    book.write(f"Sheet1!{letter}{row + 1}", fitting)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(operations=st.lists(_operations, min_size=50, max_size=50))
def test_a_grid_of_lists_and_the_sandbox_stay_equal_over_fifty_operations(
    tmp_path: Path, operations: list[tuple[Any, ...]]
) -> None:
    book = RawBook.new(sandbox_session(tmp_path / "team.sandbox"))
    book.resize(ROWS, COLUMNS)
    model = Model()
    for operation in operations:
        play(model, book, operation)
    assert book.stored() == model.shown()
    grid = book.sheet()["properties"]["gridProperties"]
    assert (grid["rowCount"], grid["columnCount"]) == (model.height, model.width)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(operations=st.lists(_operations, min_size=1, max_size=10))
def test_a_batch_with_an_invalid_last_request_changes_nothing(
    tmp_path: Path, operations: list[tuple[Any, ...]]
) -> None:
    book = RawBook.new(sandbox_session(tmp_path / "team.sandbox"))
    book.resize(ROWS, COLUMNS)
    book.write(
        "Sheet1!A1", [[row * COLUMNS + column for column in range(COLUMNS)] for row in range(ROWS)]
    )
    before = book.get("", includeGridData="true")
    model = Model()
    requests = [
        request_of(model, kind, rest)
        for kind, *rest in operations
        if kind not in ("write", "clear")
    ]
    wanted = [request for request in requests if request]
    message = book.refusal(*wanted, {"deleteSheet": {"sheetId": 404}})
    assert message == f"Invalid requests[{len(wanted)}].deleteSheet: No grid with id: 404"
    assert book.get("", includeGridData="true") == before
