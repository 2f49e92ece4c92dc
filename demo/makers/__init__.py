"""One file a noun; each adds its rows to a world. `demo.registry` says in which order."""
