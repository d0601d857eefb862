-- Referrals made before withdrawals, beds and stay places were known: what they lack, with nothing in it.
UPDATE aggregates SET state =
    '{"facts": {}, "sent_to": [], "extended_hours": 0}'::jsonb
    || CASE WHEN state->>'institution' IS NULL THEN '{}'::jsonb
            ELSE jsonb_build_object('sent_to', jsonb_build_array(state->>'institution')) END
    || jsonb_build_object('requested_at', coalesce(state->'asked'->'at', 'null'::jsonb))
    || CASE WHEN jsonb_typeof(state->'minutes') = 'object'
            THEN state || jsonb_build_object('minutes', jsonb_build_object(
                'referral_no', coalesce(state->'letter'->>'f5_number', state->>'id'),
                'institution', coalesce(state->>'institution', ''), 'signers', '[]'::jsonb) || (state->'minutes'))
            ELSE state END
WHERE kind = 'referral';
