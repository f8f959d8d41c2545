"""SQL for whoever keeps rows in a database: address, engine, transactions, bulk insert, steps.

The rooms that stand on it (`mirror`, `facts`) use SQLAlchemy Core; nobody else imports it.
"""

from sheetsync.sql.address import DatabaseAddress, database_address
from sheetsync.sql.bulk import insert_rows
from sheetsync.sql.database import Database, open_database
from sheetsync.sql.prepared import Prepared, Row

__all__ = [
    "Database", "DatabaseAddress", "Prepared", "Row", "database_address", "insert_rows",
    "open_database",
]  # fmt: skip
