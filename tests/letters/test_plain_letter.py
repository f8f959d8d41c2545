"""A letter whose words come written already: the other letters' card around them."""

import re

from sheetsync.letters.letter import LetterKey
from sheetsync.letters.plain import PlainWords, plain_letter
from sheetsync.letters.rendering import Templates

LINK = "https://partners.company.example/u/abc.def"
TEXT = f"""We cannot take: invoice <12>.

The reason: see {LINK}

Send a corrected one here:
{LINK}

Questions: anna@company.example
"""


def test_words_stand_in_a_card_and_only_a_line_of_its_own_is_a_link(templates: Templates) -> None:
    words = PlainWords(subject="Sent back & why", text=TEXT, lang="en", sender="Organizer <x>")
    letter = plain_letter(LetterKey("returned", "S-1", "2026-04-02"), ("a@b.c",), words, templates)
    assert letter.text == TEXT
    assert letter.subject == "Sent back & why"
    head, card = letter.html.split("Organizer &lt;x&gt;")
    assert 'class="sheet"' in head
    assert 'class="card"' in card
    assert "Sent back &amp; why</h1>" in card
    assert "invoice &lt;12&gt;." in card
    assert card.count("<a ") == 1
    assert f'href="{LINK}"' in card
    assert "</a></p>" in card
    assert "prefers-color-scheme" in letter.html or "color-scheme" in head


def test_numbers_addresses_and_telephones_stay_on_one_line(templates: Templates) -> None:
    text = "S-1042 by b…@firm.example.\n\nAsk <Kim>, +7 900 000-00-00"
    words = PlainWords(subject="Received (S-1042)", text=text, lang="en")
    key = LetterKey("receipt", "S-1042", "2026-04-02")
    letter = plain_letter(key, ("a@firm.example",), words, templates)
    for whole, times in (("S-1042", 2), ("b…@firm.example", 1), ("+7 900 000-00-00", 1)):
        found = re.findall(f"<span[^>]*>{re.escape(whole)}</span>", letter.html)
        assert len(found) == times, whole
        # Mail programs drop style sheets: the rule stands on the words themselves.
        assert all(re.search("white-space: ?nowrap", one) for one in found)
    assert "&lt;Kim&gt;" in letter.html
    # The text stays as it is: numbers are copied out of it.
    assert letter.text == f"{text}\n"
