-- Officers list complaints by where they stand and open one by its number.
CREATE INDEX complaints_status ON aggregates ((state ->> 'status'), changed_at DESC) WHERE kind = 'complaint';
CREATE INDEX complaints_number ON aggregates ((state ->> 'number')) WHERE kind = 'complaint';
