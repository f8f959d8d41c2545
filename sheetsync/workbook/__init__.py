"""The door to Google Sheets and Drive."""
