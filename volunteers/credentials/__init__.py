"""Requirements and credentials."""
