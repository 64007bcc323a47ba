"""What a Council text says: paragraphs cited, children provided for, ends and reports, votes, situations."""
