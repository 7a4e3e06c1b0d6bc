"""Reads of guides: their versions, their trials, what is measured of their rules."""
