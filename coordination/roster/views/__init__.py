"""The roster's pages, and those of the screen on the wall."""
