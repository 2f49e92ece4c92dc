"""Sign-ups and attendance."""
