-- Analysts list complaints by where they stand and open one by its number.
CREATE INDEX identifications_status ON aggregates ((state ->> 'status'), changed_at DESC) WHERE kind = 'identification';
CREATE INDEX identifications_number ON aggregates ((state -> 'complaint' ->> 'complaint_no'))
    WHERE kind = 'identification';
