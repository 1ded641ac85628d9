-- 收单商户、协议、结算与大文件分账: merchant numbers and the applications for them; agreements and the requests to sign them; the day on which a
-- purchase by a merchant number is settled; files of splits and their rows.
ALTER TABLE orders ADD COLUMN settles_at BIGINT;
CREATE INDEX orders_settles_at ON orders (app, settles_at) WHERE settles_at IS NOT NULL;

CREATE TABLE merchants (
    app TEXT {{ordinal}} NOT NULL,
    key TEXT {{ordinal}} NOT NULL,
    member TEXT {{ordinal}},
    seal BIGINT,
    body TEXT NOT NULL,
    PRIMARY KEY (app, key)
) {{clustered}};
CREATE INDEX merchants_member ON merchants (app, member);

CREATE TABLE onboardings (
    app TEXT {{ordinal}} NOT NULL,
    key TEXT {{ordinal}} NOT NULL,
    member TEXT {{ordinal}},
    seal BIGINT,
    body TEXT NOT NULL,
    PRIMARY KEY (app, key)
) {{clustered}};
CREATE INDEX onboardings_member ON onboardings (app, member);

CREATE TABLE agreements (
    app TEXT {{ordinal}} NOT NULL,
    key TEXT {{ordinal}} NOT NULL,
    in_force TEXT {{ordinal}},
    party TEXT {{ordinal}},
    splitter TEXT {{ordinal}},
    request TEXT {{ordinal}},
    seal BIGINT,
    body TEXT NOT NULL,
    PRIMARY KEY (app, key)
) {{clustered}};
CREATE UNIQUE INDEX agreements_in_force ON agreements (app, in_force);
CREATE INDEX agreements_party ON agreements (app, party);
CREATE INDEX agreements_splitter ON agreements (app, splitter);
CREATE INDEX agreements_request ON agreements (app, request);

CREATE TABLE signings (
    app TEXT {{ordinal}} NOT NULL,
    key TEXT {{ordinal}} NOT NULL,
    seal BIGINT,
    body TEXT NOT NULL,
    PRIMARY KEY (app, key)
) {{clustered}};

CREATE TABLE split_files (
    app TEXT {{ordinal}} NOT NULL,
    key TEXT {{ordinal}} NOT NULL,
    seal BIGINT,
    body TEXT NOT NULL,
    PRIMARY KEY (app, key)
) {{clustered}};

CREATE TABLE split_rows (
    app TEXT {{ordinal}} NOT NULL,
    key TEXT {{ordinal}} NOT NULL,
    seal BIGINT,
    body TEXT NOT NULL,
    PRIMARY KEY (app, key)
) {{clustered}};

CREATE TABLE registry (
    app TEXT {{ordinal}} NOT NULL,
    key TEXT {{ordinal}} NOT NULL,
    seal BIGINT,
    body TEXT NOT NULL,
    PRIMARY KEY (app, key)
) {{clustered}};
