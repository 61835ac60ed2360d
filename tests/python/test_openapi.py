"""The contract as it is published: complete, valid, and what the server really does."""

import re
import tomllib
from collections.abc import Callable
from typing import Any

import httpx
import psycopg
import pytest
from jsonschema import Draft202012Validator
from live import settings
from openapi_spec_validator import OpenAPIV31SpecValidator

import app
from app import documents, problems
from app.contract import SIGNATURES, Signature, signatures
from app.described import PATH_PARAMETER
from app.endpoints import ROUTES
from app.http import Operation, operations
from app.migrate import DB
from app.problems import PROBLEMS, catalogue
from app.schemas import limits, nullable
from app.tokens import Tokens

Contract = dict[str, Any]
Given = psycopg.Connection[tuple[Any, ...]]

NOBODY = "019a0000-0000-7000-8000-000000000000"
ZOE = {"name": "Zoe", "email": "zoe@customers.test"}
OPERATIONS = operations([route for route in ROUTES if hasattr(route, "operation")])


@pytest.fixture(scope="module")
def contract(migrated: str) -> Contract:
    return documents.openapi(migrated)


@pytest.fixture(scope="module")
def known(migrated: str) -> dict[str, Signature]:
    with psycopg.connect(migrated) as connection:
        return signatures(connection.execute(SIGNATURES).fetchall())


def described(contract: Contract, operation: Operation) -> Contract:
    found: Contract = contract["paths"][operation.path][operation.method.lower()]
    return found


def slugs(described: Contract) -> set[str]:
    """The problems that an operation is said to answer with."""
    return {
        slug
        for response in described["responses"].values()
        for slug in response.get("content", {})
        .get("application/problem+json", {})
        .get("examples", {})
    }


# -- the document --------------------------------------------------------------------------------


def test_it_is_openapi_3_1(contract: Contract) -> None:
    assert contract["openapi"].startswith("3.1.")
    OpenAPIV31SpecValidator(contract).validate()


def test_every_operation_is_in_it(contract: Contract) -> None:
    for operation in OPERATIONS:
        success = described(contract, operation)["responses"][str(operation.status)]
        assert ("content" in success) == (operation.status != 204), operation


def test_every_operation_has_a_name_of_its_own_and_a_summary(contract: Contract) -> None:
    found = [one for methods in contract["paths"].values() for one in methods.values()]
    ids = [one["operationId"] for one in found]
    assert sorted(set(ids)) == sorted(ids)
    assert [one["operationId"] for one in found if not one["summary"].endswith(".")] == []


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: f"{each.method} {each.path}")
def test_every_parameter_of_its_function_is_in_it(
    contract: Contract, known: dict[str, Signature], operation: Operation
) -> None:
    if hasattr(operation, "takes"):
        return  # It takes what its handler says.
    one = described(contract, operation)
    taken = {each["name"]: each["in"] for each in one["parameters"] if "name" in each}
    body = one.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    taken |= dict.fromkeys(body["properties"], "body") if body else {}
    elsewhere = "query" if operation.in_query else "body"
    wanted = {
        name: "path" if f"{{{name}}}" in operation.path else elsewhere
        for name in known[operation.function].parameters
        if not (name == "clear" and operation.method == "PATCH")
        and name not in {each.name for each in operation.made}
    }
    assert taken == wanted | ({"slug": "path"} if "{slug}" in operation.path else {})


def test_what_a_function_says_it_fails_with_is_in_it(contract: Contract) -> None:
    heads = {
        path.stem: re.split(r"\bcreate function\b", path.read_text())[0]
        for path in (DB / "functions").glob("*/*.sql")
    }
    for operation in OPERATIONS:
        said = {
            PROBLEMS[code].slug for code in re.findall(r"K[A-Z]\d{3}", heads[operation.function])
        }
        documented = {
            slug
            for other in OPERATIONS
            if other.function == operation.function
            for slug in slugs(described(contract, other))
        }
        assert said - documented == set(), operation


def test_every_problem_that_is_shown_exists(contract: Contract) -> None:
    shown = {
        slug
        for methods in contract["paths"].values()
        for o in methods.values()
        for slug in slugs(o)
    }
    assert shown <= contract["components"]["examples"].keys() == catalogue().keys()


def test_every_problem_is_in_the_catalogue(contract: Contract) -> None:
    named = {each.slug for each in vars(problems).values() if isinstance(each, problems.Problem)}
    assert len(named) > 10
    assert named <= catalogue().keys()
    answers = contract["paths"]["/v1/push-key"]["get"]["responses"]
    assert answers.keys() == {"200", "404"}


def test_what_passes_between_application_and_database_is_not_in_it(contract: Contract) -> None:
    assert "password_hash" not in str(contract)
    assert "token_hash" not in str(contract)


def test_its_version_is_that_of_the_package() -> None:
    project = tomllib.loads((DB.parent / "pyproject.toml").read_text())
    assert project["project"]["version"] == app.__version__


@pytest.mark.parametrize(
    ("check", "is_text", "schema"),
    [
        ("CHECK ((char_length(VALUE) <= 120))", True, {"maxLength": 120}),
        (
            "CHECK (((char_length(VALUE) <= 120) AND (VALUE ~ '\\S'::text)))",
            True,
            {"maxLength": 120, "pattern": "\\S"},
        ),
        ("CHECK (((VALUE >= 1) AND (VALUE <= 7)))", False, {"minimum": 1, "maximum": 7}),
        (
            "CHECK (((VALUE >= ('-90'::integer)::double precision) AND "
            "(VALUE <= (90)::double precision)))",
            False,
            {"minimum": -90, "maximum": 90},
        ),
        (
            "CHECK (((VALUE IS NULL) OR (VALUE ~ '^a|b OR c$'::text)))",
            True,
            {"pattern": "^a|b OR c$"},
        ),
        (
            "CHECK ((VALUE ~* '^[a-c]\\d(\\.x|[+-])?$'::text))",
            True,
            {"pattern": "^[a-cA-C]\\d(\\.[xX]|[+-])?$"},
        ),
        (
            "CHECK ((VALUE = ANY (ARRAY['one'::text, 'it''s'::text])))",
            True,
            {"enum": ["one", "it's"]},
        ),
        ("CHECK (((VALUE < 3) OR (VALUE >= 5)))", False, {}),
        ("CHECK (((VALUE >= '1970-01-01'::date) AND (VALUE <= '2200-12-31'::date)))", True, {}),
    ],
)
def test_the_checks_of_domains_become_json_schema(
    check: str, is_text: bool, schema: Contract
) -> None:
    assert limits([check], is_text=is_text) == schema


def test_null_is_one_more_type() -> None:
    assert nullable({"type": "string", "maxLength": 3}) == {
        "type": ["string", "null"],
        "maxLength": 3,
    }
    assert nullable({"$ref": "#/x", "description": "X."}) == {
        "description": "X.",
        "anyOf": [{"$ref": "#/x"}, {"type": "null"}],
    }
    assert nullable({}) == {}
    assert nullable({"type": "string", "enum": ["a"]})["enum"] == ["a", None]


def test_examples_fit_their_own_patterns(contract: Contract) -> None:
    def walk(node: Any) -> None:
        if isinstance(node, dict):
            for example in node.get("examples", []) if "pattern" in node else []:
                assert re.search(node["pattern"], example), node
        for child in (
            node.values() if isinstance(node, dict) else node if isinstance(node, list) else []
        ):
            walk(child)

    walk(contract["paths"])


# -- what the server really answers --------------------------------------------------------------


def strict(node: Any) -> Any:
    """The schemas, with nothing allowed that they do not name."""
    if isinstance(node, list):
        return [strict(each) for each in node]
    if not isinstance(node, dict):
        return node
    closed = {name: strict(each) for name, each in node.items()}
    if node.get("type") == "object" and "properties" in node and "status" not in node["properties"]:
        closed["additionalProperties"] = False
    return closed


@pytest.fixture(scope="module")
def conforms(contract: Contract) -> Callable[[str, str, httpx.Response], None]:
    """Asserts that an answer is one that the operation is said to give."""
    components = strict(contract["components"])

    def check(method: str, path: str, response: httpx.Response) -> None:
        responses = contract["paths"][path][method.lower()]["responses"]
        assert str(response.status_code) in responses, (method, path, response.text)
        said = responses[str(response.status_code)]
        for header in said.get("headers", {}):
            assert header in response.headers or header == "Idempotent-Replayed", (
                method,
                path,
                header,
            )
        if "content" not in said:
            assert response.content == b""
            return
        media_type = response.headers["content-type"].partition(";")[0]
        schema = strict(said["content"][media_type]["schema"]) | {"components": components}
        Draft202012Validator(schema).validate(response.json())
        if media_type == "application/problem+json":
            slug = response.json()["type"].removeprefix("/problems/")
            assert slug in said["content"][media_type]["examples"], (method, path, response.text)

    return check


@pytest.fixture
def salon(given: Given) -> Contract:
    """A business with somebody who cuts: what a booking needs, and the headers of its owner."""
    given.execute("select given.tenant('alder')")
    given.execute("select given.resource('alder', 'Ann')")
    given.execute("select given.service('alder', 'Cut', 60, 'Ann')")
    row = given.execute(
        "select given.tenant_id('alder')::text, given.member('alder', 'Olga', 'owner')::text,"
        " given.service_id('alder', 'Cut')::text, given.resource_id('alder', 'Ann')::text,"
        " given.at('alder', given.day(0, '10:00')), given.day(0)::date::text"
    ).fetchone()
    assert row is not None
    tenant, owner, service, resource, ten, day = row
    access = Tokens(settings("")).access(owner, tenant, "owner")
    return {
        "owner": {"authorization": f"Bearer {access}"},
        "booking": {"service_id": service, "starts_at": ten, "customer": ZOE},
        "slot": {"service_id": service, "resource_id": resource, "starts_at": ten},
        "range": {"service_id": service, "from": day, "to": day},
    }


def test_a_booking_from_search_to_end_is_answered_as_described(
    http: httpx.Client, salon: Contract, conforms: Callable[[str, str, httpx.Response], None]
) -> None:
    public, staff = "/v1/tenants/{slug}", salon["owner"]
    at = "/v1/tenants/alder"

    found = http.get(f"{at}/availability", params=salon["range"])
    assert found.json()["slots"]
    conforms("GET", f"{public}/availability", found)
    same = http.get(
        f"{at}/availability",
        params=salon["range"],
        headers={"if-none-match": found.headers["etag"]},
    )
    assert same.status_code == 304
    conforms("GET", f"{public}/availability", same)

    made = http.post(f"{at}/bookings", json=salon["booking"], headers={"idempotency-key": "1"})
    assert made.status_code == 201
    conforms("POST", f"{public}/bookings", made)
    booking_id, token = made.json()["id"], made.json()["manage_token"]

    taken = http.post(f"{at}/bookings", json=salon["booking"])
    assert taken.json()["alternatives"]
    conforms("POST", f"{public}/bookings", taken)
    explained = http.get(f"{at}/availability/explain", params=salon["slot"])
    assert explained.json()["reasons"]
    conforms("GET", f"{public}/availability/explain", explained)

    one = f"{public}/bookings/{{booking_id}}"
    conforms("GET", one, http.get(f"{at}/bookings/{booking_id}?token={token}"))
    conforms("GET", one, http.get(f"{at}/bookings/{booking_id}"))
    conforms("GET", "/v1/bookings", http.get("/v1/bookings", headers=staff))
    conforms("GET", "/v1/bookings", http.get("/v1/bookings?limit=0", headers=staff))
    conforms("GET", "/v1/bookings", http.get("/v1/bookings?cursor=x", headers=staff))

    stale = http.post(f"/v1/bookings/{booking_id}/cancel", headers=staff | {"if-match": '"9"'})
    assert stale.status_code == 412
    conforms("POST", "/v1/bookings/{booking_id}/cancel", stale)
    for _ in range(2):
        ended = http.post(f"/v1/bookings/{booking_id}/cancel", headers=staff)
        conforms("POST", "/v1/bookings/{booking_id}/cancel", ended)
    assert ended.status_code == 409


def test_a_series_from_preview_to_end_is_answered_as_described(
    http: httpx.Client, salon: Contract, conforms: Callable[[str, str, httpx.Response], None]
) -> None:
    public, staff = "/v1/tenants/{slug}/series", salon["owner"]
    at = "/v1/tenants/alder/series"
    taken = http.post("/v1/tenants/alder/bookings", json=salon["booking"])
    assert taken.status_code == 201

    body = salon["booking"] | {"rrule": "FREQ=DAILY;COUNT=3"}
    looked = http.post(f"{at}/preview", json=body)
    assert looked.json()["occurrences"][0]["reasons"]
    conforms("POST", f"{public}/preview", looked)
    refused = http.post(at, json=body)
    assert refused.json()["conflicts"][0]["alternatives"]
    conforms("POST", public, refused)
    made = http.post(at, json=body | {"mode": "propose_alternatives"})
    assert made.json()["skipped"]
    conforms("POST", public, made)
    conforms("POST", public, http.post(at, json=body | {"rrule": "FREQ=DAILY"}))

    series_id, token = made.json()["id"], made.json()["manage_token"]
    conforms("GET", f"{public}/{{series_id}}", http.get(f"{at}/{series_id}?token={token}"))
    listed = http.get("/v1/series", headers=staff)
    assert listed.json()["items"]
    conforms("GET", "/v1/series", listed)
    one = "/v1/series/{series_id}"
    to = {"starts_at": made.json()["bookings"][1]["starts_at"]}
    moved = http.post(f"/v1/series/{series_id}/reschedule", json=to, headers=staff)
    assert moved.status_code == 200, moved.text
    conforms("POST", f"{one}/reschedule", moved)
    for status in (200, 409):
        ended = http.post(f"/v1/series/{series_id}/cancel", headers=staff)
        assert ended.status_code == status
        conforms("POST", f"{one}/cancel", ended)


def test_a_business_is_furnished_and_looked_at_as_described(
    http: httpx.Client, salon: Contract, conforms: Callable[[str, str, httpx.Response], None]
) -> None:
    staff = salon["owner"]

    def created(path: str, **body: Any) -> str:
        response = http.post(path, json=body, headers=staff)
        assert response.status_code == 201, response.text
        conforms("POST", path, response)
        made: str = response.json()["id"]
        return made

    location = created("/v1/locations", name="By the river", time_zone="Europe/Rome")
    resource = created("/v1/resources", name="Bea", kind="staff", location_id=location)
    service = created(
        "/v1/services",
        name="Colour",
        duration_minutes=90,
        price={"amount": 9000, "currency": "EUR"},
        requirements=[{"position": 1, "quantity": 1, "resource_ids": [resource]}],
        lead_terms=[
            {
                "resource_id": resource,
                "duration_minutes": 60,
                "price": {"amount": 12000, "currency": "EUR"},
            }
        ],
    )
    customer = created("/v1/customers", **ZOE)
    found = {"location": location, "resource": resource, "service": service, "customer": customer}
    for noun, one in found.items():
        path = f"/v1/{noun}s/{{{noun}_id}}"
        changes = {"name": "Another"}
        conforms("GET", path, http.get(f"/v1/{noun}s/{one}", headers=staff))
        changed = http.patch(f"/v1/{noun}s/{one}", json=changes, headers=staff)
        assert changed.status_code == 200, changed.text
        conforms("PATCH", path, changed)
        listed = http.get(f"/v1/{noun}s?limit=1", headers=staff)
        assert listed.json()["items"]
        conforms("GET", f"/v1/{noun}s", listed)

    public = "/v1/tenants/{slug}"
    conforms("GET", "/v1/tenants", http.get("/v1/tenants?near=41.9,12.5"))
    for path in (public, f"{public}/services", f"{public}/resources"):
        response = http.get(path.replace("{slug}", "alder"))
        assert response.status_code == 200, response.text
        conforms("GET", path, response)


@pytest.mark.parametrize("method", ["GET", "POST", "PATCH", "DELETE"])
def test_every_operation_answers_a_request_for_nothing_as_described(
    http: httpx.Client,
    salon: Contract,
    conforms: Callable[[str, str, httpx.Response], None],
    method: str,
) -> None:
    for operation in OPERATIONS:
        if operation.method != method:
            continue
        path = PATH_PARAMETER.sub(NOBODY, operation.path.replace("{slug}", "alder"))
        if operation.is_stream:
            path += "?last_event_id=x"  # Otherwise it goes on.
        headers = {} if operation.is_public else salon["owner"]
        body: Contract | None = None if method == "GET" else {}
        for who in [headers] if operation.is_public else [headers, {}]:
            response = http.request(method, path, headers=who, json=body)
            conforms(method, operation.path, response)


# -- where people read it ------------------------------------------------------------------------


def test_the_document_is_served(http: httpx.Client, contract: Contract) -> None:
    for _ in range(2):
        assert http.get("/openapi.json").json() == contract


def test_the_documentation_loads_nothing_from_elsewhere(http: httpx.Client) -> None:
    first = http.get("/")
    assert first.status_code == 307
    page = http.get(first.headers["location"])
    assert page.status_code == 200
    assert "//" not in page.text
    assert "<script>" not in page.text
    assert "unsafe-inline" not in page.headers["content-security-policy"]
    assert "script-src 'self';" in page.headers["content-security-policy"]

    loaded = re.findall(r"(?:src|href)=\"([^\"]+)\"", page.text)
    assert len(loaded) == 5
    for path in loaded:
        asset = http.get(path)
        assert asset.status_code == 200, path
        assert asset.headers["content-type"].partition(";")[0] in {
            "text/javascript",
            "text/css",
            "image/png",
        }
    assert http.get("/docs/assets/..%2F__init__.py").status_code == 404
    assert http.get("/docs/assets/index.html").status_code == 404


def test_every_problem_has_a_page(http: httpx.Client) -> None:
    index = http.get("/problems").text
    for slug, problem in catalogue().items():
        page = http.get(f"/problems/{slug}")
        assert page.status_code == 200
        assert page.headers["content-type"] == "text/html; charset=utf-8"
        assert str(problem.status) in page.text
        assert f'href="/problems/{slug}"' in index


def test_an_unknown_problem_is_one_itself(http: httpx.Client) -> None:
    response = http.get("/problems/<b>")
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["type"] == "/problems/not-found"
