"""Holds the rendered resources to their schemas: core kinds by kubernetes-validate, the others by their published CRDs.

usage: deploy/kubernetes/render | validate.py [FOLDER WITH CRDS]
"""

import json
import pathlib
import sys

import jsonschema
import kubernetes_validate
import yaml

KUBERNETES = "1.31"


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


def resources(text):
    for document in yaml.safe_load_all(text):
        if document:
            yield from document["items"] if document["kind"] == "List" else [document]


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else None
    schemas = custom_schemas(folder)
    problems, core, custom, unknown, seen = [], 0, 0, 0, set()
    for resource in resources(sys.stdin.read()):
        key = (resource["apiVersion"], resource["kind"])
        name = (*key, resource["metadata"]["name"])
        if name in seen:
            problems.append(f"{name}: twice")
        seen.add(name)
        if key in schemas:
            custom += 1
            for error in jsonschema.Draft202012Validator(schemas[key]).iter_errors(resource):
                problems.append(f"{name} at {error.json_path}: {error.message[:200]}")
        elif key[0].split("/")[0].endswith((".com", ".sh", ".io")) and not key[0].endswith("k8s.io/v1"):
            unknown += 1
        else:
            core += 1
            try:
                kubernetes_validate.validate(resource, KUBERNETES, strict=True)
            except kubernetes_validate.ValidationError as error:
                problems.append(f"{name}: {error.message[:200]}")
    print(json.dumps({"core": core, "custom": custom, "unchecked": unknown, "problems": problems}, indent=1))
    if unknown:
        print(f"note: {unknown} custom resources not held to their schemas: no folder with CRDs")
    sys.exit(1 if problems or not core else 0)


main()
