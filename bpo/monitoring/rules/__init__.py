"""Decisions of monitoring, on plain values."""
