"""The frame: settings, clock, errors, letterbox and audit. It knows no room above it."""
