-- The desk filters, sorts and counts incidents from one index that holds all that it asks about, so that it never reads the
-- records of those it does not show.

CREATE INDEX incident_desk ON incident (
    rejected, time_start, incident_id, time_end, background, kind, status, country, place, origins, confidence,
    killed_best, killed_low, killed_high, injured_best, injured_low, injured_high, latitude, longitude, series, recorded_at
);
CREATE INDEX incident_actor_desk ON incident_actor (actor_id, incident_id, role, name, type);
DROP INDEX IF EXISTS incident_actor_id;
DROP INDEX IF EXISTS incident_actor_name;
CREATE INDEX incident_actor_name ON incident_actor (name, incident_id);
CREATE INDEX disagreement_desk ON disagreement (incident_id, kind);
DROP INDEX IF EXISTS disagreement_incident;
CREATE INDEX mention_sentence ON mention (report_id, sentence_start, mention_id);
DROP INDEX IF EXISTS mention_report;
CREATE INDEX incident_mention_desk ON incident_mention (mention_id, incident_id);
DROP INDEX IF EXISTS incident_mention_mention;
