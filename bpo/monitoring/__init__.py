"""What is said about a brand elsewhere: watches, mentions, spikes, authors and the weekly digest.

A mention is a post that was not addressed to an account of the brand. Feeds and files bring posts, watches
(saved searches) pick mentions out of them, people sort them, and those that deserve an answer become
conversations, only through the operations of `conversations`. Emits `WatchChanged`, `ImportWaiting`; calls
conversations, channels (its wire, its readers of files), tenants, identity and language.
"""
