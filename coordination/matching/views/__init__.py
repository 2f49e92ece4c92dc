"""Pages of matching."""
