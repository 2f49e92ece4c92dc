"""Series, shifts, positions, closures."""
