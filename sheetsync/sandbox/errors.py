"""Refusals as Google words them: a Sheets error has no `errors` list, a Drive error has one."""

from http import HTTPStatus
from typing import Any

STATUSES = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    503: "UNAVAILABLE",
}
_BAD_REQUEST = "type.googleapis.com/google.rpc.BadRequest"


class ApiError(Exception):
    """A request that Google would refuse.

    Attributes:
        code: the HTTP status.
        message: Google's text.
        violations: (field, description) pairs of a body that does not fit the API's types.
        bare: keep the message as it is, even inside a numbered request of a batch.
    """

    def __init__(
        self,
        code: int,
        message: str,
        *,
        violations: tuple[tuple[str, str], ...] = (),
        bare: bool = False,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.violations = violations
        self.bare = bare

    def body(self) -> dict[str, Any]:
        """The answer's JSON as Google writes it."""
        error: dict[str, Any] = {
            "code": self.code,
            "message": self.message,
            "status": STATUSES[self.code],
        }
        if self.violations:
            listed = [
                {"field": field, "description": text} if field else {"description": text}
                for field, text in self.violations
            ]
            error["details"] = [{"@type": _BAD_REQUEST, "fieldViolations": listed}]
        return {"error": error}


class DriveError(ApiError):
    """A refusal of the Drive API: carries a reason and, mostly, the parameter at fault."""

    def __init__(self, code: int, reason: str, message: str, *, location: str = "") -> None:
        super().__init__(code, message)
        self.reason = reason
        self.location = location

    def body(self) -> dict[str, Any]:
        """The answer's JSON with Drive's `errors` list."""
        entry = {"domain": "global", "reason": self.reason, "message": self.message}
        if self.location:
            entry |= {"locationType": "parameter", "location": self.location}
        return {"error": {"errors": [entry], "code": self.code, "message": self.message}}


def refused(message: str) -> ApiError:
    """A 400 that says what is wrong with the request."""
    return ApiError(HTTPStatus.BAD_REQUEST, message)


def not_found() -> ApiError:
    """Sheets' 404: there is no such spreadsheet, or it was deleted."""
    return ApiError(HTTPStatus.NOT_FOUND, "Requested entity was not found.")


def forbidden() -> ApiError:
    """Sheets' 403: the spreadsheet belongs to somebody else."""
    return ApiError(HTTPStatus.FORBIDDEN, "The caller does not have permission")


def protected() -> ApiError:
    """The 400 for a write into somebody's protected range."""
    return refused(
        "You are trying to edit a protected cell or object. "
        "Please contact the spreadsheet owner to remove protection if you need to edit."
    )


def file_not_found(file_id: str) -> DriveError:
    """Drive's 404, also given for files that the caller may not see."""
    return DriveError(404, "notFound", f"File not found: {file_id}.", location="fileId")


def file_forbidden() -> DriveError:
    """Drive's 403 for a change by somebody who may only read."""
    return DriveError(
        403,
        "insufficientFilePermissions",
        "The user does not have sufficient permissions for this file.",
    )
