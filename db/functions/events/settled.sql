-- What settling came to.

create type api.settled as (may_have_more boolean);

comment on type api.settled is 'What settling came to.';
comment on column api.settled.may_have_more is
    'Whether something is due that has waited for it.';
