-- How many browsers of one person, or of one booking's guest, take notices: one more, and the
-- oldest goes. Browsers change where they are reached without a word.

create function private.most_push_subscriptions() returns integer
    language sql immutable parallel safe
    return 10;

comment on function private.most_push_subscriptions is 'How many browsers of one person are kept.';

grant execute on function private.most_push_subscriptions to holdfast_api;
