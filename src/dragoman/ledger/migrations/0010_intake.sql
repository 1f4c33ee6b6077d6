-- What intake learned to keep: when a publisher says it changed an article, how many reports were in a language that is
-- not read, and how far each file has been read.

ALTER TABLE report ADD COLUMN modified TEXT;

ALTER TABLE run ADD COLUMN other_language INTEGER NOT NULL DEFAULT 0;

-- One row a file: one that has not changed since it was read to its end is not opened again, and one that a stopped run
-- left half read is taken up where it stopped. The file goes by a digest of its path.
CREATE TABLE input (
    input_id TEXT PRIMARY KEY,
    bytes INTEGER NOT NULL,
    changed_ns INTEGER NOT NULL,
    -- When it was opened: a file changed in that very moment is not trusted to be as it was.
    opened_ns INTEGER NOT NULL,
    -- The reader and the settings of intake under which it was read.
    read_by TEXT NOT NULL,
    entries INTEGER NOT NULL,
    finished INTEGER NOT NULL,
    reports INTEGER NOT NULL,
    run_id INTEGER NOT NULL REFERENCES run,
    recorded_at TEXT NOT NULL
);

-- What was skipped in each of these files, so that a file that is not opened again can still be accounted for.
CREATE TABLE input_skipped (
    input_id TEXT NOT NULL,
    entry INTEGER NOT NULL,
    source TEXT NOT NULL,
    error TEXT NOT NULL,
    reason TEXT NOT NULL,
    recorded_at TEXT NOT NULL
);
CREATE INDEX input_skipped_input ON input_skipped (input_id, entry);
