"""Decisions on money: terms, fees, credits, what is earned back, and how a statement is put together."""
