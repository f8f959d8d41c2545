"""The demo network: a partner network in Russian or English, made from a seed."""

from sheetsync.demo.network import build
from sheetsync.demo.troubles import PLANTED, Trouble
from sheetsync.demo.workbook import DemoWorkbook, Formula, Place, Typed, Value

__all__ = ["PLANTED", "DemoWorkbook", "Formula", "Place", "Trouble", "Typed", "Value", "build"]
