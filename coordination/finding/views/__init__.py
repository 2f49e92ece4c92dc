"""The volunteer's pages."""
