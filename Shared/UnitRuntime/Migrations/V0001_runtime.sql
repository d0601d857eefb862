-- The tables every unit has (ARCHITECTURE.md §2).

-- One row a message ever taken: keyed hashes, never the ids themselves. Kept at least 35 days.
CREATE TABLE inbox (
    message_key bytea PRIMARY KEY,
    body_key bytea NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(),
    outcome text NOT NULL DEFAULT 'effects'
        CHECK (outcome IN ('effects', 'no_effect', 'rejected', 'quarantined', 'parked')),
    answer_type text,
    answer bytea
);
CREATE INDEX inbox_received_at ON inbox USING brin (received_at);

-- The unit's memory: append-only.
CREATE TABLE journal (
    position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    stream text NOT NULL,
    version bigint NOT NULL,
    type text NOT NULL,
    body bytea NOT NULL,
    actor text,
    cause text NOT NULL,
    told text[] NOT NULL DEFAULT '{}',
    at timestamptz NOT NULL,
    UNIQUE (stream, version)
);
CREATE TABLE journal_pending (position bigint PRIMARY KEY);
CREATE TABLE journal_roots (
    number bigint PRIMARY KEY,
    positions bigint[] NOT NULL,
    leaves bytea NOT NULL,
    root bytea NOT NULL,
    chained bytea NOT NULL,
    sealed_at timestamptz NOT NULL DEFAULT now()
);

-- The fold of the journal, one row an aggregate.
CREATE TABLE aggregates (
    kind text NOT NULL,
    id text NOT NULL,
    version bigint NOT NULL,
    state jsonb NOT NULL,
    told jsonb NOT NULL DEFAULT '{}',
    origins text[] NOT NULL DEFAULT '{}',
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (kind, id)
) WITH (fillfactor = 80);
CREATE INDEX aggregates_changed_at ON aggregates (kind, changed_at DESC);

-- What rules look up under a lock: identities only as blind indexes; also how far each foreign stream was heard.
CREATE TABLE lookups (
    kind text NOT NULL,
    key text NOT NULL,
    value text,
    PRIMARY KEY (kind, key)
);

-- The next numbers of gapless registers.
CREATE TABLE counters (
    register text NOT NULL,
    year integer NOT NULL,
    value bigint NOT NULL,
    PRIMARY KEY (register, year)
);

-- When aggregates' clocks ring. The state decides; this only wakes it.
CREATE TABLE deadlines (
    kind text NOT NULL,
    id text NOT NULL,
    clock text NOT NULL,
    generation integer NOT NULL,
    phase text NOT NULL,
    ring_at timestamptz,
    due_at timestamptz NOT NULL,
    PRIMARY KEY (kind, id, clock)
);
CREATE INDEX deadlines_ring_at ON deadlines (ring_at) WHERE ring_at IS NOT NULL;

-- Instances and their leases; messages to publish, deleted when the broker has confirmed.
CREATE TABLE instances (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL,
    started_at timestamptz NOT NULL DEFAULT now(),
    lease_until timestamptz NOT NULL
);
CREATE TABLE outbox (
    id bigint PRIMARY KEY,
    instance integer NOT NULL,
    kind smallint NOT NULL,
    message bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX outbox_instance ON outbox (instance);

-- Events heard too early: a message waits for the version it follows; without a message: already decided (urgent).
CREATE TABLE parked (
    stream text NOT NULL,
    follows bigint NOT NULL,
    version bigint NOT NULL,
    message bytea,
    parked_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (stream, follows, version)
);

-- Messages that could not be handled: the body sealed with a data key of its own.
CREATE TABLE quarantine (
    entry bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    message_key bytea NOT NULL,
    queue text NOT NULL,
    type text,
    reason text NOT NULL,
    detail text,
    state text NOT NULL DEFAULT 'kept' CHECK (state IN ('kept', 'replaying', 'replayed', 'discarded')),
    key_id text,
    key_box bytea,
    box bytea,
    quarantined_at timestamptz NOT NULL DEFAULT now(),
    handled_at timestamptz,
    handled_by text
);
CREATE INDEX quarantine_state ON quarantine (state);

-- How often a lone message brought its handling down.
CREATE TABLE attempts (
    message_key bytea PRIMARY KEY,
    attempts integer NOT NULL,
    last_attempt_at timestamptz NOT NULL DEFAULT now()
);

-- Wrapped data keys; box is null once destroyed.
CREATE TABLE data_keys (
    origin text NOT NULL,
    class text NOT NULL,
    key_id text NOT NULL,
    box text,
    PRIMARY KEY (origin, class)
);
