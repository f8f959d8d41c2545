"""The list of changes that nothing can notice stays true to the code."""

import tomllib
from pathlib import Path

LISTED = Path(__file__).parents[2] / ".ci" / "mutants_equivalent.toml"


def test_every_equivalent_still_stands_in_its_file_and_has_a_reason() -> None:
    root = LISTED.parents[1]
    for one in tomllib.loads(LISTED.read_text(encoding="utf-8")).get("equivalent", []):
        assert set(one) == {"file", "was", "becomes", "why"}, one
        lines = {line.strip() for line in (root / one["file"]).read_text("utf-8").splitlines()}
        assert one["was"] in lines, one
        assert one["becomes"] != one["was"], one
        assert one["why"].strip(), one
