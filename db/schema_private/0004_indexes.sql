-- For many alerts and a long past: the cap of a day, the clock that is set back, and what waits for a channel.

CREATE INDEX outbox_by_subscription ON outbox(subscription, created);
CREATE INDEX outbox_by_age ON outbox(created);
CREATE INDEX outbox_by_channel ON outbox(channel) WHERE delivered = '';
