import ast
from pathlib import Path

import pytest

import sheetsync

HOUSE = Path(sheetsync.__file__).parents[1]
SOURCES = sorted([*HOUSE.glob("sheetsync/**/*.py"), *HOUSE.glob("jobs/**/*.py")])
#: All that may be touched of yagmail. `send`, `send_unsent`, `AsyncClient` and whatever comes
#: later log in anew, repeat by themselves, or mix letters up.
ALLOWED = {"Client", "login", "smtp", "is_closed", "set_logging", "user"}


def imports_yagmail(tree: ast.AST) -> bool:
    modules = [
        name
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    ]
    return any(module.split(".")[0] == "yagmail" for module in modules)


def owner(value: ast.expr) -> str:
    """The last name of what an attribute is taken of."""
    while isinstance(value, ast.Call):
        value = value.func
    return getattr(value, "id", getattr(value, "attr", ""))


def taken(tree: ast.AST) -> set[str]:
    """What is taken of the module yagmail or of one of its clients."""
    attributes = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and owner(node.value) in {"yagmail", "Client", "client", "_client"}
    }
    names = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "yagmail"
        for alias in node.names
    }
    return attributes | names


def test_yagmail_is_known_in_one_file_only() -> None:
    users = [path.name for path in SOURCES if imports_yagmail(ast.parse(path.read_text()))]
    assert users == ["session.py"]


def test_yagmail_only_opens_sessions() -> None:
    used = taken(ast.parse((HOUSE / "sheetsync/mail/session.py").read_text()))
    assert {"Client", "login", "smtp"} <= used
    assert used <= ALLOWED


@pytest.mark.parametrize(
    "text",
    [
        "import yagmail\nyagmail.Client('a').send('b')",
        "import yagmail\nyagmail.SMTP('a')",
        "from yagmail import AsyncClient",
        "import yagmail\nclient = yagmail.Client('a')\nclient.send_unsent()",
        "import yagmail\nself._client.prepare_send()",
    ],
)
def test_the_fence_notices_a_trespass(text: str) -> None:
    tree = ast.parse(text)
    assert imports_yagmail(tree)
    assert taken(tree) - ALLOWED
