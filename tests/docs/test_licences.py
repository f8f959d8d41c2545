"""What the extras install may be used: its licences are permissive, or ask for a library's source.

Read are the packages that are installed here, as their makers declare them. A licence that this
page does not know fails by the name of its package: look at it, then write it down.
"""

import re
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

EXTRAS = (
    "charts",
    "pdf",
    "notify",
    "engines",
    "spark",
    "postgres",
    "iceberg",
    "portal",
    "s3",
    "sepa",
    "mutants",
    "bench",
    "dev",
)
#: Installed by these alone; a developer need not have them.
ASKED_FOR_ONLY = {"spark", "mutants", "bench"}

PERMISSIVE = {
    *("0BSD", "Apache 2.0", "Apache Software License", "Apache-2.0", "BSD", "BSD License"),
    *("BSD 2-Clause License", "BSD 3-Clause", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0"),
    *("3-Clause BSD License", "ISC", "MIT", "MIT License", "MIT-0", "MIT-CMU", "PSF-2.0", "PSFL"),
    *("Python Software Foundation License", "Python-2.0", "The Unlicense (Unlicense)", "Unlicense"),
    *("ZPL 2.1", "Zope Public License", "Zlib"),
}
#: A changed copy of the library itself must be shown, what imports it need not.
OF_THE_LIBRARY_ALONE = {
    *("LGPL-3.0-only", "LGPL-3.0-or-later", "MPL-2.0", "Mozilla Public License 2.0 (MPL 2.0)"),
    "GNU Library or Lesser General Public License (LGPL)",
    "GNU Lesser General Public License v2 or later (LGPLv2+)",
}
ALLOWED = PERMISSIVE | OF_THE_LIBRARY_ALONE
#: Packages that declare no licence one can compare, or several to choose from -> what was found
#: by looking, and where.
LOOKED_UP: dict[str, str] = {
    "text-unidecode": "Artistic License or GPL, at the user's choice: the Artistic License lets "
    "others use and pass it on unchanged",
    "axe-playwright-python": "MIT by its LICENSE file; the axe-core it carries is MPL-2.0",
}


def wanted(package: Distribution, extras: frozenset[str]) -> Iterator[Requirement]:
    """What a package asks for on this machine, with some of its extras."""
    for text in package.requires or ():
        asked = Requirement(text)
        if asked.marker is None or any(
            asked.marker.evaluate({"extra": extra}) for extra in extras | {""}
        ):
            yield asked


def closure(*extras: str) -> tuple[dict[str, Distribution], set[str]]:
    """All that sheetsync installs with some extras, by name; and what of it is not here."""
    found: dict[str, Distribution] = {}
    absent: set[str] = set()
    seen: set[tuple[str, frozenset[str]]] = set()
    ahead = [("sheetsync", frozenset(extras))]
    while ahead:
        name, chosen = ahead.pop()
        if (name, chosen) in seen:
            continue
        seen.add((name, chosen))
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            absent.add(name)
            continue
        ahead += [
            (str(canonicalize_name(asked.name)), frozenset(asked.extras))
            for asked in wanted(found[name], chosen)
        ]
    return found, absent


def licences(package: Distribution) -> set[str]:
    """The licences of a package as declared: all that must be kept, or those to choose from."""
    for expression in package.metadata.get_all("License-Expression") or ():
        return set(re.split(r"\s+(?:AND|OR)\s+", expression.strip("()")))
    classified = {
        entry.rpartition(" :: ")[2]
        for entry in package.metadata.get_all("Classifier") or ()
        if entry.startswith("License :: ") and not entry.endswith(":: OSI Approved")
    }
    if classified:
        return classified
    told = package.metadata.get_all("License") or ["none declared"]
    return set(re.split(r"\s+OR\s+", told[0].strip()))


def test_every_extra_of_the_project_is_looked_at() -> None:
    declared = distribution("sheetsync").metadata.get_all("Provides-Extra") or []
    assert set(declared) == set(EXTRAS)


def test_what_developers_need_is_all_here() -> None:
    _, absent = closure(*(set(EXTRAS) - ASKED_FOR_ONLY))
    assert absent == set()


def test_all_that_the_extras_install_may_be_used() -> None:
    found, _ = closure(*EXTRAS)
    refused = {
        name: sorted(unknown)
        for name, package in found.items()
        if name not in LOOKED_UP and (unknown := licences(package) - ALLOWED)
    }
    assert refused == {}
    assert len(found) > 100  # the whole closure was walked, not its first level


@pytest.mark.parametrize(
    ("expression", "classifiers", "told", "read"),
    [
        ("MIT AND PSF-2.0", [], None, {"MIT", "PSF-2.0"}),
        ("GPL-3.0-only", ["License :: OSI Approved :: MIT License"], None, {"GPL-3.0-only"}),
        (None, ["License :: OSI Approved", "License :: Other/Proprietary License"], "MIT",
         {"Other/Proprietary License"}),
        (None, [], "AGPL", {"AGPL"}),
        (None, [], "BSD 3-Clause OR Apache-2.0", {"BSD 3-Clause", "Apache-2.0"}),
        (None, [], None, {"none declared"}),
    ],
)  # fmt: skip
def test_a_licence_is_read_where_it_is_declared(
    expression: str | None, classifiers: list[str], told: str | None, read: set[str]
) -> None:
    lines = ["Metadata-Version: 2.4", "Name: x", "Version: 1"]
    lines += [f"License-Expression: {expression}"] if expression else []
    lines += [f"License: {told}"] if told else []
    lines += [f"Classifier: {entry}" for entry in classifiers]

    class Declared(Distribution):
        """A package of which only the declaration is there."""

        def read_text(self, filename: str) -> str | None:
            return "\n".join(lines) if filename == "METADATA" else None

        def locate_file(self, path: object) -> object:  # type: ignore[override]
            raise FileNotFoundError(path)

    assert licences(Declared()) == read
