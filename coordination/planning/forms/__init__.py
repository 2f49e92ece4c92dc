"""Forms of the pages on which managers and coordinators work."""
