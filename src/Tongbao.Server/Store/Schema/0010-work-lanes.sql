-- 车道: what is due in a lane is found without reading the others': money work has no lane, bulk work `bulk`, a notice its endpoint.
CREATE INDEX work_money ON work (due_at, app, key) WHERE lane IS NULL;
CREATE INDEX work_notices ON work (due_at, app, key) WHERE lane IS NOT NULL AND lane <> 'bulk';
CREATE INDEX work_bulk ON work (due_at, app, key) WHERE lane = 'bulk';
