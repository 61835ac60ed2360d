-- A line of what a payment is made of, before it is written down.

create type private.payment_line as (kind text, amount_minor bigint, tax_basis_points integer);

comment on type private.payment_line is 'A line of a payment.';
