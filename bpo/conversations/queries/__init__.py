"""Reads of conversations: lists of them, and one with all that belongs to it."""
