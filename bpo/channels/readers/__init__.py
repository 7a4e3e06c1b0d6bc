"""Readers of message files: a path in, one value out for each record, in the order of the file.

A value is an `IncomingMessage`, or says why there is none: `Reject`, `Duplicate`, `Other`. So the
records read are always the sum of what became of them. A file that is wrong as a whole raises
`Invalid` before the first value. No reader holds a file's texts in memory, whatever its size.
"""
