-- What every account has, as DBAs and reports read it.

create view data.balances
with (security_invoker = true)
as
select
    a.tenant_id,
    a.account_id,
    a.kind,
    a.subject_id,
    a.unit,
    private.balance_of(a) as balance_minor
from data.ledger_accounts as a;

comment on view data.balances is
    'What every account has, in minor units of its unit: positive by its nature.';

grant select on data.balances to holdfast_reader;
