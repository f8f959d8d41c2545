"""Whatever a bank writes is read as it was written, in every format: sums, days, ways, texts."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sheetsync.errors import SourceFileError
from sheetsync.files.statements import read_statements
from sheetsync.tables.bank_lines import StatementFile
from tests.files.statements.camt_files import balance, details, document, entry, free, stmt
from tests.files.statements.one_c_files import balances, paid_by_us, statement
from tests.files.statements.one_c_files import document as paid_to_us

#: Texts as people write them into a purpose; signs that mean something to one of the formats too.
TEXTS = st.text(st.sampled_from("абвЯЮё ABc12№=;:/-.,\"'<>&?«»"), max_size=30)
MOVES = st.lists(
    st.tuples(
        st.integers(1, 31),
        st.integers(1, 10**12),
        st.sampled_from(["in", "out"]),
        TEXTS.map(lambda text: " ".join(f"п {text}".split())),
    ),
    max_size=6,
)
Moves = list[tuple[int, int, str, str]]
OPENING = 12_345


def told(file: StatementFile) -> Moves:
    assert file.troubles == ()
    lines = [line for one in file.statements for line in one.lines]
    return [(one.booked_on.day, one.amount_minor, one.flow, one.purpose) for one in lines]


def closing(moves: Moves) -> int:
    return OPENING + sum(minor if flow == "in" else -minor for _, minor, flow, _ in moves)


def major(minor: int) -> str:
    sign = "-" if minor < 0 else ""
    return f"{sign}{abs(minor) // 100}.{abs(minor) % 100:02}"


def check_balances(file: StatementFile, moves: Moves) -> None:
    assert [(one.opening_minor, one.closing_minor) for one in file.statements] == [
        (OPENING, closing(moves))
    ]


many = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@many
@given(moves=MOVES, codec=st.sampled_from(["cp1251", "utf-8"]))
def test_files_for_1c(moves: Moves, codec: str, tmp_path: Path) -> None:
    documents = [
        paid_to_us(Сумма=major(minor), ДатаПоступило=f"{day}.03.2026", НазначениеПлатежа=text)
        if flow == "in"
        else paid_by_us(Сумма=major(minor), ДатаСписано=f"{day}.03.2026", НазначениеПлатежа=text)
        for day, minor, flow, text in moves
    ]
    section = balances(major(OPENING), major(closing(moves)))
    path = tmp_path / "file.txt"
    path.write_bytes(statement(section, *documents).encode(codec))
    file = read_statements(path)
    assert told(file) == moves
    check_balances(file, moves)


@many
@given(moves=MOVES)
def test_camt(moves: Moves, tmp_path: Path) -> None:
    entries = [
        entry(
            details(free(text.replace("&", "&amp;").replace("<", "&lt;"))),
            amount=major(minor),
            flow="CRDT" if flow == "in" else "DBIT",
            day=date(2026, 3, day).isoformat(),
        )
        for day, minor, flow, text in moves
    ]
    end = closing(moves)
    ends = (
        balance("OPBD", major(OPENING), "2026-03-01"),
        balance("CLBD", major(abs(end)), "2026-03-31", "DBIT" if end < 0 else "CRDT"),
    )
    path = tmp_path / "file.xml"
    path.write_text(document(stmt(*ends, *entries)), encoding="utf-8")
    file = read_statements(path)
    assert told(file) == moves
    check_balances(file, moves)


@many
@given(moves=MOVES)
def test_mt940(moves: Moves, tmp_path: Path) -> None:
    def amount(minor: int) -> str:
        return major(abs(minor)).replace(".", ",")

    fields = "".join(
        f":61:2603{day:02}{'C' if flow == 'in' else 'D'}{amount(minor)}NTRFNONREF\n:86:{text}\n"
        for day, minor, flow, text in moves
    )
    end = closing(moves)
    head = f":20:X\n:25:40702810500000000011\n:28C:1\n:60F:C260301RUB{amount(OPENING)}\n"
    path = tmp_path / "file.sta"
    path.write_text(
        f"{head}{fields}:62F:{'D' if end < 0 else 'C'}260331RUB{amount(end)}\n", "utf-8"
    )
    file = read_statements(path)
    assert [one[:3] for one in told(file)] == [one[:3] for one in moves]
    check_balances(file, moves)


@pytest.mark.parametrize("name", ["1c", "camt053", "mt940", "table"])
@many
@given(data=st.data())
def test_damaged_files_end_in_a_message_or_in_what_is_sound(
    name: str, data: st.DataObject, tmp_path: Path
) -> None:
    sound = {
        "1c": statement(balances("0", "0"), paid_to_us(), paid_by_us()),
        "camt053": document(stmt(entry(details(free("x"))), entry())),
        "mt940": ":25:407028105\n:60F:C260301RUB1,00\n:61:260303C1,00NTRFX\n:62F:C260301RUB2,\n",
        "table": "40702810500000000011;;\nДата;Сумма;Назначение\n03.03.2026;-5,00;а\n",
    }[name].encode()
    at = data.draw(st.integers(0, len(sound)))
    length = data.draw(st.integers(0, 20))
    noise = data.draw(st.binary(max_size=20))
    path = tmp_path / "file"
    path.write_bytes(sound[:at] + noise + sound[at + length :])
    try:
        file = read_statements(path, name)  # type: ignore[arg-type]
    except SourceFileError as error:
        assert error.cure  # noqa: PT017  # either way is right
    else:
        assert all(line.amount_minor > 0 for one in file.statements for line in one.lines)
