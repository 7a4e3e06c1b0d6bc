"""Reads of quality: cards and plans, what can be chosen, what waits, what is on the desk, reviews, figures."""
