"""One search over texts, paragraphs and news."""
