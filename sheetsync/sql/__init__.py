"""SQL for whoever keeps rows in a database: address, engine, transactions, bulk insert, steps.

The rooms that stand on it (`mirror`, `facts`) use SQLAlchemy Core; nobody else imports it.
"""

from sheetsync.sql.address import DatabaseAddress, database_address
from sheetsync.sql.bulk import insert_rows
from sheetsync.sql.database import Database, open_database

__all__ = ["Database", "DatabaseAddress", "database_address", "insert_rows", "open_database"]
