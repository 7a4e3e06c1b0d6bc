"""Decisions of the conversations on plain values: whose a message is, episodes and turns, clocks."""
