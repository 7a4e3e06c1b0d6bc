"""Definitions of the reports on plain values: periods, figures from counts, figures from lists, pictures."""
