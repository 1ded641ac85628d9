-- 会员: terminals of 收银宝 and whose they are (stores that know of terminal payments have that table already), and the sub-accounts that
-- the custody bank keeps.
CREATE TABLE IF NOT EXISTS vsp_terminals (
    app TEXT {{ordinal}} NOT NULL,
    key TEXT {{ordinal}} NOT NULL,
    member TEXT {{ordinal}},
    body TEXT NOT NULL,
    PRIMARY KEY (app, key)
) {{clustered}};
CREATE INDEX IF NOT EXISTS vsp_terminals_member ON vsp_terminals (app, member);

CREATE TABLE sub_accounts (
    app TEXT {{ordinal}} NOT NULL,
    key TEXT {{ordinal}} NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (app, key)
) {{clustered}};
