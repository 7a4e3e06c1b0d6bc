"""What a brand takes along: everything that is kept about it, as one ZIP of JSON lines with a manifest.

Above every other domain of a brand, because it reads the tables of all of them and is known by none. An export
is ordered, built by a job as the system for this one brand, kept for some days in parts of a megabyte, and then
deleted. Whatever is erased of a brand goes from its exports in the same transaction (`core.privacy`).
"""
