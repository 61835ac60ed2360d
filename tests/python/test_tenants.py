"""A business opens its own door, and is run by those who opened it, over real HTTP."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import psycopg
import pytest
from live import serving, settings

from app.links import Links
from app.passwords import HASHER

pytestmark = pytest.mark.database("reused")

Given = psycopg.Connection[tuple[Any, ...]]
Answer = dict[str, Any]

PASSWORD = "correct horse battery staple"
NINA = {"name": "Nina Berg", "email": "nina@berg.test"}


def application(slug: str = "bergs", **changes: Any) -> Answer:
    """What somebody sends who wants to open a business."""
    return {
        "slug": slug,
        "name": "Bergs Salon",
        "preset": "salon",
        "locale": "da",
        "time_zone": "Europe/Copenhagen",
        "currency": "DKK",
        "country": "DK",
        "owner": NINA,
        "location": {"name": "Torvet", "address": "Torvet 1", "latitude": 55.7, "longitude": 12.5},
    } | changes


def apply(http: httpx.Client, slug: str = "bergs", **changes: Any) -> httpx.Response:
    return http.post("/v1/tenants", json=application(slug, **changes))


def slug_of(answer: httpx.Response) -> str:
    """Which problem it is."""
    return str(answer.json()["type"].removeprefix("/problems/"))


def token(given: Given, slug: str = "bergs") -> str:
    """What stands in the link that was sent last for a business."""
    row = given.execute(
        "select link_id::text from data.messages join data.tenants using (tenant_id)"
        " where slug = %s and kind = 'open_tenant' order by message_id desc limit 1",
        [slug],
    ).fetchone()
    assert row is not None
    return Links(settings("")).token(row[0])


def verify(http: httpx.Client, given: Given, **more: Any) -> httpx.Response:
    return http.post("/v1/tenants/verify", json={"token": token(given)} | more)


def bearer(answer: httpx.Response) -> dict[str, str]:
    return {"authorization": f"Bearer {answer.json()['access_token']}"}


@pytest.fixture
def owner(http: httpx.Client, given: Given) -> dict[str, str]:
    """The headers of somebody who has opened a business."""
    assert apply(http).status_code == 201
    return bearer(verify(http, given, password=PASSWORD))


@pytest.fixture(scope="module")
def settled(common_http: httpx.Client, common_given: Given) -> dict[str, str]:
    """The headers of somebody whose business is open, for tests that change nothing of it."""
    assert apply(common_http).status_code == 201
    return bearer(verify(common_http, common_given, password=PASSWORD))


# -- applying ------------------------------------------------------------------------------------


def test_somebody_new_opens_a_business_and_takes_its_first_booking(
    http: httpx.Client, given: Given
) -> None:
    applied = apply(http, "Bergs")
    assert applied.status_code == 201, applied.text
    assert applied.headers["cache-control"] == "no-cache"
    assert applied.json()["slug"] == "bergs"
    assert (applied.json()["status"], applied.json()["country"]) == ("pending", "DK")

    opened = verify(http, given, password=PASSWORD)
    assert opened.status_code == 200, opened.text
    assert [each["role"] for each in opened.json()["memberships"]] == ["owner"]
    me = http.get("/v1/me", headers=bearer(opened)).json()
    assert (me["name"], me["email"], me["role"]) == ("Nina Berg", "nina@berg.test", "owner")
    assert http.get("/v1/tenant", headers=bearer(opened)).json()["status"] == "active"

    page = http.get("/v1/tenants/bergs").json()
    assert page["branding"]["tagline"] == "Hår og farve hos folk, der lytter først."
    assert [each["name"] for each in page["locations"]] == ["Torvet"]
    cut = next(
        each
        for each in http.get("/v1/tenants/bergs/services").json()["items"]
        if each["name"] == "Klip og styling"
    )
    assert cut["price"] == {"amount": 31500, "currency": "DKK"}

    slots = http.get(
        "/v1/tenants/bergs/availability", params={"service_id": cut["id"]} | fortnight(given)
    ).json()["slots"]
    booked = http.post(
        "/v1/tenants/bergs/bookings",
        json={
            "service_id": cut["id"],
            "starts_at": slots[0]["starts_at"],
            "customer": {"name": "Zoe", "email": "zoe@customers.test"},
        },
    )
    assert booked.status_code == 201, booked.text

    login = http.post("/v1/auth/login", json={"email": NINA["email"], "password": PASSWORD})
    assert login.status_code == 200


def fortnight(given: Given) -> dict[str, str]:
    """Two weeks to come, as availability is asked for them."""
    row = given.execute("select given.day(0)::date::text, given.day(13)::date::text").fetchone()
    assert row is not None
    return {"from": str(row[0]), "to": str(row[1])}


def test_a_business_that_is_pending_is_not_there(http: httpx.Client) -> None:
    apply(http)

    assert slug_of(http.get("/v1/tenants/bergs")) == "tenant-not-found"
    assert slug_of(http.get("/v1/tenants/bergs/services")) == "tenant-not-found"
    assert slug_of(http.post("/v1/tenants/bergs/bookings", json={})) == "invalid-arguments"
    assert http.get("/v1/tenants").json()["items"] == []
    assert http.get("/v1/tenants?near=55.7,12.5").json()["items"] == []
    assert http.get("/v1/slugs/bergs").json()["reason"] == "taken"


def test_nobody_has_an_account_before_the_link_is_followed(
    http: httpx.Client, given: Given
) -> None:
    """Somebody who applies with another's address must not have an account ready there."""
    assert apply(http).status_code == 201
    assert given.execute("select from data.users").rowcount == 0
    assert slug_of(apply(http, "other", password=PASSWORD)) == "invalid-arguments"


def test_the_e_mail_says_what_it_is_about(http: httpx.Client, given: Given) -> None:
    apply(http)
    row = given.execute("select recipient, locale, data from data.messages").fetchone()
    assert row == ("nina@berg.test", "da", {"slug": "bergs"})


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"owner": {"name": "Nina"}}, "#/owner/email"),
        ({"owner": {"name": "Nina", "email": "nobody"}}, "#/owner/email"),
        ({"owner": NINA | {"password": PASSWORD}}, "#/owner/password"),
        ({"owner": "Nina"}, "#/owner"),
        ({"owner": NINA | {"name": 5}}, "#/owner/name"),
        ({"location": {}}, "#/location/name"),
        ({"location": {"name": "Torvet", "latitude": 91}}, "#/location/latitude"),
        ({"location": {"name": "Torvet", "latitude": "55"}}, "#/location/latitude"),
        ({"location": {"name": "Torvet", "latitude": 55}}, "#/location"),
        ({"preset": "bakery"}, "#/preset"),
        ({"time_zone": "Mars/Base"}, "#/time_zone"),
        ({"country": "Denmark"}, "#/country"),
        ({"slug": "a_b"}, "#/slug"),
        ({"slug": "admin"}, "#/slug"),
    ],
)
@pytest.mark.usefixtures("settled")
def test_what_does_not_fit_is_pointed_at(
    common_http: httpx.Client, common_given: Given, change: Answer, pointer: str
) -> None:
    answer = apply(common_http, **{"slug": "lunds"} | change)
    assert answer.status_code == 422, answer.text
    assert [each["pointer"] for each in answer.json()["errors"]] == [pointer]
    assert common_given.execute("select from data.tenants").rowcount == 1


def test_the_same_application_with_its_key_is_made_once(http: httpx.Client, given: Given) -> None:
    headers = {"idempotency-key": "once"}
    first = http.post("/v1/tenants", json=application(), headers=headers)
    again = http.post("/v1/tenants", json=application(), headers=headers)
    assert (again.status_code, again.json()) == (201, first.json())
    assert again.headers["idempotent-replayed"] == "true"
    assert given.execute("select from data.messages").rowcount == 1
    other = http.post("/v1/tenants", json=application("other"), headers=headers)
    assert slug_of(other) == "idempotency-mismatch"
    assert slug_of(apply(http)) == "slug-taken"


def test_an_address_has_five_applications_at_a_time(http: httpx.Client, given: Given) -> None:
    for n in range(5):
        assert apply(http, f"bergs-{n}").status_code == 201
    assert slug_of(apply(http, "bergs-5")) == "too-many-applications"
    assert apply(http, "lunds", owner=NINA | {"email": "lund@lund.test"}).status_code == 201
    given.execute("update data.one_time_links set expires_at = now() where email like 'nina%'")
    given.execute("delete from data.throttle_buckets")
    assert apply(http, "bergs-5").status_code == 201


@pytest.mark.parametrize(("kind", "whose"), [("address", "127.0.0.1"), ("post", "nina@berg.test")])
def test_applications_are_slowed_down(
    http: httpx.Client, given: Given, kind: str, whose: str
) -> None:
    """By where they come from, whoever they are for, and by who is to get the e-mail."""
    assert apply(http).status_code == 201
    emptied = given.execute(
        "update data.throttle_buckets set tokens = -60"
        " where bucket_key = private.bucket_key(%s, %s)",
        [kind, whose],
    )
    assert emptied.rowcount == 1
    refused = apply(http, "falks")
    assert (refused.status_code, slug_of(refused)) == (429, "too-many-attempts")
    assert int(refused.headers["retry-after"]) > 0
    other = apply(http, "lunds", owner=NINA | {"email": "lund@lund.test"})
    assert other.status_code == (429 if kind == "address" else 201)


def test_of_sixteen_who_want_a_slug_one_gets_it(web_url: str, given: Given) -> None:
    def run(n: int) -> tuple[int, str]:
        answer = apply(http, "Bergs", owner={"name": "N", "email": f"n{n}@berg.test"})
        return answer.status_code, answer.json().get("type", "")

    with serving(web_url, pool_size=16) as http, ThreadPoolExecutor(16) as threads:
        answers = Counter(threads.map(run, range(16)))

    assert answers == {(201, ""): 1, (409, "/problems/slug-taken"): 15}
    assert given.execute("select from data.tenants").rowcount == 1
    assert given.execute("select from data.messages").rowcount == 1


def test_writes_are_throttled(web_url: str) -> None:
    with serving(web_url, public_writes_per_minute=1) as http:
        statuses = [apply(http).status_code for _ in range(3)]
        assert 429 in statuses
        assert http.post("/v1/tenants/verify", json={"token": "x"}).status_code == 429


# -- following the link --------------------------------------------------------------------------


def test_somebody_with_an_account_needs_no_password_and_keeps_theirs(
    http: httpx.Client, given: Given
) -> None:
    given.execute("select given.tenant('alder'), given.member('alder', 'Sam', 'staff')")
    given.execute("update data.users set password_hash = %s", [HASHER.hash(PASSWORD)])
    apply(http, owner={"name": "Samuel", "email": "SAM@alder.test"})

    opened = verify(http, given, password="another password altogether")

    assert [(each["slug"], each["role"]) for each in opened.json()["memberships"]] == [
        ("alder", "staff"),
        ("bergs", "owner"),
    ]
    me = http.get("/v1/me", headers=bearer(opened)).json()
    assert (me["name"], me["role"]) == ("Sam", "owner")
    login = http.post("/v1/auth/login", json={"email": "sam@alder.test", "password": PASSWORD})
    assert login.status_code == 200


def test_somebody_without_an_account_needs_a_password_and_the_link_stays_good(
    http: httpx.Client, given: Given
) -> None:
    apply(http)
    assert slug_of(verify(http, given)) == "password-required"
    for unfit in ("short", NINA["email"].upper()):
        assert slug_of(verify(http, given, password=unfit)) == "invalid-arguments"
    assert verify(http, given, password=PASSWORD).status_code == 200


def test_a_link_that_was_followed_says_so_and_signs_nobody_in(
    http: httpx.Client, given: Given
) -> None:
    apply(http)
    verify(http, given, password=PASSWORD)
    again = verify(http, given, password=PASSWORD)
    assert (again.status_code, slug_of(again)) == (409, "tenant-open")
    assert again.json()["slug"] == "bergs"
    assert given.execute("select from data.sessions").rowcount == 1


@pytest.mark.parametrize("body", [{"token": "x"}, {"token": "x" * 64}, {}, {"token": 5}])
def test_a_link_of_nobody(common_http: httpx.Client, body: Answer) -> None:
    assert common_http.post("/v1/tenants/verify", json=body).status_code in (401, 422)


def test_a_link_of_another_kind_opens_nothing(http: httpx.Client, given: Given) -> None:
    apply(http)
    given.execute("update data.one_time_links set purpose = 'verify_email'")
    assert slug_of(verify(http, given, password=PASSWORD)) == "link-invalid"


def test_two_who_follow_a_link_at_once_open_one_business(web_url: str, given: Given) -> None:
    with serving(web_url) as http, ThreadPoolExecutor(4) as threads:
        apply(http)
        answers = list(
            threads.map(lambda _: verify(http, given, password=PASSWORD).status_code, range(4))
        )
    assert Counter(answers)[200] == 1
    assert given.execute("select from data.members").rowcount == 1


def test_a_link_that_was_lost_is_sent_again(http: httpx.Client, given: Given) -> None:
    def resend(slug: str, email: str) -> httpx.Response:
        return http.post("/v1/tenants/verify/resend", json={"slug": slug, "email": email})

    apply(http)
    lost = token(given)
    asked = resend("bergs", NINA["email"])
    assert asked.status_code == 202, asked.text
    assert resend("bergs", "mallory@else.test").content == asked.content
    assert resend("nobody", NINA["email"]).content == asked.content
    assert token(given) != lost
    late = http.post("/v1/tenants/verify", json={"token": lost, "password": PASSWORD})
    assert (late.status_code, slug_of(late)) == (401, "link-invalid")
    assert verify(http, given, password=PASSWORD).status_code == 200
    assert resend("bergs", NINA["email"]).content == asked.content
    assert http.get("/v1/tenants/verify/resend").status_code == 405


# -- slugs ---------------------------------------------------------------------------------------


@pytest.fixture
def lapsed(http: httpx.Client, given: Given) -> str:
    """A slug that somebody applied for and never came back to; what stood in their link."""
    apply(http)
    sent = token(given)
    given.execute("update data.tenants set pending_until = now() - interval '1 second'")
    given.execute("update data.one_time_links set expires_at = now() - interval '1 second'")
    return sent


def test_an_abandoned_application_keeps_no_slug(
    http: httpx.Client, given: Given, lapsed: str
) -> None:
    assert http.get("/v1/slugs/bergs").json()["available"] is True
    assert apply(http, owner={"name": "Lund", "email": "lund@lund.test"}).status_code == 201
    late = http.post("/v1/tenants/verify", json={"token": lapsed, "password": PASSWORD})
    assert slug_of(late) == "link-invalid"
    assert verify(http, given, password=PASSWORD).status_code == 200
    rows = given.execute("select left(slug, 10), status from data.tenants order by 1").fetchall()
    assert rows == [("abandoned-", "pending"), ("bergs", "active")]


def test_a_slug_that_is_wanted(http: httpx.Client, given: Given) -> None:
    given.execute("select given.tenant('salon')")

    def asked(wanted: str) -> tuple[str, Any, list[str]]:
        said = http.get(f"/v1/slugs/{wanted}").json()
        assert said["available"] is (said["reason"] is None)
        return said["slug"], said["reason"], said["suggestions"]

    assert asked("Bergs") == ("bergs", None, [])
    assert asked("SALON") == ("salon", "taken", ["salon-2", "salon-3", "salon-4"])
    assert asked("www") == ("www", "reserved", ["www-2", "www-3", "www-4"])
    assert asked("Søndre Bæk & Çelik") == (
        "søndre bæk & çelik",
        "invalid",
        ["sondre-baek-celik", "sondre-baek-celik-2", "sondre-baek-celik-3"],
    )
    assert asked("!!") == ("!!", "invalid", [])
    for suggested in asked("salon")[2]:
        assert asked(suggested)[1] is None


def test_a_slug_is_read_in_any_case(http: httpx.Client, owner: dict[str, str]) -> None:
    assert http.get("/v1/tenants/BERGS").json()["slug"] == "bergs"


def test_the_owner_renames_the_business_and_the_old_name_is_free(
    http: httpx.Client, given: Given, owner: dict[str, str]
) -> None:
    given.execute("select given.tenant('alder')")

    def renamed(slug: str) -> httpx.Response:
        return http.patch("/v1/tenant", json={"slug": slug}, headers=owner)

    assert slug_of(renamed("Alder")) == "slug-taken"
    assert renamed("alder").json()["suggestions"] == ["alder-2", "alder-3", "alder-4"]
    assert slug_of(renamed("metrics")) == "slug-reserved"
    assert renamed("Bergs").json()["slug"] == "bergs"
    assert renamed("berg").json()["slug"] == "berg"
    assert http.get("/v1/tenants/bergs").status_code == 404
    assert http.get("/v1/tenants/berg").status_code == 200
    assert http.get("/v1/slugs/bergs").json()["available"] is True


# -- settings ------------------------------------------------------------------------------------


def test_settings_are_changed_and_emptied(http: httpx.Client, owner: dict[str, str]) -> None:
    before = http.get("/v1/tenant", headers=owner).json()
    change = {
        "name": "Bergs",
        "accent": "#102030",
        "locale": "en",
        "country": "SE",
        "hold_minutes": 20,
        "horizon_days": 30,
        "max_per_customer_per_day": 4,
        "waitlist_rule": "priority",
    }
    after = http.patch("/v1/tenant", json=change, headers=owner)
    assert after.json() == before | change
    emptied = http.patch(
        "/v1/tenant", json={"country": None, "max_per_customer_per_day": None}, headers=owner
    )
    assert emptied.json() == after.json() | {"country": None, "max_per_customer_per_day": None}
    assert http.get("/v1/tenants/bergs").json()["policies"]["hold_minutes"] == 20


@pytest.mark.parametrize(
    "change",
    [
        {"name": None},
        {"hold_minutes": 0},
        {"horizon_days": 731},
        {"status": "active"},
        {"slug": ""},
        {"slug": None},
    ],
)
def test_settings_that_do_not_fit(
    common_http: httpx.Client, settled: dict[str, str], change: Answer
) -> None:
    assert common_http.patch("/v1/tenant", json=change, headers=settled).status_code == 422


def test_whatever_a_table_refuses_is_said_in_words(
    common_http: httpx.Client, settled: dict[str, str]
) -> None:
    far = common_http.patch("/v1/tenant", json={"horizon_days": 731}, headers=settled)
    assert far.json()["type"] == "/problems/horizon-invalid"
    assert "from 1 to 730 days" in far.json()["detail"]
    half = {"name": "Annex", "time_zone": "Europe/Rome", "latitude": 45}
    refused = common_http.post("/v1/locations", json=half, headers=settled)
    assert refused.json()["type"] == "/problems/position-incomplete"


# -- locations -----------------------------------------------------------------------------------


def test_a_location_that_is_closed_is_found_no_more(
    http: httpx.Client, owner: dict[str, str]
) -> None:
    oslo = {"name": "Oslo", "time_zone": "Europe/Oslo", "latitude": 59.9, "longitude": 10.7}
    made = http.post("/v1/locations", json=oslo, headers=owner)
    assert made.status_code == 201

    def near_oslo() -> list[str]:
        found = http.get("/v1/tenants?near=59.9,10.7&radius_km=20").json()["items"]
        return [each["slug"] for each in found]

    assert near_oslo() == ["bergs"]
    assert len(http.get("/v1/tenants/bergs").json()["locations"]) == 2
    assert http.delete(f"/v1/locations/{made.json()['id']}", headers=owner).status_code == 204
    assert near_oslo() == []
    assert len(http.get("/v1/tenants/bergs").json()["locations"]) == 1


# -- a business's own words ----------------------------------------------------------------------


def test_e_mails_are_there_changed_and_reset(http: httpx.Client, owner: dict[str, str]) -> None:
    listed = http.get("/v1/templates?limit=100", headers=owner).json()["items"]
    assert len(listed) == 14 * 4
    path = "/v1/templates/booking_confirmed/da"
    before = http.get(path, headers=owner).json()
    assert before["subject"] == "Din tid hos {{ business }}: {{ starts_at }}"
    assert before in listed

    change = {"subject": "Vi ses {{ starts_at }}", "body": "Hej {{customer_name}}"}
    after = http.patch(path, json=change, headers=owner).json()
    assert after == before | change | {"updated_at": after["updated_at"]}
    assert after["updated_at"] is not None
    assert http.delete(path, headers=owner).status_code == 204
    assert http.get(path, headers=owner).json() == before


def test_what_staff_are_told_is_said_by_us_until_it_is_changed(
    http: httpx.Client, owner: dict[str, str]
) -> None:
    path = "/v1/templates/staff_booked/en"
    before = http.get(path, headers=owner).json()
    assert (before["subject"], before["body"], before["updated_at"]) == (None, None, None)
    half = http.patch(path, json={"subject": "New"}, headers=owner)
    assert (half.status_code, half.json()["type"].rpartition("/")[2]) == (
        *(422, "template-incomplete"),
    )
    change = {"subject": "New: {{ customer_name }}", "body": "{{ service }}, {{ starts_at }}"}
    after = http.patch(path, json=change, headers=owner).json()
    assert after == before | change | {"updated_at": after["updated_at"]}
    assert http.delete(path, headers=owner).status_code == 204
    assert http.get(path, headers=owner).json() == before


@pytest.mark.parametrize(
    "change",
    [
        {"subject": "{{ customer }}"},
        {"body": "Hello {{ customer_name }}, {{password}}"},
        {"body": "Hello {{ customer_name"},
        {"body": "Hello }}"},
        {"body": ""},
        {"subject": "two\nlines"},
        {"subject": "x" * 201},
        {"body": None},
    ],
)
def test_e_mails_that_do_not_fit(
    common_http: httpx.Client, settled: dict[str, str], change: Answer
) -> None:
    answer = common_http.patch("/v1/templates/reminder/en", json=change, headers=settled)
    assert answer.status_code == 422, answer.text
    if "{{" in (change.get("body") or ""):
        assert "{{ manage_url }}" in answer.json()["errors"][0]["detail"]


@pytest.mark.parametrize("path", ["reminder/fr", "newsletter/en"])
def test_e_mails_that_there_are_not(
    common_http: httpx.Client, settled: dict[str, str], path: str
) -> None:
    assert common_http.get(f"/v1/templates/{path}", headers=settled).status_code == 422
