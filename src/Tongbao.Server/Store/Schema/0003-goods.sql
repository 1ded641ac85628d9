-- 商品: what sellers recorded, for customs.
CREATE TABLE goods (
    app TEXT {{ordinal}} NOT NULL,
    key TEXT {{ordinal}} NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (app, key)
) {{clustered}};
