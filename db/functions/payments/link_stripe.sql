-- Notes which of ours one of Stripe's objects is. What is known stays.

create function private.link_stripe(
    p_tenant_id uuid,
    p_stripe_id text,
    p_kind text,
    p_object_id uuid
) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    if p_stripe_id is null then
        return;
    end if;

    insert into data.stripe_objects (stripe_id, tenant_id, kind, object_id)
    values (p_stripe_id, p_tenant_id, p_kind, p_object_id)
    on conflict (stripe_id) do nothing;
end;
$$;

comment on function private.link_stripe is 'Note which of ours one of Stripe''s objects is.';

grant execute on function private.link_stripe to holdfast_api;
