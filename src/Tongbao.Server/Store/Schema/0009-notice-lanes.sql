-- 通知车道: a notice waits in the lane of the endpoint that it is told to. What earlier versions put on the agenda gets its lane at the next start.
ALTER TABLE work ADD COLUMN lane TEXT {{ordinal}};
CREATE INDEX work_lane ON work (app, lane, due_at) WHERE lane IS NOT NULL;
