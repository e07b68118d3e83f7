-- What channels remember of messages that were delivered, to go on from them: the thread of a run, the
-- comment of a schedule. It goes with what it belongs to.
CREATE TABLE channel_memory (
    id INTEGER PRIMARY KEY,
    run_id INTEGER REFERENCES run (id) ON DELETE CASCADE,
    schedule_id INTEGER REFERENCES schedule (id) ON DELETE CASCADE,
    -- Which channel and destination, as a digest.
    place TEXT NOT NULL,
    value TEXT NOT NULL CHECK (length(value) BETWEEN 1 AND 200),
    CHECK ((run_id IS NULL) <> (schedule_id IS NULL))
) STRICT;

CREATE UNIQUE INDEX channel_memory_of_run ON channel_memory (run_id, place)
    WHERE run_id IS NOT NULL;
CREATE UNIQUE INDEX channel_memory_of_schedule ON channel_memory (schedule_id, place)
    WHERE schedule_id IS NOT NULL;
