-- Figures and listings imported from the Secretary-General's reports stand beside those that ship with the program;
-- `document` tells them apart. Both tables are filled anew from the reference tables at the next start.

DROP TABLE listings;
CREATE TABLE listings (                -- who is listed in the Secretary-General's annexes, by report year
  party TEXT NOT NULL,
  situation TEXT NOT NULL,
  report_year INTEGER NOT NULL,
  annex TEXT NOT NULL,
  section TEXT NOT NULL,
  violations TEXT NOT NULL,            -- space-separated
  listed_from TEXT NOT NULL DEFAULT '',-- as stated; `listing_history` has what follows from the reports held
  listed_to TEXT NOT NULL DEFAULT '',
  dates_source TEXT NOT NULL DEFAULT '',
  printed_as TEXT NOT NULL DEFAULT '', -- name in the report, where `party` is another of its names
  symbol TEXT NOT NULL DEFAULT '',     -- of the report; empty: not seen
  page TEXT NOT NULL DEFAULT '',
  source TEXT NOT NULL,
  certainty TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  document TEXT NOT NULL DEFAULT '',   -- empty: shipped with the program
  sample INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (party, situation, report_year)
) STRICT;

DROP TABLE verified_totals;
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
  document TEXT NOT NULL DEFAULT '',   -- empty: shipped with the program
  sample INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (report_year, covers_year, situation, measure, symbol)
) STRICT;

ALTER TABLE situations ADD COLUMN document TEXT NOT NULL DEFAULT '';
ALTER TABLE parties ADD COLUMN document TEXT NOT NULL DEFAULT '';
ALTER TABLE other_texts ADD COLUMN cites INTEGER NOT NULL DEFAULT 0;

CREATE VIEW listing_history AS         -- from which report to which each party stands, of the reports held
SELECT h.*, (SELECT min(o.report_year) FROM listings o WHERE o.situation = h.situation AND o.sample = h.sample
             AND o.document <> '' AND o.certainty NOT LIKE 'withdrawn%' AND o.report_year > h.last_report) AS absent_from
FROM (
  SELECT party, situation, sample, min(report_year) AS first_report, max(report_year) AS last_report,
         count(*) AS reports, min(nullif(listed_from, '')) AS stated_from, max(nullif(listed_to, '')) AS stated_to
  FROM listings WHERE certainty NOT LIKE 'withdrawn%' GROUP BY party, situation, sample
) h;

CREATE VIEW reports_used AS            -- reports on which figures and listings rest, and whether their text is held
SELECT u.symbol, u.report_year, u.sample, sum(u.total) AS totals, sum(1 - u.total) AS listings,
       coalesce(o.symbol, '') AS text, coalesce(o.title, '') AS title, coalesce(o.cites, 0) AS cites
FROM (
  SELECT symbol, report_year, sample, 1 AS total FROM verified_totals WHERE certainty NOT LIKE 'withdrawn%'
  UNION ALL SELECT symbol, report_year, sample, 0 FROM listings WHERE certainty NOT LIKE 'withdrawn%'
) u
LEFT JOIN other_texts o ON o.text_origin <> '' AND
  ('-' || o.symbol || '-' LIKE '%-' || u.symbol || '-%' OR '-' || u.symbol || '-' LIKE '%-' || o.symbol || '-%')
WHERE u.symbol <> ''
GROUP BY u.symbol, u.report_year, u.sample;
