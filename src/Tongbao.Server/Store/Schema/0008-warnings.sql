-- 提醒: what was answered or booked without a word on the wire, and is probably a mistake of whoever sent it (Warning.cs).
CREATE TABLE warnings (
    app TEXT {{ordinal}} NOT NULL,
    key TEXT {{ordinal}} NOT NULL,
    about TEXT {{ordinal}},
    no TEXT {{ordinal}},
    seal BIGINT,
    body TEXT NOT NULL,
    PRIMARY KEY (app, key)
) {{clustered}};
CREATE INDEX warnings_about ON warnings (app, about);
CREATE UNIQUE INDEX warnings_no ON warnings (app, no);
