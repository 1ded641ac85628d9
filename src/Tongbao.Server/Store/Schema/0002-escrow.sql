-- 托管代收代付: what collect orders owe, what was paid out of them, batches; and the day an order was paid, for its file.
CREATE TABLE entitlements (
    app TEXT {{ordinal}} NOT NULL,
    key TEXT {{ordinal}} NOT NULL,
    collect TEXT {{ordinal}},
    owner TEXT {{ordinal}},
    body TEXT NOT NULL,
    PRIMARY KEY (app, key)
) {{clustered}};
CREATE INDEX entitlements_collect ON entitlements (app, collect);
CREATE INDEX entitlements_owner ON entitlements (app, owner);

CREATE TABLE payments (
    app TEXT {{ordinal}} NOT NULL,
    key TEXT {{ordinal}} NOT NULL,
    collect TEXT {{ordinal}},
    body TEXT NOT NULL,
    PRIMARY KEY (app, key)
) {{clustered}};
CREATE INDEX payments_collect ON payments (app, collect);

CREATE TABLE batches (
    app TEXT {{ordinal}} NOT NULL,
    key TEXT {{ordinal}} NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (app, key)
) {{clustered}};

ALTER TABLE orders ADD COLUMN paid_at BIGINT;
CREATE INDEX orders_paid_at ON orders (app, paid_at) WHERE paid_at IS NOT NULL;
