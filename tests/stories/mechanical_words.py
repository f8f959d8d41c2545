"""What a machine can see of the rules for Russian texts: spaces, dashes, ranges, codes."""

import re

_FAULTS = {
    "a plain space before the unit": re.compile(r"\d (?=[₽%$€])"),
    "a plain space before балла": re.compile(r"\d балл"),
    "a plain space after №": re.compile(r"№ (?=\S)"),
    "a hyphen for a dash": re.compile(r"(?<=\S) - (?=\S)"),
    "a hyphen in a range": re.compile(
        r"(?<![\w.-])\d{1,4}-\d{1,4}(?= ?(?:дн|день|дня|балл|%|₽|год))"
    ),
    "a keyboard's quotes": re.compile(r'(?<!=)"'),
    "Google's truth": re.compile(r"\b(?:ИСТИНА|ЛОЖЬ|TRUE|FALSE)\b"),
    "a word to avoid": re.compile(
        r"касани|юрлиц|корзин|полураспад|подмеш|подмешать|тревог|внимание к клиенту"
        r"|в нашу пользу|считаю |мы платим|платят нам|нам платят",
        re.IGNORECASE,
    ),
    "a code": re.compile(r"(?<![\w@./«-])[a-z]+_[a-z_]+(?![\w@])"),
    "a code of reading": re.compile(r"\b[A-Z]+_[A-Z_]+\b"),
}
#: What people type or copy: commands in brackets or back ticks, addresses, keys of Settings.
_TYPED = re.compile(r"`[^`]*`|\([^()]*sheetsync[^()]*\)|https?://\S+|\S+@\S+|config\.yaml\S*")
_KEYS = re.compile(
    r"month_closed|feedback_max|file_hosts|fx_[A-Z]{3}|docset_\w*|manager_email|\{\w+\}"
)


def faults(text: str) -> list[str]:
    """What is wrong with a Russian text, a line a fault."""
    plain = _KEYS.sub("", _TYPED.sub("", text))
    return [f"{name}: {text}" for name, pattern in _FAULTS.items() if pattern.search(plain)]
