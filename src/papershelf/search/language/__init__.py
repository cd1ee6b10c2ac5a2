"""The language of queries: typed text becomes an immutable value, its clauses become tests, its slips hints."""
