"""Reviewing: corrections as an overlay beside the extraction, the web page to make them, and what becomes of them.

The overlay (`events`, `journal`, `anchors`, `merge`) is pure and needs no web library; the server and its pages come
with the extra ``dxextract[review]``. An extraction is never edited.
"""
