#!/usr/bin/env python3
"""Renews discord-openapi.json from Discord's description of its API, whose file is the one argument:
specs/openapi.json of https://github.com/discord/discord-api-spec. Kept is what requests consist of, of the routes below."""

import json
import pathlib
import re
import sys

# Paths begin with one of these; what else Discord has is nothing that a moderation bot calls.
ROUTES = re.compile(
    r"/(applications/@me|applications/\{[^}]*\}(/guilds/\{[^}]*\})?/commands|channels|gateway|guilds|interactions"
    r"|invites|oauth2/applications/@me|users|webhooks)\b"
)
NOT = re.compile(r"emoji|sticker|soundboard|template|scheduled|welcome-screen|widget|onboarding|stage|polls|github|slack|new-member|greet")
METHODS = ("get", "post", "put", "patch", "delete")
# What says nothing about whether a request is right.
IDLE = {"title", "description", "x-discord-union", "contentEncoding"}


def shape(path):
    return re.sub(r"\{[^}]*\}", "{}", path)


def lean(schema):
    """A schema without what is idle, its references as the reduced file has them."""
    if isinstance(schema, list):
        return [lean(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {}
    for key, value in schema.items():
        if key == "properties":
            kept[key] = {name: lean(each) for name, each in value.items()}
        elif key == "$ref":
            kept[key] = "schemas#/$defs/" + value.rsplit("/", 1)[1]
        elif key not in IDLE:
            kept[key] = lean(value)
    return kept


def named(schema):
    """The names of the schemas that this one refers to."""
    return set(re.findall(r'"schemas#/\$defs/(\w+)"', json.dumps(schema)))


def operation(path, method, shared):
    parameters = shared + method.get("parameters", [])
    place = lambda where: {each["name"]: lean(each["schema"]) for each in parameters if each["in"] == where}
    in_path = place("path")
    content = method.get("requestBody", {}).get("content", {})
    body = content.get("application/json") or content.get("multipart/form-data")
    kept = {"path": [in_path[name] for name in re.findall(r"\{([^}]*)\}", path)], "query": place("query")}
    return kept | ({"body": lean(body["schema"])} if body else {})


def reduced(whole):
    operations = {
        f"{name.upper()} {shape(path)}": operation(path, method, item.get("parameters", []))
        for path, item in whole["paths"].items()
        if ROUTES.match(path) and not NOT.search(path)
        for name, method in item.items()
        if name in METHODS
    }
    schemas, missing = {}, named(operations)
    while missing:
        name = missing.pop()
        schemas[name] = lean(whole["components"]["schemas"][name])
        missing |= named(schemas[name]) - schemas.keys()
    return operations, schemas


def lines(entries):
    """One entry a line, so that a later version differs where Discord changed something."""
    return ",\n".join(f"{json.dumps(name)}:{json.dumps(entries[name], separators=(',', ':'))}" for name in sorted(entries))


if len(sys.argv) != 2:
    sys.exit(__doc__)
operations, schemas = reduced(json.loads(pathlib.Path(sys.argv[1]).read_text()))
kept = pathlib.Path(__file__).with_suffix(".json")
kept.write_text(f'{{"operations":{{\n{lines(operations)}\n}},\n"$defs":{{\n{lines(schemas)}\n}}}}\n')
print(f"{kept}: {len(operations)} operations, {len(schemas)} schemas")
