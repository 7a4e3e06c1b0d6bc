"""Taking a client brand on: its file, its checklist, its going live.

The brand file is read and written here (`brand_file`), compared with what is stored and applied as a whole;
pages and commands go the same way. A checklist says what is left to do, and only a brand with nothing left
goes live.

Calls `identity` and `staffing` (who works for the brand), `tenants` and `channels` (whose rows it changes through their
operations). What is measured and checked later is decided here, but done elsewhere.
"""
