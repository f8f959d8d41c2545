"""Which encoding a .csv file has: told by marks, else by headers and letters, else refused."""

import codecs
import csv
import io
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import NoReturn

from sheetsync.files.known_headers import KnownHeaders
from sheetsync.files.letter_odds import byte_odds, letters_in, odd_words, odds
from sheetsync.files.refusals import refuse
from sheetsync.language import Phrase, Sayable
from sheetsync.tables.cleaning import has_mixed_script

DELIMITERS = (";", "\t", ",", "|")
SAVE_AS_UTF8 = Phrase(
    ru="сохраните его ещё раз как CSV в UTF-8 (в Excel: «Сохранить как» → CSV UTF-8)",
    en="save it again as CSV in UTF-8 (in Excel: Save As, CSV UTF-8)",
)
#: What a file begins with when it says its encoding; the longer marks first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
#: Encodings with 8 bits that are taken, and those that are only kept apart from them.
_TAKEN = {"cp1251": "Windows-1251", "cp866": "CP866 (DOS)", "koi8-r": "KOI8-R"}
_RIVALS = ("mac-cyrillic", "iso8859-5", "cp855")
_HEAD_BYTES = 1 << 16
_SCORED_BYTES = 1 << 20
_FEWEST_LETTERS = 3
#: How much likelier, as a logarithm, the best reading must be than the next: about 150 times.
_MARGIN = 5.0
_LINE_MARGIN = 12.0
#: Of a letter on average, in the best reading; names full of rare letters stay above it.
_LEAST_ODDS_PER_LETTER = -4.4
_ODD_BYTES_THAT_TELL = 4
#: One byte in so many at least is a zero in any UTF-16 text with line ends and delimiters.
_ZEROS_IN_UTF16 = 25
_ODD_LINE = re.compile(rb"[^\r\n]*[\x80-\xff][^\r\n]*")
_WORD = re.compile(r"[^\W_]+")
_KNOWN_LETTER = re.compile("[\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text.

    Attributes:
        text: without its mark.
        encoding: as people call it.
        is_guessed: whether nothing in the file says so.
    """

    text: str
    encoding: str
    is_guessed: bool = False


def decoded_file(file: str, content: bytes, headers: KnownHeaders) -> Decoded:
    """The text of a .csv file.

    UTF-8 and what has a mark is what it says. UTF-16 without one, Windows-1251, CP866 and KOI8-R
    are taken only when a known header is read so, the letters are those of Russian text, and no
    word mixes alphabets. Source: amendments.md 1, "CSV".

    Args:
        file: its name, for messages.
        content: its bytes.
        headers: those that are known.

    Raises:
        SourceFileError: it is none of these for sure; the cure is UTF-8.
    """
    for mark, codec, name in _MARKS:
        if content.startswith(mark):
            return _marked(file, content[len(mark) :], codec, name)
    if b"\0" in content:
        wide = _wide(file, content, headers)
        if wide is not None:
            return wide
        content = content.replace(b"\0", b"")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return _narrow(file, content, headers)
    if _could_be_cp866(text, content):
        refuse(
            file,
            Phrase(
                ru="читается и как UTF-8, и как CP866 (DOS)",
                en="can be read as UTF-8 and as CP866 (DOS)",
            ),
            SAVE_AS_UTF8,
        )
    return Decoded(text, "UTF-8")


def _marked(file: str, content: bytes, codec: str, name: str) -> Decoded:
    try:
        return Decoded(content.decode(codec), name)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        refuse(
            file,
            Phrase(
                ru="сказано, что это {name}, а строка {line} — нет",
                en="says that it is {name}, and line {line} is not",
            ).given(name=name, line=line),
            SAVE_AS_UTF8,
        )


def _wide(file: str, content: bytes, headers: KnownHeaders) -> Decoded | None:
    """UTF-16 without a mark; None for a text with a zero byte here and there."""
    is_little = content[1::2].count(0) > content[::2].count(0)
    try:
        text = content.decode("utf-16-le" if is_little else "utf-16-be")
    except UnicodeDecodeError:
        text = ""
    if text and any(headers.count(row) for row in _first_rows(text[:_HEAD_BYTES])):
        return Decoded(text, "UTF-16 without a mark", is_guessed=True)
    if content.count(0) * _ZEROS_IN_UTF16 > len(content):
        refuse(
            file,
            Phrase(
                ru="похоже на UTF-16 без отметки или вовсе не на текст, и известных "
                "заголовков в нём нет",
                en="looks like UTF-16 without a mark, or no text at all, and no known header "
                "is read so",
            ),
            SAVE_AS_UTF8,
        )
    return None


def _could_be_cp866(text: str, content: bytes) -> bool:
    """Whether three letters of CP866 stand there that happen to be one of an unknown script."""
    if text.isascii() or _KNOWN_LETTER.search(text):
        return False
    words = odd_words(content[:_SCORED_BYTES])
    letters = letters_in(words, "cp866")
    return letters >= _FEWEST_LETTERS and odds(words, "cp866") >= _LEAST_ODDS_PER_LETTER * letters


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read a file: how many headers fit, and how likely its letters are."""

    codec: str
    known: int
    russian: int
    odds: float

    @property
    def rank(self) -> tuple[int, float]:
        return self.russian, self.odds


def _narrow(file: str, content: bytes, headers: KnownHeaders) -> Decoded:
    """The text of a file in an encoding with 8 bits."""
    words = odd_words(content[:_SCORED_BYTES])
    readings = [_reading(content, codec, words, headers) for codec in (*_TAKEN, *_RIVALS)]
    best = max(readings, key=lambda one: one.rank)
    text = _strictly(content, best.codec)
    others = [one for one in readings if one is not best and _differs(content, one.codec, text)]
    if best.codec not in _TAKEN or text is None or not best.known:
        _refuse_guess(
            file,
            content,
            Phrase(
                ru="кодировка его точно не известна",
                en="it is in an encoding that is not known for sure",
            ),
        )
    if not best.russian:
        _refuse_unlikely(file, content, text, best, words)
    if any(best.rank < (one.russian, one.odds + _MARGIN) for one in others):
        _refuse_guess(file, content, Phrase(ru="подходят две кодировки", en="two encodings fit it"))
    _refuse_other_lines(file, content, best.codec)
    return Decoded(text, _TAKEN[best.codec], is_guessed=True)


def _reading(
    content: bytes, codec: str, words: Collection[bytes], headers: KnownHeaders
) -> _Reading:
    rows = list(_first_rows(content[:_HEAD_BYTES].decode(codec, "replace")))
    return _Reading(
        codec,
        max(map(headers.count, rows), default=0),
        max(map(headers.count_russian, rows), default=0),
        odds(words, codec),
    )


def _strictly(content: bytes, codec: str) -> str | None:
    try:
        return content.decode(codec)
    except UnicodeDecodeError:
        return None


def _differs(content: bytes, codec: str, text: str | None) -> bool:
    return _strictly(content, codec) != text


def _refuse_unlikely(
    file: str, content: bytes, text: str, best: _Reading, words: Collection[bytes]
) -> None:
    """Stop when headers are in English and the rest does not look like Russian for sure."""
    letters = letters_in(words, best.codec)
    if letters < _FEWEST_LETTERS or best.odds < _LEAST_ODDS_PER_LETTER * letters:
        _refuse_guess(
            file,
            content,
            Phrase(
                ru="русского текста слишком мало, чтобы узнать кодировку",
                en="it has too little Russian text to know the encoding by",
            ),
        )
    mixed = next((word for word in _WORD.findall(text) if has_mixed_script(word)), None)
    if mixed is not None:
        name = _TAKEN[best.codec]
        _refuse_guess(
            file,
            content,
            Phrase(
                ru="если читать как {name}, в нём есть слова вроде {mixed!r}",
                en="read as {name} it holds words like {mixed!r}",
            ).given(name=name, mixed=mixed),
        )


def _refuse_other_lines(file: str, content: bytes, codec: str) -> None:
    """Stop at a line that is in another encoding than the rest of the file."""
    own = byte_odds(codec)
    rivals = [byte_odds(other) for other in (*_TAKEN, "mac-cyrillic") if other != codec]
    for found in _ODD_LINE.finditer(content):
        line = found[0]
        odd = [byte for byte in line if byte > 0x7F]  # noqa: PLR2004  # ASCII ends there
        if len(odd) < _ODD_BYTES_THAT_TELL:
            continue
        here = sum(map(own.__getitem__, odd))
        if _is_utf8(line) or any(
            sum(map(rival.__getitem__, odd)) > here + _LINE_MARGIN for rival in rivals
        ):
            number = content[: found.start()].count(b"\n") + 1
            refuse(
                file,
                Phrase(
                    ru="строка {number} в другой кодировке, чем остальные ({codec})",
                    en="line {number} is in another encoding than the rest ({codec})",
                ).given(number=number, codec=_TAKEN[codec]),
                SAVE_AS_UTF8,
            )


def _is_utf8(line: bytes) -> bool:
    return _strictly(line, "utf-8") is not None


def _refuse_guess(file: str, content: bytes, why: Sayable) -> NoReturn:
    try:
        content.decode("utf-8")
        number = 1
    except UnicodeDecodeError as error:
        number = content[: error.start].count(b"\n") + 1
    refuse(
        file,
        Phrase(
            ru="строка {number} не в UTF-8, и {why}", en="line {number} is not UTF-8, and {why}"
        ).given(number=number, why=why),
        SAVE_AS_UTF8,
    )


def _first_rows(head: str) -> Iterator[list[str]]:
    """Where headers can stand, parted by each delimiter; quotes that are broken break nothing."""
    lines = head.splitlines()[:20]
    for delimiter in DELIMITERS:
        try:
            yield from csv.reader(io.StringIO("\n".join(lines)), delimiter=delimiter)
        except csv.Error:
            continue
