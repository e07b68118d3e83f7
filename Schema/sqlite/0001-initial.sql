-- Times are microseconds since 1970 in UTC, durations are microseconds. A uid is a UUID as text.

PRAGMA application_id = 0x6E746664;

-- What a schedule does, as JSON; immutable, so that a run keeps what it was created by.
CREATE TABLE definition (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    body TEXT NOT NULL
) STRICT;

-- A list of notifications; immutable, so that setting one is atomic and a run keeps its own.
CREATE TABLE notification_set (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    -- What it was given to.
    origin TEXT NOT NULL CHECK (origin IN ('schedule', 'project', 'run')),
    size INTEGER NOT NULL CHECK (size >= 0)
) STRICT;

CREATE TABLE notification (
    set_id INTEGER NOT NULL REFERENCES notification_set (id),
    position INTEGER NOT NULL CHECK (position >= 0),
    name TEXT NOT NULL,
    -- The words of "when".
    interests TEXT NOT NULL,
    condition TEXT NOT NULL,
    message TEXT NOT NULL,
    subject TEXT NOT NULL,
    severity TEXT NOT NULL,
    -- Where it goes: a notifier, or a channel with its parameters.
    notifier TEXT,
    kind TEXT,
    parameters TEXT,
    -- {"secret": "<reference>"} where there are any.
    secret_parameters TEXT,
    CHECK ((notifier IS NULL) = (kind IS NOT NULL)),
    CHECK ((kind IS NULL) = (parameters IS NULL)),
    CHECK ((kind IS NULL) = (secret_parameters IS NULL)),
    PRIMARY KEY (set_id, position),
    UNIQUE (set_id, name)
) STRICT;

CREATE INDEX notification_of_notifier ON notification (notifier) WHERE notifier IS NOT NULL;

-- A stored configuration of a channel, as it is now.
CREATE TABLE notifier (
    name TEXT PRIMARY KEY,
    owner INTEGER NOT NULL CHECK (owner BETWEEN 0 AND 4294967295),
    is_shared INTEGER NOT NULL CHECK (is_shared IN (0, 1)),
    -- Null while it is enabled.
    disabled_at INTEGER,
    disabled_reason TEXT NOT NULL,
    kind TEXT NOT NULL,
    parameters TEXT NOT NULL,
    secret_parameters TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX notifier_of_owner ON notifier (owner);

-- What counts for all schedules of a project.
CREATE TABLE project (
    name TEXT PRIMARY KEY,
    notification_set_id INTEGER NOT NULL REFERENCES notification_set (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX project_of_set ON project (notification_set_id);

-- A known value, sealed: another key does not open it.
CREATE TABLE secret_key (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    check_value BLOB NOT NULL
) STRICT;

-- The secret parameters of a notification or a notifier as JSON, sealed with the key in the state
-- folder. They go with the last that needs them, while the rest of a notification stays for the history.
CREATE TABLE secret (
    reference TEXT PRIMARY KEY,
    set_id INTEGER REFERENCES notification_set (id),
    notifier TEXT REFERENCES notifier (name),
    sealed BLOB NOT NULL,
    CHECK ((set_id IS NULL) <> (notifier IS NULL))
) STRICT;

CREATE INDEX secret_of_set ON secret (set_id) WHERE set_id IS NOT NULL;
CREATE INDEX secret_of_notifier ON secret (notifier) WHERE notifier IS NOT NULL;

-- A deleted schedule stays for its runs; its name is free again.
CREATE TABLE schedule (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    project TEXT NOT NULL,
    name TEXT NOT NULL,
    owner INTEGER NOT NULL CHECK (owner BETWEEN 0 AND 4294967295),
    definition_id INTEGER NOT NULL REFERENCES definition (id),
    notification_set_id INTEGER NOT NULL REFERENCES notification_set (id),
    paused_at INTEGER,
    paused_until INTEGER,
    paused_by INTEGER CHECK (paused_by BETWEEN 0 AND 4294967295),
    pause_reason TEXT,
    revision INTEGER NOT NULL CHECK (revision >= 1),
    created_at INTEGER NOT NULL,
    accounted_until INTEGER NOT NULL,
    -- Null while a run of it is pending or running.
    idle_since INTEGER,
    last_success_at INTEGER,
    -- Null while the last run that was not aborted or skipped completed.
    failing_since INTEGER,
    deleted_at INTEGER,
    CHECK ((paused_at IS NULL) = (paused_by IS NULL)),
    CHECK ((paused_at IS NULL) = (pause_reason IS NULL)),
    CHECK (paused_until IS NULL OR paused_at IS NOT NULL)
) STRICT;

CREATE UNIQUE INDEX schedule_key ON schedule (project, name) WHERE deleted_at IS NULL;
CREATE INDEX schedule_name ON schedule (project, name);
CREATE INDEX schedule_of_set ON schedule (notification_set_id) WHERE deleted_at IS NULL;

-- The key and owner are the schedule's, kept here so that lists need no join.
CREATE TABLE run (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE CHECK (length(uid) = 36),
    schedule_id INTEGER NOT NULL REFERENCES schedule (id),
    project TEXT NOT NULL,
    schedule TEXT NOT NULL,
    owner INTEGER NOT NULL,
    trigger TEXT NOT NULL
        CHECK (trigger IN ('schedule', 'catch-up', 'boot', 'backfill', 'manual')),
    occurrence INTEGER,
    -- Of several skipped alike the last.
    last_occurrence INTEGER,
    state TEXT NOT NULL
        CHECK (state IN ('pending', 'running', 'completed', 'error', 'aborted', 'skipped')),
    reason TEXT CHECK (reason IN ('exit', 'signal', 'timeout', 'start', 'lost')),
    skip_reason TEXT CHECK (skip_reason IN ('overlap', 'missed', 'paused', 'limit')),
    count INTEGER NOT NULL CHECK (count >= 1),
    message TEXT NOT NULL,
    attempt INTEGER NOT NULL CHECK (attempt >= 1),
    created_at INTEGER NOT NULL,
    -- A pending run that is tried again waits until then.
    start_after INTEGER,
    started_at INTEGER,
    ended_at INTEGER,
    exit_code INTEGER,
    signal INTEGER,
    user_time INTEGER,
    system_time INTEGER,
    wall_time INTEGER,
    peak_memory INTEGER,
    -- A JSON object each; null where there is none.
    parameters TEXT,
    results TEXT,
    -- What of the results could not be used.
    results_error TEXT,
    -- The launcher it is for; null while it waits for its turn.
    launcher TEXT,
    definition_id INTEGER NOT NULL REFERENCES definition (id),
    notification_set_id INTEGER NOT NULL REFERENCES notification_set (id),
    -- The list of its project, which comes second; null where there is none.
    project_notification_set_id INTEGER REFERENCES notification_set (id),
    CHECK ((state = 'error') = (reason IS NOT NULL)),
    CHECK ((state = 'skipped') = (skip_reason IS NOT NULL)),
    CHECK ((state IN ('pending', 'running')) = (ended_at IS NULL)),
    CHECK (state = 'skipped' OR count = 1),
    CHECK (state = 'skipped' OR last_occurrence IS NULL),
    CHECK (exit_code IS NULL OR signal IS NULL)
) STRICT;

CREATE UNIQUE INDEX run_occurrence ON run (schedule_id, occurrence)
    WHERE occurrence IS NOT NULL AND trigger <> 'backfill';
CREATE INDEX run_backfill ON run (schedule_id, occurrence) WHERE trigger = 'backfill';
CREATE INDEX run_active ON run (schedule_id) WHERE state IN ('pending', 'running');
CREATE INDEX run_of_set ON run (notification_set_id) WHERE state IN ('pending', 'running');
CREATE INDEX run_of_project_set ON run (project_notification_set_id)
    WHERE project_notification_set_id IS NOT NULL AND state IN ('pending', 'running');
CREATE INDEX run_of_schedule ON run (schedule_id);
CREATE INDEX run_of_project ON run (project);
CREATE INDEX run_of_owner ON run (owner);
CREATE INDEX run_uncommon ON run (state) WHERE state <> 'completed';

-- What came of a run's attempts before the last one.
CREATE TABLE attempt (
    run_id INTEGER NOT NULL REFERENCES run (id),
    number INTEGER NOT NULL CHECK (number >= 1),
    started_at INTEGER,
    ended_at INTEGER NOT NULL,
    reason TEXT NOT NULL CHECK (reason IN ('exit', 'signal', 'timeout', 'start', 'lost')),
    message TEXT NOT NULL,
    exit_code INTEGER,
    signal INTEGER,
    PRIMARY KEY (run_id, number)
) STRICT, WITHOUT ROWID;

-- Times in which nothing could be started, and instants at which the clocks changed.
CREATE TABLE interruption (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN
        ('machine-off', 'stopped', 'killed', 'suspended', 'clock-set', 'zone-data')),
    began_at INTEGER NOT NULL,
    ended_at INTEGER NOT NULL
) STRICT;

-- The start of the machine that was last acted upon.
CREATE TABLE machine (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    boot TEXT NOT NULL
) STRICT;

-- The outbox is the events whose notifications_pending_since is not null. The key and owner are the
-- schedule's, kept here so that the outbox needs no join.
CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE CHECK (length(uid) = 36),
    schedule_id INTEGER NOT NULL REFERENCES schedule (id),
    project TEXT NOT NULL,
    schedule TEXT NOT NULL,
    owner INTEGER NOT NULL,
    -- Null where it happened to the schedule itself.
    run_id INTEGER REFERENCES run (id),
    occasion TEXT NOT NULL CHECK (occasion IN
        ('pending', 'running', 'completed', 'error', 'aborted', 'skipped', 'attempt-error',
            'defined', 'reported')),
    reason TEXT CHECK (reason IN ('exit', 'signal', 'timeout', 'start', 'lost')),
    change TEXT CHECK (change IN ('broken', 'fixed')),
    at INTEGER NOT NULL,
    notification_set_id INTEGER NOT NULL REFERENCES notification_set (id),
    project_notification_set_id INTEGER REFERENCES notification_set (id),
    -- The one notification that is meant, where it is not all that listen.
    only_notification TEXT,
    -- The run as it was then, as JSON; left out where there is nobody to tell.
    snapshot TEXT,
    notifications_pending_since INTEGER,
    -- The uid of the event that is told again.
    resends TEXT,
    CHECK (notifications_pending_since IS NULL OR snapshot IS NOT NULL),
    CHECK ((run_id IS NULL) = (occasion = 'defined')),
    CHECK ((occasion IN ('error', 'attempt-error')) = (reason IS NOT NULL)),
    CHECK (change IS NULL OR (change = 'broken') = (occasion = 'error'))
) STRICT;

CREATE INDEX event_pending ON event (id) WHERE notifications_pending_since IS NOT NULL;
CREATE INDEX event_pending_since ON event (notifications_pending_since)
    WHERE notifications_pending_since IS NOT NULL;
CREATE INDEX event_of_set ON event (notification_set_id)
    WHERE notifications_pending_since IS NOT NULL;
CREATE INDEX event_of_project_set ON event (project_notification_set_id)
    WHERE project_notification_set_id IS NOT NULL AND notifications_pending_since IS NOT NULL;
CREATE INDEX event_of_run ON event (run_id);

CREATE TABLE delivery (
    id INTEGER PRIMARY KEY,
    event_id INTEGER NOT NULL REFERENCES event (id),
    notification TEXT NOT NULL,
    schedule_id INTEGER NOT NULL REFERENCES schedule (id),
    project TEXT NOT NULL,
    owner INTEGER NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'sent', 'suppressed', 'failed')),
    attempts INTEGER NOT NULL CHECK (attempts >= 0),
    created_at INTEGER NOT NULL,
    -- Its creation, or the last time that somebody asked to try it again.
    tried_since INTEGER NOT NULL,
    next_attempt_at INTEGER,
    ended_at INTEGER,
    reason TEXT NOT NULL,
    UNIQUE (event_id, notification),
    CHECK ((state = 'pending') = (next_attempt_at IS NOT NULL)),
    CHECK ((state = 'pending') = (ended_at IS NULL))
) STRICT;

-- What came of the attempts of a delivery; of many the first and the newest.
CREATE TABLE delivery_attempt (
    delivery_id INTEGER NOT NULL REFERENCES delivery (id),
    number INTEGER NOT NULL CHECK (number >= 1),
    started_at INTEGER NOT NULL,
    duration INTEGER NOT NULL CHECK (duration >= 0),
    verdict TEXT NOT NULL CHECK (verdict IN ('delivered', 'retry', 'rejected')),
    status INTEGER,
    answer TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (delivery_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX delivery_due ON delivery (next_attempt_at) WHERE state = 'pending';
CREATE INDEX delivery_of_schedule ON delivery (schedule_id);
CREATE INDEX delivery_of_project ON delivery (project);
CREATE INDEX delivery_of_owner ON delivery (owner);
CREATE INDEX delivery_uncommon ON delivery (state) WHERE state <> 'sent';
