"""Two editions of one plan: which records are the same, and what changed in them.

`matching` pairs records by meaning, `changes` says what differs, `report` writes it for people.
"""
