-- Tables of the field. Each row says how certain it is; only seen or verified rows are published as fact.

CREATE TABLE situations (
  iso3 TEXT NOT NULL,
  situation TEXT NOT NULL PRIMARY KEY,
  on_council_agenda INTEGER,           -- empty: not checked
  has_listed_party INTEGER,            -- empty: not checked
  certainty TEXT NOT NULL,
  sample INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE parties (
  party TEXT NOT NULL,
  situation TEXT NOT NULL,
  iso3 TEXT NOT NULL,
  aliases TEXT NOT NULL,               -- separated by ";"
  type TEXT NOT NULL,
  certainty TEXT NOT NULL,
  source TEXT NOT NULL,
  sample INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (party, situation)
) STRICT;

CREATE TABLE listings (                -- who is listed in the Secretary-General's annexes, by report year
  party TEXT NOT NULL,
  situation TEXT NOT NULL,
  report_year INTEGER NOT NULL,
  annex TEXT NOT NULL,
  section TEXT NOT NULL,
  violations TEXT NOT NULL,            -- space-separated
  listed_from TEXT NOT NULL DEFAULT '',
  listed_to TEXT NOT NULL DEFAULT '',
  source TEXT NOT NULL,
  page TEXT NOT NULL DEFAULT '',
  certainty TEXT NOT NULL,
  sample INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (party, situation, report_year)
) STRICT;

CREATE TABLE verified_totals (         -- as published by the Secretary-General, never derived
  report_year INTEGER NOT NULL,
  covers_year INTEGER NOT NULL,
  situation TEXT NOT NULL DEFAULT '',  -- empty: all situations together
  measure TEXT NOT NULL,               -- total_verified, children_affected, a violation ...
  value INTEGER NOT NULL,
  approximate INTEGER NOT NULL,
  symbol TEXT NOT NULL,
  page TEXT NOT NULL DEFAULT '',
  source TEXT NOT NULL,
  certainty TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (report_year, covers_year, situation, measure)
) STRICT;
