-- The first shape of the ledger. Every row says when it was recorded (UTC, microseconds, ending in Z).
-- Offsets are code points into report.text. Days are ISO 8601. An unknown is NULL, never 0.
-- `record` columns hold the contract's own JSON of a row, from which the value object is rebuilt without loss.

CREATE TABLE run (
    run_id INTEGER PRIMARY KEY,
    program_version TEXT NOT NULL,
    reader TEXT,
    reader_version TEXT,
    finished_at TEXT,
    read INTEGER NOT NULL DEFAULT 0,
    recorded INTEGER NOT NULL DEFAULT 0,
    unchanged INTEGER NOT NULL DEFAULT 0,
    skipped INTEGER NOT NULL DEFAULT 0,
    recorded_at TEXT NOT NULL
);

CREATE TABLE skipped (
    skipped_id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES run,
    source TEXT NOT NULL,
    error TEXT NOT NULL,
    reason TEXT NOT NULL,
    recorded_at TEXT NOT NULL
);
CREATE INDEX skipped_run ON skipped (run_id);

-- How far the views (incident, disagreement, link, origin) have caught up with what is recorded. One row.
CREATE TABLE state (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    changes INTEGER NOT NULL,
    changes_seen INTEGER NOT NULL,
    rule TEXT NOT NULL,
    recorded_at TEXT NOT NULL
);

-- What was recorded: one report, and what its reader made of it.

CREATE TABLE report (
    report_id TEXT PRIMARY KEY,
    article_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    external_id TEXT NOT NULL,
    url TEXT,
    title TEXT,
    publisher TEXT,
    author TEXT,
    published_start TEXT,
    published_end TEXT,
    published_precision TEXT NOT NULL,
    published_basis TEXT NOT NULL,
    published_reason TEXT NOT NULL,
    retrieved TEXT,
    language TEXT NOT NULL,
    kind TEXT NOT NULL,
    flags TEXT NOT NULL,
    origin_given TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    text TEXT NOT NULL,
    run_id INTEGER NOT NULL REFERENCES run,
    recorded_at TEXT NOT NULL
);
CREATE INDEX report_article ON report (article_id, version);
CREATE INDEX report_published ON report (published_start);
CREATE INDEX report_run ON report (run_id);
CREATE INDEX report_recorded ON report (recorded_at);

CREATE TABLE reading (
    report_id TEXT PRIMARY KEY REFERENCES report,
    reader TEXT NOT NULL,
    reader_version TEXT NOT NULL,
    run_id INTEGER NOT NULL REFERENCES run,
    recorded_at TEXT NOT NULL
);
CREATE INDEX reading_run ON reading (run_id);
CREATE INDEX reading_recorded ON reading (recorded_at);

-- Readings that a newer reader has replaced, whole, so that `as_of` can still show what was known.
CREATE TABLE replaced_reading (
    report_id TEXT NOT NULL REFERENCES report,
    reader TEXT NOT NULL,
    reader_version TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    replaced_at TEXT NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (report_id, replaced_at)
);

CREATE TABLE sentence (
    sentence_id INTEGER PRIMARY KEY,
    report_id TEXT NOT NULL REFERENCES report,
    number INTEGER NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    text TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    UNIQUE (report_id, number)
);

CREATE VIRTUAL TABLE sentence_fts USING fts5 (
    text, content = 'sentence', content_rowid = 'sentence_id', tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER sentence_added AFTER INSERT ON sentence BEGIN
    INSERT INTO sentence_fts (rowid, text) VALUES (new.sentence_id, new.text);
END;
CREATE TRIGGER sentence_removed AFTER DELETE ON sentence BEGIN
    INSERT INTO sentence_fts (sentence_fts, rowid, text) VALUES ('delete', old.sentence_id, old.text);
END;

CREATE TABLE statement (
    statement_id TEXT PRIMARY KEY,
    report_id TEXT NOT NULL REFERENCES report,
    number INTEGER NOT NULL,
    source TEXT,
    source_name TEXT,
    source_actor_id TEXT,
    cue TEXT,
    stance TEXT NOT NULL,
    direct INTEGER NOT NULL,
    sentence_start INTEGER NOT NULL,
    sentence_end INTEGER NOT NULL,
    sentence_text TEXT NOT NULL,
    text TEXT NOT NULL,
    record TEXT NOT NULL,
    recorded_at TEXT NOT NULL
);
CREATE INDEX statement_report ON statement (report_id);
CREATE INDEX statement_source ON statement (source_name);
CREATE INDEX statement_stance ON statement (stance);

CREATE TABLE mention (
    mention_id TEXT PRIMARY KEY,
    report_id TEXT NOT NULL REFERENCES report,
    number INTEGER NOT NULL,
    event_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    plover_type TEXT,
    plover_mode TEXT,
    series INTEGER NOT NULL,
    background INTEGER NOT NULL,
    sentence_start INTEGER NOT NULL,
    sentence_end INTEGER NOT NULL,
    trigger_start INTEGER NOT NULL,
    trigger_end INTEGER NOT NULL,
    trigger_text TEXT NOT NULL,
    place TEXT,
    place_id TEXT,
    country TEXT,
    time_start TEXT,
    time_end TEXT,
    time_precision TEXT,
    killed_low INTEGER, killed_best INTEGER, killed_high INTEGER,
    injured_low INTEGER, injured_best INTEGER, injured_high INTEGER,
    arrested_low INTEGER, arrested_best INTEGER, arrested_high INTEGER,
    quantity_low INTEGER, quantity_best INTEGER, quantity_high INTEGER,
    weapons TEXT,
    statement_id TEXT REFERENCES statement DEFERRABLE INITIALLY DEFERRED,
    confidence REAL NOT NULL,
    record TEXT NOT NULL,
    recorded_at TEXT NOT NULL
);
CREATE INDEX mention_report ON mention (report_id);
CREATE INDEX mention_statement ON mention (statement_id);
CREATE INDEX mention_block ON mention (kind, country, time_start);

CREATE TABLE mention_actor (
    mention_id TEXT NOT NULL REFERENCES mention ON DELETE CASCADE,
    number INTEGER NOT NULL,
    role TEXT NOT NULL,
    type TEXT NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    text TEXT NOT NULL,
    actor_id TEXT,
    name TEXT,
    recorded_at TEXT NOT NULL,
    PRIMARY KEY (mention_id, number)
);
CREATE INDEX mention_actor_id ON mention_actor (actor_id);

CREATE TABLE claim (
    claim_id TEXT PRIMARY KEY,
    number INTEGER NOT NULL,
    mention_id TEXT NOT NULL REFERENCES mention ON DELETE CASCADE,
    report_id TEXT NOT NULL REFERENCES report,
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    raw TEXT NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    speaker_id TEXT,
    status TEXT NOT NULL,
    reader TEXT NOT NULL,
    reader_version TEXT NOT NULL,
    record TEXT NOT NULL,
    recorded_at TEXT NOT NULL
);
CREATE INDEX claim_mention ON claim (mention_id);
CREATE INDEX claim_report ON claim (report_id);
CREATE INDEX claim_field ON claim (field, value);

CREATE TABLE actor_mention (
    report_id TEXT NOT NULL REFERENCES report,
    number INTEGER NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    text TEXT NOT NULL,
    type TEXT NOT NULL,
    actor_id TEXT,
    name TEXT,
    sector TEXT,
    country TEXT,
    record TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    PRIMARY KEY (report_id, number)
);
CREATE INDEX actor_mention_id ON actor_mention (actor_id);

CREATE TABLE place_mention (
    report_id TEXT NOT NULL REFERENCES report,
    number INTEGER NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    text TEXT NOT NULL,
    place_id TEXT,
    name TEXT,
    kind TEXT,
    latitude REAL,
    longitude REAL,
    country TEXT,
    country_name TEXT,
    admin1 TEXT,
    record TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    PRIMARY KEY (report_id, number)
);
CREATE INDEX place_mention_id ON place_mention (place_id);

CREATE TABLE timex (
    report_id TEXT NOT NULL REFERENCES report,
    number INTEGER NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    text TEXT NOT NULL,
    type TEXT NOT NULL,
    value TEXT NOT NULL,
    first TEXT,
    last TEXT,
    record TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    PRIMARY KEY (report_id, number)
);

CREATE TABLE relation (
    report_id TEXT NOT NULL REFERENCES report,
    number INTEGER NOT NULL,
    relation_id TEXT NOT NULL,
    a TEXT NOT NULL,
    relation TEXT NOT NULL,
    b TEXT NOT NULL,
    a_id TEXT,
    b_id TEXT,
    office TEXT,
    disputed INTEGER NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    text TEXT NOT NULL,
    statement_id TEXT REFERENCES statement DEFERRABLE INITIALLY DEFERRED,
    record TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    PRIMARY KEY (report_id, number)
);
CREATE INDEX relation_by_id ON relation (relation_id);
CREATE INDEX relation_statement ON relation (statement_id);

CREATE TABLE told_link (
    report_id TEXT NOT NULL REFERENCES report,
    number INTEGER NOT NULL,
    from_mention TEXT NOT NULL REFERENCES mention ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    to_mention TEXT NOT NULL REFERENCES mention ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    relation TEXT NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    text TEXT NOT NULL,
    record TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    PRIMARY KEY (report_id, number)
);
CREATE INDEX told_link_from ON told_link (from_mention);
CREATE INDEX told_link_to ON told_link (to_mention);

-- What people decided. Append-only: the triggers refuse to change or remove a decision.
CREATE TABLE correction (
    correction_id TEXT PRIMARY KEY,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    op TEXT NOT NULL,
    target TEXT NOT NULL,
    from_value TEXT,
    to_value TEXT,
    reason TEXT NOT NULL,
    recorded_at TEXT NOT NULL
);
CREATE TRIGGER correction_kept BEFORE UPDATE ON correction BEGIN
    SELECT RAISE (ABORT, 'corrections are append-only');
END;
CREATE TRIGGER correction_not_removed BEFORE DELETE ON correction BEGIN
    SELECT RAISE (ABORT, 'corrections are append-only');
END;

-- Views over what was recorded. `dragoman` rebuilds them; nothing here is a fact of its own.

CREATE TABLE origin (
    report_id TEXT PRIMARY KEY REFERENCES report ON DELETE CASCADE,
    origin_id TEXT NOT NULL,
    reasons TEXT NOT NULL,
    recorded_at TEXT NOT NULL
);
CREATE INDEX origin_by_id ON origin (origin_id);

CREATE TABLE incident (
    incident_id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    plover_type TEXT,
    plover_mode TEXT,
    series INTEGER NOT NULL,
    background INTEGER NOT NULL,
    time_start TEXT,
    time_end TEXT,
    time_precision TEXT NOT NULL,
    place TEXT,
    place_id TEXT,
    latitude REAL,
    longitude REAL,
    country TEXT,
    country_name TEXT,
    killed_low INTEGER, killed_best INTEGER, killed_high INTEGER,
    injured_low INTEGER, injured_best INTEGER, injured_high INTEGER,
    arrested_low INTEGER, arrested_best INTEGER, arrested_high INTEGER,
    quantity_low INTEGER, quantity_best INTEGER, quantity_high INTEGER,
    weapons TEXT,
    summary TEXT NOT NULL,
    origins INTEGER NOT NULL,
    rule TEXT NOT NULL,
    confidence REAL NOT NULL,
    record TEXT NOT NULL,
    recorded_at TEXT NOT NULL
);
CREATE INDEX incident_time ON incident (time_start);
CREATE INDEX incident_kind ON incident (kind, status);
CREATE INDEX incident_country ON incident (country);

CREATE TABLE incident_mention (
    incident_id TEXT NOT NULL REFERENCES incident ON DELETE CASCADE,
    mention_id TEXT NOT NULL REFERENCES mention ON DELETE CASCADE,
    recorded_at TEXT NOT NULL,
    PRIMARY KEY (incident_id, mention_id)
);
CREATE INDEX incident_mention_mention ON incident_mention (mention_id);

CREATE TABLE incident_actor (
    incident_id TEXT NOT NULL REFERENCES incident ON DELETE CASCADE,
    number INTEGER NOT NULL,
    role TEXT NOT NULL,
    type TEXT NOT NULL,
    name TEXT NOT NULL,
    actor_id TEXT,
    recorded_at TEXT NOT NULL,
    PRIMARY KEY (incident_id, number)
);
CREATE INDEX incident_actor_id ON incident_actor (actor_id);

CREATE TABLE disagreement (
    disagreement_id TEXT PRIMARY KEY,
    incident_id TEXT REFERENCES incident ON DELETE CASCADE,
    field TEXT NOT NULL,
    kind TEXT NOT NULL,
    about TEXT NOT NULL,
    record TEXT NOT NULL,
    recorded_at TEXT NOT NULL
);
CREATE INDEX disagreement_incident ON disagreement (incident_id);

CREATE TABLE disagreement_side (
    disagreement_id TEXT NOT NULL REFERENCES disagreement ON DELETE CASCADE,
    number INTEGER NOT NULL,
    value TEXT NOT NULL,
    origins INTEGER NOT NULL,
    speakers TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    PRIMARY KEY (disagreement_id, number)
);

CREATE TABLE link (
    link_id TEXT PRIMARY KEY,
    from_incident TEXT NOT NULL REFERENCES incident ON DELETE CASCADE,
    to_incident TEXT NOT NULL REFERENCES incident ON DELETE CASCADE,
    relation TEXT NOT NULL,
    basis TEXT NOT NULL,
    speaker_id TEXT,
    record TEXT NOT NULL,
    recorded_at TEXT NOT NULL
);
CREATE INDEX link_from ON link (from_incident);
CREATE INDEX link_to ON link (to_incident);

-- For readers of the bare file (Datasette, sqlite3): the lines an analyst asks for first.

CREATE VIEW incident_overview AS
SELECT
    i.time_start, i.time_end, i.time_precision, i.kind, i.status, i.place, i.country_name,
    (SELECT group_concat(name, '; ') FROM incident_actor a WHERE a.incident_id = i.incident_id AND role = 'actor') AS actors,
    (SELECT group_concat(name, '; ') FROM incident_actor a
     WHERE a.incident_id = i.incident_id AND role IN ('recipient', 'victim')) AS targets,
    i.killed_low, i.killed_high, i.injured_low, i.injured_high, i.weapons, i.origins,
    (SELECT count(*) FROM disagreement d WHERE d.incident_id = i.incident_id) AS disagreements,
    i.summary, i.incident_id
FROM incident i
WHERE NOT i.background
ORDER BY i.time_start DESC, i.incident_id;

CREATE VIEW evidence_overview AS
SELECT
    im.incident_id, i.kind, i.status, r.publisher, r.title, r.published_start,
    substr(r.text, m.sentence_start + 1, m.sentence_end - m.sentence_start) AS sentence,
    m.trigger_text, o.origin_id, r.report_id, m.mention_id
FROM incident_mention im
JOIN incident i ON i.incident_id = im.incident_id
JOIN mention m ON m.mention_id = im.mention_id
JOIN report r ON r.report_id = m.report_id
LEFT JOIN origin o ON o.report_id = r.report_id
ORDER BY im.incident_id, r.published_start, m.report_id, m.sentence_start;

CREATE VIEW statement_overview AS
SELECT
    r.published_start, coalesce(s.source_name, s.source) AS speaker, s.stance, s.text, s.sentence_text,
    r.publisher, r.title, s.report_id, s.statement_id
FROM statement s JOIN report r ON r.report_id = s.report_id
ORDER BY r.published_start DESC, s.report_id, s.sentence_start;

CREATE VIEW disagreement_overview AS
SELECT
    d.field, d.kind, d.about, s.number AS side, s.value, s.origins, s.speakers, d.incident_id, d.disagreement_id
FROM disagreement d JOIN disagreement_side s ON s.disagreement_id = d.disagreement_id
ORDER BY d.disagreement_id, s.number;

CREATE VIEW report_overview AS
SELECT
    r.published_start, r.published_precision, r.published_basis, r.publisher, r.title, r.kind, r.flags, r.version, o.origin_id,
    (SELECT count(*) FROM report c JOIN origin co ON co.report_id = c.report_id WHERE co.origin_id = o.origin_id) AS copies,
    (SELECT count(*) FROM mention m WHERE m.report_id = r.report_id) AS mentions,
    r.external_id, r.report_id
FROM report r LEFT JOIN origin o ON o.report_id = r.report_id
ORDER BY r.published_start DESC, r.report_id;
