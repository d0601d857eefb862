-- What list_conferences looks for.
CREATE INDEX aggregates_conference_case ON aggregates ((state->>'case_id')) WHERE kind = 'conference';

-- Rhythms count from the unit's first start on: their clocks ring once, and then run by themselves.
INSERT INTO deadlines (kind, id, clock, generation, phase, ring_at, due_at)
SELECT 'rhythm', id, CASE id WHEN 'case_management_meeting' THEN 'case_meetings' ELSE 'rhythm' END, 0, 'running', now(), now()
FROM unnest(ARRAY['case_management_meeting', 'supervision_of_social_workers', 'supervision_of_case_workers', 'file_audit',
    'monitoring_meeting', 'service_evaluation', 'institution_evaluation', 'satisfaction_survey', 'agency_coordination',
    'worker_report', 'budget_accountability']) AS r(id);
