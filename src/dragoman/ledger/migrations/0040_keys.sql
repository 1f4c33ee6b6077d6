-- Keys that name the column they lead to. SQLite takes the primary key where none is named, and lists it as unknown; Datasette
-- then fails on every page of such a table. Nothing that is stored changes, so the text of the schema is changed as SQLite's
-- documentation of ALTER TABLE describes (section 7); the index made and dropped tells other connections to read it again.

PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, 'REFERENCES correction', 'REFERENCES correction (correction_id)')
    WHERE type = 'table' AND sql NOT LIKE '%REFERENCES correction (%';
UPDATE sqlite_schema SET sql = replace(sql, 'REFERENCES disagreement', 'REFERENCES disagreement (disagreement_id)')
    WHERE type = 'table' AND sql NOT LIKE '%REFERENCES disagreement (%';
UPDATE sqlite_schema SET sql = replace(sql, 'REFERENCES incident', 'REFERENCES incident (incident_id)')
    WHERE type = 'table' AND sql NOT LIKE '%REFERENCES incident (%';
UPDATE sqlite_schema SET sql = replace(sql, 'REFERENCES mention', 'REFERENCES mention (mention_id)')
    WHERE type = 'table' AND sql NOT LIKE '%REFERENCES mention (%';
UPDATE sqlite_schema SET sql = replace(sql, 'REFERENCES report', 'REFERENCES report (report_id)')
    WHERE type = 'table' AND sql NOT LIKE '%REFERENCES report (%';
UPDATE sqlite_schema SET sql = replace(sql, 'REFERENCES run', 'REFERENCES run (run_id)')
    WHERE type = 'table' AND sql NOT LIKE '%REFERENCES run (%';
UPDATE sqlite_schema SET sql = replace(sql, 'REFERENCES statement', 'REFERENCES statement (statement_id)')
    WHERE type = 'table' AND sql NOT LIKE '%REFERENCES statement (%';
PRAGMA writable_schema = OFF;
CREATE INDEX schema_changed ON run (run_id);
DROP INDEX schema_changed;
