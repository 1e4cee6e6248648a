# SPDX-License-Identifier: GPL-2.0-or-later
"""What the makers of Office files share: a zip whose bytes depend on nothing but its parts."""

import zipfile

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
CORE = """<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title><dc:subject>{subject}</dc:subject>
<dc:creator>{author}</dc:creator><cp:keywords>{keywords}</cp:keywords><dc:language>{lang}</dc:language>
<dcterms:created xsi:type="dcterms:W3CDTF">{year}-01-01T00:00:00Z</dcterms:created>
<dcterms:modified xsi:type="dcterms:W3CDTF">{year}-01-01T00:00:00Z</dcterms:modified></cp:coreProperties>"""


def relationships(rows):
    """rows: (id, type, target) or (id, type, target, "External")."""
    out = [XML, '<Relationships xmlns="%s/relationships">' % PACKAGE]
    for row in rows:
        kind = row[1] if ":" in row[1] else "%s/%s" % (OFFICE, row[1])
        mode = ' TargetMode="External"' if len(row) > 3 else ""
        out.append('<Relationship Id="%s" Type="%s" Target="%s"%s/>' % (row[0], kind, row[2], mode))
    return "".join(out) + "</Relationships>"


def write(path, parts):
    """parts: {name: str or bytes}, stored in the order given, all with the first date a zip can hold."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
