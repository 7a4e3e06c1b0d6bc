"""What is decided about guides: what differs between two, and what a trial tells."""
