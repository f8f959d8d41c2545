"""The page of all keys is current, and so is the example."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from sheetsync.config import (
    BankAccountConfig,
    ChatConfig,
    Config,
    MailConfig,
    MirrorConfig,
    PaymentsConfig,
    PortalConfig,
    ScheduleEntry,
    SmtpConfig,
    SourceConfig,
    load_config,
    parse_config,
)
from sheetsync.config.reference import document, meanings

ROOT = Path(__file__).parents[1]
#: New configs have it on; one without it has none.
MIRROR = MirrorConfig(url="sqlite:///state/mirror.sqlite")
EXAMPLE = ROOT / "config.example.yaml"
#: A line of the example that is a key behind "# ", not a sentence.
_HIDDEN = re.compile(r"^# (?= *(?:- |[a-z_]+:))", re.MULTILINE)
_LIST = re.compile(r"^# (\w+): \[\]((?:\n#   .*)+)", re.MULTILINE)


def example() -> str:
    return EXAMPLE.read_text(encoding="utf-8")


def uncommented(text: str) -> str:
    return _HIDDEN.sub("", text)


def without_samples() -> str:
    """Every key with its default: no items of lists, and one of the two workbooks."""
    text = _LIST.sub(r"# \1: []", example())
    return uncommented(text.replace("# spreadsheet:", "#spreadsheet:"))


def samples() -> dict[str, str]:
    """The items that stand below the empty lists."""
    return {name: uncommented(f"{name}:{items}") for name, items in _LIST.findall(example())}


def below(struct: type[msgspec.Struct]) -> Iterator[tuple[str, type[msgspec.Struct]]]:
    """The keys of a struct that hold another one."""
    for field in msgspec.structs.fields(struct):
        for part in (field.type, *getattr(field.type, "__args__", ())):
            if isinstance(part, type) and issubclass(part, msgspec.Struct):
                yield field.name, part


def structs(struct: type[msgspec.Struct] = Config) -> list[type[msgspec.Struct]]:
    return [struct, *(found for _, part in below(struct) for found in structs(part))]


def keys(struct: type[msgspec.Struct]) -> set[str]:
    return set(struct.__struct_fields__) - {"base"}


def check_keys(tree: Mapping[str, Any], struct: type[msgspec.Struct]) -> None:
    """Every key of the struct is in the tree, and of the sections below it too."""
    assert set(tree) == keys(struct)
    for name, part in below(struct):
        # Nothing stands below an empty mapping of sections by name.
        if isinstance(tree[name], dict) and tree[name]:
            check_keys(tree[name], part)


def test_the_page_of_all_keys_is_current() -> None:
    page = ROOT / "docs" / "configuration.md"
    assert page.read_text(encoding="utf-8") == document(), (
        "make docs/configuration.md anew: python -c "
        "'from sheetsync.config.reference import document; print(document(), end=\"\")'"
        " > docs/configuration.md"
    )


@pytest.mark.parametrize("struct", structs(), ids=lambda struct: struct.__name__)
def test_every_key_has_a_meaning_and_no_meaning_is_left_over(struct: type[msgspec.Struct]) -> None:
    assert list(meanings(struct)) == list(struct.__struct_fields__)


@pytest.mark.parametrize(
    "line",
    [
        "| `credentials` | text | `credentials/service_account.json` | "
        "The service account's key; only for Google. |",
        "| `port` | whole number above 0 | `587` | 587 goes with starttls, 465 with tls. |",
        "| `bad_rows_percent` | whole number, 0 to 100 | `20` | "
        "A job stops when more of a used column, and at least 5 rows, is bad. |",
        "| `weekdays` | list of whole numbers | `[]` | "
        "Days of the week, 1 Monday to 7 Sunday; none: all. |",
        "| `years` | true or false | `true` | Make a subfolder for the year in each. |",
        "| `host` | text | must be given | The server's name. |",
        '| `at` | text | `"08:00"` | HH:MM in quotes; for every hour only the minutes count. |',
        "| `smtp` | section | none | The mail server; without this section nothing leaves. |",
    ],
)
def test_a_line_tells_key_type_default_and_meaning(line: str) -> None:
    assert line in document().splitlines()


def test_the_page_has_a_section_for_every_struct() -> None:
    headings = re.findall(r"^## (.+)$", document(), re.MULTILINE)
    assert len(headings) == len(structs())
    assert {"The top level", "mail.smtp", "chats[]", "schedule[]"} <= set(headings)


def test_the_example_as_it_is_names_the_demo_workbook_and_nothing_else() -> None:
    assert load_config(EXAMPLE) == Config(sandbox="demo/workbook.sqlite", mirror=MIRROR, base=ROOT)


def test_every_line_of_the_example_uncommented_changes_nothing_but_the_mail_server() -> None:
    assert parse_config(without_samples()) == Config(
        sandbox="demo/workbook.sqlite",
        mail=MailConfig(smtp=SmtpConfig(host="smtp.company.example")),
        mirror=MIRROR,
        payments=PaymentsConfig(),
        portal=PortalConfig(url="https://partners.company.example"),
        source=SourceConfig(),
    )


def test_the_example_names_every_key() -> None:
    tree = yaml.safe_load(without_samples())
    check_keys({**tree, "spreadsheet": ""}, Config)
    assert "\n# spreadsheet: https://docs.google.com/spreadsheets/" in example()


def test_the_samples_of_the_example_are_sound_and_name_every_key() -> None:
    found = samples()
    config = parse_config("\n".join(("sandbox: book.sqlite", *found.values())))
    assert [chat.kind for chat in config.chats] == ["telegram", "slack"]
    assert [entry.job for entry in config.schedule] == [
        "validate", "overdue", "digest", "ratings", "monthly-reports",
    ]  # fmt: skip
    for name, struct in (("chats", ChatConfig), ("schedule", ScheduleEntry)):
        items = yaml.safe_load(found[name])[name]
        assert {key for item in items for key in item} == keys(struct)


def test_the_account_of_the_example_is_sound_and_names_every_key() -> None:
    (lines,) = re.findall(r"^#   accounts: \[\].*\n((?:#   #.*\n)+)", example(), re.MULTILINE)
    text = re.sub(r"^#   # ", "    ", lines, flags=re.MULTILINE)
    config = parse_config(f"sandbox: book.sqlite\npayments:\n  accounts:\n{text}")
    assert config.payments is not None
    (account,) = config.payments.accounts
    assert account.number == "40702810000000000001"
    assert set(yaml.safe_load(text)[0]) == keys(BankAccountConfig)
