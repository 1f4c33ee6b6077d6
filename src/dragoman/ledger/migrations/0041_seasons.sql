-- Disputes between statements are of one season, so that none grows for as long as news goes on; and blocks of one month lie
-- side by side, so that a day's news touches few pages of a large file. The views and what joining remembers are made anew by
-- the next run; what was known before it is then worked out from what had been recorded.

ALTER TABLE voice_tie ADD COLUMN season INTEGER NOT NULL DEFAULT 0;

DELETE FROM past_view;
DELETE FROM caught_up;
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
DELETE FROM unit_block;
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
