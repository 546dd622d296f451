"""Commands of the command line that have more to say than `dxextract.cli` has room for, a module each.

A module holds one function that `cli` registers; heavy imports stand inside it, so that ``--help`` answers at once.
"""
