"""Pages about people: the list of a place, and one's own."""
