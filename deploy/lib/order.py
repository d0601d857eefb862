"""order.py FOLDER FILE: of what callgrind counted (FOLDER/UNIT.PID.callgrind) and of the linker's maps (FOLDER/UNIT.map)
the functions to lie side by side: those that most units enter first, among them those that execute most first. Functions
whose section holds many others are left out, for all of it would come with them."""

import collections
import glob
import json
import os
import re
import sys

# A section with a name of its own holds one function. Larger ones of many, Swift's own library among them, stay in place.
LARGEST_SHARED_SECTION = 32 << 10
NUMBERED = re.compile(r"\((\d+)\)(?: (.*))?")


class Names:
    """Callgrind writes a name out once and then its number."""

    def __init__(self):
        self.known = {}

    def read(self, text):
        number, name = NUMBERED.match(text).groups()
        if name is not None:
            self.known[number] = name.strip()
        return self.known[number]


def instructions(path, program):
    """What each function of the program executed itself, callees left out."""
    functions, objects = Names(), Names()
    executed, function, within, called = collections.Counter(), None, None, False
    with open(path, encoding="utf-8", errors="replace") as lines:
        for line in lines:
            key, _, value = line.partition("=")
            if key == "ob":
                within = objects.read(value)
            elif key == "cob":
                objects.read(value)
            elif key == "fn":
                # Functions that call themselves are counted at each depth.
                function = functions.read(value).split("'")[0]
                if within == program:
                    executed[function] += 0
            elif key == "cfn":
                functions.read(value)
            elif key == "calls":
                called = True
            elif line[:1].isdigit() or line[:1] in "+-*":
                # The line after a call is what the callee cost.
                if not called and function and within == program:
                    executed[function] += int(line.split()[1])
                called = False
    return executed


def placed(path):
    """Functions that the linker can move by themselves, or with little else, with the sections that move and their bytes.
    Several files may have functions of one name: all move, or none."""
    sections, fixed, section = collections.defaultdict(dict), set(), None
    heading = re.compile(r"\s*[0-9a-f]+\s+[0-9a-f]+\s+([0-9a-f]+)\s+\d+ (\s*)(.*)")
    with open(path, encoding="utf-8", errors="replace") as lines:
        for line in lines:
            found = heading.match(line)
            if not found:
                continue
            size, depth, name = int(found[1], 16), len(found[2]), found[3]
            if depth < 16:
                owner = re.search(r":\((\.text[^)]*)\)$", name)
                section, is_fixed = owner and name, owner and owner[1] == ".text" and size > LARGEST_SHARED_SECTION
                section_size = size
            elif section and is_fixed:
                fixed.add(name)
            elif section:
                sections[name][section] = section_size
    return {name: places for name, places in sections.items() if name not in fixed}


def main():
    folder, target = sys.argv[1:3]
    executed, entered, sections, units = collections.Counter(), collections.Counter(), {}, {}
    for path in sorted(glob.glob(f"{folder}/*.callgrind")):
        unit = os.path.basename(path).split(".")[0]
        if os.path.getsize(path):
            units.setdefault(unit, collections.Counter()).update(instructions(path, f"{folder}/programs/{unit}"))
    for unit, counts in units.items():
        places = placed(f"{folder}/{unit}.map")
        for function, count in counts.items():
            if function in places:
                executed[function] += count
                entered[function] += 1
                sections.update(places[function])
    order = sorted(executed, key=lambda function: (-entered[function], -executed[function], function))
    if len(units) < 2 or len(order) < 1000:
        sys.exit(f"{len(order)} functions of {len(units)} units: that is no unit at work")
    with open(target, "w", encoding="utf-8") as file:
        file.write("# What units at work enter: written by deploy/order-functions.\n")
        file.writelines(f"{function}\n" for function in order)
    print(json.dumps({
        "harness": "order-functions",
        "units": {unit: len(counts) for unit, counts in units.items()},
        "functions": len(order),
        "of_all_units": sum(count == len(units) for count in entered.values()),
        "bytes": sum(sections.values()),
    }))


main()
