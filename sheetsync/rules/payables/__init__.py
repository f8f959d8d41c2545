"""What is to be paid, until when, and which documents are awaited."""
