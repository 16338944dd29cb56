-- Who was tried before and put back: outside of the hours they are taken, and nobody who waits beside them.
CREATE INDEX delivery_tried ON delivery (mailing) WHERE state = 'planned' AND first_at IS NOT NULL;
