"""Decisions about exports: how one stands, and what is in it."""
