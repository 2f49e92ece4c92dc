"""Everything that the letterbox does."""
