-- Analysts ask which children on lists call most for a visit.
CREATE INDEX candidates_priority ON aggregates (((state -> 'priority' ->> 'score')::int) DESC, id)
    WHERE kind = 'candidate';
CREATE INDEX candidates_status ON aggregates ((state ->> 'status'), ((state -> 'priority' ->> 'score')::int) DESC, id)
    WHERE kind = 'candidate';
