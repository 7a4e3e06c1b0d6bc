"""Word lists of our own, by subject; each for the four languages."""
