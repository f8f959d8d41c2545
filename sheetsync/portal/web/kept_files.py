"""Files that came with a form which has to be looked at once more: kept, and not asked for again.

They lie in the vault already; the form carries what they are, signed for whoever sent them. What is
never sent has no row and is swept with what the vault holds for nobody.
"""

from collections.abc import Iterable, Sequence

import msgspec
from itsdangerous import BadData, URLSafeTimedSerializer

from sheetsync.portal.web.portal_web import PortalWeb
from sheetsync.portal.web.readers import FormVisit
from sheetsync.rules.portal.submissions import FileFacts

_SALT = "sheetsync.kept_file.v1"
#: Longer than a page stays open, shorter than the vault keeps what nobody sent.
_MAX_AGE_S = 12 * 3600

#: Made before any thread asks; see `portal.store.pages`.
_DECODER = msgspec.json.Decoder(FileFacts)


def kept_text(web: PortalWeb, visit: FormVisit, file: FileFacts) -> str:
    """What the form carries of a file."""
    return _serializer(web, visit).dumps(msgspec.to_builtins(file))


def kept_files(
    web: PortalWeb, visit: FormVisit, texts: Iterable[str]
) -> tuple[Sequence[FileFacts], bool]:
    """The files that a form carries.

    Returns:
        The files, and whether all that it carried are still there.
    """
    files: list[FileFacts] = []
    whole = True
    for text in texts:
        file = _file(web, visit, text)
        if file is None or not web.vault.holds(file.place):
            whole = False
        elif all(file.sha256 != other.sha256 for other in files):
            files.append(file)
    return files, whole


def _file(web: PortalWeb, visit: FormVisit, text: str) -> FileFacts | None:
    try:
        found = _serializer(web, visit).loads(text, max_age=_MAX_AGE_S)
        return _DECODER.decode(msgspec.json.encode(found))
    except (BadData, msgspec.ValidationError):
        return None


def _serializer(web: PortalWeb, visit: FormVisit) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(web.derived("kept files"), salt=f"{_SALT}:{visit.bound_to}")
