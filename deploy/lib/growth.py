"""growth.py FOLDER long|short BENCHMARK [ARGUMENT...]: runs a benchmark with more and more instances of the slowest unit,
then with more and more open cases, prints all figures as one JSON object and plots them into FOLDER/growth.svg. Ends
with 1 if a run broke a guarantee."""
import json
import pathlib
import subprocess
import sys

import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plot  # noqa: E402

CHAIN = ["intake", "identification", "service-unit"]


BROKEN = []


def run(*arguments):
    """The figures of one run, as deploy/benchmark prints them; one that breaks a guarantee is noted."""
    print("benchmark", *arguments, file=sys.stderr, flush=True)
    done = subprocess.run([*sys.argv[3:], *arguments], stdout=subprocess.PIPE)
    lines = done.stdout.splitlines()
    if not lines:
        sys.exit(done.returncode or 1)
    if done.returncode:
        BROKEN.append(" ".join(arguments))
    return json.loads(lines[-1])


def slowest(figures):
    """The unit that takes most of the processors: the cores are what all wait for."""
    return max(CHAIN, key=figures["chain"]["load"]["cpu_seconds"].get)


def draw(axes, label, runs):
    """Rate as bars, urgent latency as lines, over what grows."""
    places = range(len(runs))
    axes.bar(places, [figures["chain"]["complaints_per_second"] for _, figures in runs], color="#9db8d9")
    axes.set_xticks(places, [f"{amount:,}" for amount, _ in runs])
    axes.set_xlabel(label)
    axes.set_ylabel("complaints a second (bars)")
    times = axes.twinx()
    for name, key, colour in [("idle", "urgent_idle", "#2a7f62"), ("behind a backlog", "urgent_behind_backlog", "#b3402a")]:
        times.plot(places, [figures[key]["p99"] for _, figures in runs], marker="o", color=colour, label=f"urgent p99, {name}")
    times.set_ylim(bottom=0)
    times.set_ylabel("milliseconds (lines)")
    times.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=2, frameon=False, fontsize="small")


def main():
    folder, length = pathlib.Path(sys.argv[1]), sys.argv[2]
    first = run("--scale", "intake=1")
    unit = slowest(first)
    instances = [(1, first)] + [(number, run("--scale", f"{unit}={number}")) for number in (2, 4)]
    numbers = (1_000, 10_000, 100_000) if length == "long" else (100, 1_000)
    cases = [(number, run("--cases", str(number))) for number in numbers]
    figure, (left, right) = plot.subplots(1, 2, figsize=(11, 4), layout="constrained")
    draw(left, f"instances of {unit}", instances)
    draw(right, "open cases", cases)
    figure.savefig(folder / "growth.svg")
    print(f"plotted in {folder / 'growth.svg'}", file=sys.stderr)
    print(json.dumps({
        "harness": "growth",
        "broken": BROKEN,
        "unit": unit,
        "instances": [{"instances": number, "figures": figures} for number, figures in instances],
        "cases": [{"cases": number, "figures": figures} for number, figures in cases],
    }))
    sys.exit(1 if BROKEN else 0)


main()
