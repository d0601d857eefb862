"""What there is to send: outsiders' messages by example, units' events by schema, sealed as `pksai` seals."""

import base64
import collections
import json

from pyhpke import AEADId, CipherSuite, KDFId, KEMId

from running_copy import REPOSITORY, UNITS

ACTIONS = {"urgent_case_claimed": "claim", "urgent_case_passed": "pass", "urgent_case_released": "release"}
OUTSIDE = ("complaints", "data-requests", "claims", "commands", "queries")
SUITE = CipherSuite.new(KEMId.DHKEM_X25519_HKDF_SHA256, KDFId.HKDF_SHA256, AEADId.AES256_GCM)
SEALED = "application/pksai-sealed"
# Values of a form, by JSON Schema's format or pattern; no example names that identifier.
FORMS = {"uuid": "0190b000-0000-7000-8000-000000000002", "date": "2026-11-20", "date-time": "2026-11-20T08:15:00+08:00",
         "^ADU": "ADU-2026-000001", "^PKSAI": "PKSAI-2026-000001", "^[a-z]": "siti"}


def document():
    return json.loads((REPOSITORY / "Shared/Contracts/Schemas/asyncapi.json").read_text())


def message_of(document, reference):
    return document["components"]["messages"][reference["$ref"].rsplit("/", 1)[1]]


def catalogue(document):
    """Every message outsiders send: name, example, exchange, routing key with sender's name and lane to be put in."""
    found = collections.defaultdict(list)
    for name, channel in document["channels"].items():
        exchange = channel["bindings"]["amqp"]["exchange"]["name"]
        if exchange not in OUTSIDE:
            continue
        for key, reference in channel["messages"].items():
            message = message_of(document, reference)
            address = channel["address"].replace("{action}", ACTIONS.get(key, ""))
            for parameter in ("{command}", "{query}"):
                address = address.replace(parameter, message["name"])
            found[name.removesuffix("_queries").removesuffix("_commands")].append(
                (message["name"], message["examples"][0]["payload"], exchange, address))
    return found


def events(document, copy):
    """Every event a unit tells: unit, routing key, name, the unit that hears it and its queue, what it says."""
    (reference,) = document["channels"]["events"]["messages"].values()
    told = message_of(document, reference)["payload"]["properties"]["events"]["items"]["anyOf"]
    data = {event["properties"]["type"]["const"]: example_of(event["properties"]["data"]) for event in told}
    for binding in copy.as_administrator("GET", "/api/exchanges/pksai/events/bindings/source"):
        unit, lane, name, _ = binding["routing_key"].split(".")
        hearer = binding["destination"].rsplit(".", 1)[0]
        if name in data and unit in UNITS and hearer in UNITS:
            yield unit, f"{unit}.{lane}.{name}", name, hearer, data[name]


def example_of(schema):
    """A value that a schema allows."""
    for choice in ("anyOf", "oneOf"):
        if choice in schema:
            return example_of(schema[choice][0])
    if "const" in schema or "enum" in schema:
        return schema["const"] if "const" in schema else next(item for item in schema["enum"] if item is not None)
    kind = schema.get("type")
    kind = next(one for one in kind if one != "null") if isinstance(kind, list) else kind
    if kind == "object":
        return {name: example_of(member) for name, member in schema.get("properties", {}).items()}
    if kind == "array":
        return [example_of(schema["items"])] if "items" in schema else []
    if kind == "string":
        form = schema.get("format") or next((start for start in FORMS if schema.get("pattern", "").startswith(start)), "")
        return FORMS.get(form, "as it was")
    return {"integer": 1, "number": 1.5, "boolean": True}.get(kind)


def telling(number, name, hearer, data, dice):
    """An event in its envelope: often of a stream that was heard of, sometimes early, late or out of order."""
    stream = f"case-0190b000-0000-7000-8000-{number % 5_000:012}"
    version = dice.choice((1, 1, 2, 3, 2**31))
    return {"stream": stream, "complaint_id": FORMS["uuid"], "case_id": FORMS["uuid"], "actor": "siti", "cause": "0190-1",
            "keys": [], "events": [{"type": name, "version": version, "at": FORMS["date-time"], "data": data,
                                    "follows": {hearer: dice.choice((None, None, version - 1, version))}}]}


class Sealer:
    """Seals bodies to the units' public keys, bound to sender and message."""

    def __init__(self, copy):
        keys = json.loads((copy.folder / "seal-keys.json").read_text())
        self.keys = {unit: (bytes([1, len(key["id"])]) + key["id"].encode(), SUITE.kem.deserialize_public_key(
            base64.urlsafe_b64decode(key["x25519"] + "=" * (-len(key["x25519"]) % 4)))) for unit, key in keys.items()}

    def seal(self, body, unit, properties):
        head, key = self.keys[unit]
        encapsulated, context = SUITE.create_sender_context(key, info=b"pksai")
        bound = f"{properties['user_id']}\n{properties['message_id']}"
        properties["content_type"] = SEALED
        return head + encapsulated + context.seal(body, aad=bound.encode())


def place(exchange, key):
    """The unit and the queue that an outsider's message comes to."""
    words = key.split(".")
    if exchange == "complaints":
        return "intake", f"intake.{words[-1]}"
    if exchange == "data-requests":
        return "data-request", "data-request.routine"
    if exchange == "claims":
        return "service-unit", "service-unit.urgent"
    return words[0], f"{words[0]}.{'queries' if exchange == 'queries' else 'staff'}"
