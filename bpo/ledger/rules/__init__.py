"""What an entry says and in which letters, how entries are chained, and what follows from them."""
