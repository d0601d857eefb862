"""Holds dashboard and alerts to what the units measure, to the runbook and to the topology: every query parses, every
measure of ours exists in the sources, every alert leads to a section, every queue is watched and scaled on."""

import json
import pathlib
import re
import subprocess
import sys
import tempfile

import yaml

here = pathlib.Path(__file__).parent
sources = here.parent.parent / "Shared" / "UnitRuntime"
dashboard = json.loads((here / "dashboard.json").read_text())
alerts = yaml.safe_load((here / "alerts.yaml").read_text())
queries = [target["expr"] for panel in dashboard["panels"] for target in panel.get("targets", [])]
queries += [rule["expr"] for group in alerts["groups"] for rule in group["rules"]]

measured = set()
for path in sources.glob("*.swift"):
    measured |= set(re.findall(r'"((?:pksai|messaging_client)_[a-z_]+)[\\{"]', path.read_text()))
problems = []
for query in queries:
    for name in re.findall(r"\b(?:pksai|messaging_client)_[a-z_]+", re.sub(r'"[^"]*"', '""', query)):
        if re.sub(r"_(bucket|sum|count)$", "", name) not in measured:
            problems.append(f"no unit measures {name}: {query}")
shown = " ".join(queries)
problems += [f"{name} is measured and nowhere shown" for name in sorted(measured) if name not in shown]

# Every alert leads to a section of the runbook that names it; every alert that a section names is there.
runbook = (here.parent / "RUNBOOK.md").read_text()
sections = dict(re.findall(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", runbook, re.DOTALL | re.MULTILINE))
sections = {re.sub(r"[^a-z0-9 -]", "", title.lower()).replace(" ", "-"): text for title, text in sections.items()}
led = set()
for rule in (rule for group in alerts["groups"] for rule in group["rules"]):
    section = rule["annotations"]["runbook"]
    named = {name for line in re.findall(r"^\*([A-Za-z, ;-]+)\.\*", sections.get(section, ""), re.MULTILINE) for name in re.findall(r"\w+", line)}
    led.add(rule["alert"])
    if section not in sections:
        problems.append(f"{rule['alert']} leads to #{section}, which the runbook does not have")
    elif rule["alert"] not in named:
        problems.append(f"section {section} of the runbook does not name {rule['alert']}")
for line in re.findall(r"^\*([A-Z][^*]*?)\.\*", runbook, re.MULTILINE):
    for alert in re.findall(r"\b[A-Z][a-z]+(?:[A-Z][a-z]+)+\b", line):
        if alert not in led:
            problems.append(f"the runbook names an alert {alert} that is not there")
problems += [
    f"the runbook links to #{anchor}, which it does not have"
    for anchor in re.findall(r"\]\(#([a-z0-9-]+)\)", runbook)
    if anchor not in sections
]
if not led:
    problems.append("there is no alert")

# Every queue of units, and whatever KEDA scales on, is one that the topology declares.
topology = json.loads((here.parent / "kubernetes" / "topology.json").read_text())
queues = {item["spec"]["name"] for item in topology["items"] if item["kind"] == "Queue"}
watched = next(rule["expr"] for group in alerts["groups"] for rule in group["rules"] if rule["alert"] == "NoConsumer")
pattern = re.search(r'queue=~"([^"]+)"', watched).group(1)
people = re.compile(r"(oncall|alerts|receipts)[.].+")
for queue in sorted(queues):
    if bool(re.fullmatch(pattern, queue)) == bool(people.fullmatch(queue)):
        problems.append(f"NoConsumer and {queue}: units' queues must be watched, people's not")
rendered = subprocess.run([here.parent / "kubernetes" / "render"], capture_output=True, text=True, check=True).stdout
triggers = {}
for resource in yaml.safe_load_all(rendered):
    if resource and resource["kind"] == "ScaledObject":
        for trigger in resource["spec"]["triggers"]:
            if "queueName" in trigger["metadata"]:
                triggers.setdefault(resource["metadata"]["name"], set()).add(trigger["metadata"]["queueName"])
for unit, scaled in triggers.items():
    wanted = {queue for queue in queues if re.fullmatch(rf"{unit}[.](urgent|routine|staff|events)", queue)}
    if scaled != wanted:
        problems.append(f"KEDA scales {unit} on {sorted(scaled)}, its queues are {sorted(wanted)}")
if len(triggers) != 5:
    problems.append(f"KEDA scales {len(triggers)} units")

with tempfile.NamedTemporaryFile("w", suffix=".yaml") as rules:
    records = [{"record": f"query:{index}", "expr": query} for index, query in enumerate(queries)]
    yaml.safe_dump({"groups": [{"name": "queries", "rules": records}]}, rules)
    rules.flush()
    checked = subprocess.run(["promtool", "check", "rules", rules.name], capture_output=True, text=True)
    if checked.returncode:
        problems.append(checked.stderr or checked.stdout)
configuration = subprocess.run(
    ["promtool", "check", "config", str(here / "prometheus.yml")], capture_output=True, text=True
)
if configuration.returncode:
    problems.append(configuration.stderr or configuration.stdout)
print("\n".join(problems) or f"{len(queries)} queries over {len(measured)} measures")
sys.exit(1 if problems else 0)
