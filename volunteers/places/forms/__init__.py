"""Forms about places."""
