-- 收银宝终端: whose money is what is paid at a terminal; what terminals did; remittances on their way.
CREATE TABLE vsp_terminals (
    app TEXT {{ordinal}} NOT NULL,
    key TEXT {{ordinal}} NOT NULL,
    member TEXT {{ordinal}},
    body TEXT NOT NULL,
    PRIMARY KEY (app, key)
) {{clustered}};
CREATE INDEX vsp_terminals_member ON vsp_terminals (app, member);

CREATE TABLE terminal_payments (
    app TEXT {{ordinal}} NOT NULL,
    key TEXT {{ordinal}} NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (app, key)
) {{clustered}};

CREATE TABLE remittances (
    app TEXT {{ordinal}} NOT NULL,
    key TEXT {{ordinal}} NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (app, key)
) {{clustered}};
