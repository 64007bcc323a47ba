-- Proposed wording that an advocate follows; where it entered adopted texts is computed from the public database.

CREATE TABLE asks (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  text TEXT NOT NULL,                  -- the wording proposed
  note TEXT NOT NULL DEFAULT '',
  addressed_to TEXT NOT NULL DEFAULT '', -- for whom: a State, a mission, a negotiation
  since TEXT NOT NULL,                 -- ISO date from which an adopted text counts
  tell TEXT NOT NULL DEFAULT '',       -- mail address or webhook that hears of an entry; empty: nobody
  seen INTEGER NOT NULL DEFAULT 0,     -- changes.seq up to which adopted texts were compared
  created TEXT NOT NULL
) STRICT;
