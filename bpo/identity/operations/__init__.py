"""Writes about people: who has access, how they sign in, what they change themselves, their programs' keys."""
