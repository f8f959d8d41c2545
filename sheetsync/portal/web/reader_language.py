"""Which language a page is in: the reader's choice, the partner's, else the browser's."""

from flask import g, request

from sheetsync.language import DEFAULT, Lang, is_language, languages

_PARAMETER = "lang"


def chosen_language() -> Lang | None:
    """What the address asks for; None: nothing that there is. Read once a request."""
    chosen: Lang | None = g.get("chosen_language")
    if chosen is None:
        asked = request.args.get(_PARAMETER, "")
        chosen = g.chosen_language = asked if is_language(asked) else ""
    return chosen or None


def language_of(known: Lang | None) -> Lang:
    """The language of a page.

    Args:
        known: of the reader, as far as it is known.
    """
    chosen = chosen_language()
    if chosen is not None:
        return chosen
    if known is not None and is_language(known):
        return known
    return request.accept_languages.best_match(languages()) or DEFAULT
