"""Texts: from lines with their mark-up, separators or gaps to the blocks of a document."""
