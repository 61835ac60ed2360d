-- The shapes that documents have outside the database.

create type api.invoice_party as (
    name text,
    company text,
    address text,
    tax_number text
);

comment on type api.invoice_party is 'Who sells, or who buys.';
comment on column api.invoice_party.name is 'Of the seller its legal name.';
comment on column api.invoice_party.company is 'Of the buyer, if they buy for one; else null.';
comment on column api.invoice_party.address is 'As it was given; null if it was not.';
comment on column api.invoice_party.tax_number is
    'The number that they are registered for tax with; null if nobody said.';

create type api.invoice_line as (
    kind text,
    description text,
    quantity integer,
    net api.money,
    tax_basis_points integer,
    tax api.money,
    gross api.money
);

comment on type api.invoice_line is 'A line of a document.';
comment on column api.invoice_line.kind is
    'service, discount, reduction (what was given back before), fee or tip.';
comment on column api.invoice_line.description is
    'What was sold; null where the kind says it all.';
comment on column api.invoice_line.quantity is 'How many: of a class, how many places.';
comment on column api.invoice_line.net is 'All of them, without tax.';
comment on column api.invoice_line.tax_basis_points is
    'The rate of its tax, in hundredths of a per cent; null: there is none.';
comment on column api.invoice_line.tax is 'The tax on it.';
comment on column api.invoice_line.gross is 'Both.';

create type api.invoice_tax as (
    tax_basis_points integer,
    net api.money,
    tax api.money,
    gross api.money
);

comment on type api.invoice_tax is 'What a document says of one rate of tax.';
comment on column api.invoice_tax.tax_basis_points is
    'The rate, in hundredths of a per cent; null: there is none.';
comment on column api.invoice_tax.net is 'What it is charged on.';
comment on column api.invoice_tax.tax is 'The tax.';
comment on column api.invoice_tax.gross is 'Both.';

create type api.invoice_payment as (
    id uuid,
    kind text,
    method text,
    amount api.money,
    at data.utc_instant
);

comment on type api.invoice_payment is 'How something was paid, or given back.';
comment on column api.invoice_payment.id is 'Of the payment, or of the refund.';
comment on column api.invoice_payment.kind is 'payment or refund.';
comment on column api.invoice_payment.method is
    'stripe (online), cash, card_terminal, bank_transfer, credit, gift_card or package.';
comment on column api.invoice_payment.amount is 'What went back is negative.';
comment on column api.invoice_payment.at is 'UTC.';

create type api.invoice as (
    id uuid,
    series text,
    number text,
    booking_id uuid,
    corrects_id uuid,
    corrects_number text,
    replaces_id uuid,
    replaces_number text,
    reason text,
    issued_on date,
    supplied_on date,
    currency text,
    locale text,
    seller api.invoice_party,
    buyer api.invoice_party,
    tax_name text,
    lines api.invoice_line[],
    taxes api.invoice_tax[],
    net api.money,
    tax api.money,
    gross api.money,
    tip api.money,
    total api.money,
    payments api.invoice_payment[],
    paid api.money,
    due api.money,
    footer text,
    url text,
    pdf_url text,
    created_at data.utc_instant
);

comment on type api.invoice is
    'An invoice or a credit note. It never changes: what it says, it said when it was issued.';
comment on column api.invoice.id is 'UUIDv7.';
comment on column api.invoice.series is 'invoice or credit_note.';
comment on column api.invoice.number is
    'What it is called: INV-2026-00001. Those of a series and year have no gaps.';
comment on column api.invoice.booking_id is 'What it is for.';
comment on column api.invoice.corrects_id is
    'The invoice that a credit note takes something off, or this one adds to; else null.';
comment on column api.invoice.corrects_number is 'What that is called.';
comment on column api.invoice.replaces_id is 'The invoice in whose place it stands; else null.';
comment on column api.invoice.replaces_number is 'What that is called.';
comment on column api.invoice.reason is
    'Why it corrects: added (more was earned), reduced (less), refunded or replaced; else null.';
comment on column api.invoice.issued_on is 'On the clock of the business.';
comment on column api.invoice.supplied_on is 'The day of the visit, on the clock of its place.';
comment on column api.invoice.currency is 'ISO 4217.';
comment on column api.invoice.locale is 'The language that it is in.';
comment on column api.invoice.seller is 'As it was then.';
comment on column api.invoice.buyer is 'As was said then.';
comment on column api.invoice.tax_name is 'What the tax is called: VAT; null if nobody said.';
comment on column api.invoice.lines is 'What it is for.';
comment on column api.invoice.taxes is 'By rate, without tips.';
comment on column api.invoice.net is
    'Without tax and tip. What a credit note takes off is positive.';
comment on column api.invoice.tax is 'The tax.';
comment on column api.invoice.gross is 'Both.';
comment on column api.invoice.tip is 'What was given on top, of which there is no tax.';
comment on column api.invoice.total is 'All of it.';
comment on column api.invoice.payments is 'How it was paid by then.';
comment on column api.invoice.paid is 'What was paid by then, less what went back.';
comment on column api.invoice.due is 'What was still to be paid then.';
comment on column api.invoice.footer is 'What stands below; null: nothing.';
comment on column api.invoice.url is
    'Where it can be read, by whoever has the address. Keep it to yourself.';
comment on column api.invoice.pdf_url is 'The same as PDF.';
comment on column api.invoice.created_at is 'UTC.';
