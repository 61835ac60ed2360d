-- What a guest would be answered, with the business that it is of.

create function private.as_mine(p_answer jsonb, p_business private.my_business) returns jsonb
    language sql immutable parallel safe
    return p_answer || jsonb_build_object(
        'tenant', jsonb_build_object('slug', (p_business).slug, 'name', (p_business).name)
    );

comment on function private.as_mine is 'An answer with the business that it is of.';

grant execute on function private.as_mine to holdfast_api;
