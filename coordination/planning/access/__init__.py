"""What the pages of this room fetch and may show."""
