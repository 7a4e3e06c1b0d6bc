"""Whether customers were satisfied: what they are asked when an episode is closed, and what they answer.

A plan says, in versions, whether and how a brand's customers are asked. Closing a conversation plans an
invitation; when its time has come it is decided once more and goes out as an automatic message, through the
channels' delivery, with a personal link. Behind the link stands a public page that takes one answer until it
expires. Systems that ask by themselves bring their answers by the API.

Listens to `EpisodeClosed` of the conversations and to what becomes of deliveries; emits `NegativeAnswer`.
Calls conversations, channels, tenants, identity and language.
"""
