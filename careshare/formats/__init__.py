"""How each language writes days and times, where Django says it otherwise."""
