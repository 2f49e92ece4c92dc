"""The roster: weeks of sessions as tables, sheets for paper, and the screen on the ward's wall."""
