-- 行数: how many rows each app has in each table (key), counted with every row that comes or goes, so that verify sees rows that are gone
-- (RowCounts.cs); unsealed: how many of them were written before rows had a checksum. What is here already is counted once, now. A later
-- file that puts rows into a table, or takes them out, counts them here too. Balances are not counted: they follow from the entries.
CREATE TABLE row_counts (
    app TEXT {{ordinal}} NOT NULL,
    key TEXT {{ordinal}} NOT NULL,
    held BIGINT NOT NULL,
    unsealed BIGINT NOT NULL,
    PRIMARY KEY (app, key)
) {{clustered}};
INSERT INTO row_counts SELECT app, 'apps', count(*), count(*) - count(seal) FROM apps GROUP BY app;
INSERT INTO row_counts SELECT app, 'counters', count(*), count(*) - count(seal) FROM counters GROUP BY app;
INSERT INTO row_counts SELECT app, 'holds', count(*), count(*) - count(seal) FROM holds GROUP BY app;
INSERT INTO row_counts SELECT app, 'freezes', count(*), count(*) - count(seal) FROM freezes GROUP BY app;
INSERT INTO row_counts SELECT app, 'members', count(*), count(*) - count(seal) FROM members GROUP BY app;
INSERT INTO row_counts SELECT app, 'orders', count(*), count(*) - count(seal) FROM orders GROUP BY app;
INSERT INTO row_counts SELECT app, 'sms', count(*), count(*) - count(seal) FROM sms GROUP BY app;
INSERT INTO row_counts SELECT app, 'day_counts', count(*), count(*) - count(seal) FROM day_counts GROUP BY app;
INSERT INTO row_counts SELECT app, 'work', count(*), count(*) - count(seal) FROM work GROUP BY app;
INSERT INTO row_counts SELECT app, 'notices', count(*), count(*) - count(seal) FROM notices GROUP BY app;
INSERT INTO row_counts SELECT app, 'findings', count(*), count(*) - count(seal) FROM findings GROUP BY app;
INSERT INTO row_counts SELECT app, 'requests', count(*), count(*) - count(seal) FROM requests GROUP BY app;
INSERT INTO row_counts SELECT app, 'job_days', count(*), count(*) - count(seal) FROM job_days GROUP BY app;
INSERT INTO row_counts SELECT app, 'replays', count(*), count(*) - count(seal) FROM replays GROUP BY app;
INSERT INTO row_counts SELECT app, 'system', count(*), count(*) - count(seal) FROM system GROUP BY app;
INSERT INTO row_counts SELECT app, 'simulator', count(*), count(*) - count(seal) FROM simulator GROUP BY app;
INSERT INTO row_counts SELECT app, 'blocks', count(*), count(*) - count(seal) FROM blocks GROUP BY app;
INSERT INTO row_counts SELECT app, 'chains', count(*), count(*) - count(seal) FROM chains GROUP BY app;
INSERT INTO row_counts SELECT app, 'leases', count(*), count(*) - count(seal) FROM leases GROUP BY app;
INSERT INTO row_counts SELECT app, 'balance_marks', count(*), count(*) - count(seal) FROM balance_marks GROUP BY app;
INSERT INTO row_counts SELECT app, 'entitlements', count(*), count(*) - count(seal) FROM entitlements GROUP BY app;
INSERT INTO row_counts SELECT app, 'payments', count(*), count(*) - count(seal) FROM payments GROUP BY app;
INSERT INTO row_counts SELECT app, 'batches', count(*), count(*) - count(seal) FROM batches GROUP BY app;
INSERT INTO row_counts SELECT app, 'page_sessions', count(*), count(*) - count(seal) FROM page_sessions GROUP BY app;
INSERT INTO row_counts SELECT app, 'goods', count(*), count(*) - count(seal) FROM goods GROUP BY app;
INSERT INTO row_counts SELECT app, 'vsp_terminals', count(*), count(*) - count(seal) FROM vsp_terminals GROUP BY app;
INSERT INTO row_counts SELECT app, 'sub_accounts', count(*), count(*) - count(seal) FROM sub_accounts GROUP BY app;
INSERT INTO row_counts SELECT app, 'terminal_payments', count(*), count(*) - count(seal) FROM terminal_payments GROUP BY app;
INSERT INTO row_counts SELECT app, 'remittances', count(*), count(*) - count(seal) FROM remittances GROUP BY app;
