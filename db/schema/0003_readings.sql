-- What we take the texts to mean. Every row carries its quotation, the offsets in the paragraph and the rule.

CREATE TABLE citations (
  id INTEGER PRIMARY KEY,
  symbol TEXT NOT NULL,                -- the citing text
  paragraph TEXT NOT NULL,
  part TEXT NOT NULL,                  -- preamble, operative, annex, footnote
  cited TEXT NOT NULL,
  cited_kind TEXT NOT NULL,            -- resolution, statement, document
  action TEXT NOT NULL,                -- recalling, reaffirming, extending, amending, ending, welcoming, citing
  quote TEXT NOT NULL,
  start INTEGER NOT NULL,
  end INTEGER NOT NULL
) STRICT;
CREATE INDEX citations_from ON citations(symbol);
CREATE INDEX citations_to ON citations(cited);

CREATE TABLE provisions (              -- graded child provisions of English texts
  id INTEGER PRIMARY KEY,
  symbol TEXT NOT NULL,
  paragraph TEXT NOT NULL,
  grade INTEGER NOT NULL,              -- 1 in passing, 2 preambular, 3 operative
  themes TEXT NOT NULL,                -- space-separated
  verb TEXT NOT NULL,
  quote TEXT NOT NULL,
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  rule TEXT NOT NULL
) STRICT;
CREATE INDEX provisions_by_symbol ON provisions(symbol);

CREATE TABLE mandate_ends (
  id INTEGER PRIMARY KEY,
  symbol TEXT NOT NULL,
  paragraph TEXT NOT NULL,
  mandate TEXT NOT NULL,               -- the mission or regime, where recognised
  subject TEXT NOT NULL,               -- what ends, in the text's words
  due TEXT,
  basis TEXT NOT NULL,                 -- stated, computed_from_start, computed_from_adoption, none
  superseded_by TEXT NOT NULL DEFAULT '', -- symbol of the renewal that replaced this end
  quote TEXT NOT NULL,
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  rule TEXT NOT NULL
) STRICT;
CREATE INDEX mandate_ends_by_due ON mandate_ends(due);
CREATE INDEX mandate_ends_by_symbol ON mandate_ends(symbol);

CREATE TABLE reporting_requests (
  id INTEGER PRIMARY KEY,
  symbol TEXT NOT NULL,
  paragraph TEXT NOT NULL,
  asked TEXT NOT NULL,
  recipient TEXT NOT NULL,
  kind TEXT NOT NULL,
  due TEXT,
  interval TEXT NOT NULL,
  due_type TEXT NOT NULL,              -- fixed, relative, interval, event, none
  superseded_by TEXT NOT NULL DEFAULT '',
  quote TEXT NOT NULL,
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  rule TEXT NOT NULL
) STRICT;
CREATE INDEX reporting_requests_by_due ON reporting_requests(due);
CREATE INDEX reporting_requests_by_symbol ON reporting_requests(symbol);

CREATE TABLE renewals (                -- old text and the one that renews it, per mandate or regime
  id INTEGER PRIMARY KEY,
  mandate TEXT NOT NULL,
  old TEXT NOT NULL,
  new TEXT NOT NULL,
  basis TEXT NOT NULL,                 -- how the pair was found
  technical_rollover INTEGER NOT NULL DEFAULT 0,
  child_old INTEGER NOT NULL,          -- child provisions in the old text
  child_new INTEGER NOT NULL,
  kept INTEGER NOT NULL DEFAULT 0,     -- child provisions by what became of them
  changed INTEGER NOT NULL DEFAULT 0,
  strengthened INTEGER NOT NULL DEFAULT 0,
  weakened INTEGER NOT NULL DEFAULT 0,
  dropped INTEGER NOT NULL DEFAULT 0,
  added INTEGER NOT NULL DEFAULT 0,
  summary TEXT NOT NULL,
  fingerprint TEXT NOT NULL DEFAULT '', -- of the two wordings compared
  UNIQUE (mandate, old, new)
) STRICT;

CREATE TABLE readings (                -- why: one row per label of a news item or text
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,                  -- news, resolution, ...
  key TEXT NOT NULL,
  code TEXT NOT NULL,                  -- child, conflict, a violation, a country, a party ...
  quote TEXT NOT NULL,
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  rule TEXT NOT NULL,
  weight REAL,
  rules_version TEXT NOT NULL
) STRICT;
CREATE INDEX readings_by_key ON readings(kind, key);

CREATE TABLE derived (                 -- how far each derivation has read the table of changes
  name TEXT PRIMARY KEY,
  seq INTEGER NOT NULL
) STRICT;
