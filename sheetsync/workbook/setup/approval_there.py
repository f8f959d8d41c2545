"""The protection that says who may approve, as it stands on a tab."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sheetsync.language import Phrase

#: What such a protection says of itself; by it one of ours is known.
APPROVAL = Phrase(
    ru="Здесь отмечают только названные в config.yaml (payments.approvers): {names}",
    en="Only those whom config.yaml names (payments.approvers) tick here: {names}",
)


@dataclass(frozen=True, slots=True)
class Approval:
    """Who may approve.

    Attributes:
        number: of the protection.
        names: the approvers, as its description names them.
        users: its editors; Google names the owner of the file among them.
    """

    number: int
    names: str
    users: frozenset[str]


def approval_in(protections: Iterable[Mapping[str, Any]]) -> Approval | None:
    """The one of ours among a tab's protections; None without one."""
    beginnings = [each.partition("{")[0] for each in APPROVAL.each]
    for found in protections:
        description = found.get("description", "")
        for one in beginnings:
            if description.startswith(one):
                users = found.get("editors", {}).get("users", ())
                names = description.removeprefix(one)
                return Approval(found["protectedRangeId"], names, frozenset(users))
    return None
