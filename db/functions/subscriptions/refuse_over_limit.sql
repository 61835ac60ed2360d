-- Refuses what a plan does not allow. It says what the plan allows and which one would do: the
-- first that allows more. Whoever books is only told that nothing can be booked.
--
-- Fails with  KC160  plan-limit-reached
--             KF002  tenant-suspended

create function private.refuse_over_limit(p_plan data.plans, p_limit text, p_wanted bigint)
returns void
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_better text;
begin
    if p_limit = 'bookings' and not private.has_role('{owner,manager,staff}') then
        raise exception using
            errcode = 'KF002',
            message = 'This business takes no bookings at the moment.';
    end if;

    select p.plan
    into v_better
    from data.plans as p
    where
        p.is_public
        and p.archived_at is null
        and coalesce(private.limit_of(p, p_limit) >= p_wanted, true)
    order by p.sort, p.plan
    limit 1;

    raise exception using
        errcode = 'KC160',
        message = format('The plan %s allows no more.', p_plan.name),
        column = p_limit,
        detail = jsonb_build_object(
            'limit', p_limit,
            'allowed', private.limit_of(p_plan, p_limit),
            'plan', p_plan.plan,
            'better_plan', v_better
        );
end;
$$;

comment on function private.refuse_over_limit is 'Refuse what a plan does not allow.';

grant execute on function private.refuse_over_limit to holdfast_api;
