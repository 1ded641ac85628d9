-- The first layout. Both stores read this file: {{clustered}} is WITHOUT ROWID on SQLite and nothing on PostgreSQL;
-- {{ordinal}} keeps text in byte order on PostgreSQL as SQLite does by itself.
-- Every table and every unique key leads with the app, so that the rows of an app can live together anywhere.

CREATE TABLE apps (
    app TEXT {{ordinal}} NOT NULL,
    key TEXT {{ordinal}} NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (app, key)
) {{clustered}};

CREATE TABLE counters (
    app TEXT {{ordinal}} NOT NULL,
    key TEXT {{ordinal}} NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (app, key)
) {{clustered}};

CREATE TABLE accounts (
    app TEXT {{ordinal}} NOT NULL,
    key TEXT {{ordinal}} NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (app, key)
) {{clustered}};

CREATE TABLE holds (
    app TEXT {{ordinal}} NOT NULL,
    key TEXT {{ordinal}} NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (app, key)
) {{clustered}};

CREATE TABLE freezes (
    app TEXT {{ordinal}} NOT NULL,
    key TEXT {{ordinal}} NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (app, key)
) {{clustered}};

CREATE TABLE members (
    app TEXT {{ordinal}} NOT NULL,
    key TEXT {{ordinal}} NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (app, key)
) {{clustered}};

CREATE TABLE orders (
    app TEXT {{ordinal}} NOT NULL,
    key TEXT {{ordinal}} NOT NULL,
    biz_no TEXT {{ordinal}},
    open_since BIGINT,
    paid_at BIGINT,
    body TEXT NOT NULL,
    PRIMARY KEY (app, key)
) {{clustered}};
CREATE UNIQUE INDEX orders_biz_no ON orders (app, biz_no);
CREATE INDEX orders_open_since ON orders (app, open_since) WHERE open_since IS NOT NULL;
CREATE INDEX orders_paid_at ON orders (app, paid_at) WHERE paid_at IS NOT NULL;

CREATE TABLE sms (
    app TEXT {{ordinal}} NOT NULL,
    key TEXT {{ordinal}} NOT NULL,
    sent_at BIGINT,
    body TEXT NOT NULL,
    PRIMARY KEY (app, key)
) {{clustered}};
CREATE INDEX sms_sent_at ON sms (app, sent_at) WHERE sent_at IS NOT NULL;

CREATE TABLE day_counts (
    app TEXT {{ordinal}} NOT NULL,
    key TEXT {{ordinal}} NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (app, key)
) {{clustered}};

CREATE TABLE work (
    app TEXT {{ordinal}} NOT NULL,
    key TEXT {{ordinal}} NOT NULL,
    due_at BIGINT,
    body TEXT NOT NULL,
    PRIMARY KEY (app, key)
) {{clustered}};
CREATE INDEX work_due_at ON work (due_at, app);

CREATE TABLE notices (
    app TEXT {{ordinal}} NOT NULL,
    key TEXT {{ordinal}} NOT NULL,
    about TEXT {{ordinal}},
    body TEXT NOT NULL,
    PRIMARY KEY (app, key)
) {{clustered}};
CREATE INDEX notices_about ON notices (app, about) WHERE about IS NOT NULL;

CREATE TABLE findings (
    app TEXT {{ordinal}} NOT NULL,
    key TEXT {{ordinal}} NOT NULL,
    about TEXT {{ordinal}},
    body TEXT NOT NULL,
    PRIMARY KEY (app, key)
) {{clustered}};
CREATE INDEX findings_about ON findings (app, about) WHERE about IS NOT NULL;

CREATE TABLE requests (
    app TEXT {{ordinal}} NOT NULL,
    key TEXT {{ordinal}} NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (app, key)
) {{clustered}};

CREATE TABLE job_days (
    app TEXT {{ordinal}} NOT NULL,
    key TEXT {{ordinal}} NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (app, key)
) {{clustered}};

CREATE TABLE replays (
    app TEXT {{ordinal}} NOT NULL,
    key TEXT {{ordinal}} NOT NULL,
    at BIGINT,
    body TEXT NOT NULL,
    PRIMARY KEY (app, key)
) {{clustered}};
CREATE INDEX replays_at ON replays (app, at) WHERE at IS NOT NULL;

-- What belongs to no app: the clock, the profile, our own key.
CREATE TABLE system (
    app TEXT {{ordinal}} NOT NULL,
    key TEXT {{ordinal}} NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (app, key)
) {{clustered}};

CREATE TABLE simulator (
    app TEXT {{ordinal}} NOT NULL,
    key TEXT {{ordinal}} NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (app, key)
) {{clustered}};

CREATE TABLE blocks (
    app TEXT {{ordinal}} NOT NULL,
    key TEXT {{ordinal}} NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (app, key)
) {{clustered}};

CREATE TABLE chains (
    app TEXT {{ordinal}} NOT NULL,
    key TEXT {{ordinal}} NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (app, key)
) {{clustered}};

CREATE TABLE leases (
    app TEXT {{ordinal}} NOT NULL,
    key TEXT {{ordinal}} NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (app, key)
) {{clustered}};

-- 凭证: append only, numbered without gaps within the app. moves: from|to|fen, one a line of text; lines: 收支明细, what each move made
-- of the accounts that it touched, found from the account by its trail (Trail.cs); seal: a checksum, by which verify names a row that is
-- not as it was written. A row is written once, at the end of its app's rows.
CREATE TABLE entries (
    app TEXT {{ordinal}} NOT NULL,
    no BIGINT NOT NULL,
    at BIGINT NOT NULL,
    event TEXT NOT NULL,
    cause TEXT {{ordinal}} NOT NULL,
    moves TEXT NOT NULL,
    lines TEXT NOT NULL,
    seal BIGINT NOT NULL,
    PRIMARY KEY (app, no)
) {{clustered}};
CREATE INDEX entries_cause ON entries (app, cause);

-- How far the entries of an app have come into its accounts; later ones are read again when the store is opened (LateBalances.cs).
CREATE TABLE balance_marks (
    app TEXT {{ordinal}} NOT NULL,
    key TEXT {{ordinal}} NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (app, key)
) {{clustered}};

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
