"""What all sections of config.yaml are: frozen structs that refuse keys they do not know."""

from typing import Annotated

import msgspec

Positive = Annotated[int, msgspec.Meta(gt=0)]
NotNegative = Annotated[int, msgspec.Meta(ge=0)]
Percent = Annotated[int, msgspec.Meta(ge=0, le=100)]

#: Keys whose value lets whoever knows it speak in our name.
_SECRET_KEYS = frozenset({"url", "healthcheck"})


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """All sections are frozen and refuse keys they do not know."""

    def __repr__(self) -> str:
        values = ((name, getattr(self, name)) for name in self.__struct_fields__)
        told = (
            f"{name}={'…' if name in _SECRET_KEYS and value else repr(value)}"
            for name, value in values
        )
        return f"{type(self).__name__}({', '.join(told)})"
