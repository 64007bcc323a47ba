"""Pure judgement on records: no clock, no network, no database. Every reading says its words and its rule."""

#: Raised by hand whenever a rule, table or model changes what is read; stored with each reading.
RULES_VERSION = "10"
