"""Writes of the conversations: taking messages in, acting on them, deriving the facts."""
