"""Changes of exports: ordering, making, keeping and deleting them."""
