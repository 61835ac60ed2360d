-- A line of a document before it is issued.

create type private.document_line as (
    kind text,
    description text,
    quantity integer,
    net_minor bigint,
    tax_basis_points integer,
    tax_minor bigint
);

comment on type private.document_line is
    'A line of a document. One of nothing is left out.';
