"""The versions of the reports' definitions that a contract can be bound to; what they say is `bpo.reports`'."""

FIRST_VERSION = 2  # the first that months were sealed with and can still be computed by
VERSION = 3
