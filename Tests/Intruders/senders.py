"""Who sends: people who are answered, units that are not, and an agency that tells of emergencies."""

import collections
import json
import threading
import time

import pika
from pika import exceptions

from messages import place

# The broker itself refuses a body over two mebibytes.
SURELY_TAKEN_BYTES = 1 << 20


class Channels:
    """Two ways to the broker: one that goes ahead, and one that waits for the broker's word where it may refuse."""

    def __init__(self, copy, name, password):
        self.connection = copy.connect(name, password)
        self.channel = self.confirming = None

    def publish(self, exchange, key, body, properties, is_doubtful):
        """Whether the broker took it."""
        if self.channel is None or not self.channel.is_open:
            self.channel = self.connection.channel()
        if self.confirming is None or not self.confirming.is_open:
            self.confirming = self.connection.channel()
            self.confirming.confirm_delivery()
        channel = self.confirming if is_doubtful or len(body) > SURELY_TAKEN_BYTES else self.channel
        try:
            channel.basic_publish(exchange, key, body, pika.BasicProperties(**properties))
            return True
        except exceptions.ChannelClosedByBroker:
            return False


class Sender(threading.Thread):
    """One user: sends with confirms, counts the answers."""

    def __init__(self, copy, account, name, password):
        super().__init__(daemon=True)
        self.name, self.account, self.channels = name, account, Channels(copy, name, password)
        self.listening = copy.connect(name, password)
        self.waiting, self.answered = {}, set()
        self.fates = collections.Counter()
        self.answers_without = self.answers = 0
        self.known = collections.defaultdict(list)
        self.lock = threading.Lock()
        self.over = False
        self.start()

    def run(self):
        channel = self.listening.channel()
        for method, properties, body in channel.consume(f"receipts.{self.name}", auto_ack=True, inactivity_timeout=0.5):
            if method is None:
                if self.over:
                    return
                continue
            with self.lock:
                self.answers += 1
                if properties.correlation_id:
                    self.answered.add(properties.correlation_id)
                    self.waiting.pop(properties.correlation_id, None)
                else:
                    self.answers_without += 1
            if properties.content_type == "application/json" and (self.answers < 2_000 or self.answers % 50 == 0):
                self.learn(json.loads(body))

    def learn(self, value):
        """Keeps what the system calls things, to ask for them again."""
        if isinstance(value, dict):
            for name, member in value.items():
                if isinstance(member, str) and len(member) < 80 and name != "message_id":
                    known = self.known[name]
                    if len(known) < 50:
                        known.append(member)
                self.learn(member)
        elif isinstance(value, list):
            for item in value[:20]:
                self.learn(item)

    def look(self, copy, colleague):
        """What a colleague may list, since answers to staff are sealed."""
        for lists in (("complaint", "list"), ("case", "list"), ("referral", "list"), ("data-request", "list")):
            self.learn(copy.pksai(*lists, "--as", colleague))

    def send(self, exchange, key, body, properties, is_doubtful):
        """Whether the broker took it; one that it may refuse is waited for, of all others the answers tell."""
        identifier = properties.get("message_id") or ""
        # The broker takes a BCC header out, and what is left is an ordinary message.
        if "user_id" not in properties or "CC" in properties["headers"]:
            # Nobody can be answered. Ops find it in quarantine; a question is not kept.
            fate = "dropped" if exchange == "queries" else "kept"
        else:
            fate = "answered" if identifier else "answered without identifier"
        with self.lock:
            if fate == "answered" and identifier not in self.answered:
                self.waiting[identifier] = f"{properties.get('type')} {exchange} {len(body)} bytes"
            elif fate == "answered without identifier":
                self.fates[fate] += 1
        if not self.channels.publish(exchange, key, body, properties, is_doubtful):
            # The broker itself refuses it (a CC header that is no list): the sender knows.
            with self.lock:
                self.waiting.pop(identifier, None)
                if fate == "answered without identifier":
                    self.fates[fate] -= 1
            return False
        if fate != "answered without identifier":
            self.fates[fate] += 1
        if fate == "kept":
            unit, queue = place(exchange, key)
            self.account.keep(unit, "quarantine", queue, key, properties.get("user_id", ""), identifier, body)
        return True

    def unanswered(self):
        with self.lock:
            return len(self.waiting) + max(0, self.fates["answered without identifier"] - self.answers_without)


class Teller:
    """A unit's own credentials in other hands: what it tells is never answered, and always known to who hears it."""

    def __init__(self, copy, account, name):
        self.name, self.account = name, account
        password = (copy.folder / "secrets/broker" / name).read_text().strip()
        self.channels = Channels(copy, name, password)
        self.fates, self.known = collections.Counter(), {}

    def send(self, hearer, key, body, properties, is_doubtful):
        """Whether the broker took it."""
        if not self.channels.publish("events", key, body, properties, is_doubtful):
            return False
        self.fates["told"] += 1
        queue = "intake.events" if hearer == "intake" and ".routine." in key else f"{hearer}.{key.split('.')[1]}"
        self.account.keep(hearer, "inbox", queue, key, properties.get("user_id", ""),
                          properties.get("message_id") or "", body)
        return True


class Urgent(threading.Thread):
    """An agency that tells of an emergency every second, and measures when it hears of it."""

    def __init__(self, copy, name, password):
        super().__init__(daemon=True)
        self.name, self.connection, self.seconds, self.over = name, copy.connect(name, password), [], False
        self.start()

    def run(self):
        channel = self.connection.channel()
        number = 0
        while not self.over:
            number += 1
            body = json.dumps({"channel": "phone", "situation": "seen hurt", "emergency": True, "test": True,
                               "categories": ["violence_victim"]}).encode()
            begin = time.monotonic()
            channel.basic_publish("complaints", f"complaint.{self.name}.urgent", body, pika.BasicProperties(
                message_id=f"urgent-{number}", type="complaint.submitted", user_id=self.name, delivery_mode=2,
                content_type="application/json", headers={"schema_version": 1}))
            while time.monotonic() - begin < 60:
                method, properties, _ = channel.basic_get(f"receipts.{self.name}", auto_ack=True)
                if method is not None and properties.correlation_id == f"urgent-{number}":
                    break
                if method is None:
                    self.connection.sleep(0.005)
            self.seconds.append(time.monotonic() - begin)
            self.connection.sleep(max(0, 1 - (time.monotonic() - begin)))
