-- Who wants to know what, and what was sent. Private: Datasette never opens this file. Times are UTC, ISO 8601.

CREATE TABLE subscriptions (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  why TEXT NOT NULL DEFAULT '',        -- the owner's own note: why this was set up
  owner TEXT NOT NULL DEFAULT '',      -- e-mail address that hears of paused channels; may be empty
  query TEXT NOT NULL,                 -- in the language of the site's search box
  kinds TEXT NOT NULL,                 -- space-separated, see alerts.subscription.KINDS
  languages TEXT NOT NULL DEFAULT '',  -- space-separated ISO 639-1; empty: all
  frequency TEXT NOT NULL,             -- at_once, hourly, daily, weekly
  hour TEXT NOT NULL DEFAULT '08:00',  -- local time of daily and weekly messages
  weekday INTEGER NOT NULL DEFAULT 0,  -- 0 Monday
  timezone TEXT NOT NULL DEFAULT 'UTC',
  quiet TEXT NOT NULL DEFAULT '',      -- local hours without messages: 22:00-07:00
  cap INTEGER NOT NULL DEFAULT 20,     -- messages a day; the rest comes as one digest
  lead_days INTEGER NOT NULL DEFAULT 45, -- how long before a mandate ends
  silence_days INTEGER NOT NULL DEFAULT 7, -- after so many days without a message, "nothing new" with proof; 0 never
  state TEXT NOT NULL,                 -- unconfirmed, active, paused, removed
  created TEXT NOT NULL,
  started INTEGER NOT NULL,            -- changes.seq after which it applies
  cursor INTEGER NOT NULL,             -- changes.seq up to which it was matched
  examined INTEGER NOT NULL DEFAULT 0, -- records matched against it since the last message
  last_message TEXT NOT NULL DEFAULT '',
  feed_token TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE channels (
  id INTEGER PRIMARY KEY,
  subscription INTEGER NOT NULL REFERENCES subscriptions(id),
  kind TEXT NOT NULL,                  -- email, webhook, apprise, feed
  address TEXT NOT NULL,
  secret TEXT NOT NULL DEFAULT '',     -- key of a webhook's signature
  token TEXT NOT NULL UNIQUE,          -- for confirming and unsubscribing
  state TEXT NOT NULL,                 -- unconfirmed, active, paused, removed
  failures INTEGER NOT NULL DEFAULT 0, -- in a row
  reason TEXT NOT NULL DEFAULT '',     -- the receiver's last refusal
  paused TEXT NOT NULL DEFAULT '',     -- when it was paused
  UNIQUE (subscription, kind, address)
) STRICT;

CREATE TABLE matches (                 -- each record once per subscription
  id INTEGER PRIMARY KEY,
  subscription INTEGER NOT NULL REFERENCES subscriptions(id),
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  seq INTEGER NOT NULL,                -- changes.seq; 0 for what time alone brings about
  subject TEXT NOT NULL,               -- the story or resolution it belongs to: one message for each
  at TEXT NOT NULL,
  item TEXT NOT NULL,                  -- what a message needs to say, as JSON
  message TEXT NOT NULL DEFAULT '',    -- key of the message that tells of it
  UNIQUE (subscription, kind, key)
) STRICT;
CREATE INDEX matches_waiting ON matches(subscription) WHERE message = '';

CREATE TABLE outbox (                  -- one message to one channel
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,            -- idempotency key: the same at every attempt
  message TEXT NOT NULL,               -- shared by the channels of one subscription
  subscription INTEGER,                -- none for notices to the operator
  channel INTEGER,                     -- none: to `kind` and `address` as they stand here
  kind TEXT NOT NULL,
  address TEXT NOT NULL,
  content TEXT NOT NULL,               -- the composed message as JSON
  created TEXT NOT NULL,
  next_try TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  delivered TEXT NOT NULL DEFAULT ''   -- when the receiver accepted it
) STRICT;
CREATE INDEX outbox_waiting ON outbox(next_try) WHERE delivered = '';
CREATE INDEX outbox_by_message ON outbox(message);

CREATE TABLE deliveries (              -- every attempt
  id INTEGER PRIMARY KEY,
  outbox INTEGER NOT NULL REFERENCES outbox(id),
  at TEXT NOT NULL,
  accepted INTEGER NOT NULL,
  answer TEXT NOT NULL                 -- the receiver's words
) STRICT;
CREATE INDEX deliveries_by_outbox ON deliveries(outbox);

CREATE TABLE marks (                   -- small facts that must survive a restart: last notice of a trouble, last audit
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
