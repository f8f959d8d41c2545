import re
from pathlib import Path
from typing import get_args

import pytest
import yaml

import sheetsync
from sheetsync.config import parse_config
from sheetsync.journal.letters import State

DOCS = (Path(sheetsync.__file__).parents[1] / "docs" / "mail.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```yaml\n(.*?)```", DOCS, re.DOTALL)


@pytest.mark.parametrize("block", BLOCKS)
def test_every_config_of_the_page_is_sound(block: str) -> None:
    tree = yaml.safe_load(block)
    whole = {"sandbox": "book.sqlite"} | ({"mail": tree} if "smtp" in tree else tree)
    parse_config(yaml.safe_dump(whole, allow_unicode=True))


def test_every_state_that_a_person_sees_is_explained() -> None:
    for state in {*get_args(State), "drafted"} - {"sending"}:
        assert f"| `{state}` |" in DOCS
