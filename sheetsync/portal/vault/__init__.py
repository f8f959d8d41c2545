"""Where partners' files lie, and what is looked at before one is kept. Source: portal.md 6."""
