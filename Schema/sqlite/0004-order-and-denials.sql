-- A run and its destination: what has the same goes out in the order of its events. Null where there
-- is no order.
ALTER TABLE delivery ADD COLUMN lane TEXT;

-- The delivery before it in its lane, while that has not ended.
ALTER TABLE delivery ADD COLUMN waits_for INTEGER REFERENCES delivery (id)
    CHECK (waits_for IS NULL OR state = 'pending');

CREATE INDEX delivery_in_lane ON delivery (lane, event_id)
    WHERE lane IS NOT NULL AND state = 'pending';
CREATE INDEX delivery_waiting ON delivery (waits_for) WHERE waits_for IS NOT NULL;
DROP INDEX delivery_due;
CREATE INDEX delivery_due ON delivery (next_attempt_at)
    WHERE state = 'pending' AND waits_for IS NULL;

-- Addresses to which nothing is sent.
CREATE TABLE denial (
    -- Empty for every kind of channel.
    kind TEXT NOT NULL,
    -- What the addresses look like, in lower case; * stands for anything.
    pattern TEXT NOT NULL,
    reason TEXT NOT NULL,
    denied_by INTEGER NOT NULL CHECK (denied_by BETWEEN 0 AND 4294967295),
    since INTEGER NOT NULL,
    PRIMARY KEY (kind, pattern)
) STRICT, WITHOUT ROWID;
