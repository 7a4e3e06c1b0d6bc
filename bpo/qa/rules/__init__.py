"""Decisions of quality: what a scorecard may be, how a review is scored, which replies are looked at, who may."""
