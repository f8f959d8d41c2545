"""Tables that come as files: one .xlsx, or a folder with one .csv a tab."""

from sheetsync.files.path_kinds import read_source
from sheetsync.files.source import SourceTab

__all__ = ["SourceTab", "read_source"]
