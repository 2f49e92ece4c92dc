"""Whom to ask, when people can come, and a roster that is proposed."""
