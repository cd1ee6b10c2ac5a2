"""Columns: what filters, orders and counts ask of papers, as arrays, so that nobody has to read every paper."""
