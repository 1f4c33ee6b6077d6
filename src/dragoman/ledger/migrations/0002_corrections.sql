-- What became of each decision of a person (a view over what was recorded, rebuilt with the others), and incidents that a
-- person rejected: listed, and counting for nothing.

ALTER TABLE incident ADD COLUMN rejected INTEGER NOT NULL DEFAULT 0;

CREATE TABLE correction_state (
    correction_id TEXT PRIMARY KEY REFERENCES correction,
    state TEXT NOT NULL,
    why TEXT NOT NULL,
    recorded_at TEXT NOT NULL
);

DROP VIEW incident_overview;
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
WHERE NOT i.background AND NOT i.rejected
ORDER BY i.time_start DESC, i.incident_id;

CREATE VIEW correction_overview AS
SELECT c.at, c.by, c.op, s.state, c.to_value, c.reason, s.why, c.target, c.correction_id
FROM correction c LEFT JOIN correction_state s ON s.correction_id = c.correction_id
ORDER BY c.at, c.correction_id;
