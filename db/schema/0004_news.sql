-- News: title, link, date, outlet, a summary of at most 300 characters, and our own fields. Never a body.

CREATE TABLE news (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,            -- source and guid or canonical address
  source TEXT NOT NULL,
  outlet TEXT NOT NULL,
  url TEXT NOT NULL,
  title TEXT NOT NULL,
  summary TEXT NOT NULL,
  published TEXT,
  first_seen TEXT NOT NULL,
  lang TEXT NOT NULL,                  -- read from the text
  child INTEGER NOT NULL DEFAULT 0,    -- see `readings` for the words
  conflict INTEGER NOT NULL DEFAULT 0,
  relevant INTEGER NOT NULL DEFAULT 0, -- a report mentioning; never "a violation happened"
  score REAL NOT NULL DEFAULT 0,
  kind TEXT NOT NULL DEFAULT 'other',  -- incident, statement_or_report, other
  violations TEXT NOT NULL DEFAULT '', -- space-separated; violations the report mentions
  countries TEXT NOT NULL DEFAULT '',  -- space-separated ISO3
  districts TEXT NOT NULL DEFAULT '',
  parties TEXT NOT NULL DEFAULT '',    -- separated by "; "
  victims_min INTEGER,
  victims_max INTEGER,
  event_date TEXT,
  not_new INTEGER NOT NULL DEFAULT 0,
  story TEXT NOT NULL DEFAULT '',
  rules_version TEXT NOT NULL DEFAULT '',
  content_hash TEXT NOT NULL,
  document TEXT NOT NULL,
  sample INTEGER NOT NULL DEFAULT 0,
  seq INTEGER NOT NULL
) STRICT;
CREATE INDEX news_by_published ON news(published);
CREATE INDEX news_by_url ON news(url);
CREATE INDEX news_by_story ON news(story);
CREATE INDEX news_by_source ON news(source, first_seen);

CREATE TABLE stories (                 -- items that report one event
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,                 -- of the lead item
  lead INTEGER NOT NULL,               -- news.id
  first_seen TEXT NOT NULL,
  last_seen TEXT NOT NULL,
  event_date TEXT,
  items INTEGER NOT NULL,
  outlets INTEGER NOT NULL,            -- independent outlets; wire copies count once
  languages TEXT NOT NULL,
  countries TEXT NOT NULL,
  violations TEXT NOT NULL,
  parties TEXT NOT NULL,
  relevant INTEGER NOT NULL,
  kind TEXT NOT NULL,
  sample INTEGER NOT NULL DEFAULT 0,
  seq INTEGER NOT NULL
) STRICT;

CREATE TABLE signals (                 -- what rose, over what baseline, at what false-alarm rate
  id INTEGER PRIMARY KEY,
  situation TEXT NOT NULL,
  violation TEXT NOT NULL,
  period TEXT NOT NULL,                -- week or day
  starts TEXT NOT NULL,
  stories INTEGER NOT NULL,
  outlets INTEGER NOT NULL,
  baseline REAL NOT NULL,
  method TEXT NOT NULL,
  statistic REAL NOT NULL,
  threshold REAL NOT NULL,
  false_alarms_per_year REAL NOT NULL,
  articles TEXT NOT NULL,              -- JSON list of news ids
  UNIQUE (situation, violation, period, starts, method)
) STRICT;

CREATE TABLE label_overrides (         -- corrections by people; a copy of the archive's append-only file
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  reason TEXT NOT NULL,
  by TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
