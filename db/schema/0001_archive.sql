-- Where material comes from and what was asked of it. All times are UTC, ISO 8601.

CREATE TABLE sources (                 -- the catalogue, from the YAML files
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  publisher TEXT NOT NULL,
  kind TEXT NOT NULL,
  url TEXT NOT NULL,
  language TEXT NOT NULL,              -- space-separated ISO 639-1
  region TEXT NOT NULL,
  licence TEXT NOT NULL,
  stores TEXT NOT NULL,
  interval_minutes INTEGER NOT NULL,
  least_items INTEGER NOT NULL,
  silence_days REAL NOT NULL,
  certainty TEXT NOT NULL,
  priority INTEGER NOT NULL,
  sample INTEGER NOT NULL DEFAULT 0,
  definition TEXT NOT NULL DEFAULT ''  -- the whole source as JSON, options included
) STRICT;

CREATE TABLE rounds (                  -- one crawl or import of one source: what it came to
  id INTEGER PRIMARY KEY,
  source TEXT NOT NULL,
  started TEXT NOT NULL,
  finished TEXT NOT NULL,
  outcome TEXT NOT NULL,               -- ok, unchanged, failed, refused, suspicious
  reason TEXT NOT NULL DEFAULT '',
  requests INTEGER NOT NULL DEFAULT 0,
  items INTEGER NOT NULL DEFAULT 0,    -- records read, all of them
  new INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL DEFAULT 0,
  unchanged INTEGER NOT NULL DEFAULT 0,
  rejected INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX rounds_by_source ON rounds(source, started);

CREATE TABLE fetches (                 -- every request, failures included; a copy of the archive's append-only log
  id INTEGER PRIMARY KEY,              -- line number in that log
  source TEXT NOT NULL,
  url TEXT NOT NULL,                   -- secrets removed
  at TEXT NOT NULL,
  outcome TEXT NOT NULL,               -- fetched, not_modified, same_body, failed, refused, suspicious
  reason TEXT NOT NULL DEFAULT '',
  status INTEGER,
  media_type TEXT NOT NULL DEFAULT '',
  etag TEXT NOT NULL DEFAULT '',
  last_modified TEXT NOT NULL DEFAULT '',
  seconds REAL NOT NULL DEFAULT 0,
  sha256 TEXT NOT NULL DEFAULT '',
  size INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX fetches_by_source ON fetches(source, at);
CREATE INDEX fetches_by_url ON fetches(url, at);

CREATE TABLE documents (               -- bytes we hold, and where in the archive
  sha256 TEXT PRIMARY KEY,
  source TEXT NOT NULL,
  url TEXT NOT NULL,
  fetched TEXT NOT NULL,
  media_type TEXT NOT NULL,
  size INTEGER NOT NULL,
  within TEXT NOT NULL DEFAULT '',     -- digest of the bulk file it was a member of
  git_blob TEXT NOT NULL DEFAULT '',   -- SHA-1 by which a git tree names the same bytes
  warc_file TEXT NOT NULL,
  warc_offset INTEGER NOT NULL,
  redacted TEXT NOT NULL DEFAULT ''    -- reason, when the bytes were taken down
) STRICT;
CREATE INDEX documents_by_blob ON documents(git_blob) WHERE git_blob <> '';

CREATE TABLE changes (                 -- what became new or different, in order; alerts read it behind a cursor
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  kind TEXT NOT NULL,                  -- resolution, statement, draft, other, news, story, signal, finding, source
  key TEXT NOT NULL,                   -- symbol, news id, story id, ...
  change TEXT NOT NULL                 -- new, changed
) STRICT;
CREATE INDEX changes_by_key ON changes(kind, key);

CREATE TABLE versions (                -- what a changed record said before
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  replaced TEXT NOT NULL,
  document TEXT NOT NULL DEFAULT '',   -- sha256 of the document it was read from
  content TEXT NOT NULL                -- the record as JSON
) STRICT;
CREATE INDEX versions_by_key ON versions(kind, key);

CREATE TABLE findings (                -- what is not understood or does not agree: listed, never silently mended
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,                  -- reject, vote_sum, numbering, alignment, date_disagreement, ...
  source TEXT NOT NULL DEFAULT '',
  place TEXT NOT NULL,                 -- file, address, symbol and paragraph
  reason TEXT NOT NULL,
  document TEXT NOT NULL DEFAULT '',
  found TEXT NOT NULL,
  UNIQUE (kind, place, reason)
) STRICT;

CREATE TABLE health (                  -- history of each source's state; the row without `until` is the present one
  id INTEGER PRIMARY KEY,
  source TEXT NOT NULL,
  state TEXT NOT NULL,                 -- ok, quiet, silent, failing, refused, shape, new
  reason TEXT NOT NULL,                -- in words a person can use
  since TEXT NOT NULL,
  until TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX health_by_source ON health(source, since);

CREATE TABLE redactions (              -- records taken down on request: they do not come back with the next crawl
  kind TEXT NOT NULL,
  key_hash TEXT NOT NULL,              -- of the record's key, which may itself name somebody
  reason TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (kind, key_hash)
) STRICT;
