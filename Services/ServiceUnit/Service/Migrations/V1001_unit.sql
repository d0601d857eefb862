-- What list_cases, list_oncall and show_case look for.
CREATE INDEX aggregates_case_oncall ON aggregates ((state->'urgent'->>'phase'))
    WHERE kind = 'case' AND state->'urgent'->>'phase' IN ('raised', 'held');
CREATE INDEX aggregates_case_complaint_no ON aggregates ((state->>'complaint_no')) WHERE kind = 'case';
