-- Parked events that waited too long and were told of; repeats in quarantine are recognised.
ALTER TABLE parked ADD COLUMN alarmed_at timestamptz;
CREATE INDEX quarantine_message_key ON quarantine (message_key);
