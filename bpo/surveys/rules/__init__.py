"""Decisions of the surveys: what a plan may say, who is asked, what an answer may be, what the figures are."""
