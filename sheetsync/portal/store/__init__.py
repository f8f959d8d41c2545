"""The portal's database: what partners sent and what became of it, and what their pages show.

One transaction at a time writes, so a quota or a number is counted once, whoever asks beside.
Source: portal.md 5.1.
"""
