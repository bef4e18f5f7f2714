#!/usr/bin/env python3
"""Is what was grafted still right after other programs have had it?

    grafted.py [--corpus FOLDER] [--count N] resaved|rendered|features -- COMMAND...

`COMMAND... IN OUT` grafts, as the example `graft` of clv-xlsx does.

  resaved   LibreOffice, and then openpyxl, open and save N grafted workbooks each. Grafted again, our sheets have to be
            replaced in their places (as many sheets as before, ours at the same tabs), and once more changes no byte.
  rendered  LibreOffice draws the pages of N workbooks before and after: those of the owner must be the same, pixel by
            pixel. Workbooks whose pages show the time, chance, the number of pages or the name of the file are passed over.
  features  What a workbook may hold beside cells is counted before and after, for every workbook that is accepted;
            nothing may become less. Prints the table.

Needs soffice (resaved, rendered), pdftoppm (rendered) and Python's openpyxl (resaved), pillow (rendered).
Last line: `N passed, M failed`; exit status 1 if any failed, or fewer than N could be compared.
"""
import argparse, collections, csv, os, re, shutil, subprocess, sys, tempfile, zipfile

MARKER = re.compile(r'<[^<>]*definedName[^<>]*_clv\.sheet[^<>]*>([^<]*)<')


def workbooks(corpus):
    with open(os.path.join(corpus, "MANIFEST.csv"), newline="") as manifest:
        for row in csv.DictReader(manifest):
            if row["container"] == "zip" and re.search(r"\.(xlsx|xlsm)$", row["file"], re.I):
                yield os.path.join(corpus, row["file"]), row["features"], int(row["bytes"])


def graft(command, source, target):
    done = subprocess.run([*command, source, target], capture_output=True, text=True, errors="replace", timeout=60)
    return done.returncode


def convert(source, kind, folder):
    """Returns what LibreOffice makes of a workbook, or None."""
    profile = os.path.join(folder, "profile")
    out = os.path.join(folder, "converted")
    shutil.rmtree(out, ignore_errors=True)
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{profile}", "--convert-to", kind, "--outdir", out, source]
    try:
        subprocess.run(command, capture_output=True, timeout=180)
    except subprocess.TimeoutExpired:
        return None
    made = [os.path.join(out, name) for name in os.listdir(out)] if os.path.isdir(out) else []
    return made[0] if made else None


def book_text(path):
    with zipfile.ZipFile(path) as package:
        names = {name.lower().replace("\\", "/"): name for name in package.namelist()}
        rels = package.read(names["_rels/.rels"]).decode("utf-8", "replace")
        target = re.search(r'<[^>]*officeDocument"[^>]*>', rels).group(0)
        book = re.search(r'Target\s*=\s*["\']([^"\']+)', target).group(1).lstrip("/").lower()
        return package.read(names[book]).decode("utf-8", "replace")


def tabs(path):
    """Returns the names on the tabs and the keys of our markers, by position."""
    text = book_text(path)
    names = [re.search(r'\bname=["\']([^"\']*)', tag).group(1) for tag in re.findall(r"<(?:\w+:)?sheet [^>]*>", text)]
    ours = {}
    for tag in re.finditer(r"<[^<>]*definedName [^<>]*_clv\.sheet\"[^<>]*>([^<]*)<", text):
        at = re.search(r'localSheetId="(\d+)"', tag.group(0))
        if at:
            ours[int(at.group(1))] = tag.group(1).replace("&quot;", "").strip('"').split(";")[1]
    return names, ours


def resaved_by_libreoffice(source, folder):
    made = convert(source, "xlsx", folder)
    return made and shutil.copy(made, os.path.join(folder, "resaved.xlsx"))


def resaved_by_openpyxl(source, folder):
    import openpyxl, warnings
    warnings.simplefilter("ignore")
    try:
        book = openpyxl.load_workbook(source)
        target = os.path.join(folder, "resaved.xlsx")
        book.save(target)
        return target
    except Exception:
        return None  # openpyxl cannot read or write this workbook


def check_resaved(command, source, folder, resave):
    once, again, third = (os.path.join(folder, name + ".xlsx") for name in ("once", "again", "third"))
    if graft(command, source, once) != 0:
        return None
    saved = resave(once, folder)
    if not saved:
        return None
    try:
        names, ours = tabs(saved)
    except Exception:
        return None
    if not ours:
        return "our marker is gone after the save"
    code = graft(command, saved, again)
    if code == 3:
        return None  # what the program made of it can no longer be grafted into
    if code != 0:
        return f"exit {code} after the save"
    names_after, ours_after = tabs(again)
    if names_after != names or ours_after != ours:
        return f"not replaced in place: {names} {ours} became {names_after} {ours_after}"
    if graft(command, again, third) != 0 or open(again, "rb").read() != open(third, "rb").read():
        return "not stable afterwards"
    return ""


def resaved(command, corpus, count):
    for program, resave in (("LibreOffice", resaved_by_libreoffice), ("openpyxl", resaved_by_openpyxl)):
        n_done = 0
        for source, features, size in workbooks(corpus):
            if n_done == count:
                break
            if size > 300_000:
                continue
            with tempfile.TemporaryDirectory() as folder:
                verdict = check_resaved(command, source, folder, resave)
            if verdict is None:
                continue
            n_done += 1
            yield f"{program}: {os.path.relpath(source, corpus)}", verdict
        if n_done < count:
            yield program, f"only {n_done} workbooks could be compared"


VOLATILE = re.compile(r"RAND\(|RANDBETWEEN\(|NOW\(|TODAY\(|CELL\(|SHEETS?\(|INFO\(|&amp;[NFDTZP]|<oddFooter|<oddHeader", re.I)


def pages(source, folder):
    pdf = convert(source, "pdf", folder)
    if not pdf:
        return None
    drawn = os.path.join(folder, "pages")
    shutil.rmtree(drawn, ignore_errors=True)
    os.mkdir(drawn)
    subprocess.run(["pdftoppm", "-r", "40", "-png", pdf, os.path.join(drawn, "p")], capture_output=True, timeout=180)
    from PIL import Image
    return [Image.open(os.path.join(drawn, name)).convert("RGB").tobytes() for name in sorted(os.listdir(drawn))]


def check_rendered(command, source, folder):
    target = os.path.join(folder, "book" + os.path.splitext(source)[1])
    with zipfile.ZipFile(source) as package:
        for name in package.namelist():
            if re.search(r"sheets/[^/]*\.xml$", name.replace("\\", "/")) and VOLATILE.search(package.read(name).decode("utf-8", "replace")):
                return None
    shutil.copy(source, target)
    before = pages(target, folder)
    if not before or len(before) > 40 or graft(command, source, target) != 0:
        return None
    after = pages(target, folder)
    if after is None:
        return "LibreOffice no longer opens it"
    differ = [at + 1 for at, (one, other) in enumerate(zip(before, after)) if one != other]
    return f"pages {differ} differ" if differ or len(after) <= len(before) else ""


def rendered(command, corpus, count):
    n_done = 0
    for source, features, size in workbooks(corpus):
        if n_done == count:
            return
        if size > 100_000:
            continue
        with tempfile.TemporaryDirectory() as folder:
            try:
                verdict = check_rendered(command, source, folder)
            except (zipfile.BadZipFile, OSError, NotImplementedError):
                continue
        if verdict is not None:
            n_done += 1
            yield os.path.relpath(source, corpus), verdict
    yield "LibreOffice", f"only {n_done} workbooks could be compared"


FEATURES = {
    "macros": r"vbaproject\.bin$", "charts": r"charts/[^/]*\.xml$", "chart styles": r"charts/(style|colors)", "pictures": r"media/",
    "drawings": r"drawings/[^/]*\.xml$", "notes": r"comments[^/]*\.xml$", "threaded notes": r"threadedcomments/", "VML": r"\.vml$",
    "form controls": r"ctrlprops/", "ActiveX": r"activex/", "embedded objects": r"embeddings/", "pivot tables": r"pivottables/",
    "pivot caches": r"pivotcache/", "slicers": r"slicer", "timelines": r"timeline", "tables": r"tables/[^/]*\.xml$",
    "query tables": r"querytables/", "connections": r"connections\.xml$", "external links": r"externallinks/", "custom XML": r"customxml/",
    "custom properties": r"docprops/custom\.xml$", "printer settings": r"printersettings", "theme": r"theme/", "rich values": r"richdata/",
    "cell metadata": r"metadata\.xml$", "check boxes": r"featurepropertybag", "labels": r"labelinfo", "SmartArt": r"diagrams/",
    "web extensions": r"webextensions/", "data model": r"xl/model/", "calculation chain": r"calcchain\.xml$",
}
INSIDE = {
    "conditional formats": r"<(?:\w+:)?cfRule\b", "validations": r"<(?:\w+:)?dataValidation\b", "sparklines": r"<(?:\w+:)?sparkline\b",
    "extensions": r"<(?:\w+:)?ext\b", "links": r"<(?:\w+:)?hyperlink\b", "merged cells": r"<(?:\w+:)?mergeCell\b",
    "defined names": r"<(?:\w+:)?definedName\b", "sheets": r"<(?:\w+:)?sheet\b", "cell styles": r"<(?:\w+:)?xf\b", "alternate content": r"<mc:AlternateContent",
}


def features_of(path):
    counts = collections.Counter()
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            folded = name.lower().replace("\\", "/")
            for feature, pattern in FEATURES.items():
                counts[feature] += bool(re.search(pattern, folded))
            if folded.endswith(".xml") and package.getinfo(name).file_size < 30_000_000:
                text = package.read(name).decode("utf-8", "replace")
                for feature, pattern in INSIDE.items():
                    counts[feature] += len(re.findall(pattern, text))
    return counts


def features(command, corpus, count):
    holders, losers, n_files, n_losing = collections.Counter(), collections.Counter(), 0, 0
    for source, _, _ in workbooks(corpus):
        with tempfile.TemporaryDirectory() as folder:
            target = os.path.join(folder, "grafted.xlsx")
            try:
                if graft(command, source, target) != 0:
                    continue
                before, after = features_of(source), features_of(target)
            except (zipfile.BadZipFile, OSError, NotImplementedError):
                continue
        n_files += 1
        lost = [feature for feature in before if before[feature] > after[feature]]
        holders.update(feature for feature in before if before[feature])
        losers.update(lost)
        n_losing += bool(lost)
        yield os.path.relpath(source, corpus), f"lost: {', '.join(lost)}" if lost else ""
    print(f"\n| feature | workbooks with it | of those, workbooks that lose any |\n|---|---|---|")
    for feature, n in sorted(holders.items(), key=lambda item: -item[1]):
        print(f"| {feature} | {n} | {losers[feature]} |")
    print(f"| all | {n_files} | {n_losing} |\n")


def main():
    own, command = sys.argv[1:], []
    if "--" in own:
        cut = own.index("--")
        own, command = own[:cut], own[cut + 1:]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    here = os.path.dirname(os.path.abspath(__file__))
    parser.add_argument("--corpus", default=os.path.join(here, "..", "..", "..", "shared", "corpus"))
    parser.add_argument("--count", type=int)
    parser.add_argument("what", choices=["resaved", "rendered", "features"])
    options = parser.parse_args(own)
    if not command:
        parser.error("no command after --")
    usual = {"resaved": 20, "rendered": 8, "features": 0}
    check = {"resaved": resaved, "rendered": rendered, "features": features}[options.what]
    passed = failed = 0
    for name, verdict in check(command, options.corpus, options.count or usual[options.what]):
        if verdict:
            failed += 1
            print(f"falls short: {name}: {verdict}", flush=True)
        else:
            passed += 1
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
