"""Every kind of business, in every language: whole, well-formed, and open for booking."""

import json
import re
from collections.abc import Iterator
from typing import Any

import httpx
import psycopg
import pytest
from conftest import Databases
from live import serving
from psycopg.types.json import Jsonb

from app.dsn import as_user
from app.migrate import DB, load

Given = psycopg.Connection[tuple[Any, ...]]

LANGUAGES = ("en", "it", "pl", "da")
DOCUMENTS = {path.stem: json.loads(path.read_text()) for path in (DB / "presets").glob("*.json")}
PRESETS = sorted(DOCUMENTS)
READ = {"name", "description", "tagline", "category", "subject", "body"}
KINDS = {
    "booking_confirmed",
    "booking_held",
    "booking_cancelled",
    "booking_rescheduled",
    "reminder",
    "waitlist_offer",
    "review_request",
}

each_preset = pytest.mark.parametrize("preset", PRESETS)
each_language = pytest.mark.parametrize("language", LANGUAGES)


def texts(part: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Everything in a document that people read, with where it is."""
    if isinstance(part, dict):
        for name, each in part.items():
            if name in READ:
                yield f"{path}/{name}", each
            else:
                yield from texts(each, f"{path}/{name}")
    elif isinstance(part, list):
        for n, each in enumerate(part):
            yield from texts(each, f"{path}/{n}")


# -- the files -----------------------------------------------------------------------------------


@each_preset
def test_every_text_is_there_in_four_languages(preset: str) -> None:
    found = dict(texts(DOCUMENTS[preset]))
    assert len(found) > 30
    for path, text in found.items():
        assert tuple(text) == LANGUAGES, path
        for language, said in text.items():
            lines = said if isinstance(said, list) else [said]
            assert lines, path
            assert all(line.strip() == line and line for line in lines), (path, language)


@each_preset
def test_no_text_is_left_outside_of_the_languages(preset: str) -> None:
    """What is a plain string is a key, a kind, a colour, a time or a rule."""
    plain = re.compile(r"#[0-9a-f]{6}|\d\d:\d\d|[a-z][a-z0-9_-]*")

    def strings(part: Any) -> Iterator[str]:
        if isinstance(part, str):
            yield part
        elif isinstance(part, list):
            for each in part:
                yield from strings(each)
        elif isinstance(part, dict) and "en" not in part:
            for each in part.values():
                yield from strings(each)

    assert [each for each in strings(DOCUMENTS[preset]) if not plain.fullmatch(each)] == []


@each_preset
def test_translations_are_translations(preset: str) -> None:
    """A sentence is not left in English; names of trades may be the same word."""
    same = [
        (path, language)
        for path, text in texts(DOCUMENTS[preset])
        for language in LANGUAGES[1:]
        if text[language] == text["en"] and len(str(text["en"]).split()) > 2
    ]
    assert same == []


@each_preset
def test_every_e_mail_has_the_same_placeholders_in_every_language(preset: str) -> None:
    templates = DOCUMENTS[preset]["templates"]
    assert templates.keys() == KINDS

    def placeholders(part: Any) -> set[str]:
        return set(re.findall(r"\{\{ (\w+) \}\}", json.dumps(part)))

    for kind, template in templates.items():
        for language in LANGUAGES:
            subject, body = template["subject"][language], template["body"][language]
            assert len(subject) <= 100, kind
            assert placeholders(body) == placeholders(template["body"]["en"]), (kind, language)
            assert {"customer_name", "business"} <= placeholders(body), (kind, language)


def test_the_subject_of_a_clinic_says_nothing_of_what_it_is_about() -> None:
    for kind, template in DOCUMENTS["clinic"]["templates"].items():
        for subject in template["subject"].values():
            assert not {"service", "resource"} & set(re.findall(r"\w+", subject)), kind


# -- the database --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def opened(databases: Databases, vocabulary: str) -> Iterator[Given]:
    """A business of every preset in every language."""
    url = databases.create(vocabulary)
    with psycopg.connect(url, autocommit=True) as connection:
        for preset in PRESETS:
            for language in LANGUAGES:
                connection.execute(
                    "select private.open_tenant(%s, %s, %s, private.preset_document(%s, %s),"
                    " 'UTC', 'EUR', %s, %s)",
                    [
                        f"{preset}-{language}",
                        preset.title(),
                        preset,
                        preset,
                        language,
                        language,
                        Jsonb({"name": "Centre"}),
                    ],
                )
        yield connection
    databases.drop(url)


@pytest.fixture(scope="module")
def client(opened: Given) -> Iterator[httpx.Client]:
    row = opened.execute("select current_database()").fetchone()
    assert row is not None
    info = opened.info
    url = f"postgresql://{info.user}@/{row[0]}?host={info.host}&port={info.port}"
    with serving(as_user(url, "holdfast_web")) as http:
        yield http


@each_preset
@each_language
def test_a_business_opens_that_can_be_booked(
    client: httpx.Client, opened: Given, preset: str, language: str
) -> None:
    at = f"/v1/tenants/{preset}-{language}"
    services = client.get(f"{at}/services").json()["items"]
    wanted = [each["name"][language] for each in DOCUMENTS[preset]["services"]]
    assert sorted(each["name"] for each in services) == sorted(wanted)
    row = opened.execute("select given.day()::date::text, (given.day() + '13 days')::date::text")
    first, last = row.fetchone() or ("", "")
    for service in services:
        found = client.get(
            f"{at}/availability",
            params={"service_id": service["id"], "from": first, "to": last},
        )
        assert found.json()["slots"], service["name"]


@each_preset
def test_its_e_mails_are_there_in_every_language(opened: Given, preset: str) -> None:
    rows = opened.execute(
        "select kind, locale, subject, body from data.templates"
        " where tenant_id = given.tenant_id(%s) and subject is not null",
        [f"{preset}-it"],
    ).fetchall()
    wanted = DOCUMENTS[preset]["templates"]
    assert {(kind, locale): (subject, body) for kind, locale, subject, body in rows} == {
        (kind, language): (
            wanted[kind]["subject"][language],
            "\n\n".join(wanted[kind]["body"][language]),
        )
        for kind in KINDS
        for language in LANGUAGES
    }


@each_language
def test_presets_are_told_to_everybody(client: httpx.Client, language: str) -> None:
    listed = client.get("/v1/presets", params={"locale": f"{language}-XX"}).json()["items"]
    assert [each["preset"] for each in listed] == PRESETS
    for each in listed:
        document = DOCUMENTS[each["preset"]]
        assert each["name"] == document["name"][language]
        assert each["description"] == document["description"][language]
        assert [(service["name"], service["duration_minutes"]) for service in each["services"]] == [
            (service["name"][language], service["duration_minutes"])
            for service in document["services"]
        ]
        assert [resource["kind"] for resource in each["resources"]] == [
            resource["kind"] for resource in document["resources"]
        ]


def test_another_language_is_answered_in_english(client: httpx.Client) -> None:
    swedish, english = client.get("/v1/presets?locale=sv"), client.get("/v1/presets")
    assert swedish.json() == english.json()


def test_prices_have_the_size_of_the_currency(opened: Given) -> None:
    rows = opened.execute(
        "select p.currency, (private.preset_document('salon', 'en', p.currency)"
        " -> 'services' -> 0 ->> 'price_minor')::int"
        " from unnest(array['EUR', 'PLN', 'DKK', 'XXX']) as p (currency) order by 1"
    ).fetchall()
    assert rows == [("DKK", 31500), ("EUR", 4500), ("PLN", 18000), ("XXX", 4500)]


# -- loading -------------------------------------------------------------------------------------


def test_only_what_differs_is_written(given: Given) -> None:
    query = (
        "select xmin, 'preset ' || preset from data.presets"
        " union all select xmin, slug from data.reserved_slugs"
        " union all select xmin, tenant_id || kind || locale from data.templates order by 2"
    )
    given.execute("select given.tenant('alder'), given.templates('alder')")
    before = given.execute(query).fetchall()
    load(given)
    assert given.execute(query).fetchall() == before

    given.execute("update data.presets set document = '{}' where preset = 'salon'")
    given.execute("delete from data.reserved_slugs where slug = 'www'")
    given.execute("insert into data.reserved_slugs values ('nothing-of-ours')")
    given.execute("delete from data.templates where kind = 'reminder'")
    given.execute("update data.templates set subject = 'Mine' where kind = 'booking_held'")
    load(given)
    after = given.execute(query).fetchall()
    assert [name for _, name in after] == [name for _, name in before]
    mine = given.execute("select from data.templates where subject = 'Mine'")
    assert mine.rowcount == len(LANGUAGES), "what a business wrote is its own"
