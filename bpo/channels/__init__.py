"""The wires to social networks; in this storey, the inbound ones.

A channel account is one account of a brand on one network. What arrives is kept raw first (`InboundEvent`,
idempotent by the message's own id) and becomes work afterwards. Message files are read here too.

Emits `InboundReceived`; calls `tenants`. What a message means is `conversations`' business.
"""
