"""How the first and the last of a customer's messages read, as SQL: for the mark on an episode and for reports."""

# One number a message, by which the first and the last are found without sorting: microseconds, then how it reads.
# Of one instant the gravest comes first among the first and last among the last; what was not read gives way.
_AT = "4 * CAST(round(date_part('epoch', m.posted_at) * 1000000) AS bigint)"
_READS = "CASE r.sentiment WHEN 'negative' THEN 0 WHEN 'neutral' THEN 1 WHEN 'positive' THEN 2 ELSE 3 END"
MOOD_NAME = "(ARRAY['negative', 'neutral', 'positive'])[1 + {0}]"  # NULL for what was not read
# Of the messages `m` of an episode with how they were read, `r`: how the first reads, and how the last does.
BEGAN = f"CAST(min({_AT} + {_READS}) % 4 AS integer)"
ENDED = f"CAST(3 - max({_AT} + 3 - {_READS}) % 4 AS integer)"
