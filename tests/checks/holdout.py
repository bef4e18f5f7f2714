#!/usr/bin/env python3
"""Does `clv fit` foresee what happened, at least as well as lifetimes 0.11.3 on the same ledgers?

    holdout.py CLV_BINARY [--data FOLDER] [--only NAME] [--bare]

Each data set is cut in two: both programs see the first part and predict the second one, customer by customer. lifetimes is
run with its defaults (BG/NBD, MBG/NBD, Pareto/NBD; `pip install lifetimes==0.11.3`); what does not converge or gives no
number is left out, and `--bare` leaves lifetimes out altogether. Wanted: MAE and RMSE at most its best usable model + 1 %,
the error of the total at most its best + 2 points; where it has no usable model, MAE at most that of the best naive rule
(rate so far, mean of the cohort) + 2 %.
Last line: `N passed, M failed`.
"""
import argparse, csv, datetime, gzip, json, math, os, subprocess, sys, tempfile, warnings

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(HERE, "..", "..", "..", "shared", "data")
DAY = datetime.date.fromisoformat


def rows(path, **words):
    opened = gzip.open if path.endswith(".gz") else open
    with opened(path, "rt", newline="", encoding="utf-8", errors="replace") as source:
        yield from csv.DictReader(source, **words)


def cdnow(path, first):
    """Fields apart by blanks; the amount is the last one."""
    with open(path) as source:
        for line in source:
            fields = line.split()
            if len(fields) > 3 and fields[first].isdigit():
                date = fields[first]
                yield fields[0], f"{date[:4]}-{date[4:6]}-{date[6:]}", float(fields[-1])


def online_retail(path, credits):
    orders = {}
    for row in rows(path):
        amount = float(row["Quantity"]) * float(row["UnitPrice"])
        if row["CustomerID"] and (credits or amount > 0):
            key = row["CustomerID"].split(".")[0], row["InvoiceDate"][:10]
            orders[key] = orders.get(key, 0.0) + amount
    return [(customer, date, amount) for (customer, date), amount in orders.items()]


def sets(data):
    """Yields name, purchases (customer, date, amount), last day that is seen, weeks to predict."""
    at = lambda *parts: os.path.join(data, *parts)
    yield "cdnow-sample", cdnow(at("cdnow", "CDNOW_sample.txt"), 2), "1997-09-30", 39
    yield "cdnow-master", cdnow(at("cdnow", "CDNOW_master.txt"), 1), "1997-09-30", 39
    grocery = ((r["cust"], r["date"], 1.0) for r in rows(at("grocery", "groceryElog.csv")))
    yield "grocery", grocery, "2006-12-31", 52
    apparel = [(r["Id"], r["Date"], float(r["Price"])) for r in rows(at("apparel", "apparelTrans.csv"))]
    yield "apparel-104w", apparel, "2007-01-01", 207
    yield "apparel-40w", apparel, "2005-10-10", 271
    retail = at("online-retail", "online_retail_541909.csv.gz")
    yield "online-retail", online_retail(retail, False), "2011-06-10", 26
    yield "online-retail-credits", online_retail(retail, True), "2011-06-10", 26
    invoices = {(r["customer_id"], r["date"]): float(r["invoice_total"]) for r in rows(at("chinook", "chinook_invoice_lines.csv"))}
    yield "chinook", [(c, d, a) for (c, d), a in invoices.items()], "2023-12-31", 104


class Split:
    """What was known at the cut, and what happened after it; times in weeks."""

    def __init__(self, purchases, end, weeks):
        end = DAY(end)
        until = end + datetime.timedelta(days=7 * weeks)
        days = {}
        for customer, date, amount in purchases:
            seen = days.setdefault(customer, {})
            seen[DAY(date)] = seen.get(DAY(date), 0.0) + amount
        self.purchases = [(c, d, a) for c, seen in days.items() for d, a in sorted(seen.items())]
        self.end, self.weeks, self.known = end, weeks, {}
        self.actual, self.value = {}, {}
        for customer, seen in days.items():
            seen = {day: amount for day, amount in seen.items() if amount > 0}
            before = sorted(day for day in seen if day <= end)
            if not before:
                continue
            x, age = len(before) - 1, (end - before[0]).days / 7
            mean = sum(seen[day] for day in before[1:]) / x if x else 0.0
            self.known[customer] = (x, (before[-1] - before[0]).days / 7, age, mean)
            after = [day for day in seen if end < day <= until]
            self.actual[customer] = len(after)
            self.value[customer] = sum(seen[day] for day in after)

    def scores(self, expected):
        """MAE, RMSE and the relative error of the total; nothing if a number is missing."""
        if any(not math.isfinite(expected.get(c, math.nan)) or expected[c] < 0 for c in self.known):
            return None
        errors = [expected[c] - self.actual[c] for c in self.known]
        n, total = len(errors), sum(self.actual.values())
        rmse = math.sqrt(sum(e * e for e in errors) / n)
        return sum(map(abs, errors)) / n, rmse, sum(errors) / max(total, 1)

    def naive(self):
        repeats, exposure = sum(k[0] for k in self.known.values()), sum(k[2] for k in self.known.values())
        cohort = repeats / max(exposure, 1e-9) * self.weeks
        return {
            "rate": {c: k[0] / k[2] * self.weeks if k[2] > 0 else 0.0 for c, k in self.known.items()},
            "cohort": dict.fromkeys(self.known, cohort),
            "zero": dict.fromkeys(self.known, 0.0),
        }


def clv(binary, split, model):
    with tempfile.NamedTemporaryFile("w", suffix=".csv", newline="", delete=False) as target:
        out = csv.writer(target)
        out.writerow(["customer", "date", "amount"])
        out.writerows((c, d, f"{a:.2f}") for c, d, a in split.purchases)
    words = [binary, "fit", target.name, "--model", model, "--observation-end", split.end, "--horizon", split.weeks, "--json"]
    try:
        done = subprocess.run(list(map(str, words)), capture_output=True, text=True, timeout=600)
        got = json.loads(done.stdout)
    finally:
        os.unlink(target.name)
    rows = got["predictions"]
    value = sum(row["clv"] or 0.0 for row in rows)
    return {row["customer"]: row["expected_purchases"] for row in rows}, value, got


def lifetimes_models(split):
    import lifetimes, pandas

    table = pandas.DataFrame.from_dict(split.known, orient="index", columns=["x", "tx", "T", "m"])
    for name, fitter in [("bg", lifetimes.BetaGeoFitter), ("mbg", lifetimes.ModifiedBetaGeoFitter), ("pareto", lifetimes.ParetoNBDFitter)]:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                model = fitter().fit(table.x, table.tx, table["T"])
                got = model.conditional_expected_number_of_purchases_up_to_time(split.weeks, table.x, table.tx, table["T"])
            yield name, dict(zip(table.index, map(float, got)))
        except Exception as problem:
            print(f"  lifetimes {name}: {type(problem).__name__}")


def check(name, split, options):
    expected, value, got = clv(options.binary, split, options.model)
    ours = split.scores(expected)
    parts = ", ".join(f"{part['model']} {part['weight']:.2f}" for part in got.get("components", []))
    actual = sum(split.value.values())
    show = lambda label, s: print(f"  {label:10} mae {s[0]:8.4f}  rmse {s[1]:8.4f}  total {100 * s[2]:+7.2f} %")
    print(f"{name}: {len(split.known)} customers, {split.weeks} weeks ({parts})")
    if ours is None:
        print("  no number for some customer")
        return False
    show("clv", ours)
    inside = got["total"]["purchases_low"] <= sum(split.actual.values()) <= got["total"]["purchases_high"]
    print(f"  value {100 * (value / max(actual, 1e-9) - 1):+.1f} %; the total lies {'in' if inside else 'out'}side its interval")
    peers = {} if options.bare else {n: split.scores(e) for n, e in lifetimes_models(split)}
    peers = {n: s for n, s in peers.items() if s}
    naive = {n: split.scores(e) for n, e in split.naive().items()}
    for label, scores in [*peers.items(), *naive.items()]:
        show(label, scores)
    if peers:
        best = [min(abs(s[i]) for s in peers.values()) for i in range(3)]
        good = ours[0] <= 1.01 * best[0] and ours[1] <= 1.01 * best[1] and abs(ours[2]) <= best[2] + 0.02
    else:
        good = ours[0] <= 1.02 * min(s[0] for n, s in naive.items() if n != "zero")
    print(f"  {'good' if good else 'falls short'}")
    return good


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("--data", default=DATA)
    parser.add_argument("--only", help="one data set")
    parser.add_argument("--model", default="auto")
    parser.add_argument("--bare", action="store_true", help="without lifetimes")
    options = parser.parse_args()
    failed, done = 0, 0
    for name, purchases, end, weeks in sets(options.data):
        if options.only in (None, name):
            done += 1
            failed += not check(name, Split(purchases, end, weeks), options)
    print(f"{done - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
