"""Holds dashboard and alerts to what the units measure: every query parses, every measure of ours exists in the sources."""

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
