"""One file per report; `registry` lists them, `shape` says what a report is made of."""
