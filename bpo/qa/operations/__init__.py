"""Writes of quality: cards and plans, drawing, reviewing, an agent's word, and deciding on it."""
