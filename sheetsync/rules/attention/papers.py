"""Agreements in the case that a sentence of what to do asks for: renew what, get what signed."""

from collections.abc import Mapping
from types import MappingProxyType

from sheetsync.language import Phrase

#: By kind of agreement: as the object of a sentence, as it is and signed.
PAPERS: Mapping[str, tuple[Phrase, Phrase]] = MappingProxyType(
    {
        "contract": (
            Phrase(ru="договор", en="contract"),
            Phrase(ru="подписанный договор", en="signed contract"),
        ),
        "addendum": (
            Phrase(ru="доп. соглашение", en="addendum"),
            Phrase(ru="подписанное доп. соглашение", en="signed addendum"),
        ),
        "nda": (
            Phrase(ru="соглашение о неразглашении", en="NDA"),
            Phrase(ru="подписанное соглашение о неразглашении", en="signed NDA"),
        ),
        "power": (
            Phrase(ru="доверенность", en="power of attorney"),
            Phrase(ru="подписанную доверенность", en="signed power of attorney"),
        ),
        "pd_consent": (
            Phrase(ru="согласие на обработку ПДн", en="personal data consent"),
            Phrase(ru="подписанное согласие на обработку ПДн", en="signed personal data consent"),
        ),
        "licence": (
            Phrase(ru="лицензию", en="licence"),
            Phrase(ru="подписанную лицензию", en="signed licence"),
        ),
        "insurance": (
            Phrase(ru="страховой полис", en="insurance policy"),
            Phrase(ru="подписанный страховой полис", en="signed insurance policy"),
        ),
        "other": (
            Phrase(ru="документ", en="document"),
            Phrase(ru="подписанный документ", en="signed document"),
        ),
    }
)
