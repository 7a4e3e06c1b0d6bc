"""What every domain stands on; it knows no domain.

The unit of work (one transaction, one actor, one instant), row-level security by the actor's set of
brands, job rows with RQ as their bell, append-only event rows, ids, the clock, errors, translation, and
the embedded PostgreSQL and Valkey that make `make up` the whole set-up.
"""
