-- Where something of a complaint is held, besides the states that bear its id: to destroy one child's identity costs by
-- what the child has. Kept by triggers, so that an instance of the version before, that still runs beside, keeps it too.
CREATE TABLE origin_places (
    origin text NOT NULL,
    kind text NOT NULL,
    id text NOT NULL,
    PRIMARY KEY (origin, kind, id)
);
CREATE FUNCTION place_origins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO origin_places (origin, kind, id)
    SELECT origin, NEW.kind, NEW.id FROM unnest(NEW.origins) AS origin WHERE origin <> NEW.id
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER origins_begun AFTER INSERT ON aggregates FOR EACH ROW
    WHEN (NEW.origins <> '{}' AND NEW.origins <> ARRAY[NEW.id]) EXECUTE FUNCTION place_origins();
CREATE TRIGGER origins_changed AFTER UPDATE OF origins ON aggregates FOR EACH ROW
    WHEN (NEW.origins <> OLD.origins) EXECUTE FUNCTION place_origins();
INSERT INTO origin_places (origin, kind, id)
SELECT DISTINCT origin, kind, id FROM aggregates, unnest(origins) AS origin WHERE origin <> id;

-- Which files a quarantined message names: keyed hashes of the identifiers and numbers in it. Null: nobody looked yet.
ALTER TABLE quarantine ADD COLUMN names bytea[];
CREATE INDEX quarantine_names ON quarantine USING gin (names) WHERE state IN ('kept', 'replaying');
CREATE INDEX quarantine_unread ON quarantine (entry) WHERE names IS NULL AND state IN ('kept', 'replaying');

-- Whose keys a parked message brings. Null: nobody looked yet.
ALTER TABLE parked ADD COLUMN origins text[];
CREATE INDEX parked_origins ON parked USING gin (origins) WHERE message IS NOT NULL;
CREATE INDEX parked_unread ON parked (stream) WHERE origins IS NULL AND message IS NOT NULL;
