"""Reads of the reports: counts over the facts of a period, the rows behind them, what the page draws."""
