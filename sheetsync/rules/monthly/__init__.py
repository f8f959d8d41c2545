"""One partner's month as numbers and facts: who hears of it, when, and what. No layout."""
