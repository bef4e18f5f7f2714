#!/usr/bin/env python3
"""Live formulas: every formula cell of a workbook, recalculated by LibreOffice, against the value that we put beside it.

    recalculate.py WORKBOOK.xlsx [SHEET...]

Only formulas on the sheets named are compared; without names, on all sheets whose name begins with CLV. Then every
such value is made wrong on purpose and recalculated again: all have to come out right, which proves that LibreOffice
did compute. Exit status 1 if a cell differs by more than 1e-9 or the proof fails.
"""

import html
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>"""
CELL = re.compile(rb"<c\b([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)


def soffice(folder, kind, book):
    """Converts a workbook with a profile of its own in which formulas are computed at every loading."""
    program = shutil.which("soffice")
    if program is None:
        sys.exit("left out: soffice is not there")
    with tempfile.TemporaryDirectory() as profile:
        settings = Path(profile) / "user/registrymodifications.xcu"
        settings.parent.mkdir()
        settings.write_text(ALWAYS_RECALCULATE, encoding="utf-8")
        command = [program, f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", kind, "--outdir", str(folder), str(book)]
        subprocess.run(command, check=True, capture_output=True)


def workbook(path, variables, formulas):
    """Writes a workbook with named cells and a column of formulas without values."""
    names, cells = [], []
    for row, (name, value) in enumerate(variables.items(), 1):
        names.append(f'<definedName name="{name}">V!$A${row}</definedName>')
        if isinstance(value, bool):
            cells.append(f'<row r="{row}"><c r="A{row}" t="b"><v>{int(value)}</v></c></row>')
        elif isinstance(value, str):
            cells.append(f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>{value}</t></is></c></row>')
        elif value is not None:
            cells.append(f'<row r="{row}"><c r="A{row}"><v>{value}</v></c></row>')
    rows = (f'<row r="{row}"><c r="A{row}"><f>{html.escape(text)}</f></c></row>' for row, text in enumerate(formulas, 1))
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
            + "".join(f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{kind}.worksheet+xml"/>' for n in (1, 2)) + "</Types>")
        out.writestr("_rels/.rels", f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
        out.writestr("xl/workbook.xml", f'<workbook {main} xmlns:r="{rel}"><sheets><sheet name="F" sheetId="1" r:id="r1"/><sheet name="V" sheetId="2" r:id="r2"/></sheets><definedNames>{"".join(names)}</definedNames></workbook>')
        out.writestr("xl/_rels/workbook.xml.rels", '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            + "".join(f'<Relationship Id="r{n}" Type="{rel}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in (1, 2)) + "</Relationships>")
        out.writestr("xl/worksheets/sheet1.xml", f'<worksheet {main}><sheetData>{"".join(rows)}</sheetData></worksheet>')
        out.writestr("xl/worksheets/sheet2.xml", f'<worksheet {main}><sheetData>{"".join(cells)}</sheetData></worksheet>')


def attribute(attributes, name):
    found = re.search(rb'\b%s="([^"]*)"' % name, attributes)
    return found.group(1).decode() if found else ""


def sheets(book):
    """The parts of the sheets of an open package by their names."""
    targets = {}
    for relation in re.findall(rb"<Relationship\b[^>]*>", book.read("xl/_rels/workbook.xml.rels")):
        target = attribute(relation, b"Target")
        targets[attribute(relation, b"Id")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    found = re.findall(rb"<sheet\b[^>]*>", book.read("xl/workbook.xml"))
    return {html.unescape(attribute(sheet, b"name")): targets[attribute(sheet, b"r:id")] for sheet in found}


def values(path, wanted):
    """The values of the formula cells of some sheets, by sheet and cell, as (type, text)."""
    found = {}
    with zipfile.ZipFile(path) as book:
        texts = []
        if "xl/sharedStrings.xml" in book.namelist():
            for item in re.findall(rb"<si>(.*?)</si>|<si/>", book.read("xl/sharedStrings.xml"), re.DOTALL):
                texts.append(b"".join(re.findall(rb"<t\b[^>]*>(.*?)</t>", item, re.DOTALL)))
        for name, part in sheets(book).items():
            if not wanted(name):
                continue
            for attributes, body in CELL.findall(book.read(part)):
                if b"<f" not in body:
                    continue
                kind = attribute(attributes, b"t")
                value = re.search(rb"<v>(.*?)</v>", body, re.DOTALL)
                text = value.group(1) if value else b""
                if kind == "s":
                    text = texts[int(text)]
                found[name, attribute(attributes, b"r")] = (kind, html.unescape(text.decode()))
    return found


def spoil(path, to, wanted):
    """Copies a workbook with every number that a formula remembers made wrong; gives how many."""
    count = 0

    def wrong(match):
        nonlocal count
        cell = match.group(0)
        if b"<f" in cell and b"<v>" in cell and not attribute(match.group(1), b"t"):
            count += 1
            return re.sub(rb"<v>.*?</v>", b"<v>12345.678</v>", cell)
        return cell

    with zipfile.ZipFile(path) as book, zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as out:
        parts = {part for name, part in sheets(book).items() if wanted(name)}
        for name in book.namelist():
            content = book.read(name)
            out.writestr(name, CELL.sub(wrong, content) if name in parts else content)
    return count


def same(ours, theirs):
    try:
        one, other = float(ours[1]), float(theirs[1])
        return abs(one - other) <= 1e-9 * max(1.0, abs(one))
    except ValueError:
        return ours[1] == theirs[1] or (ours[0] == "e" and theirs[0] == "e")


def recalculated(path, folder, wanted):
    soffice(folder, "xlsx:Calc MS Excel 2007 XML", path)
    return values(Path(folder) / path.name, wanted)


def main(path, *names):
    path = Path(path)
    wanted = (lambda name: name in names) if names else (lambda name: name.startswith("CLV"))
    ours = values(path, wanted)
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as spoilt:
        first = recalculated(path, folder, wanted)
        n_spoilt = spoil(path, Path(spoilt) / path.name, wanted)
        again = recalculated(Path(spoilt) / path.name, folder, wanted)
    bad = [cell for cell in ours if cell not in first or not same(ours[cell], first[cell])]
    kept = [cell for cell in ours if cell not in again or not same(ours[cell], again[cell])]
    for cell in bad[:20]:
        print(f"{cell}: ours {ours[cell]}, LibreOffice {first.get(cell)}")
    print(f"{len(ours) - len(bad)} of {len(ours)} formulas equal; {len(ours) - len(kept)} of {len(ours)} equal again after {n_spoilt} values were made wrong")
    return 1 if bad or kept or not ours else 0


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
