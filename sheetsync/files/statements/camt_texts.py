"""Looks things up in an element of ISO 20022 whose names carry no namespace."""

from xml.etree.ElementTree import Element

from sheetsync.tables.bank_texts import decimal_minor


def local(element: Element) -> str:
    """An element's name without its namespace, which tells the version."""
    return str(element.tag).rpartition("}")[2]


def text_at(element: Element, *paths: str) -> str:
    """The text at the first of some paths that has any; "" for none."""
    for path in paths:
        for found in element.iterfind(path):
            if found.text and found.text.strip():
                return found.text.strip()
    return ""


def minor_at(element: Element, path: str = "Amt") -> int | None:
    """The sum at a path in minor units; None for none."""
    return decimal_minor(text_at(element, path))


def currency_at(element: Element, path: str = "Amt") -> str:
    """The currency of the sum at a path; "" for none."""
    found = element.find(path)
    return "" if found is None else found.get("Ccy", "").strip().upper()
