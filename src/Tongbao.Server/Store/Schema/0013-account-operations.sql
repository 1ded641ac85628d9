-- 支付密码与账户类交易: passwords stand in rows of their own (those of earlier versions stay in the members' rows until they are used); what passwords,
-- codes and tokens need for minutes; operations on members under the merchant's numbers; what an opening by application needs of its member.
CREATE TABLE credentials (
    app TEXT {{ordinal}} NOT NULL,
    key TEXT {{ordinal}} NOT NULL,
    seal BIGINT,
    body TEXT NOT NULL,
    PRIMARY KEY (app, key)
) {{clustered}};

CREATE TABLE tokens (
    app TEXT {{ordinal}} NOT NULL,
    key TEXT {{ordinal}} NOT NULL,
    expires_at BIGINT,
    seal BIGINT,
    body TEXT NOT NULL,
    PRIMARY KEY (app, key)
) {{clustered}};
CREATE INDEX tokens_expires_at ON tokens (app, expires_at);

CREATE TABLE random_factors (
    app TEXT {{ordinal}} NOT NULL,
    key TEXT {{ordinal}} NOT NULL,
    expires_at BIGINT,
    seal BIGINT,
    body TEXT NOT NULL,
    PRIMARY KEY (app, key)
) {{clustered}};
CREATE INDEX random_factors_expires_at ON random_factors (app, expires_at);

CREATE TABLE phone_sendings (
    app TEXT {{ordinal}} NOT NULL,
    key TEXT {{ordinal}} NOT NULL,
    sent_at BIGINT,
    seal BIGINT,
    body TEXT NOT NULL,
    PRIMARY KEY (app, key)
) {{clustered}};
CREATE INDEX phone_sendings_sent_at ON phone_sendings (app, sent_at);

CREATE TABLE account_operations (
    app TEXT {{ordinal}} NOT NULL,
    key TEXT {{ordinal}} NOT NULL,
    order_no TEXT {{ordinal}},
    seal BIGINT,
    body TEXT NOT NULL,
    PRIMARY KEY (app, key)
) {{clustered}};
CREATE UNIQUE INDEX account_operations_order_no ON account_operations (app, order_no);

CREATE TABLE proved_phones (
    app TEXT {{ordinal}} NOT NULL,
    key TEXT {{ordinal}} NOT NULL,
    seal BIGINT,
    body TEXT NOT NULL,
    PRIMARY KEY (app, key)
) {{clustered}};

CREATE TABLE papers (
    app TEXT {{ordinal}} NOT NULL,
    key TEXT {{ordinal}} NOT NULL,
    seal BIGINT,
    body TEXT NOT NULL,
    PRIMARY KEY (app, key)
) {{clustered}};

CREATE TABLE id_holders (
    app TEXT {{ordinal}} NOT NULL,
    key TEXT {{ordinal}} NOT NULL,
    seal BIGINT,
    body TEXT NOT NULL,
    PRIMARY KEY (app, key)
) {{clustered}};
