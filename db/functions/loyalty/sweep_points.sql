-- Has the points of a business that are too old be gone, once a day. Those that came first are
-- spent first: what is too old is what came until then, less all that ever went.

create function private.sweep_points(p_tenant_id uuid) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_programme data.loyalty_programmes;
    v_old record;
begin
    update data.loyalty_programmes
    set swept_at = now()
    where
        tenant_id = p_tenant_id
        and expiry_months is not null
        and swept_at <= now() - interval '1 day'
    returning * into v_programme;

    if not found then
        return;
    end if;

    for v_old in
        select
            a.subject_id as customer_id,
            least(
                -sum(p.amount_minor),
                coalesce(-sum(p.amount_minor) filter (
                    where
                        p.amount_minor < 0
                        and j.occurred_at <= now()
                        - make_interval(months => v_programme.expiry_months)
                ), 0) - coalesce(sum(p.amount_minor) filter (where p.amount_minor > 0), 0)
            )::bigint as points
        from data.ledger_accounts as a
        join data.postings as p on p.tenant_id = a.tenant_id and p.account_id = a.account_id
        join data.journals as j on j.tenant_id = a.tenant_id and j.journal_id = p.journal_id
        where a.tenant_id = p_tenant_id and a.kind = 'loyalty_points'
        group by a.account_id, a.subject_id
        order by a.account_id
    loop
        if v_old.points > 0 then
            perform private.post_journal(
                p_tenant_id,
                'points.expired',
                v_old.customer_id,
                private.points_lines(p_tenant_id, v_old.customer_id, -v_old.points, false),
                now(),
                format('points.expired:%s:%s', v_old.customer_id, now())
            );
        end if;
    end loop;
end;
$$;

comment on function private.sweep_points is
    'Have the points of a business that are too old be gone.';

grant execute on function private.sweep_points to holdfast_api;
