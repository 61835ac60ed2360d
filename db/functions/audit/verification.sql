-- The shape that the verification of a history has outside the database.

create type api.verification as (
    is_whole boolean,
    length bigint,
    hash text,
    faults jsonb
);

comment on type api.verification is 'Whether a history is what it was when it was written.';
comment on column api.verification.is_whole is 'Whether nothing is wrong.';
comment on column api.verification.length is 'How many items have been chained.';
comment on column api.verification.hash is
    'The last link of the chain, in hexadecimal: whoever keeps it elsewhere can prove later what '
    'the history was.';
comment on column api.verification.faults is
    'What is wrong, each with its position, history_id and what.';
