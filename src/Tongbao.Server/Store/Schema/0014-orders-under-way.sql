-- 在途订单: unfinished orders are found by payer, orders with a payment at a channel by payee (Core/Orders/OrdersUnderWay.cs). Of existing
-- rows, finished guarantee orders get a payer too; they are passed over. These rows lose their checksum until they are next written.
ALTER TABLE orders ADD COLUMN payer TEXT {{ordinal}};
ALTER TABLE orders ADD COLUMN payee TEXT {{ordinal}};
CREATE INDEX orders_payer ON orders (app, payer) WHERE payer IS NOT NULL;
CREATE INDEX orders_payee ON orders (app, payee) WHERE payee IS NOT NULL;
UPDATE row_counts SET unsealed = unsealed + (SELECT count(*) FROM orders o WHERE o.app = row_counts.app AND o.seal IS NOT NULL
    AND (o.open_since IS NOT NULL OR o.body LIKE '%"kind":20,%')) WHERE key = 'orders';
UPDATE orders SET seal = NULL, payer = body{{json}} ->> 'payer',
    payee = CASE WHEN body LIKE '%"status":99,%' THEN body{{json}} ->> 'payee' END
WHERE open_since IS NOT NULL OR body LIKE '%"kind":20,%';
