"""A mapping of a bank's table comes into config.yaml, and nothing else of the file moves."""

import os
from itertools import takewhile
from pathlib import Path

import pytest

from sheetsync.config import load_config, parse_config
from sheetsync.config.payment_mappings import (
    check_writable,
    lines_to_paste,
    save_mapping,
    with_mapping,
)
from sheetsync.config.payments import StatementTableConfig
from sheetsync.errors import ConfigError

NEW = StatementTableConfig(
    account="40702810500000000011",
    columns={"booked_on": "Дата", "amount": 'Сумма "руб."', "purpose": "За # что: куда"},
)
HEAD = """\
# наше, не трогать
sandbox: workbook.sqlite   # пока песочница
payments:   # банк
  folder: statements
  accounts:
    - account: "40702810500000000011"   # основной
      name: |
        ООО
        «Мы»
"""
TAIL = """
# почта
mail:
  sender: "A <a@b.example>"   # мы
  folder: letters
"""
FLOW = '{columns: {booked_on: "День", amount: "Итого"}}'


def shapes() -> dict[str, str]:
    """Configs as people write them."""
    return {
        "none yet": HEAD + TAIL,
        "at the end": HEAD,
        "without a last line end": HEAD.rstrip("\n"),
        "empty braces": f"{HEAD}  mappings: {{}}   # столбцы\n{TAIL}",
        "one line": f"{HEAD}  mappings: {{other: {FLOW}}}   # столбцы\n{TAIL}",
        "lines": f"{HEAD}  mappings:\n    # чужой\n    other: {FLOW}  # так\n{TAIL}",
        "wide": f"{HEAD}  mappings:\n        other:\n            columns: {{booked_on: Д}}\n{TAIL}",
        "keys behind": f"{HEAD}  mappings:\n    other: {FLOW}\n  approvers: [a@b.example]\n{TAIL}",
        "section in braces": 'sandbox: w\npayments: {accounts: [{account: "1"}], folder: s}  # б\n',
        "json": '{"sandbox": "w", "payments": {"accounts": [{"account": "1"}], "mappings": {}}}',
    }


def alike(one: str, other: str) -> int:
    """How many signs two texts share from their beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


@pytest.mark.parametrize("name", ["sber", "мой банк", "yes", "12", 'a"b: #c'])
@pytest.mark.parametrize("text", shapes().values(), ids=shapes())
def test_a_mapping_comes_in_and_every_sign_of_people_stays(text: str, name: str) -> None:
    changed = with_mapping(text, name, NEW)
    before, after = parse_config(text), parse_config(changed)
    assert before.payments is not None
    assert after.payments is not None
    assert after.payments.mappings == {**before.payments.mappings, name: NEW}
    # One stretch was put in: what stands before it and behind it is the whole of what was there.
    kept = alike(text, changed) + alike(text[::-1], changed[::-1])
    assert kept >= len(text)


def written(folder: Path, content: bytes) -> Path:
    path = folder / "config.yaml"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_line_ends_the_mark_of_windows_and_rights_stay(
    mark: bytes, newline: str, tmp_path: Path
) -> None:
    content = mark + (HEAD + TAIL).replace("\n", newline).encode()
    path = written(tmp_path, content)
    path.chmod(0o640)
    link = tmp_path / "link.yaml"
    link.symlink_to(path)
    save_mapping(link, "sber", NEW)
    after = path.read_bytes()
    kept = [one for one in after.splitlines(keepends=True) if one in content.splitlines(True)]
    assert b"".join(kept) == content
    assert after.count(b"\r\n") == (after.count(b"\n") if newline == "\r\n" else 0)
    assert (path.stat().st_mode & 0o777, link.is_symlink()) == (0o640, True)
    payments = load_config(path).payments
    assert payments is not None
    assert payments.mappings == {"sber": NEW}
    assert sorted(one.name for one in tmp_path.iterdir()) == ["config.yaml", "link.yaml"]


@pytest.mark.parametrize(
    "text",
    [
        # The section stands twice: YAML takes the last, a person means who knows which.
        f"{HEAD}{TAIL}payments: {{accounts: [{{account: '1'}}]}}\n",
        # Somebody wrote that very mapping meanwhile.
        f"{HEAD}  mappings:\n    sber: {FLOW}\n{TAIL}",
        "sandbox: w\n",
        "sandbox: w\npayments: {}\n",
    ],
)
def test_a_shape_that_only_a_person_can_edit_is_left_alone(text: str, tmp_path: Path) -> None:
    path = written(tmp_path, text.encode())
    with pytest.raises(ConfigError, match="only a person can edit") as refused:
        save_mapping(path, "sber", NEW)
    assert 'booked_on: "Дата"' in refused.value.cure
    assert path.read_bytes() == text.encode()


def test_a_file_that_cannot_be_replaced_stays_and_the_lines_are_shown(tmp_path: Path) -> None:
    path = written(tmp_path, HEAD.encode())
    # Where the new file would be written there is a folder: no user may overwrite that.
    (tmp_path / ".config.yaml.new").mkdir()
    with pytest.raises(ConfigError, match="was not written") as refused:
        save_mapping(path, "sber", NEW)
    assert "under payments, and call again" in refused.value.cure
    assert path.read_bytes() == HEAD.encode()


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only to root")
def test_a_read_only_file_is_refused_before_anybody_is_asked(tmp_path: Path) -> None:
    path = written(tmp_path, HEAD.encode())
    path.chmod(0o400)
    with pytest.raises(ConfigError, match="was not written"):
        check_writable(path, "sber", NEW)


def test_a_file_that_can_be_written_is_not_refused(tmp_path: Path) -> None:
    check_writable(written(tmp_path, HEAD.encode()), "sber", NEW)


@pytest.mark.parametrize("more", ["", f"  mappings:\n    other: {FLOW}\n"])
def test_the_lines_to_paste_are_what_the_file_needs(more: str) -> None:
    section = parse_config(HEAD + more).payments
    assert section is not None
    facts = lines_to_paste(section, "sber", NEW)
    assert facts["place"] == ("payments.mappings" if more else "payments")
    after = parse_config(f"{HEAD}{more}{facts['lines']}\n").payments
    assert after is not None
    assert after.mappings == {**section.mappings, "sber": NEW}
