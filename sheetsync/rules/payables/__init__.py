"""What we owe and wait for: due dates, status, ageing, highlight, document packs."""
