-- What is wrong with the history of a business: no row, if it is whole. What is not sealed yet is
-- sealed first, and nothing is sealed while it looks.
--
--   changed                a row is not what was sealed
--   missing                a position is not there
--   reordered              a row does not follow the one before it
--   personal data changed  it is not what its digest says
--   personal data missing  it is not there, and nobody erased it
--   tail cut off           the last rows are not there
--   head changed           the head is not that of the last row
--   head missing           there is no head
--
-- A DBA acts for the business first (private.act_for): of any other no row would be seen, and
-- nothing would seem wrong.
--
-- Fails with  KN001  tenant-not-found

create function private.verify_history(p_tenant_id uuid) returns setof api.history_fault
    language plpgsql volatile security definer
    set search_path = ''
as $$
begin
    if p_tenant_id is distinct from private.current_tenant_id() then
        raise exception using
            errcode = 'KN001',
            message = 'Act for this business first: private.act_for(slug).';
    end if;

    while private.seal_history(p_tenant_id) > 0 loop
    end loop;

    return query
    with links as materialized (
        select
            h.history_id,
            h.position,
            h.hash,
            h.digest,
            h.digest = private.history_digest(h) as is_same,
            h.personal,
            h.personal_digest,
            h.erased_at,
            lag(h.position, 1, 0::bigint) over chain as previous_position,
            lag(h.hash, 1, ''::bytea) over chain as previous_hash
        from data.history as h
        where h.tenant_id = p_tenant_id and h.position is not null
        window chain as (order by h.position)
    ),

    tail as (
        select l.position, l.hash
        from links as l
        order by l.position desc
        limit 1
    )

    select l.position, l.history_id, 'changed'
    from links as l
    where not l.is_same
    union all
    select l.position, l.history_id, 'reordered'
    from links as l
    where
        l.previous_position = l.position - 1
        and l.hash <> private.history_link(l.previous_hash, l.position, l.digest)
    union all
    select l.position, l.history_id, 'personal data changed'
    from links as l
    where sha256(convert_to(l.personal::text, 'UTF8')) <> coalesce(l.personal_digest, '')
    union all
    select l.position, l.history_id, 'personal data missing'
    from links as l
    where l.personal is null and l.personal_digest is not null and l.erased_at is null
    union all
    select gap.position, null, 'missing'
    from links as l
    cross join generate_series(l.previous_position + 1, l.position - 1) as gap (position)
    union all
    select coalesce(t.position, 0) + 1, null, 'tail cut off'
    from data.history_heads as e
    left join tail as t on true
    where e.tenant_id = p_tenant_id and e.position > coalesce(t.position, 0)
    union all
    select e.position, null, 'head changed'
    from data.history_heads as e
    cross join tail as t
    where
        e.tenant_id = p_tenant_id
        and (e.position < t.position or e.position = t.position and e.hash <> t.hash)
    union all
    select null, null, 'head missing'
    where not exists (
        select
        from data.history_heads as e
        where e.tenant_id = p_tenant_id
    )
    order by 1, 3;
end;
$$;

comment on function private.verify_history is 'What is wrong with the history of a business.';

alter function private.verify_history owner to holdfast_historian;
grant execute on function private.verify_history to holdfast_api, holdfast_person;
