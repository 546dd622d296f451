"""Plans as Word and slides make them, with exact gold: see `__main__` for how they are made and scored."""
