"""Attacks released tables: what can somebody who holds all of them say about a withheld count?

Reads a ledger (JSON) from standard input: the tables as they left, and the cases they were counted from. The linear
programme knows only the tables: its unknowns are the numbers of cases of every kind there could be (every combination of
codes, and which release it was first counted in), its equations are the cells shown. The cases serve to judge the
attack: which differences between releases are small counts, and that the equations are right.

Writes one line of JSON: how many counts were attacked, the narrowest bounds found, and the counts that were found out.
Status 1 if any was.
"""

import itertools
import json
import sys

import numpy
from scipy.optimize import linprog
from scipy.sparse import coo_array

DIMENSIONS = ("sex", "level", "age_band", "month")


class Table:
    """One release: where a kind of case counts in it, and what was shown."""

    def __init__(self, table):
        self.rows, self.columns = table["specification"]["rows"], table["specification"]["columns"]
        self.row_labels, self.column_labels = table["rowLabels"], table["columnLabels"]
        self.filters = {one["dimension"]: set(one["values"]) for one in table["specification"]["filters"]}
        self.months = set(table["months"])
        self.edition = table["edition"]
        self.shown = {}
        for row, counts in enumerate(table["cells"]):
            for column, count in enumerate(counts):
                self.shown[(self.row_labels[row], self.column_labels[column])] = count
        for row, count in enumerate(table["rowTotals"]):
            self.shown[(self.row_labels[row], "total")] = count
        for column, count in enumerate(table["columnTotals"]):
            self.shown[("total", self.column_labels[column])] = count
        self.shown[("total", "total")] = table["total"]

    def cells(self, kind):
        """The cells a kind of case counts in, totals included."""
        if kind["edition"] > self.edition or kind["month"] not in self.months:
            return ()
        if any(kind[dimension] not in values for dimension, values in self.filters.items()):
            return ()
        row, column = kind[self.rows], kind[self.columns]
        return ((row, column), (row, "total"), ("total", column), ("total", "total"))


def kinds_of(tables, editions):
    """Every kind of case no shown zero rules out."""
    values = {name: set() for name in DIMENSIONS}
    for table in tables:
        values[table.rows].update(table.row_labels)
        values[table.columns].update(table.column_labels)
        values["month"].update(table.months)
        for dimension, some in table.filters.items():
            values[dimension].update(some)
    used = [name for name in DIMENSIONS if values[name]]
    lists = [sorted(values[name]) for name in used] + [editions]
    for combination in itertools.product(*lists):
        kind = dict(zip(used + ["edition"], combination))
        cells = [(index, cell) for index, table in enumerate(tables) for cell in table.cells(kind)]
        if cells and not any(tables[index].shown[cell] == 0 for index, cell in cells):
            yield kind, cells


def targets_of(tables, kinds, cases, threshold):
    """Withheld cells, and differences between releases that are small counts: what must not be found out."""
    def members(among, test):
        return [number for number, kind in enumerate(among) if test(kind)]

    for index, table in enumerate(tables):
        for cell, count in table.shown.items():
            if count is None:
                test = lambda kind: cell in table.cells(kind)
                yield (index, cell), members(kinds, test), len(members(cases, test))
    for (one, left), (other, right) in itertools.permutations(enumerate(tables), 2):
        alike = (left.rows, left.columns, left.row_labels, left.column_labels) == (
            right.rows, right.columns, right.row_labels, right.column_labels)
        for cell in left.shown:
            def test(kind):
                held = right.cells(kind)
                return cell in left.cells(kind) and (cell not in held if alike else not held)
            count = len(members(cases, test))
            if 1 <= count < threshold:
                yield (one, other, cell), members(kinds, test), count


def main():
    ledger = json.load(sys.stdin)
    tables = [Table(table) for table in ledger["tables"]]
    cases, width = ledger["cases"], ledger["width"]
    for table in tables:
        counted = {}
        for case in cases:
            for cell in table.cells(case):
                counted[cell] = counted.get(cell, 0) + 1
        wrong = [cell for cell, count in table.shown.items() if count is not None and count != counted.get(cell, 0)]
        if wrong:
            sys.exit(f"a release does not show what was counted: {wrong[:3]}")
    found = list(kinds_of(tables, sorted({case["edition"] for case in cases})))
    kinds = [kind for kind, _ in found]
    equations, rows, columns = {}, [], []
    for column, (_, cells) in enumerate(found):
        for index, cell in cells:
            if tables[index].shown[cell] is not None:
                rows.append(equations.setdefault((index, cell), len(equations)))
                columns.append(column)
    known = numpy.zeros(len(equations))
    for (index, cell), row in equations.items():
        known[row] = tables[index].shown[cell]
    matrix = coo_array((numpy.ones(len(rows)), (rows, columns)), shape=(len(equations), len(kinds))).tocsr()
    attacked, narrowest, pinned = 0, None, []
    for name, members, truth in targets_of(tables, kinds, cases, ledger["threshold"]):
        objective = numpy.zeros(len(kinds))
        objective[members] = 1
        bounds = []
        for sign in (1, -1):
            result = linprog(sign * objective, A_eq=matrix, b_eq=known, bounds=(0, None), method="highs")
            if result.status == 3:
                bounds.append(sign * -numpy.inf)
            elif result.status == 0:
                bounds.append(sign * result.fun)
            else:
                sys.exit(f"the programme could not be solved: {result.message}")
        attacked += 1
        gap = bounds[1] - bounds[0]
        narrowest = gap if narrowest is None else min(narrowest, gap)
        if not bounds[0] - 1e-6 <= truth <= bounds[1] + 1e-6:
            sys.exit(f"the bounds {bounds} of {name} miss the truth {truth}")
        if gap < width - 1e-6:
            pinned.append({"count": str(name), "truth": truth, "low": bounds[0], "high": bounds[1]})
    shown = sum(count is not None and count > 0 for table in tables for count in table.shown.values())
    print(json.dumps({
        "harness": "attack", "seed": ledger.get("seed"), "tables": len(tables), "kinds": len(kinds),
        "attacked": attacked, "shown": shown,
        "narrowest": None if narrowest in (None, numpy.inf) else narrowest, "found_out": pinned,
    }))
    return 1 if pinned else 0


sys.exit(main())
