-- 匿名用户: the cards of payers that were never opened.
CREATE TABLE anonymous_payers (
    app TEXT {{ordinal}} NOT NULL,
    key TEXT {{ordinal}} NOT NULL,
    seal BIGINT,
    body TEXT NOT NULL,
    PRIMARY KEY (app, key)
) {{clustered}};
