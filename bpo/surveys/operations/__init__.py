"""Writes of the surveys: plans, invitations, answers; and the figures, computed as the system."""
