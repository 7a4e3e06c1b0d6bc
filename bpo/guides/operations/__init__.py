"""Trying a changed guide, and publishing one that was tried."""
