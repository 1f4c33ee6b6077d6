-- What the views held before: a row that another took the place of is kept, packed, with the moments between which it stood.
-- So the ledger as it was known at a moment is read, and not worked out anew; see `ledger/past.py`.

CREATE TABLE past_view (
    sort TEXT NOT NULL,
    key TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    superseded_at TEXT NOT NULL,
    -- The row as JSON, deflated: incidents, disagreements and links by their record.
    record BLOB NOT NULL,
    PRIMARY KEY (sort, superseded_at, key)
) WITHOUT ROWID;

-- When the views had caught up with all that was recorded by then, and under which rule.
CREATE TABLE caught_up (recorded_at TEXT PRIMARY KEY, rule TEXT NOT NULL) WITHOUT ROWID;

CREATE INDEX incident_recorded ON incident (recorded_at);
CREATE INDEX disagreement_recorded ON disagreement (recorded_at);
CREATE INDEX link_recorded ON link (recorded_at);
CREATE INDEX origin_recorded ON origin (recorded_at);
