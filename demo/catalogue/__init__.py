"""What the invented municipality is like: its places, organisations, people and activities."""
