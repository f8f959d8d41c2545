"""Why a partner's file is not kept: each reason with its code, its words and its cure."""

from typing import Literal

from sheetsync.errors import FileRefusedError
from sheetsync.language import Phrase

#: What web pages tell the reasons by.
FileCode = Literal[
    "empty", "too_large", "type", "heic", "mismatch", "broken", "locked", "unsafe", "picture"
]

_MESSAGES: dict[FileCode, Phrase] = {
    "empty": Phrase(ru="файл пустой", en="the file is empty"),
    "too_large": Phrase(ru="файл слишком велик", en="the file is too large"),
    "type": Phrase(ru="файлы этого вида не принимаются", en="files of this kind are not taken"),
    "heic": Phrase(ru="снимки HEIC не принимаются", en="HEIC pictures are not taken"),
    "mismatch": Phrase(
        ru="содержимое не такое, как говорит имя", en="the content is not what the name says"
    ),
    "broken": Phrase(ru="файл повреждён", en="the file is damaged"),
    "locked": Phrase(ru="файл защищён паролем", en="the file is protected by a password"),
    "unsafe": Phrase(
        ru="в файле макросы, вложенные файлы или внешние ссылки",
        en="the file holds macros, embedded files or links to others",
    ),
    "picture": Phrase(ru="на снимке слишком много точек", en="the picture has too many pixels"),
}
_CURES: dict[FileCode, Phrase] = {
    "type": Phrase(
        ru="пришлите PDF, PNG, JPG, XLSX или DOCX", en="send a PDF, PNG, JPG, XLSX or DOCX"
    ),
    "heic": Phrase(ru="сохраните снимок как JPEG", en="save the picture as JPEG"),
    "locked": Phrase(
        ru="сохраните его без пароля и без защиты", en="save it without password and protection"
    ),
    "unsafe": Phrase(ru="сохраните его как PDF", en="save it as PDF"),
    "picture": Phrase(ru="уменьшите снимок", en="make the picture smaller"),
}


def refused(code: FileCode) -> FileRefusedError:
    """The refusal of a code."""
    return FileRefusedError(_MESSAGES[code], code=code, cure=_CURES.get(code, ""))
