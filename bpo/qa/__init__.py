"""How good the work was: scorecards, samples, reviews, disputes, and automatic checks of what was sent.

A person's review and an automatic check are kept apart and never mixed in one figure. Calls conversations
and below; nobody below knows of it.
"""
