"""Use cases that touch several rooms: publish, plan, close."""
