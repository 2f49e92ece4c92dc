"""Log-in by e-mail."""
