"""A statement's text line by line, within bounds, in the encoding in which its words stand."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from sheetsync.files.refusals import refuse
from sheetsync.language import Phrase

#: No bank writes so long a line; a file without line ends would fill the memory.
LONGEST_LINE = 100_000
_CHUNK_BYTES = 1 << 16
_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))


def marked_codec(head: bytes) -> str:
    """The encoding that a file's first bytes tell; "" without a mark."""
    return next((codec for mark, codec in _MARKS if head.startswith(mark)), "")


def codec_with(path: Path, words: Iterable[str], codecs: Iterable[str]) -> str:
    """The first encoding in which one of some words stands in a file; "" for none.

    Args:
        path: the file.
        words: with letters whose bytes differ from encoding to encoding.
        codecs: those that are tried, the likeliest first.
    """
    wanted = [(codec, word.encode(codec)) for codec in codecs for word in words]
    found: set[str] = set()
    keep = max(len(word) for _, word in wanted) - 1
    rest = b""
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            here = rest + chunk
            found |= {codec for codec, word in wanted if word in here}
            rest = here[-keep:]
    return next((codec for codec, _ in wanted if codec in found), "")


def is_utf8(path: Path) -> bool:
    """Whether a file is UTF-8 from its first byte to its last."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            while file.read(_CHUNK_BYTES):
                pass
    except UnicodeDecodeError:
        return False
    return True


def text_lines(path: Path, codec: str) -> Iterator[tuple[int, str]]:
    """The lines of a file without their ends, each with its number from 1.

    A byte that stands for no letter becomes U+FFFD.

    Raises:
        SourceFileError: a line is longer than any bank's.
    """
    with path.open(encoding=codec, errors="replace", newline=None) as file:
        number = 0
        while line := file.readline(LONGEST_LINE + 1):
            number += 1
            if len(line) > LONGEST_LINE:
                refuse(
                    path.name,
                    Phrase(
                        ru="в строке {number} больше {most:,} знаков",
                        en="line {number} has more than {most:,} characters",
                    ).given(number=number, most=LONGEST_LINE),
                    Phrase(
                        ru="это не выписка банка, или файл испорчен: выгрузите его из банка ещё "
                        "раз",
                        en="it is no bank's statement, or it is spoilt: export it from the bank "
                        "again",
                    ),
                )
            yield number, line.rstrip("\n")
