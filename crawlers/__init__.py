"""The Scrapy project: asks sources politely and reads what comes back. Knows no database and judges nothing."""
