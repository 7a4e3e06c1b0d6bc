"""The evidence ledger: everything that figures are made from, once more, as a chain of hashes that only grows.

Nouns: entry, day, key. It reads what conversations, channels and tenants keep as evidence, and follows their commits
by the notes that the database leaves (`conversations.models.EvidenceNote`); it emits nothing. Above it, reports
compare the figures that are replayed from it with those of the stored facts.
"""
