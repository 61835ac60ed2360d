-- Has an event mean what it means: each of ours that it is about is worked out anew, from all that
-- is known of it.

create function private.heed_stripe_event(p_found data.stripe_objects[]) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_found record;
begin
    for v_found in
        select distinct f.tenant_id, f.kind, f.object_id
        from unnest(p_found) as f
        order by f.tenant_id, f.kind, f.object_id
    loop
        perform private.add_claims(jsonb_build_object('tenant_id', v_found.tenant_id));

        case v_found.kind
            when 'account' then perform private.fold_account(v_found.tenant_id);
            when 'card' then
                perform private.fold_card(v_found.tenant_id, v_found.object_id);
            when 'payment' then
                perform private.fold_payment(v_found.tenant_id, v_found.object_id);
                perform private.fold_refunds(v_found.tenant_id, v_found.object_id);
                perform private.fold_disputes(v_found.tenant_id, v_found.object_id);
                perform private.keep_card(v_found.tenant_id, v_found.object_id);
            when 'payout' then
                perform private.fold_payout(v_found.tenant_id, v_found.object_id);
            else null;
        end case;
    end loop;
end;
$$;

comment on function private.heed_stripe_event is 'Have an event of Stripe''s mean what it means.';

grant execute on function private.heed_stripe_event to holdfast_api;
