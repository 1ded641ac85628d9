-- 页面会话: one signed link opened by one browser. A link's signature opens one session only.
CREATE TABLE page_sessions (
    app TEXT {{ordinal}} NOT NULL,
    key TEXT {{ordinal}} NOT NULL,
    signature TEXT {{ordinal}},
    at BIGINT,
    body TEXT NOT NULL,
    PRIMARY KEY (app, key)
) {{clustered}};
CREATE UNIQUE INDEX page_sessions_signature ON page_sessions (app, signature);
CREATE INDEX page_sessions_at ON page_sessions (app, at);
