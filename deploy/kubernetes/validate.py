"""Holds the rendered resources to their schemas: core kinds by kubernetes-validate, the others by their published CRDs.

usage: deploy/kubernetes/render | validate.py [FOLDER WITH CRDS [--write]]

fields.json lists the fields that we use of the operators' kinds, with their types, as the published definitions have them;
without those a field or type that is not in it is a mistake. With them it must be what they say; --write makes it so.
"""

import json
import pathlib
import sys

import jsonschema
import kubernetes_validate
import yaml

KUBERNETES = "1.31"
FIELDS = pathlib.Path(__file__).with_name("fields.json")
TYPES = {dict: "object", list: "array", str: "string", bool: "boolean", int: "integer", float: "number"}


def custom_schemas(folder):
    schemas = {}
    for path in sorted(folder.glob("*.yaml")) if folder else []:
        for document in yaml.safe_load_all(path.read_text()):
            if not document:
                continue
            spec = document["spec"]
            for version in spec["versions"]:
                key = (f"{spec['group']}/{version['name']}", spec["names"]["kind"])
                schemas[key] = strict(version["schema"]["openAPIV3Schema"])
    return schemas


def strict(schema):
    """An operator drops fields it does not know without a word; here they are mistakes."""
    if isinstance(schema, list):
        return [strict(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    schema = {key: strict(value) for key, value in schema.items()}
    open_ended = schema.get("x-kubernetes-preserve-unknown-fields") or schema.get("additionalProperties")
    if isinstance(schema.get("properties"), dict) and schema.get("type") == "object" and not open_ended:
        if "metadata" not in schema["properties"] or schema["properties"]["metadata"].get("properties"):
            schema["additionalProperties"] = False
    return schema


def is_open(schema):
    """Whether anything may stand here: the definition says no more."""
    return bool(
        schema.get("x-kubernetes-preserve-unknown-fields")
        or schema.get("x-kubernetes-int-or-string")
        or schema.get("additionalProperties")
    )


def used(value, schema, path=""):
    """The fields of a resource as {path: type in the definition, or * for anything}."""
    if is_open(schema):
        return {path: "*"}
    fields = {path: schema.get("type", "*")} if path else {}
    if isinstance(value, dict):
        for name, member in value.items():
            if path or name not in ("apiVersion", "kind", "metadata"):
                fields |= used(member, schema.get("properties", {}).get(name, {}), f"{path}.{name}")
    if isinstance(value, list):
        for member in value:
            fields |= used(member, schema.get("items", {}), f"{path}[]")
    return fields


def strange(value, known, path=""):
    """What a resource says that fields.json does not know."""
    expected = known.get(path, "absent") if path else "object"
    if expected == "*":
        return
    found = TYPES.get(type(value), "null")
    if found != expected and (found, expected) != ("integer", "number"):
        yield f"{path}: {expected} expected, {found} found" if expected != "absent" else f"{path}: unknown field"
        return
    if isinstance(value, dict):
        for name, member in value.items():
            if path or name not in ("apiVersion", "kind", "metadata"):
                yield from strange(member, known, f"{path}.{name}")
    if isinstance(value, list):
        for member in value:
            yield from strange(member, known, f"{path}[]")


def resources(text):
    for document in yaml.safe_load_all(text):
        if document:
            yield from document["items"] if document["kind"] == "List" else [document]


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else None
    schemas = custom_schemas(folder)
    known = json.loads(FIELDS.read_text(encoding="utf-8")) if FIELDS.exists() else {}
    problems, core, custom, by_fields, seen, fields = [], 0, 0, 0, set(), {}
    for resource in resources(sys.stdin.read()):
        key = (resource["apiVersion"], resource["kind"])
        name = (*key, resource["metadata"]["name"])
        if name in seen:
            problems.append(f"{name}: twice")
        seen.add(name)
        group = key[0].split("/")[0]
        if not group.endswith((".com", ".sh", ".io")) or group.endswith(".k8s.io"):
            core += 1
            try:
                kubernetes_validate.validate(resource, KUBERNETES, strict=True)
            except kubernetes_validate.ValidationError as error:
                problems.append(f"{name}: {error.message[:200]}")
        elif folder:
            if key not in schemas:
                problems.append(f"{name}: {folder} has no definition of it")
                continue
            custom += 1
            for error in jsonschema.Draft202012Validator(schemas[key]).iter_errors(resource):
                problems.append(f"{name} at {error.json_path}: {error.message[:200]}")
            fields.setdefault(" ".join(key), {}).update(used(resource, schemas[key]))
        else:
            by_fields += 1
            problems += [f"{name} at {problem}" for problem in strange(resource, known.get(" ".join(key), {}))]
    if folder and "--write" in sys.argv:
        FIELDS.write_text(json.dumps(fields, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    elif folder and fields != known:
        problems.append(f"{FIELDS.name} is not what the published definitions say: run with --write")
    if not core or not custom + by_fields:
        problems.append("nothing to check came in")
    print(json.dumps({"core": core, "by definition": custom, "by fields.json": by_fields, "problems": problems}, indent=1))
    if by_fields:
        print(f"note: {by_fields} custom resources held to fields.json only: no folder with published definitions")
    sys.exit(1 if problems else 0)


main()
