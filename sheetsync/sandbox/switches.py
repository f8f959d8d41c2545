"""What is not settled about Google's behaviour, as switches (sheets-api, entries graded [U])."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Switches:
    """How the sandbox decides where sources conflict or are silent.

    Attributes:
        clip_reads: a read that starts inside the grid and ends beyond it is cut to the grid;
            False refuses it.
        refuse_invalid_entries: writes through the API that break a strict validation rule
            are refused; False, as reported, lets them pass.
        most_cells: cells a workbook may have; Google's pages say 10 million, some 20 million.
        own_storage: a service account may create files outside shared drives; False answers
            403 storageQuotaExceeded.
        comment_state: batchUpdate replies carry `commentUpdateState`, as servers of 2026 do.
        errors_explained: formatted values of errors carry their explanation, as unformatted
            ones do; False writes the bare code.
        newest_protection_first: spreadsheets.get lists protected ranges newest first instead
            of in the order they were made.
        csv_shown: a CSV export writes what cells show; False writes stored values.
    """

    clip_reads: bool = True
    refuse_invalid_entries: bool = False
    most_cells: int = 10_000_000
    own_storage: bool = True
    comment_state: bool = False
    csv_shown: bool = True
    errors_explained: bool = False
    newest_protection_first: bool = False
