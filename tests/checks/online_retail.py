#!/usr/bin/env python3
"""Turns the UCI Online Retail transactions (a CSV, gzipped or not) into one workbook, as a spreadsheet program would save it.

    online_retail.py ONLINE_RETAIL.csv.gz OUT.xlsx

Numbers are numbers, moments are dates, texts are shared strings; no column is added, so amounts are quantity times price.
Standard library only; the same input gives the same bytes.
"""

import csv
import datetime
import gzip
import sys
import zipfile
from xml.sax.saxutils import escape

EPOCH = datetime.datetime(1899, 12, 30)
STAMP = (2011, 12, 9, 0, 0, 0)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
NUMBERS = {"Quantity", "UnitPrice", "CustomerID"}

PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{KIND}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{KIND}.styles+xml"/>'
    f'<Override PartName="/xl/sharedStrings.xml" ContentType="{KIND}.sharedStrings+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
    '<sheet name="Online Retail" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{OFFICE}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId3" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="22" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>',
}


def serial(text):
    moment = datetime.datetime.fromisoformat(text) - EPOCH
    return repr(moment.days + moment.seconds / 86400)


def main(source, target):
    opened = gzip.open if source.endswith(".gz") else open
    strings = {}

    def cell(name, row, text, kind):
        if not text:
            return ""
        if kind == "date":
            return f'<c r="{name}{row}" s="1"><v>{serial(text)}</v></c>'
        if kind == "number":
            return f'<c r="{name}{row}"><v>{text.removesuffix(".0")}</v></c>'
        return f'<c r="{name}{row}" t="s"><v>{strings.setdefault(text, len(strings))}</v></c>'

    with opened(source, "rt", encoding="utf-8", newline="") as rows, zipfile.ZipFile(target, "w") as package:

        def part(name):
            info = zipfile.ZipInfo(name, STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            return package.open(info, "w", force_zip64=False)

        for name, text in PARTS.items():
            with part(name) as out:
                out.write((HEAD + text).encode())
        table = csv.reader(rows)
        headers = next(table)
        kinds = ["number" if h in NUMBERS else "date" if h == "InvoiceDate" else "text" for h in headers]
        with part("xl/worksheets/sheet1.xml") as out:
            out.write(f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>'.encode())
            columns = list(zip("ABCDEFGHIJ", kinds))
            for row, values in enumerate([headers, *table], 1):
                shown = ["text"] * len(columns) if row == 1 else kinds
                cells = "".join(cell(name, row, text, kind) for (name, _), text, kind in zip(columns, values, shown))
                out.write(f'<row r="{row}">{cells}</row>'.encode())
            out.write(b"</sheetData></worksheet>")
        with part("xl/sharedStrings.xml") as out:
            out.write(f'{HEAD}<sst xmlns="{MAIN}" uniqueCount="{len(strings)}">'.encode())
            for text in strings:
                out.write(f'<si><t xml:space="preserve">{escape(text)}</t></si>'.encode())
            out.write(b"</sst>")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
