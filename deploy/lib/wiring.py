"""Holds what `make-secrets` made to what mounts it: every secret and key that is mounted is made, every host in a connection
string is a service that listens there, reachable from whoever connects, under a certificate for that name, over TLS.

  wiring.py compose DOCKER-COMPOSE.YML FOLDER
  wiring.py kubernetes RENDERED SECRETS           what `render` and `make-secrets --kubernetes` print
"""

import base64
import pathlib
import subprocess
import sys
import tempfile
import urllib.parse

import yaml

UNITS = ("intake", "identification", "service-unit", "referral", "data-request")
problems, looked_at = [], {}


def count(what):
    looked_at[what] = looked_at.get(what, 0) + 1


def expect(condition, problem):
    if not condition:
        problems.append(problem)


def covers(certificate, authority, host):
    """Whether the certificate, bytes, counts for the host under the authority, bytes."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [pathlib.Path(folder) / name for name in ("certificate", "authority")]
        for path, content in zip(paths, (certificate, authority)):
            path.write_bytes(content)
        command = ["openssl", "verify", "-CAfile", str(paths[1]), "-purpose", "sslserver", "-verify_hostname", host]
        count("certificates")
        return subprocess.run([*command, str(paths[0])], capture_output=True, check=False).returncode == 0


def check_broker_url(text, where, hosts):
    url = urllib.parse.urlsplit(text.strip())
    count("connection strings")
    expect(url.scheme == "amqps", f"{where}: {url.scheme}, not amqps")
    expect(url.port == 5671, f"{where}: port {url.port}")
    expect(url.hostname in hosts, f"{where}: no broker is called {url.hostname}")
    return url.hostname


def check_database_url(text, where, hosts, roles, authorities):
    url = urllib.parse.urlsplit(text.strip())
    options = dict(urllib.parse.parse_qsl(url.query))
    count("connection strings")
    expect(options.get("sslmode") == "verify-full", f"{where}: sslmode is {options.get('sslmode')}, not verify-full")
    expect(options.get("sslrootcert") in authorities, f"{where}: {options.get('sslrootcert')} is not mounted")
    expect(url.hostname in hosts, f"{where}: no database is called {url.hostname}")
    expect((url.port, url.username, url.path) in roles, f"{where}: {url.username}@…:{url.port}{url.path} is not there")
    return url.hostname


def mounted(service):
    """Where a service finds which secret: {target: name}."""
    entries = service.get("secrets", [])
    long = [entry if isinstance(entry, dict) else {"source": entry, "target": entry} for entry in entries]
    return {entry["target"]: entry["source"] for entry in long}


def compose(path, folder):
    document = yaml.safe_load(pathlib.Path(path).read_text(encoding="utf-8"))
    folder, services = pathlib.Path(folder), document["services"]
    files = {name: folder / entry["file"].rpartition("/")[2] for name, entry in document["secrets"].items()}
    made = {entry.name for entry in folder.iterdir() if entry.is_file()}
    for name, file in files.items():
        count("secrets")
        expect(file.is_file() and file.stat().st_size, f"secret {name}: make-secrets makes no {file.name}")
    expect(made == {file.name for file in files.values()}, f"made and not mounted, or not made: {made ^ {f.name for f in files.values()}}")
    used = {name for service in services.values() for name in mounted(service).values()}
    expect(used == set(files), f"declared and not mounted, or not declared: {used ^ set(files)}")
    for name, service in services.items():
        secrets, variables = mounted(service), service.get("environment", {})
        for variable, value in variables.items():
            if str(value).startswith("/run/secrets/"):
                count("mounts")
                expect(value.rpartition("/")[2] in secrets, f"{name}: {variable} is {value}, which is not mounted")
        for port in service.get("ports", []):
            address, _, inner = port.rpartition(":")
            expect(inner == "5671" or address.startswith("127.0.0.1:"), f"{name}: port {inner} is open to everybody")
        unit = name.removesuffix("-migrate")
        if unit not in UNITS:
            continue
        here = set(service["networks"])
        reachable = {other for other, entry in services.items() if here & set(entry["networks"])}
        if not name.endswith("-migrate"):
            host = check_broker_url(files[secrets["amqp-url"]].read_text(), f"{name} amqp-url", {"broker"} & reachable)
            expect(covers(files["tls-certificate"].read_bytes(), files["tls-ca"].read_bytes(), host), f"{name}: the broker's certificate is not for {host}")
        expect(variables.get("PKSAI_AMQP_CA", "").rpartition("/")[2] in secrets, f"{name}: trusts no authority")
        database = unit.replace("-", "_")
        for target in ("database-url", "database-owner-url"):
            if target not in secrets:
                continue
            role = f"{database}_owner" if "owner" in target else f"{database}_runtime"
            host = check_database_url(
                files[secrets[target]].read_text(), f"{name} {target}", {f"{unit}-database"} & reachable,
                {(5432, role, f"/{database}")}, {f"/run/secrets/{secret}" for secret in secrets},
            )
            server = services.get(host, {})
            expect("ssl=on" in server.get("command", []), f"{host}: ssl is not on")
            certificate = files[mounted(server)["tls-certificate"]] if server else None
            expect(certificate and covers(certificate.read_bytes(), files["tls-ca"].read_bytes(), host), f"{host}: its certificate is not for it")
    configuration = (pathlib.Path(path).parent / "deploy/images/broker.conf").read_text(encoding="utf-8")
    expect("listeners.tcp = none\n" in configuration, "broker.conf: AMQP in the clear is not off")
    expect(".tcp." not in configuration, "broker.conf: something listens in the clear")
    expect(any((folder / "revoked").glob("*.r0")), "no list of revoked certificates is made")
    expect("/run/revoked" in str(services["broker"]["volumes"]), "the broker does not see revoked certificates")


def resources(path):
    for document in yaml.safe_load_all(pathlib.Path(path).read_text(encoding="utf-8")):
        if document:
            yield from document["items"] if document["kind"] == "List" else [document]


def named(entries):
    return {(entry["kind"], entry["metadata"]["name"]): entry for entry in entries}


def secret_references(value):
    """Every (kind, name, keys) that a resource asks for, keys as far as it names them."""
    if isinstance(value, list):
        for entry in value:
            yield from secret_references(entry)
    if not isinstance(value, dict):
        return
    if isinstance(value.get("secret"), dict):
        source = value["secret"]
        yield "Secret", source.get("secretName") or source.get("name"), [item["key"] for item in source.get("items", [])]
    for field, keys in (("importCredentialsSecret", ["username", "password"]), ("passwordSecret", ["username", "password"])):
        if isinstance(value.get(field), dict):
            yield "Secret", value[field]["name"], keys
    if isinstance(value.get("configMap"), dict):
        yield "ConfigMap", value["configMap"]["name"], []
    for field, keys in (("secretName", ["tls.crt", "tls.key"]), ("caSecretName", ["ca.crt"])):
        if "disableNonTLSListeners" in value and field in value:
            yield "Secret", value[field], keys
    if {"parameter", "name", "key"} <= set(value):
        yield "Secret", value["name"], [value["key"]]
    for entry in value.values():
        yield from secret_references(entry)


def kubernetes(rendered, secrets):
    rendered, made = named(resources(rendered)), named(resources(secrets))
    clusters = {name for kind, name in rendered if kind == "Cluster"}
    brokers = {name for kind, name in rendered if kind == "RabbitmqCluster"}
    by_operator = {f"{name}-ca" for name in clusters}
    asked = set()
    for (kind, name), entry in rendered.items():
        for wanted, secret, keys in secret_references(entry.get("spec", entry)):
            count("references")
            asked.add((wanted, secret))
            if secret in by_operator:
                continue
            entry_made = made.get((wanted, secret))
            expect(entry_made, f"{kind} {name}: make-secrets makes no {wanted} {secret}")
            held = set((entry_made or {}).get("data", {})) | set((entry_made or {}).get("binaryData", {}))
            expect(set(keys) <= held, f"{kind} {name}: {wanted} {secret} lacks {set(keys) - held}")
    unused = {key for key in made if key not in asked and key[0] != "Namespace"}
    expect(not unused, f"made and not mounted: {sorted(unused)}")

    def value(secret, key):
        return base64.b64decode(made[("Secret", secret)]["data"][key])

    hosts = {host for name in brokers for host in (f"{name}.pksai.svc",)}
    authority, certificate = value("broker-authority", "ca.crt"), value("broker-certificate", "tls.crt")
    for unit in UNITS:
        host = check_broker_url(value(unit, "amqp-url").decode(), f"{unit} amqp-url", hosts)
        expect(covers(certificate, value(unit, "ca.pem"), host), f"{unit}: the broker's certificate is not for {host}")
        login = urllib.parse.urlsplit(value(unit, "amqp-url").decode())
        expect((login.username, login.password) == tuple(value(f"broker-user-{unit}", key).decode() for key in ("username", "password")), f"{unit}: another password in amqp-url")
        pod = rendered[("Deployment", unit)]["spec"]["template"]["spec"]
        database = unit.replace("-", "_")
        for container, secret, key, role in ((pod["containers"][0], unit, "database-url", "runtime"), (pod["initContainers"][0], f"{unit}-owner", "database-owner-url", "owner")):
            paths = {mount["name"]: mount["mountPath"] for mount in container["volumeMounts"]}
            authorities = {
                f"{paths[volume['name']]}/{item['path']}"
                for volume in pod["volumes"] if volume["name"] in paths
                for item in volume.get("secret", {}).get("items", [])
                if volume["secret"]["secretName"] == f"{unit}-database-ca"
            }
            text = value(secret, key).decode()
            check_database_url(
                text, f"{unit} {key}", {f"{unit}-database-rw.pksai.svc"} if f"{unit}-database" in clusters else set(),
                {(5432, f"{database}_{role}", f"/{database}")}, authorities,
            )
            password = urllib.parse.urlsplit(text).password
            expect(password == value(f"{unit}-database-{role}", "password").decode(), f"{unit}: another password in {key}")
            for variable in container["env"]:
                path = pathlib.PurePath(variable["value"])
                if str(path).startswith("/run/secrets/"):
                    count("mounts")
                    volume = next((name for name, mount in paths.items() if mount == str(path.parent)), None)
                    source = next((entry["secret"]["secretName"] for entry in pod["volumes"] if entry["name"] == volume), None)
                    expect(path.name in made.get(("Secret", source), {}).get("data", {}), f"{unit}: {variable['name']} is {path}, which is not mounted")
    url = urllib.parse.urlsplit(value("broker-monitoring", "url").decode())
    expect((url.scheme, url.port) == ("https", 15671) and url.hostname in hosts, f"broker-monitoring: {url.scheme}://{url.hostname}:{url.port}")
    expect(covers(certificate, authority, url.hostname), f"the broker's certificate is not for {url.hostname}")
    for name in brokers:
        spec = rendered[("RabbitmqCluster", name)]["spec"]
        expect(spec["tls"].get("disableNonTLSListeners") is True, f"broker {name} listens in the clear")
        expect("crl_check" in spec["rabbitmq"].get("advancedConfig", ""), f"broker {name} does not look for revoked certificates")


def main():
    verb, *arguments = sys.argv[1:]
    {"compose": compose, "kubernetes": kubernetes}[verb](*arguments)
    print("\n".join(f"FAILED {problem}" for problem in problems) or ", ".join(f"{number} {what}" for what, number in looked_at.items()))
    enough = all(looked_at.get(what, 0) >= 5 for what in ("connection strings", "certificates", "mounts"))
    if not enough:
        print(f"FAILED nothing much was looked at: {looked_at}")
    sys.exit(1 if problems or not enough else 0)


main()
