-- Whether somebody applied for a business and never followed the link that they were sent.

create function private.is_abandoned(p_business data.directory) returns boolean
    language sql stable parallel safe
    return (p_business).status = 'pending' and (p_business).pending_until < now();

comment on function private.is_abandoned is 'Whether an application has lapsed.';

grant execute on function private.is_abandoned to holdfast_api;
