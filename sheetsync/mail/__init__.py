"""The door to people: SMTP, a folder of .eml files, chats."""
