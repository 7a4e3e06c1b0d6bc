"""Text in, findings out: the checks of replies and the understanding of what customers write.

A library that happens to live here: no database, no Flask, no `bpo.core`. `engine.check` runs one brand's
compiled rules over a text; `engine.understand` reads an inbound message. Spans are Unicode code points,
half open. The same rules, versions and rule names serve the composer, the send and quality reviews.
"""
