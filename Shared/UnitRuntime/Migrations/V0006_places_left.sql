-- What an aggregate holds no more of a complaint is not looked for there, when that one's identity is destroyed.
CREATE OR REPLACE FUNCTION place_origins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        DELETE FROM origin_places WHERE kind = NEW.kind AND id = NEW.id
            AND origin = ANY(OLD.origins) AND origin <> ALL(NEW.origins);
    END IF;
    INSERT INTO origin_places (origin, kind, id)
    SELECT origin, NEW.kind, NEW.id FROM unnest(NEW.origins) AS origin WHERE origin <> NEW.id
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
