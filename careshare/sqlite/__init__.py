"""The SQLite backend of the demo and of small installations."""
