-- How far a message has come: what is said late takes nothing back.

create function private.receipt_rank(p_status text) returns integer
    language sql immutable parallel safe
    return array_position('{sent,failed,delivered,read}', p_status);

comment on function private.receipt_rank is 'How far a message has come.';

grant execute on function private.receipt_rank to holdfast_api;
