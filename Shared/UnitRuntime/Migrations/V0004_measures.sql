-- Every run of every clock, for the rate of limits kept: `deadlines` holds only the present one.
CREATE TABLE clock_runs (
    kind text NOT NULL,
    id text NOT NULL,
    clock text NOT NULL,
    generation integer NOT NULL,
    level text NOT NULL,
    phase text NOT NULL,
    started_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL,
    stopped_at timestamptz,
    PRIMARY KEY (kind, id, clock, generation)
);

-- Whether an aggregate is a trial: it reaches no statistic.
CREATE FUNCTION is_trial(state jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(state->>'test', state->'subject'->>'test', state->'complaint'->>'test') IS NOT DISTINCT FROM 'true'
$$;

-- The level of what an aggregate is about.
CREATE FUNCTION level_of(state jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(state->>'level', state->'codes'->>'risk_level', state->'subject'->>'risk_level', 'unknown')
$$;
