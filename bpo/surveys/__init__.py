"""Whether customers were satisfied: what they are asked when an episode is closed, and what they answer."""
