-- What the ledger and Stripe do not agree on, as DBAs read it. It is empty when every cent is where
-- we say it is.

create view data.reconciliation
with (security_invoker = true)
as
select t.tenant_id, d.only_in, d.object_id, d.currency, d.amount_minor
from data.tenants as t
cross join lateral private.differences(t.tenant_id) as d;

comment on view data.reconciliation is
    'What the ledger and Stripe do not agree on. Empty: every cent is where we say it is.';

grant select on data.reconciliation to holdfast_reader;
