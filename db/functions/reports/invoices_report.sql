-- The shape that the register of invoices has outside the database.

create type api.invoices_row as (
    number text,
    series text,
    issued_on date,
    supplied_on date,
    corrects_number text,
    buyer text,
    tax_number text,
    kind text,
    tax_basis_points integer,
    net api.money,
    tax api.money,
    gross api.money
);

comment on type api.invoices_row is 'What a document says of one rate of tax.';
comment on column api.invoices_row.number is 'The document; null of all.';
comment on column api.invoices_row.series is 'invoice or credit_note; null of all.';
comment on column api.invoices_row.issued_on is 'On the clock of the business; null of all.';
comment on column api.invoices_row.supplied_on is 'The day of the visit; null of all.';
comment on column api.invoices_row.corrects_number is
    'The invoice that it corrects; null if it does not.';
comment on column api.invoices_row.buyer is 'The company, or the person; null of all.';
comment on column api.invoices_row.tax_number is 'Of the buyer; null if nobody said.';
comment on column api.invoices_row.kind is 'sale or tip; null of all.';
comment on column api.invoices_row.tax_basis_points is
    'The rate, in hundredths of a per cent; null: none, or all.';
comment on column api.invoices_row.net is 'Without tax. Of a credit note it is negative.';
comment on column api.invoices_row.tax is 'The tax.';
comment on column api.invoices_row.gross is 'Both.';

create type api.invoices_report as (
    "from" date,
    "to" date,
    rows api.invoices_row[],
    total api.invoices_row
);

comment on type api.invoices_report is 'The register of invoices and credit notes.';
comment on column api.invoices_report.from is 'The first day of issue.';
comment on column api.invoices_report.to is 'The last day.';
comment on column api.invoices_report.rows is
    'By day, series and number; of a document with several rates, one for each.';
comment on column api.invoices_report.total is 'All of them together.';
