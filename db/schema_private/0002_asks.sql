-- Proposed wording that an advocate follows; where it entered adopted texts is computed from the public database.

CREATE TABLE asks (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  text TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  created TEXT NOT NULL
) STRICT;
