"""Payments of the bank: what they pay is proposed here, and a person says yes."""
