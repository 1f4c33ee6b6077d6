-- In a block where hundreds tell of one deed a few lead, and each of the others is compared with these. The views and what
-- joining remembers are made anew by the next run.

DROP TABLE unit_block;
CREATE TABLE unit_block (
    block INTEGER NOT NULL,
    -- Whether the unit leads in the block, among those of its crew, the first by rank.
    leads INTEGER NOT NULL,
    crew INTEGER NOT NULL,
    rank INTEGER NOT NULL,
    unit INTEGER NOT NULL,
    sort INTEGER NOT NULL,
    country TEXT NOT NULL,
    PRIMARY KEY (block, leads, crew, rank, unit)
) WITHOUT ROWID;
ALTER TABLE unit DROP COLUMN place;

DELETE FROM link;
DELETE FROM disagreement_side;
DELETE FROM disagreement;
DELETE FROM incident_actor;
DELETE FROM incident_mention;
DELETE FROM incident;
DELETE FROM origin;
DELETE FROM correction_state;
DELETE FROM kin;
DELETE FROM kin_sample;
DELETE FROM kin_tie;
DELETE FROM unit;
DELETE FROM unit_crowd;
DELETE FROM unit_tie;
DELETE FROM correction_report;
DELETE FROM correction_telling;
DELETE FROM voice;
DELETE FROM voice_block;
DELETE FROM voice_crowd;
DELETE FROM voice_tie;
DELETE FROM quarrel;
INSERT OR IGNORE INTO todo_report SELECT report_id FROM report;
INSERT OR IGNORE INTO todo_correction SELECT correction_id FROM correction;
UPDATE state SET changes = changes + 1 WHERE EXISTS (SELECT 1 FROM report);
