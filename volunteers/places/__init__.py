"""Areas, care units, wards and the numbers that an area sets."""
