"""docs/api.md and docs/errors.md: the OpenAPI document and the problems, to be read in order."""

from collections.abc import Mapping
from typing import Any

from app.introspection import Introspection
from app.markdown import bullets, code, page, table
from app.problems import PROBLEMS, Problem, catalogue

Contract = Mapping[str, Any]

WHO = {
    "": "For everybody.",
    "manageToken": "For whoever has its manage token.",
    "accessToken": "With an access token.",
}

# A problem that more endpoints answer with than this is not worth a list of them.
MANY = 20


def api(contract: Contract) -> str:
    """Every endpoint and every type."""
    common = everywhere(contract)
    blocks = [
        "# API",
        "The same as `/docs`, where it can be tried, and `/openapi.json`, for programs.",
        contract["info"]["description"],
        f"Whatever has a list of failures may also answer {links(common)}.",
    ]
    for tag in contract["tags"]:
        blocks.append(f"## {tag['name']}")
        blocks += [
            endpoint(contract, method, path, operation, common)
            for path, methods in contract["paths"].items()
            for method, operation in methods.items()
            if tag["name"] in operation["tags"]
        ]
    blocks.append("## Types")
    for name, schema in contract["components"]["schemas"].items():
        if not name.startswith("page_of_"):  # Its link leads to what it is a page of.
            rows = [
                [code(field), kind(one), one.get("description", "")]
                for field, one in schema["properties"].items()
            ]
            head = ["field", "type", "meaning"]
            blocks += [f"### {name}", schema["description"], table(head, rows)]
    return page(*blocks)


def problems(operation: Contract) -> dict[str, list[str]]:
    """The problems that an operation answers with, by status."""
    found = {status: found_in(response) for status, response in operation["responses"].items()}
    return {status: each for status, each in found.items() if each}


def found_in(response: Contract) -> list[str]:
    """The problems that a response may be."""
    content = response.get("content", {})
    return list(content.get("application/problem+json", {}).get("examples", {}))


def everywhere(contract: Contract) -> list[str]:
    """The problems of all operations that have several."""
    found = [
        {slug for slugs in problems(operation).values() for slug in slugs}
        for methods in contract["paths"].values()
        for operation in methods.values()
    ]
    return sorted(set.intersection(*(each for each in found if len(each) > 1)))


def links(slugs: list[str]) -> str:
    """Problems, each with where it is explained."""
    return ", ".join(f"[{slug}](errors.md#{slug})" for slug in slugs)


def kind(schema: Contract) -> str:
    """A schema in a few words."""
    if "anyOf" in schema and "type" not in schema:
        return f"{kind(schema['anyOf'][0])} or null"
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        item = name.removeprefix("page_of_")
        return f"{'page of ' if item != name else ''}[{item}](#{item})"
    types = schema.get("type", "anything")
    if isinstance(types, list):
        return f"{kind({**schema, 'type': types[0]})} or null"
    if types == "array":
        return f"list of {kind(schema['items'])}"
    if types == "object" and "properties" in schema:
        return f"object of {', '.join(code(each) for each in schema['properties'])}"
    if "anyOf" in schema:
        return " or ".join(each["format"] for each in schema["anyOf"])
    return str(schema.get("format", types) if types == "string" else types)


def endpoint(
    contract: Contract, method: str, path: str, operation: Contract, common: list[str]
) -> str:
    """One endpoint: who may use it, what it takes and answers, and how it fails."""
    given = [resolved(contract, each) for each in operation["parameters"]]
    rows = [
        argument(each["name"], each["in"], {**each["schema"], **each}, each.get("required", False))
        for each in given
    ]
    if body := operation.get("requestBody"):
        schema = body["content"]["application/json"]["schema"]
        rows += [
            argument(name, "body", one, name in schema.get("required", []))
            for name, one in schema["properties"].items()
        ]
    failures = {
        status: links([slug for slug in slugs if slug not in common])
        for status, slugs in problems(operation).items()
    }
    return page(
        f"### {method.upper()} {path}",
        operation["summary"],
        operation.get("description", ""),
        WHO[next((each for needed in operation["security"] for each in needed), "")],
        table(["parameter", "in", "type", "meaning"], rows),
        f"Answers {'; '.join(successes(operation))}.",
        bullets("Fails with", (f"{status} {each}" for status, each in failures.items() if each)),
    )


def resolved(contract: Contract, parameter: Contract) -> Contract:
    """A parameter, or the component that it refers to."""
    if "$ref" not in parameter:
        return parameter
    found: Contract = contract["components"]["parameters"][parameter["$ref"].rpartition("/")[2]]
    return found


def argument(name: str, where: str, schema: Contract, required: bool) -> list[str]:
    """One line of the table of what an endpoint takes."""
    words = [kind(schema)]
    if required:
        words.append("required")
    if "default" in schema:
        words.append(f"{code(str(schema['default']))} if not given")
    meaning = schema.get("description", "")
    listed = [each for each in schema.get("enum", []) if each]
    if not all(each in meaning for each in listed):
        meaning += f" One of {', '.join(map(code, listed))}."
    return [code(name), where, ", ".join(words), meaning]


def successes(operation: Contract) -> list[str]:
    """What an endpoint answers when all is well, one for each status."""
    said = []
    for status, response in operation["responses"].items():
        if status >= "400":
            continue
        schema = response.get("content", {}).get("application/json", {}).get("schema")
        headers = [code(name) for name in response.get("headers", {}) if name != "X-Request-Id"]
        what = f": {kind(schema)}" if schema else ""
        said.append(f"{status}{what}{' with ' if headers else ''}{', '.join(headers)}")
    return said


def errors(contract: Contract, known: Introspection) -> str:
    """Every problem: what it means, what raises it, and which endpoints answer with it."""
    blocks = [
        "# Errors",
        "A request that fails is answered with a problem document (RFC 9457): `type` is "
        "`/problems/` and one of these names.",
    ]
    everything = sorted(catalogue().values(), key=lambda each: (each.status, each.slug))
    for status in sorted({each.status for each in everything}):
        blocks.append(f"## {status}")
        for problem in everything:
            if problem.status == status:
                title = problem.title if problem.title[-1] in "?!" else f"{problem.title}."
                blocks += [
                    f"### {problem.slug}",
                    f"**{title}** {problem.meaning}",
                    raised(known, problem),
                    answered(contract, problem),
                ]
    return page(*blocks)


def raised(known: Introspection, problem: Problem) -> str:
    """The SQLSTATEs, keys and checks that a problem stands for, and where they are."""
    reasons = []
    rules = known.keys | known.checks
    for name, each in PROBLEMS.items():
        if each.slug != problem.slug:
            continue
        where = [code(routine.name) for routine in known.all if name in routine.codes]
        if name in rules:
            where = [code(f"data.{rules[name].relation}")]
        reasons.append(code(name) + (f" in {', '.join(where)}" if where else ""))
    return f"Raised as {'; '.join(reasons)}." if reasons else "Raised by the application."


def answered(contract: Contract, problem: Problem) -> str:
    """Which endpoints answer with it."""
    found = [
        f"{method.upper()} {path}"
        for path, methods in contract["paths"].items()
        for method, operation in methods.items()
        if problem.slug in found_in(operation["responses"].get(str(problem.status), {}))
    ]
    if len(found) > MANY:
        return f"Answered by {len(found)} endpoints."
    return bullets("Answered by", found)
