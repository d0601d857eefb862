-- How far what an earlier program did not keep was made from what is stored (Backfill).
CREATE TABLE backfills (
    name text PRIMARY KEY,
    after text NOT NULL DEFAULT '',
    is_done boolean NOT NULL DEFAULT false,
    changed_at timestamptz NOT NULL DEFAULT now()
);
