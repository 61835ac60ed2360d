-- What somebody who was invited is called, as far as anybody has said: they themselves, whoever
-- invited them, or the customer record that has their address. Null: nobody has.

create function private.known_name(p_invitation data.invitations) returns text
    language sql stable
    set search_path = ''
as $$
    select coalesce(
        (select u.name from data.users as u where u.email = (p_invitation).email),
        (p_invitation).name,
        (
            select c.name
            from data.customers as c
            where c.email = (p_invitation).email
            order by c.tenant_id = (p_invitation).tenant_id desc, c.customer_id
            limit 1
        )
    );
$$;

comment on function private.known_name is 'What somebody who was invited is called.';

grant execute on function private.known_name to holdfast_api;
