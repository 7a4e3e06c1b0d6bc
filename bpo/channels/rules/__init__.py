"""Decisions of the channels on plain values: what a message from outside must look like."""
