import pytest

from sheetsync.language import Lang
from sheetsync.letters.letter import Letter, LetterKey
from sheetsync.mail.redirect import as_test


@pytest.mark.parametrize(("lang", "subject"), [("ru", "[ТЕСТ] Отчёт"), ("en", "[TEST] Отчёт")])
def test_a_test_letter_goes_to_the_test_recipient_alone_and_says_so(
    lang: Lang, subject: str
) -> None:
    letter = Letter(
        LetterKey("monthly", "P-001", "2026-03"),
        ("boris@vector.example", "vera@vector.example"),
        "Отчёт",
        "текст",
        "<p>текст</p>",
        lang=lang,
    )
    test = as_test(letter, "anna@company.example")
    assert test.to == ("anna@company.example",)
    assert test.subject == subject
    assert str(test.key) == "test-monthly/P-001/2026-03/1"
    assert (test.text, test.html) == (letter.text, letter.html)
