-- What everybody is told who asks for an e-mail, whether it is sent or not.

create type api.accepted as (status text);

comment on type api.accepted is 'It was asked for.';
comment on column api.accepted.status is 'accepted.';
