"""Tables of pages: where they stand, what their cells are, and how their parts are joined."""
