"""Real servers of other people, started for a test and for nobody else: on loopback, ports of their own,
everything under a folder of their own, gone with whoever started them."""
