"""Forms and list tables, set out as headings with their blocks below."""
