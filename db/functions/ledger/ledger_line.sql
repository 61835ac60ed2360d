-- One line of a journal before it is posted: which account, how much, and what reports ask for.

create type private.ledger_line as (
    kind text,
    subject_id uuid,
    amount_minor bigint,
    unit text,
    booking_id uuid,
    service_id uuid,
    resource_id uuid,
    location_id uuid,
    customer_id uuid
);

comment on type private.ledger_line is
    'A line of a journal. Debits are positive, credits negative; a line of nothing is left out.';
