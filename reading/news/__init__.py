"""What a news item reports: children, conflict, violations, places, parties, victims, dates."""
