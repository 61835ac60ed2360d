-- Up to three slugs that are free and like what somebody wants: in plain letters, with a number if
-- need be.

create function private.slug_suggestions(p_wanted text) returns text[]
    language sql stable parallel safe
    return (
        with plain as (
            select btrim(left(btrim(regexp_replace(
                translate(
                    replace(replace(
                        -- Without accents: what is left of é is e and a mark that goes.
                        normalize(lower(p_wanted), nfkd), 'æ', 'ae'
                    ), 'ß', 'ss'),
                    U&'łøđı\0300\0301\0302\0303\0304\0306\0307\0308\030A\030B\030C\0327\0328',
                    'lodi'
                ),
                '[^a-z0-9]+', '-', 'g'
            ), '-'), 58), '-') as word
        )

        select array(
            select c.slug
            from plain
            cross join lateral (
                select 0 as n, plain.word as slug
                union all
                select s.n, plain.word || '-' || s.n from generate_series(2, 60) as s (n)
            ) as c
            where plain.word <> '' and private.slug_reason(c.slug) is null
            order by c.n
            limit 3
        )
    );

comment on function private.slug_suggestions is 'Slugs that are free and like one that is wanted.';

grant execute on function private.slug_suggestions to holdfast_api;
