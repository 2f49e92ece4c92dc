"""WHO: log-ins, places, organisations, roles, people and their credentials."""
