"""Who did or read what, when: ids and field names, never personal values."""
