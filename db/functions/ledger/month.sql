-- The shapes that months have outside the database.

create type api.month as (
    month data.month,
    begins_at data.utc_instant,
    ends_at data.utc_instant,
    closed_at data.utc_instant,
    closed_by uuid
);

comment on type api.month is 'A month that is closed.';
comment on column api.month.month is '2026-11.';
comment on column api.month.begins_at is 'UTC; on the clock of the business its first moment.';
comment on column api.month.ends_at is 'UTC. The first moment that is not in it.';
comment on column api.month.closed_at is 'UTC.';
comment on column api.month.closed_by is 'The user; null if it was none.';

create type api.month_account as (
    kind text,
    nature text,
    opening api.money,
    debits api.money,
    credits api.money,
    closing api.money
);

comment on type api.month_account is 'What accounts of one kind had, and what moved.';
comment on column api.month_account.kind is 'Of the chart of accounts: cash, deposits, revenue …';
comment on column api.month_account.nature is
    'asset, liability, income or expense. Debits raise assets and expenses, credits the others.';
comment on column api.month_account.opening is
    'What they had as the month began; positive by their nature.';
comment on column api.month_account.debits is 'What was debited in it.';
comment on column api.month_account.credits is 'What was credited in it.';
comment on column api.month_account.closing is 'What they had at its end.';

create type api.month_documents as (
    series text,
    count integer,
    first_number text,
    last_number text,
    total api.money
);

comment on type api.month_documents is 'The documents of one series that were issued in a month.';
comment on column api.month_documents.series is 'invoice or credit_note.';
comment on column api.month_documents.count is 'How many.';
comment on column api.month_documents.first_number is 'The first of them.';
comment on column api.month_documents.last_number is 'The last of them.';
comment on column api.month_documents.total is 'What all of them say, with tax and tips.';

create type api.month_report as (
    month data.month,
    begins_at data.utc_instant,
    ends_at data.utc_instant,
    closed_at data.utc_instant,
    closed_by uuid,
    revenue api.money,
    tax api.money,
    tips api.money,
    fees api.money,
    commissions api.money,
    payouts api.money,
    deposits_held api.money,
    documents api.month_documents[],
    rows api.month_account[]
);

comment on type api.month_report is 'What a month came to.';
comment on column api.month_report.month is '2026-11.';
comment on column api.month_report.begins_at is
    'UTC; on the clock of the business its first moment.';
comment on column api.month_report.ends_at is 'UTC. The first moment that is not in it.';
comment on column api.month_report.closed_at is 'UTC; null while it is open: it may change yet.';
comment on column api.month_report.closed_by is 'The user; null while it is open.';
comment on column api.month_report.revenue is 'What was earned, without tax.';
comment on column api.month_report.tax is 'The tax on that.';
comment on column api.month_report.tips is 'What customers gave on top.';
comment on column api.month_report.fees is
    'What was kept, or charged, of who came too late or not at all.';
comment on column api.month_report.commissions is 'What staff earned by commission.';
comment on column api.month_report.payouts is 'What Stripe paid out.';
comment on column api.month_report.deposits_held is
    'What was paid, at the end of the month, for visits that were not over.';
comment on column api.month_report.documents is 'What was issued in it.';
comment on column api.month_report.rows is 'All accounts, by kind.';
