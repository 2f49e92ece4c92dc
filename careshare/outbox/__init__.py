"""The letterbox: events, deliveries, channels, sweep heartbeats. It knows nothing of shifts."""
