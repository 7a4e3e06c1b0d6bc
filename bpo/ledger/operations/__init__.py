"""Entering what happened, proving that it stands untouched, deriving the facts from it again."""
