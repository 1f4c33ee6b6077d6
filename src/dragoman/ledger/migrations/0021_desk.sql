-- The desk looks words up among the names of places, each once; and lists the relations that are told most, and those of
-- one actor, without reading all of them.

CREATE INDEX incident_place ON incident (place, incident_id);
CREATE INDEX relation_pair ON relation (a, relation, b, report_id, start_char);
CREATE INDEX relation_a ON relation (a_id);
CREATE INDEX relation_b ON relation (b_id);
