"""Reading the ledger, and the evidence that it is compared with."""
