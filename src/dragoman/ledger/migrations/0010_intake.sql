-- What intake learned to keep: when a publisher says it changed an article, and how far each file has been read.

ALTER TABLE report ADD COLUMN modified TEXT;

-- One row a file or archive: a file that has not changed since it was read to its end is not opened again, and one that
-- a stopped run left half read is taken up where it stopped.
CREATE TABLE input (
    path TEXT PRIMARY KEY,
    bytes INTEGER NOT NULL,
    changed_ns INTEGER NOT NULL,
    -- The reader and the settings of intake under which it was read.
    read_by TEXT NOT NULL,
    entries INTEGER NOT NULL,
    finished INTEGER NOT NULL,
    reports INTEGER NOT NULL,
    other_languages TEXT NOT NULL,
    skipped TEXT NOT NULL,
    run_id INTEGER NOT NULL REFERENCES run,
    recorded_at TEXT NOT NULL
);
