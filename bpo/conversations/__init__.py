"""The work itself: who wrote what to a brand, and how long they waited.

A conversation is one customer in one thread of one channel account. Episodes run from opening to closing,
turns are runs of customer messages without a reply, and each turn carries one response clock. Turns and
episodes are facts derived from messages and acts by pure rules (`rules.placement`, `rules.fold`,
`rules.clocks`), so that they can be made again, to the microsecond, from the evidence.

Listens to `InboundReceived`; calls `channels` and `tenants`.
"""
