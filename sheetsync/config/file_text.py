"""The text of a file that a person writes."""

from pathlib import Path

from sheetsync.errors import ConfigError, reason_of
from sheetsync.language import Phrase


def file_text(path: Path, missing_cure: Phrase) -> str:
    """The text of a file; the mark that Windows puts before it is no part of it.

    Args:
        path: of the file.
        missing_cure: what to do where it cannot be read.

    Raises:
        ConfigError: it cannot be read, or is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ConfigError(
            Phrase(ru="{path}: не читается ({reason})", en="{path}: cannot be read ({reason})"),
            cure=missing_cure,
            path=path,
            reason=reason_of(error),
        ) from None
    except UnicodeDecodeError:
        raise ConfigError(
            Phrase(ru="{path}: это не текст в UTF-8", en="{path}: is not UTF-8 text"),
            cure=Phrase(ru="сохраните файл в UTF-8", en="save it as UTF-8"),
            path=path,
        ) from None
