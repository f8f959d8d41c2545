import re

from sheetsync import errors

DRAWN = re.compile(r"[ │├└─]*(?P<name>\w+Error)\s+(?P<code>\d+)\s+\S")


def drawing() -> dict[str, int]:
    lines = (errors.__doc__ or "").splitlines()
    matches = [match for line in lines if (match := DRAWN.match(line))]
    return {match["name"]: int(match["code"]) for match in matches}


def test_the_page_draws_every_error_with_its_exit_code() -> None:
    classes = {
        name: value.exit_code
        for name, value in vars(errors).items()
        if isinstance(value, type) and issubclass(value, errors.SheetsyncError)
    }
    assert drawing() == classes


def test_an_error_says_what_happened_and_the_cure() -> None:
    error = errors.ConfigError("config.yaml: sandbox: is missing", cure="add it")
    assert str(error) == "config.yaml: sandbox: is missing\n  cure: add it"
    assert str(errors.RunActiveError("busy")) == "busy"
    assert errors.RunActiveError("busy").exit_code == 3


def test_a_refused_letter_knows_whether_to_try_again() -> None:
    assert errors.LetterRefusedError("450 later", temporary=True).temporary
