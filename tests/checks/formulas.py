#!/usr/bin/env python3
"""Random formulas: ours against LibreOffice's answer.

    formulas.py RANDOM_FORMULAS [COUNT [SEED]]

RANDOM_FORMULAS is the example of clv-formula of that name (cargo build -p clv-formula --examples). COUNT formulas
(default 1,000) go into one workbook, LibreOffice computes them, and each answer is compared with ours. Differences
outside the classes of crates/clv-formula/tests/divergences.tsv are printed; exit status 1 if there are any.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from recalculate import recalculated, workbook

VARIABLES = {"marge": 0.35, "nul": 0, "dt": 45351, "neg": -2.5, "p": 0.27, "n": 7, "aov": 75, "freq": 4, "jaren": 5,
             "blanco": None, "tekst_3": "3", "txt": "abc", "waar": True}
CLASSES = Path(__file__).resolve().parents[2] / "crates/clv-formula/tests/divergences.tsv"


def agrees(ours, theirs):
    """Whether two answers are the same: numbers within 1e-9, any error for any error."""
    if ours.startswith("#"):
        return theirs.startswith("#") or theirs.startswith("Err:")
    try:
        one, other = float(ours), float(theirs)
        return abs(one - other) <= 1e-9 * max(1.0, abs(other))
    except ValueError:
        return ours == theirs or ours.lower() == theirs.lower()


def answer(kind, text):
    """A cell's value as text; what LibreOffice cannot compute is an error in its file too."""
    return {"0": "FALSE", "1": "TRUE"}.get(text, text) if kind == "b" else text


def classes():
    """The classes in which LibreOffice and Excel differ: the signs that a formula of each has."""
    for line in CLASSES.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            name, signs, _ = line.split("\t")
            yield name, [choice.split(" | ") for choice in signs.split(" & ")]


def main(example, count=1000, seed=1):
    printed = subprocess.run([example, str(count), str(seed)], capture_output=True, text=True, check=True).stdout
    lines = [line.split("\t") for line in printed.splitlines()]
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "random.xlsx"
        workbook(book, VARIABLES, [stored for stored, _, _ in lines])
        computed = recalculated(book, Path(folder) / "computed", lambda name: name == "F")
    answers = [answer(*computed["F", f"A{row}"]) for row in range(1, len(lines) + 1)]
    known, counts, unexplained = list(classes()), {}, 0
    for (_, ours, formula), theirs in zip(lines, answers):
        if agrees(ours, theirs):
            continue
        fits = [name for name, signs in known if all(any(sign in formula for sign in choice) for choice in signs)]
        if fits:
            counts[fits[0]] = counts.get(fits[0], 0) + 1
        else:
            unexplained += 1
            print(f"{formula}: ours {ours}, LibreOffice {theirs}")
    for name, number in counts.items():
        print(f"{number} differ by {name}")
    print(f"{len(lines)} formulas, {unexplained} unexplained")
    return 1 if unexplained else 0


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], *(int(number) for number in sys.argv[2:4])))
