-- Child clauses through the renewals of a mandate: one row per step of one clause.

CREATE TABLE lineage (
  mandate TEXT NOT NULL,
  old TEXT NOT NULL,                   -- the earlier text
  old_paragraph TEXT NOT NULL,         -- empty where the clause is new
  new TEXT NOT NULL,                   -- the text that renews it
  new_paragraph TEXT NOT NULL,         -- empty where the clause was dropped
  step TEXT NOT NULL,                  -- new, carried, changed, strengthened, weakened, dropped
  similarity REAL NOT NULL,            -- of the wording, 0 to 1
  PRIMARY KEY (mandate, old, new, old_paragraph, new_paragraph)
) STRICT;
CREATE INDEX lineage_forward ON lineage(mandate, old, old_paragraph);
CREATE INDEX lineage_backward ON lineage(mandate, new, new_paragraph);
