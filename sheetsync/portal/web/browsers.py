"""What a browser calls itself, in the two words by which its owner knows it again."""

#: The first that is found counts: most browsers name those before them as well.
_NAMES = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("YaBrowser", "Yandex"), ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
_SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
    ("Macintosh", "Mac"), ("Linux", "Linux"),
)  # fmt: skip


def browser_name(agent: str) -> str:
    """A browser and its system; "" for what is neither.

    >>> browser_name("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 Chrome/120 Safari/537 Edg/120")
    'Edge, Windows'
    >>> browser_name("curl/8.5")
    ''
    """
    found = (
        next((name for mark, name in known if mark in agent), "") for known in (_NAMES, _SYSTEMS)
    )
    return ", ".join(filter(None, found))
