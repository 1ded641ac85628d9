-- 关闭时间: when an open order closes by itself (Core/Orders/Closing). Open orders of earlier versions get the usual life: unpaid, the first 00:30 (UTC+8)
-- after 24 hours; in progress, 00:30 after their eighth day; refunds and payouts in progress never. They lose their checksum until they are next written.
ALTER TABLE orders ADD COLUMN closes_at BIGINT;
CREATE INDEX orders_closes_at ON orders (app, closes_at) WHERE closes_at IS NOT NULL;
UPDATE row_counts SET unsealed = unsealed + (SELECT count(*) FROM orders o WHERE o.app = row_counts.app AND o.open_since IS NOT NULL AND o.seal IS NOT NULL) WHERE key = 'orders';
UPDATE orders SET seal = NULL, closes_at = CASE
    WHEN body LIKE '%"kind":10,%' THEN NULL
    WHEN body LIKE '%"status":99,%' AND body LIKE '%"payout":{%' THEN NULL
    WHEN body LIKE '%"status":99,%' THEN ((open_since + 28800000) / 86400000 + 8) * 86400000 - 27000000
    ELSE ((open_since + 27000000) / 86400000 + 2) * 86400000 - 27000000
END WHERE open_since IS NOT NULL;
