-- The schedules that came from files, as those were applied last: one that is in no file any more is
-- deleted.
CREATE TABLE file_schedule (
    schedule_id INTEGER PRIMARY KEY REFERENCES schedule (id)
) STRICT;
