-- Look-ups of list_referrals: by case, by partner.
CREATE INDEX referrals_by_case ON aggregates ((state->'subject'->>'case_id')) WHERE kind = 'referral';
CREATE INDEX referrals_by_institution ON aggregates ((state->>'institution')) WHERE kind = 'referral';
