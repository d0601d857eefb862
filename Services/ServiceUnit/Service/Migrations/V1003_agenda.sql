-- What the agenda of a case management meeting and the limit for naming a manager look for. A case that nothing happened to
-- since is looked at until something does.
CREATE INDEX aggregates_case_agenda ON aggregates (id)
    WHERE kind = 'case' AND COALESCE(state->'agenda', 'null'::jsonb) <> '[]'::jsonb;
CREATE INDEX aggregates_meeting_ahead ON aggregates (id)
    WHERE kind = 'meeting' AND state->>'phase' IN ('scheduled', 'agenda_ready');
