"""What the client is shown: the SLA report, its downloads, and the rows behind each figure.

Reads the facts that `conversations` derives and changes nothing. Every figure is defined twice and on
purpose: in SQL over the facts of the period (`queries`), and from plain lists (`rules.reference`), which
`operations.recompute` runs over the messages themselves. A report is right when both agree.
"""
