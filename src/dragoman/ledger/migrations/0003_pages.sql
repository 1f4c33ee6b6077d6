-- Incidents page by page: one index holds their order and all that the filters look at, so that no page sorts or reads
-- the incidents before it. The order is that of `read.py`: by day, the undated last, then by id.

CREATE INDEX incident_page ON incident (
    rejected,
    (coalesce(time_start, '~') || ' ' || coalesce(time_end, '') || ' ' || incident_id),
    kind, status, country, background, time_start, time_end, incident_id
);
CREATE INDEX incident_country_name ON incident (country_name COLLATE NOCASE);
CREATE INDEX incident_actor_name ON incident_actor (name);
