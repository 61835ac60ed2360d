-- Bookings that several callers wait for at the same time, made in one transaction: each under its
-- own claims and in a savepoint of its own, by the same api.create_booking that makes one. For the
-- application alone (app/combine.py), which may; nobody else has a use for it.
--
-- Takes [{claims, arguments}], answers [{answer, headers}] in the same order, as texts. Null for
-- one that was refused, could not be read, or had to wait for others: nothing of it is left, and
-- its caller asks again, alone, and is told why. So one never hurts another, and nobody waits for
-- somebody for longer than a moment while others wait for them.

create function private.create_bookings(p_requests jsonb) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
    set lock_timeout = '20ms'
as $$
declare
    v_results jsonb[] := array_fill(null::jsonb, array[jsonb_array_length(p_requests)]);
    v_claims jsonb;
    v_given jsonb;
    v_nth integer;
    v_answer jsonb;
begin
    for v_claims, v_given, v_nth in
        select r.request -> 'claims', r.request -> 'arguments', r.nth
        from jsonb_array_elements(p_requests) with ordinality as r (request, nth)
        -- In one order in every transaction, as far as that is known beforehand.
        order by
            r.request -> 'arguments' ->> 'resource_id',
            r.request -> 'arguments' ->> 'starts_at',
            r.nth
    loop
        begin
            perform set_config('response.headers', '', true);
            v_answer := api.create_booking(
                p_tenant_id => private.begin_claims(v_claims, false),
                p_service_id => (v_given ->> 'service_id')::uuid,
                p_starts_at => v_given ->> 'starts_at',
                p_customer => (v_given ->> 'customer')::jsonb,
                p_resource_id => (v_given ->> 'resource_id')::uuid,
                p_location_id => (v_given ->> 'location_id')::uuid,
                p_party_size => coalesce(v_given ->> 'party_size', '1')::integer,
                p_note => v_given ->> 'note',
                p_locale => v_given ->> 'locale',
                p_phone_e164 => v_given ->> 'phone_e164',
                p_gift_card_code => v_given ->> 'gift_card_code',
                p_use_package => (v_given ->> 'use_package')::boolean,
                p_use_credit => coalesce(v_given ->> 'use_credit', 'false')::boolean,
                p_reward_id => (v_given ->> 'reward_id')::uuid
            );
            v_results[v_nth] := jsonb_build_object(
                'answer', v_answer::text,
                'headers', current_setting('response.headers', true)
            );
        exception
            when others then
                null;
        end;
    end loop;

    return to_jsonb(v_results);
end;
$$;

comment on function private.create_bookings is 'Make bookings together, each as if alone.';

alter function private.create_bookings owner to holdfast_api;
grant execute on function private.create_bookings to holdfast_web;
