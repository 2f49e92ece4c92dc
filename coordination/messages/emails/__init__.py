"""How each kind of letter is written. A composer gives None where it is no longer true."""
