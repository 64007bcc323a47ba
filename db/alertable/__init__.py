"""New and changed records as the alert side matches them."""
