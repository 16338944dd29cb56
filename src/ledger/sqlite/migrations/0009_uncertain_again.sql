-- Whose uncertain letter was to be sent once more and was left out instead: that the first one may have arrived was
-- forgotten. The trigger is made anew when the migrations are done.
DROP TRIGGER IF EXISTS delivery_legal;
UPDATE delivery SET state = 'unknown', reason = 'it was to be sent once more and was not; nobody knows of the first time'
WHERE state = 'skipped' AND decided > 0;
