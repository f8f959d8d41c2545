"""Who asks: owner, editor, viewer or nobody; told by the bearer token where hooks are on."""

from dataclasses import dataclass

OWNER_EMAIL = "owner@sandbox.example"
_ROLES = ("owner", "editor", "viewer", "none")


@dataclass(frozen=True)
class Identity:
    """A caller.

    Attributes:
        role: owner, editor, viewer or none, for every file alike.
        email: the address under which protected ranges and permissions know the caller.
    """

    role: str = "owner"
    email: str = OWNER_EMAIL

    @property
    def reads(self) -> bool:
        """May see files."""
        return self.role != "none"

    @property
    def writes(self) -> bool:
        """May change files."""
        return self.role in ("owner", "editor")


def identity_of(authorization: str) -> Identity:
    """The caller behind an Authorization header: `Bearer editor:ann@team.example`.

    Any other token is the owner's.
    """
    role, _, email = authorization.removeprefix("Bearer ").partition(":")
    if role in _ROLES and email:
        return Identity(role, email)
    return Identity()
