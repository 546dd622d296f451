"""Commands of the command line that have more to say than `dxextract.cli` has room for, a module each.

A module holds one function that `cli` registers; heavy imports stand inside it, so that ``--help`` answers at once.
What several commands share stands in `reading_options` (options) and `terminal` (what is printed).
"""
