-- Full text. The indexes are contentless: they hold folded words (records.folding.searchable), which no column
-- shows; text for display comes from the row of the same id. Deleting takes the old words, so the store alone writes
-- here. Column `tags` holds codes of kind, language and year, so that a filter costs no look-up per hit.

CREATE TABLE search_texts (            -- one row per resolution, statement, draft or other text, for search and lists
  id INTEGER PRIMARY KEY,
  symbol TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,                  -- resolution, statement, draft, other
  year INTEGER NOT NULL,
  adopted TEXT,
  title TEXT NOT NULL,
  other_titles TEXT NOT NULL,          -- titles in the other languages, one a line
  agenda_item TEXT NOT NULL,
  subjects TEXT NOT NULL,              -- separated by "; "
  situations TEXT NOT NULL DEFAULT '',
  mandates TEXT NOT NULL DEFAULT '',
  child_grade INTEGER NOT NULL DEFAULT 0,
  source TEXT NOT NULL,
  sample INTEGER NOT NULL DEFAULT 0,
  seq INTEGER NOT NULL
) STRICT;
CREATE INDEX search_texts_by_date ON search_texts(adopted);

CREATE VIRTUAL TABLE texts_fts USING fts5(
  symbol, title, agenda, subjects, other, tags,
  content='', tokenize="porter unicode61 remove_diacritics 2"
);

-- Whole texts, one row per text and language (db.store.text_index says how ids are made).
CREATE VIRTUAL TABLE whole_fts USING fts5(
  symbol, title, agenda, subjects, other, body, tags,
  content='', tokenize="porter unicode61 remove_diacritics 2"
);

CREATE VIRTUAL TABLE paragraphs_fts USING fts5(
  text, heading, tags,
  content='', tokenize="porter unicode61 remove_diacritics 2"
);

CREATE VIRTUAL TABLE news_fts USING fts5(
  title, summary, parties, tags,
  content='', tokenize="porter unicode61 remove_diacritics 2"
);

-- Weights of the columns in bm25; tags never count.
INSERT INTO texts_fts (texts_fts, rank) VALUES ('rank', 'bm25(4.0, 4.0, 2.0, 1.5, 2.0, 0.0)');
INSERT INTO whole_fts (whole_fts, rank) VALUES ('rank', 'bm25(5.0, 5.0, 2.0, 2.0, 2.0, 1.0, 0.0)');
INSERT INTO paragraphs_fts (paragraphs_fts, rank) VALUES ('rank', 'bm25(1.0, 0.5, 0.0)');
INSERT INTO news_fts (news_fts, rank) VALUES ('rank', 'bm25(3.0, 1.0, 1.0, 0.0)');

-- Bytes gathered in memory before a segment is written; the default of one megabyte makes many small segments.
INSERT INTO paragraphs_fts (paragraphs_fts, rank) VALUES ('hashsize', 8000000);
INSERT INTO whole_fts (whole_fts, rank) VALUES ('hashsize', 8000000);
INSERT INTO news_fts (news_fts, rank) VALUES ('hashsize', 8000000);

-- The words of the indexes with their frequency, for suggestions.
CREATE VIRTUAL TABLE paragraphs_words USING fts5vocab(paragraphs_fts, row);
CREATE VIRTUAL TABLE news_words USING fts5vocab(news_fts, row);
