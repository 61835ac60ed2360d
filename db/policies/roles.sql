-- Platform admins are known to themselves. When they act for a business is written down by them and
-- seen by its owners. Invitations are seen by who manages the business and by whoever follows their
-- link, and are made, revoked and sent again by who stands above the role.

grant select on data.platform_admins to holdfast_api;

create policy platform_admins_api_select on data.platform_admins
    for select to holdfast_api
    using (user_id = private.current_user_id());

grant select, insert, update on data.acting to holdfast_api;
grant select on data.acting to holdfast_reader;

create policy acting_api_select on data.acting
    for select to holdfast_api
    using (
        tenant_id = private.current_tenant_id()
        and (private.has_role('{owner}') or user_id = private.current_user_id())
    );

create policy acting_api_insert on data.acting
    for insert to holdfast_api
    with check (
        tenant_id = private.current_tenant_id()
        and private.has_role('{platform_admin}')
        and user_id = private.current_user_id()
    );

create policy acting_api_update on data.acting
    for update to holdfast_api
    using (
        tenant_id = private.current_tenant_id()
        and user_id = private.current_user_id()
    )
    with check (
        tenant_id = private.current_tenant_id()
        and user_id = private.current_user_id()
        and ended_at is not null
    );

create policy acting_reader_select on data.acting
    for select to holdfast_reader
    using (
        tenant_id = private.current_tenant_id()
        and not private.has_role('{guest,customer,staff,manager}')
    );

grant select, insert, update on data.invitations to holdfast_api;
grant select on data.invitations to holdfast_reader;

create policy invitations_api_select on data.invitations
    for select to holdfast_api
    using (
        tenant_id = private.current_tenant_id()
        and (
            private.has_role('{owner,manager}')
            or link_id = (private.current_claims() ->> 'link_id')::uuid
        )
    );

create policy invitations_api_insert on data.invitations
    for insert to holdfast_api
    with check (
        tenant_id = private.current_tenant_id()
        and private.has_role('{owner,manager}')
        and private.rank_of(role) < private.current_rank()
    );

create policy invitations_api_update on data.invitations
    for update to holdfast_api
    using (
        tenant_id = private.current_tenant_id()
        and (
            private.has_role('{owner,manager}') and private.rank_of(role) < private.current_rank()
            or link_id = (private.current_claims() ->> 'link_id')::uuid
        )
    )
    with check (
        tenant_id = private.current_tenant_id()
        and (
            private.has_role('{owner,manager}') and private.rank_of(role) < private.current_rank()
            or accepted_by = private.current_user_id()
        )
    );

create policy invitations_reader_select on data.invitations
    for select to holdfast_reader
    using (
        tenant_id = private.current_tenant_id()
        and not private.has_role('{guest,customer,staff}')
    );
