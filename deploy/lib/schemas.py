"""Holds the published interface together, apart from the Swift that made it: `schemas.py REPOSITORY [ASYNCAPI-SCHEMA]`.

Every schema is one, every example fits its schema, everything in asyncapi.json fits what it says of itself; with
AsyncAPI's own schema at hand, the document fits that.
"""

import json
import pathlib
import sys

from jsonschema import Draft202012Validator, FormatChecker, validators


def load(path):
    return json.loads(path.read_text(encoding="utf-8"))


def problems_of(schema, value, name):
    validator = Draft202012Validator(schema, format_checker=FormatChecker(["date", "uuid"]))
    for error in validator.iter_errors(value):
        yield f"{name}: {error.json_path}: {error.message[:200]}"


def check_messages(folder):
    schemas = sorted(folder.glob("*.schema.json"))
    if not schemas:
        yield f"{folder} has no schemas"
    for path in schemas:
        schema = load(path)
        Draft202012Validator.check_schema(schema)
        name = path.name.removesuffix(".schema.json")
        yield from problems_of(schema, load(folder / f"{name}.example.json"), name)
        for member in schema.get("required", []):
            example = load(folder / f"{name}.example.json")
            example.pop(member, None)
            if not any(problems_of(schema, example, name)):
                yield f"{name}: accepted without {member}"


def check_document(document, official):
    for name, message in document["components"]["messages"].items():
        Draft202012Validator.check_schema(message["payload"])
        for example in message["examples"]:
            yield from problems_of(message["payload"], example["payload"], f"asyncapi.json, {name}")
    if official:
        schema = load(official)
        validator = validators.validator_for(schema)(schema)
        for error in validator.iter_errors(document):
            yield f"asyncapi.json: {error.json_path}: {error.message[:200]}"


def main():
    repository = pathlib.Path(sys.argv[1])
    official = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None
    folder = repository / "Shared/Contracts/Schemas"
    problems = list(check_messages(folder / "messages"))
    problems += check_document(load(folder / "asyncapi.json"), official)
    for problem in problems:
        print(f"error: {problem}")
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()
