-- Where asks entered, kept as it was found: the page for their owner reads this and compares nothing.

ALTER TABLE asks ADD COLUMN owner TEXT NOT NULL DEFAULT '';
ALTER TABLE asks ADD COLUMN compared INTEGER NOT NULL DEFAULT 0; -- texts since its day that were compared
UPDATE asks SET seen = 0;

CREATE TABLE ask_pages (                 -- the page of all asks of one owner lies under a token
  owner TEXT PRIMARY KEY,
  token TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE ask_entries (
  ask INTEGER NOT NULL REFERENCES asks(id),
  symbol TEXT NOT NULL,
  place INTEGER NOT NULL,                -- 0 the closest paragraph of the text
  day TEXT NOT NULL,                     -- of adoption or vote; empty when unknown
  entry TEXT NOT NULL,                   -- records.asks.Entry as JSON
  told INTEGER NOT NULL DEFAULT 0,       -- 1: its message is in the outbox, or it was shown when the ask was set
  PRIMARY KEY (ask, symbol, place)
) STRICT;
