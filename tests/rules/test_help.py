"""The tab Help speaks of tabs by the titles that they have."""

import re

import pytest

from sheetsync.language import Lang
from sheetsync.rules.help import help_lines
from sheetsync.tables.catalogue.modules import all_tabs


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_help_names_the_tabs_of_the_workbook(lang: Lang) -> None:
    usual = " ".join(help_lines({}, lang)["advice"])
    assert "{" not in usual
    renamed = " ".join(help_lines({"invoices": "Счета 2026"}, lang)["advice"])
    assert "Счета 2026" in renamed
    assert "Счета 2026" not in usual


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_help_speaks_of_every_tab_of_the_daily_round(lang: Lang) -> None:
    text = " ".join(help_lines({}, lang)["advice"])
    titles = {tab.code: tab.title(lang) for tab in all_tabs()}
    for code in ("dashboard", "attention", "validation", "overdue", "packs", "letters", "ratings"):
        assert re.search(rf"\b{titles[code]}\b", text), code


def test_lines_of_a_topic_stand_together() -> None:
    topics = help_lines({}, "ru")["topic"].tolist()
    met = [topic for n, topic in enumerate(topics) if n == 0 or topics[n - 1] != topic]
    assert len(met) == len(set(met))
