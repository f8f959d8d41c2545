"""The words of the pages, by what they are about; templates and views ask for them by name."""

from collections.abc import Mapping

from sheetsync.language import Phrase
from sheetsync.portal.web.texts import (
    account_work,
    desk,
    form,
    frame,
    home,
    invoices,
    problems,
    refusals,
    requisites,
    sending,
    sent,
    settings,
    sign_in,
    warnings,
)

PHRASES: Mapping[str, Phrase] = {
    **frame.PHRASES,
    **form.PHRASES,
    **problems.PHRASES,
    **warnings.PHRASES,
    **sent.PHRASES,
    **home.PHRASES,
    **invoices.PHRASES,
    **sending.PHRASES,
    **sign_in.PHRASES,
    **desk.PHRASES,
    **refusals.PHRASES,
    **account_work.PHRASES,
    **settings.PHRASES,
    **requisites.PHRASES,
}


def phrase(name: str) -> Phrase:
    """The phrase of a name.

    >>> phrase("skip").said("en")
    'Skip to the content'

    Raises:
        KeyError: there is none: a page asks for words that nobody wrote.
    """
    return PHRASES[name]
