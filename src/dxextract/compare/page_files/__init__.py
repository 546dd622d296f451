"""Template, style and script of the comparison page."""
