"""Decisions of the tenants on plain values: calendars, working time, which service level applies."""
