#!/usr/bin/env python3
"""Wall time and peak memory of whole processes on one ledger, as ratios to calamine's bare read of the same file.

    speed.py CLV BARE_READ LEDGER.xlsx [RUNS]

CLV is the program, BARE_READ the example of clv-xlsx of that name (cargo build --release --examples). The commands take
turns, so that noise hits all alike; each ratio is the median of the ratios within a round. Exit status 1 when a limit
is passed: run 1.4 x worksheet_range and 4 x the file, check 1.25 x the cell stream and 3 x the file.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def measure(command):
    """Runs one command; gives its seconds and its peak memory in bytes."""
    start = time.perf_counter()
    with open(os.devnull, "wb") as nowhere:
        process = subprocess.Popen(command, stdout=nowhere, stderr=nowhere, stdin=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{' '.join(command)}: exit status {process.returncode}")
    unit = 1 if sys.platform == "darwin" else 1024
    return seconds, usage.ru_maxrss * unit


def main(clv, bare, ledger, runs=5):
    size = Path(ledger).stat().st_size
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "ledger.xlsx"
        commands = {
            "calamine worksheet_range": [bare, "range", ledger],
            "calamine cell stream": [bare, "stream", ledger],
            "our reader": [bare, "book", ledger],
            "clv check": [clv, "check", ledger, "--json"],
            "clv run": [clv, "run", str(copy), "--json"],
        }
        times = {name: [] for name in commands}
        peaks = {name: 0 for name in commands}
        for _ in range(int(runs)):
            for name, command in commands.items():
                shutil.copyfile(ledger, copy)  # so that every run has to write
                seconds, peak = measure(command)
                times[name].append(seconds)
                peaks[name] = max(peaks[name], peak)

    def ratio(name, base):
        return statistics.median(a / b for a, b in zip(times[name], times[base]))

    print(f"{ledger}: {size / 1e6:.1f} MB, {runs} rounds")
    print(f"{'':26}{'seconds':>9}{'x range':>9}{'x stream':>9}{'peak MB':>9}{'x file':>8}")
    for name in commands:
        seconds = statistics.median(times[name])
        ranges, streams = ratio(name, "calamine worksheet_range"), ratio(name, "calamine cell stream")
        print(f"{name:26}{seconds:9.3f}{ranges:9.2f}{streams:9.2f}{peaks[name] / 1e6:9.1f}{peaks[name] / size:8.2f}")
    limits = [
        ("clv run: time to worksheet_range", ratio("clv run", "calamine worksheet_range"), 1.4),
        ("clv check: time to the cell stream", ratio("clv check", "calamine cell stream"), 1.25),
    ]
    if size > 20e6:  # below that the program itself weighs more than the ledger
        limits += [
            ("clv run: peak memory to the file", peaks["clv run"] / size, 4),
            ("clv check: peak memory to the file", peaks["clv check"] / size, 3),
        ]
    passed = [(what, value, limit) for what, value, limit in limits if value > limit]
    for what, value, limit in passed:
        print(f"over the limit: {what} {value:.2f}, at most {limit}")
    return 1 if passed else 0


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
