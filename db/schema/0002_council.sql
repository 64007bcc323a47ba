-- Council texts. A row of `texts` is one expression (symbol, language, origin); `resolutions`, `statements`, `drafts`
-- and `paragraphs` hold what is shown, merged from the expressions, best origin first.

CREATE TABLE texts (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,                  -- resolution, statement, draft, other
  symbol TEXT NOT NULL,
  lang TEXT NOT NULL,
  origin TEXT NOT NULL,                -- akn4un, cr_unsc, haass, wandergram, un_press, undl, ...
  document TEXT NOT NULL,
  source TEXT NOT NULL,
  saved TEXT NOT NULL,
  shown INTEGER NOT NULL DEFAULT 0,    -- 1: its paragraphs are those in `paragraphs`
  paragraphs INTEGER NOT NULL,         -- how many it has
  content_hash TEXT NOT NULL,
  meta TEXT NOT NULL,                  -- the CouncilText as JSON without paragraphs and footnotes
  content TEXT NOT NULL,               -- the whole CouncilText as JSON
  UNIQUE (symbol, lang, origin)
) STRICT;

CREATE TABLE resolutions (
  number INTEGER PRIMARY KEY,
  symbol TEXT NOT NULL UNIQUE,
  year INTEGER NOT NULL,
  title TEXT NOT NULL,
  adopted TEXT,
  meeting INTEGER,
  agenda_item TEXT NOT NULL,
  draft_symbol TEXT NOT NULL,
  vote TEXT NOT NULL,                  -- in print: 15-0-0, without vote, by consensus; empty when unknown
  votes_yes INTEGER,
  votes_no INTEGER,
  votes_abstain INTEGER,
  votes_absent INTEGER,
  adoption TEXT NOT NULL,              -- vote, without_vote, consensus, acclamation, unknown
  languages TEXT NOT NULL,             -- space-separated, those with paragraphs
  text_origin TEXT NOT NULL,           -- origin of the shown text; empty when no text is held
  provisional INTEGER NOT NULL DEFAULT 0,
  situations TEXT NOT NULL DEFAULT '', -- space-separated ISO3
  mandates TEXT NOT NULL DEFAULT '',   -- separated by "; "
  child_grade INTEGER NOT NULL DEFAULT 0,      -- highest grade of its provisions
  child_paragraphs INTEGER NOT NULL DEFAULT 0, -- paragraphs graded 1 or more
  technical_rollover INTEGER NOT NULL DEFAULT 0,
  cites INTEGER NOT NULL DEFAULT 0,    -- resolutions it cites in the body
  cited_by INTEGER NOT NULL DEFAULT 0, -- resolutions citing it
  url TEXT NOT NULL,
  source TEXT NOT NULL,
  document TEXT NOT NULL,
  sample INTEGER NOT NULL DEFAULT 0,
  seq INTEGER NOT NULL
) STRICT;
CREATE INDEX resolutions_by_year ON resolutions(year);

CREATE TABLE statements (              -- presidential statements
  symbol TEXT PRIMARY KEY,
  year INTEGER NOT NULL,
  title TEXT NOT NULL,
  adopted TEXT,
  meeting INTEGER,
  agenda_item TEXT NOT NULL,
  languages TEXT NOT NULL,
  text_origin TEXT NOT NULL,
  situations TEXT NOT NULL DEFAULT '',
  child_paragraphs INTEGER NOT NULL DEFAULT 0,
  url TEXT NOT NULL,
  source TEXT NOT NULL,
  document TEXT NOT NULL,
  sample INTEGER NOT NULL DEFAULT 0,
  seq INTEGER NOT NULL
) STRICT;

CREATE TABLE drafts (                  -- drafts that were not adopted
  symbol TEXT PRIMARY KEY,
  year INTEGER NOT NULL,
  title TEXT NOT NULL,
  voted TEXT,
  meeting INTEGER,
  agenda_item TEXT NOT NULL,
  votes_yes INTEGER,
  votes_no INTEGER,
  votes_abstain INTEGER,
  votes_absent INTEGER,
  vetoed_by TEXT NOT NULL DEFAULT '',  -- permanent members voting against, separated by "; "
  languages TEXT NOT NULL,
  text_origin TEXT NOT NULL,
  url TEXT NOT NULL,
  source TEXT NOT NULL,
  document TEXT NOT NULL,
  sample INTEGER NOT NULL DEFAULT 0,
  seq INTEGER NOT NULL
) STRICT;

CREATE TABLE other_texts (             -- texts of other bodies: AU Peace and Security Council, NATO, General Assembly
  symbol TEXT PRIMARY KEY,
  body TEXT NOT NULL,
  year INTEGER NOT NULL,
  title TEXT NOT NULL,
  adopted TEXT,
  languages TEXT NOT NULL,
  text_origin TEXT NOT NULL,
  situations TEXT NOT NULL DEFAULT '',
  child_paragraphs INTEGER NOT NULL DEFAULT 0,
  url TEXT NOT NULL,
  source TEXT NOT NULL,
  document TEXT NOT NULL,
  sample INTEGER NOT NULL DEFAULT 0,
  seq INTEGER NOT NULL
) STRICT;

CREATE TABLE paragraphs (
  id INTEGER PRIMARY KEY,
  symbol TEXT NOT NULL,
  kind TEXT NOT NULL,                  -- of the text: resolution, statement, draft, other
  year INTEGER NOT NULL,
  lang TEXT NOT NULL,
  position INTEGER NOT NULL,           -- order in the text, from 0
  reference TEXT NOT NULL,             -- as printed: 5, 5(a), P3
  part TEXT NOT NULL,                  -- preamble, operative, annex
  level INTEGER NOT NULL,
  label TEXT NOT NULL,
  heading TEXT NOT NULL,
  opening TEXT NOT NULL,
  text TEXT NOT NULL,
  aligned TEXT NOT NULL DEFAULT '',    -- reference of the English paragraph it corresponds to; empty where none does
  grade INTEGER NOT NULL DEFAULT 0,    -- child-provision grade 0 to 3 (English)
  UNIQUE (symbol, lang, position)
) STRICT;
CREATE INDEX paragraphs_by_reference ON paragraphs(symbol, lang, reference);

CREATE TABLE votes (
  symbol TEXT NOT NULL,
  country TEXT NOT NULL,               -- as printed
  iso3 TEXT NOT NULL,                  -- empty for States without a code today
  vote TEXT NOT NULL,                  -- yes, no, abstain, absent
  PRIMARY KEY (symbol, country)
) STRICT;

CREATE TABLE sponsors (
  symbol TEXT NOT NULL,
  country TEXT NOT NULL,
  PRIMARY KEY (symbol, country)
) STRICT;

CREATE TABLE subjects (                -- UNBIS and other subject headings assigned by the United Nations
  symbol TEXT NOT NULL,
  subject TEXT NOT NULL,
  PRIMARY KEY (symbol, subject)
) STRICT;

CREATE TABLE council_members (
  year INTEGER NOT NULL,
  country TEXT NOT NULL,
  iso3 TEXT NOT NULL,
  permanent INTEGER NOT NULL,
  PRIMARY KEY (year, country)
) STRICT;
