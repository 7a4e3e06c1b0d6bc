"""What was learnt from texts of our own (training/): weights, with what they are and were trained on beside them."""
