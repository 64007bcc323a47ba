-- Which news items report one event. `story_items` is for readers; the other tables are the index by which a new item
-- finds its like at the same cost whatever is stored. All of it is rebuilt by replay.

CREATE TABLE story_items (
  news INTEGER PRIMARY KEY,            -- news.id
  story TEXT NOT NULL,                 -- stories.id
  relation TEXT NOT NULL,              -- first, report, update (new facts or a second item of an outlet), reprint
  copy_of INTEGER,                     -- news.id of the item that a reprint repeats
  independent INTEGER NOT NULL,        -- 1: the first item of its outlet here, and no reprint or wire copy
  likeness REAL NOT NULL               -- how much spoke for this story: above 0, about 3 is nearly certain
) STRICT;
CREATE INDEX story_items_by_story ON story_items(story, news);

CREATE TABLE story_traces (            -- what an item left for comparing (reading.stories.traces)
  news INTEGER PRIMARY KEY,
  day INTEGER NOT NULL,                -- days since year 1
  trace BLOB NOT NULL,
  keys BLOB NOT NULL                   -- the numbers it is filed under, eight bytes each
) STRICT;

CREATE TABLE story_keys (              -- rare words, places with days, phrases, bands of the vector: all as numbers
  key INTEGER NOT NULL,
  day INTEGER NOT NULL,
  news INTEGER NOT NULL,
  PRIMARY KEY (key, day, news)
) STRICT, WITHOUT ROWID;

CREATE TABLE story_words (             -- in how many traces a word occurs
  key INTEGER PRIMARY KEY,
  texts INTEGER NOT NULL
) STRICT;

CREATE TABLE story_state (             -- seq: changes.seq up to which news were sorted; texts: traces counted
  name TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT;

CREATE INDEX news_by_seq ON news(seq); -- what is new since the last time, without reading what is old
