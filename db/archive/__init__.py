"""Everything fetched, kept for good and provable: bodies, the hash-chained log, redaction, verification."""
