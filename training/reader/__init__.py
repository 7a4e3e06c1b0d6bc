"""How the reader (bpo/language/reader.py) is trained: `python -m training.reader.train` makes bpo/language/models/."""
