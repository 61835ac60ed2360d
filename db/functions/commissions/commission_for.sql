-- What the one who leads a visit earns of it, if it is completed now and brings in so much without
-- tax: the share of the rule in force, rounded once, half up, and what is fixed.
--
-- Where a rule has tiers, what the visit brings in lies on top of what its member has brought in of
-- the month so far, and each part of it has the share of the tier that it lies in. So that of two
-- visits that are completed at once the second sees the first, their account is locked.

create function private.commission_for(p_booking data.bookings, p_net_minor bigint)
returns bigint
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_rule data.commission_rules;
    v_before bigint;
begin
    select *
    into v_rule
    from private.commission_rule_for(p_booking);

    if v_rule.rule_id is null then
        return 0;
    end if;

    if v_rule.tiers = '[]' then
        return round(p_net_minor * v_rule.basis_points / 10000.0) + v_rule.fixed_minor;
    end if;

    perform private.lock_account(
        p_booking.tenant_id, 'commission_payable', p_booking.resource_id, p_booking.currency
    );

    v_before := private.brought_in(p_booking);

    return v_rule.fixed_minor + (
        select coalesce(round(sum(
            greatest(0, least(v_before + p_net_minor, t.until_minor)
            - greatest(v_before, t.from_minor)) * t.basis_points
        ) / 10000.0), 0)
        from (
            select
                s.from_minor,
                lead(s.from_minor, 1, 9223372036854775807) over (order by s.from_minor)
                    as until_minor,
                s.basis_points
            from (
                select
                    (e.tier ->> 'from_minor')::bigint as from_minor,
                    (e.tier ->> 'basis_points')::integer as basis_points
                from jsonb_array_elements(v_rule.tiers) as e (tier)
                union all
                select 0, v_rule.basis_points
                where not v_rule.tiers @> '[{"from_minor": 0}]'
            ) as s
        ) as t
    );
end;
$$;

comment on function private.commission_for is
    'What the one who leads a visit earns of it, in minor units.';

grant execute on function private.commission_for to holdfast_api;
