"""Backup of what sheetsync keeps beside the workbook, and its way back on another machine."""
