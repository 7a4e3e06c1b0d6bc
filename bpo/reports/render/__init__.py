"""A report as a file: the same figures as JSON, CSV and XLSX."""
