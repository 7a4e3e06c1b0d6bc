"""The demo vendor: four invented client brands, their people and weeks of their traffic.

Nothing here is a figure: `brands/` are ordinary brand files, `scripts/` are texts, `traffic` turns texts into
messages in the shape of the message file, and everything then goes through the same import as a real client's
traffic. Equal arguments give equal messages.

It knows no table; applying the files and feeding the messages is the loader's work.
"""
