"""How a good message is made a bad one: its members, its text, its envelope. All by one seeded generator."""

import json
import string

LIMIT = 1 << 20
NIKS = ("7371015503129002", "7371005503129002", "7371019903129002", "7371015502309002", "0000000000000000",
        "737101550312900", "73710155031290021", "7371 0155 0312 9002", "٧٣٧١٠١٥٥٠٣١٢٩٠٠٢", "7371O15503129OO2")
DATES = ("2026-02-30", "0000-00-00", "9999-12-31T23:59:60Z", "2026-11-20T25:61:61+99:99", "20-11-2026", "2026-11-20 ",
         "-2026-11-20", "2026-11-20T08:15:00", "1899-12-31", "2026-W47-5")
TEXTS = ("", " ", "\u0000", "a\u0000b", "\u202e\u2066txt\u2069", "\u0007\u001b[31m", "👩‍👩‍👧" * 40, "e\u0301" * 500, "﷽" * 200,
         "'; DROP TABLE journal; --", "${jndi:x}", "../../etc/passwd", "{{name}}", "\ud800")
LONG = "x" * 70_000
NUMBERS = (0, -1, 1, 2**31, 2**53 + 1, 2**63, -(2**63) - 1, 10**400, 0.1, -0.0, 1e308, 5e-324)
# What Python's JSON would not write, put into the text in place of a mark.
RAW = ("1e999", "-", "01", "1.", "NaN", "Infinity", '"\\ud800"', '"\\u00"', '"\\x"', "tru", "[" * 5_000, "{\"a\":" * 2_000,
       "[1,]", "{\"a\":1,\"a\":2}", "{,}", "/* */ 1", "\"\n\"", "'a'", "")
MARK = "@@raw@@"
TYPES = (None, "", "x" * 255, "Complaint.Submitted", "complaint.submitted\n", "complaint", "é", "case_closed", "alert")
CONTENT_TYPES = (None, "", "text/plain", "application/json; charset=latin1", "application/xml", "application/pksai-sealed",
                 "application/octet-stream", "APPLICATION/JSON", "x" * 200)
MESSAGE_IDS = (None, "", "x" * 65, "x" * 255, "a b", "a\u0000b", "ünï", "../x", "%s%n")
HEADERS = ({}, {"schema_version": 0}, {"schema_version": 2}, {"schema_version": -1}, {"schema_version": "1"},
           {"schema_version": None}, {"schema_version": {"a": [1, {"b": None}]}}, {"schema_version": 2**40},
           {"schema_version": 1, "CC": ["complaint.somebody-else.urgent"]}, {"schema_version": 1, "BCC": ["x"]},
           {"schema_version": 1, "CC": "no list"}, {"schema_version": 1, "traceparent": "00-zz"},
           {"schema_version": 1, "traceparent": "x" * 5_000}, {"schema_version": 1, "x-death": [{"count": -1}]},
           {"schema_version": 1, **{f"x{number}": "y" for number in range(200)}})
OTHERS = ({"correlation_id": "x" * 255}, {"reply_to": "amq.gen-x"}, {"expiration": "3600000"}, {"priority": 255},
          {"timestamp": 0}, {"timestamp": 2**62}, {"app_id": "\u0001"}, {"cluster_id": "x"}, {"content_encoding": "gzip"},
          {"delivery_mode": 1})


def replace(value, path, new):
    if not path:
        return new
    value[path[0]] = replace(value[path[0]], path[1:], new)
    return value


def at(value, path):
    for step in path:
        value = value[step]
    return value


class Mutations:
    def __init__(self, random):
        self.random = random
        choose = random.choice
        self.kinds = (
            lambda: None, lambda: choose((True, False)), lambda: choose(NUMBERS), lambda: choose(TEXTS),
            lambda: choose(DATES), lambda: choose(NIKS), lambda: MARK, lambda: [], lambda: {},
            lambda: [choose(TEXTS[:4])] * choose((1, 50)),
            lambda: {"".join(random.choices(string.printable, k=5)): choose(NUMBERS) for _ in range(3)},
        )

    def hostile(self):
        """What does not belong there; once in two hundred times as much of it as a body holds."""
        if self.random.random() < 0.005:
            return self.random.choice(([""] * 20_000, LONG, [LONG[:9]] * 40_000))
        return self.random.choice(self.kinds)()

    def place(self, value):
        """A place in a JSON value, by steps down; the whole included."""
        path = []
        while isinstance(value, (dict, list)) and value and self.random.random() < 0.85:
            step = self.random.choice(list(value)) if isinstance(value, dict) else self.random.randrange(len(value))
            path.append(step)
            value = value[step]
        return path

    def members(self, value):
        """One to four of its places changed: another value, gone, added, doubled, wrapped. The value itself is used up."""
        for _ in range(self.random.choice((1, 1, 1, 2, 4))):
            path = self.place(value)
            parent = at(value, path[:-1]) if path else None
            kind = self.random.randrange(6)
            if kind == 0 and path:
                del parent[path[-1]]
            elif kind == 1 and isinstance(at(value, path), dict):
                at(value, path)["unheard_of_" + str(self.random.randrange(9))] = self.hostile()
            elif kind == 2 and isinstance(parent, list):
                parent.extend([at(value, path)] * self.random.choice((1, 1, 1, 30, 30, 3_000)))
            elif kind == 3:
                value = replace(value, path, [at(value, path)])
            else:
                value = replace(value, path, self.hostile())
        return value

    def text(self, value):
        """JSON, some of it as no writer would write it."""
        written = json.dumps(value, ensure_ascii=self.random.random() < 0.5)
        while f'"{MARK}"' in written:
            written = written.replace(f'"{MARK}"', self.random.choice(RAW), 1)
        return written.encode("utf-8", "surrogatepass")

    def bytes(self, body):
        """The text itself broken: bits, length, byte order mark, doubled members, what follows the end."""
        kind = self.random.randrange(64)
        body = bytearray(body)
        if kind == 0:
            return bytes(body) + b" " * max(0, LIMIT + self.random.choice((-1, 0, 1, 4_096)) - len(body))
        kind %= 7
        if kind == 0:
            return self.random.randbytes(self.random.choice((0, 1, 7, 300, 300, 20_000)))
        if kind == 1:
            return bytes(body[: self.random.randrange(len(body) + 1)])
        if kind == 2:
            for _ in range(self.random.choice((1, 5))):
                if body:
                    body[self.random.randrange(len(body))] ^= 1 << self.random.randrange(8)
                body.insert(self.random.randrange(len(body) + 1), self.random.randrange(256))
            return bytes(body)
        if kind == 3:
            return b"\xef\xbb\xbf" + bytes(body)
        if kind == 4:
            return bytes(body) + self.random.choice((b"{}", b"\x00", b" \n\t", b"]", b","))
        if kind == 5 and body[:1] == b"{" and len(body) > 2:
            return bytes(body[:-1]) + b"," + bytes(body[1:])
        return bytes(body).decode("utf-8", "replace").encode(self.random.choice(("utf-16", "utf-32-be")))

    def envelope(self, properties):
        """What AMQP says of it, changed in one or two ways."""
        for _ in range(self.random.choice((1, 1, 2))):
            kind = self.random.randrange(6)
            if kind == 0:
                properties["type"] = self.random.choice(TYPES)
            elif kind == 1:
                properties["content_type"] = self.random.choice(CONTENT_TYPES)
            elif kind == 2:
                properties["message_id"] = self.random.choice(MESSAGE_IDS)
            elif kind == 3:
                properties["headers"] = self.random.choice(HEADERS)
            elif kind == 4:
                properties.update(self.random.choice(OTHERS))
            else:
                properties.pop("user_id", None)
        return properties
