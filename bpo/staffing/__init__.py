"""Who can work, on what, and whether they may: profiles, certifications, teams, assignments.

Nobody serves a brand without its valid certification, and the check is made at claim and again at send,
not only when somebody is assigned. Calls identity and tenants; conversations ask it, it never asks them.
"""
