"""Letters to the test recipient: nobody outside hears of a rehearsal."""

from dataclasses import replace

from sheetsync.language import Phrase
from sheetsync.letters.letter import Letter

_MARK = Phrase(ru="[ТЕСТ]", en="[TEST]")


def as_test(letter: Letter, address: str) -> Letter:
    """The letter to the test recipient alone, marked in the subject.

    The key's kind is marked, too: a mailbox that gets the test and the real letter must not take
    them for one.

    Source: workbook-and-rules.md 4.4.
    """
    return replace(
        letter,
        key=replace(letter.key, kind=f"test-{letter.key.kind}"),
        to=(address,),
        subject=f"{_MARK.said(letter.lang)} {letter.subject}",
    )
