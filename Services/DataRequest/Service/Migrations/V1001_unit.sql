-- The ledger of releases: what left, to whom, under which hash. Two releases of one applicant over nearly the same cases
-- can be told apart here before a third is granted.
CREATE VIEW releases AS
SELECT id AS request_id,
       state->'form'->>'username' AS username,
       state->'release'->>'hash' AS hash,
       state->'release'->'table'->'specification' AS specification,
       state->'release'->>'at' AS released_at
FROM aggregates
WHERE kind = 'data-request' AND state->'release'->>'hash' IS NOT NULL;
