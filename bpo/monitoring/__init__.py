"""What is said about a brand outside the queue: watches, mentions, spikes, alerts, authors.

A mention becomes a conversation only through the operations of `conversations`.
"""
