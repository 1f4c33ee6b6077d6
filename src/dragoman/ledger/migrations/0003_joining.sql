-- Incidents page by page: one index holds their order and all that the filters look at, so that no page sorts or reads
-- the incidents before it. The order is that of `read.py`: by day, the undated last, then by id.

CREATE INDEX incident_page ON incident (
    rejected,
    (coalesce(time_start, '~') || ' ' || coalesce(time_end, '') || ' ' || incident_id),
    kind, status, country, background, time_start, time_end, incident_id
);
CREATE INDEX incident_country_name ON incident (country_name COLLATE NOCASE);
CREATE INDEX incident_actor_name ON incident_actor (name);

-- What is recorded and not in the views yet.

CREATE TABLE todo_report (report_id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE todo_correction (correction_id TEXT PRIMARY KEY) WITHOUT ROWID;
INSERT INTO todo_report SELECT report_id FROM report;
INSERT INTO todo_correction SELECT correction_id FROM correction;
-- The views are made anew with the tables below, which nothing fills but the making of views.
DELETE FROM link;
DELETE FROM disagreement_side;
DELETE FROM disagreement;
DELETE FROM incident_actor;
DELETE FROM incident_mention;
DELETE FROM incident;
DELETE FROM origin;
DELETE FROM correction_state;
UPDATE state SET changes = changes + 1 WHERE EXISTS (SELECT 1 FROM report);

-- What a new report is joined by (`ledger/joining/`): a memory of what was worked out, from which nothing is ever shown.

-- Origins: which reports hold a sampled run of words, the oldest first, and which pairs are of one origin.
CREATE TABLE kin (
    number INTEGER PRIMARY KEY,
    report_id TEXT NOT NULL UNIQUE,
    article_id TEXT NOT NULL,
    external_id TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    age INTEGER NOT NULL
);
CREATE INDEX kin_article ON kin (article_id);
CREATE TABLE kin_sample (
    sample INTEGER NOT NULL, age INTEGER NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (sample, age, number)
) WITHOUT ROWID;
CREATE TABLE kin_tie (
    older INTEGER NOT NULL, younger INTEGER NOT NULL, why TEXT NOT NULL, PRIMARY KEY (older, younger)
) WITHOUT ROWID;
CREATE INDEX kin_tie_back ON kin_tie (younger, older);

-- Units: one event as one report tells it, the blocks in which others find it, and the pairs that join.
CREATE TABLE unit (
    number INTEGER PRIMARY KEY,
    report_id TEXT NOT NULL,
    event_id TEXT NOT NULL,
    rejected INTEGER NOT NULL,
    place TEXT NOT NULL,
    profile TEXT NOT NULL,
    incident_id TEXT
);
CREATE INDEX unit_report ON unit (report_id);
CREATE INDEX unit_incident ON unit (incident_id);
CREATE TABLE unit_block (
    block INTEGER NOT NULL,
    sort INTEGER NOT NULL,
    place TEXT NOT NULL,
    country TEXT NOT NULL,
    unit INTEGER NOT NULL,
    PRIMARY KEY (block, sort, place, country, unit)
) WITHOUT ROWID;
CREATE TABLE unit_crowd (block INTEGER PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE unit_tie (
    a INTEGER NOT NULL, b INTEGER NOT NULL, score REAL NOT NULL, copies INTEGER NOT NULL, PRIMARY KEY (a, b)
) WITHOUT ROWID;
CREATE INDEX unit_tie_back ON unit_tie (b, a);

-- Corrections: the reports that each names, and the tellings that it is about at present.
CREATE TABLE correction_report (
    report_id TEXT NOT NULL, correction_id TEXT NOT NULL, PRIMARY KEY (report_id, correction_id)
) WITHOUT ROWID;
CREATE INDEX correction_report_back ON correction_report (correction_id);
CREATE TABLE correction_telling (
    mention_id TEXT NOT NULL, correction_id TEXT NOT NULL, PRIMARY KEY (mention_id, correction_id)
) WITHOUT ROWID;
CREATE INDEX correction_telling_back ON correction_telling (correction_id);

-- Voices: statements that lean some way, the blocks in which they meet their opposites, and the pairs that are opposed;
-- and disputes before those in the same words are made one.
CREATE TABLE voice (
    number INTEGER PRIMARY KEY, statement_id TEXT NOT NULL UNIQUE, report_id TEXT NOT NULL, incidents TEXT NOT NULL
);
CREATE INDEX voice_report ON voice (report_id);
CREATE TABLE voice_block (
    block INTEGER NOT NULL, sign INTEGER NOT NULL, voice INTEGER NOT NULL, PRIMARY KEY (block, sign, voice)
) WITHOUT ROWID;
CREATE INDEX voice_block_voice ON voice_block (voice);
CREATE TABLE voice_crowd (block INTEGER PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE voice_tie (
    plus INTEGER NOT NULL, minus INTEGER NOT NULL, axis TEXT NOT NULL, PRIMARY KEY (plus, minus)
) WITHOUT ROWID;
CREATE INDEX voice_tie_back ON voice_tie (minus, plus);
CREATE TABLE quarrel (
    quarrel_id TEXT NOT NULL,
    owner TEXT NOT NULL,
    words INTEGER NOT NULL,
    record TEXT NOT NULL,
    shown TEXT,
    PRIMARY KEY (quarrel_id, owner)
) WITHOUT ROWID;
CREATE INDEX quarrel_owner ON quarrel (owner);
CREATE INDEX quarrel_words ON quarrel (words);
