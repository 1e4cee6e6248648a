# SPDX-License-Identifier: GPL-2.0-or-later
"""Turns a Markdown source into a DOCX with heading styles, tables, footnotes, links and tracked changes.

usage: make_docx.py SOURCE.md OUT.docx
"""

import sys
from xml.sax.saxutils import escape, quoteattr

import markdown
import package

W = ('xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
     'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"')
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."

# The names of heading styles are in the language of the author's Word on purpose: only the outline level tells.
STYLES = """<w:styles %s><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="DejaVu Sans" w:hAnsi="DejaVu Sans"/>
<w:sz w:val="20"/><w:lang w:val="%s"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120"/></w:pPr>
</w:pPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/><w:basedOn w:val="Standard"/>
<w:pPr><w:keepNext/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="32"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/><w:basedOn w:val="Standard"/>
<w:pPr><w:keepNext/><w:spacing w:before="200"/><w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:b/><w:sz w:val="24"/></w:rPr></w:style>
</w:styles>"""


class Writer:
    """Collects what the body needs beside itself: links go to the relationships, notes to footnotes.xml."""

    def __init__(self, year):
        self.change = ' w:author="Reviewer" w:date="%s-01-01T00:00:00Z"' % year
        self.links, self.notes, self.changes = [], [], 0

    def runs(self, text, texts):
        out = []
        for kind, run, extra in markdown.spans(text):
            look = {"bold": "<w:rPr><w:b/></w:rPr>", "italic": "<w:rPr><w:i/></w:rPr>"}.get(kind, "")
            element = '<w:r>%s<w:t xml:space="preserve">%s</w:t></w:r>' % (look, escape(run))
            if kind == "note":
                self.notes.append(texts[extra])
                element = '<w:r><w:footnoteReference w:id="%d"/></w:r>' % (len(self.notes) + 1)
            elif kind == "link":
                self.links.append(extra)
                element = '<w:hyperlink r:id="rLink%d">%s</w:hyperlink>' % (len(self.links), element)
            elif kind in ("deleted", "inserted"):
                self.changes += 1
                tag = "w:del" if kind == "deleted" else "w:ins"
                element = element.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>") if kind == "deleted" else element
                element = '<%s w:id="%d"%s>%s</%s>' % (tag, self.changes, self.change, element, tag)
            out.append(element)
        return "".join(out)

    def paragraph(self, text, texts, style="", before=""):
        look = '<w:pPr><w:pStyle w:val="%s"/></w:pPr>' % style if style else ""
        return "<w:p>%s%s%s</w:p>" % (look, before, self.runs(text, texts))

    def body(self, blocks):
        texts, pause = {}, ""
        for kind, content in blocks:
            if kind == "notes":
                texts = content
            elif kind == "page":
                pause = '<w:r><w:br w:type="page"/></w:r>'
            elif kind in ("h1", "h2"):
                yield self.paragraph(content, texts, "berschrift" + kind[1], pause)
                pause = ""
            elif kind == "list":
                for item in content:
                    yield self.paragraph("• " + item, texts)
            elif kind == "table":
                yield ('<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>'
                       + "".join('<w:%s w:val="single" w:sz="4" w:color="808080"/>' % side
                                 for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
                       + "</w:tblBorders></w:tblPr><w:tblGrid>%s</w:tblGrid>" % ('<w:gridCol w:w="3000"/>' * len(content[0])))
                for row in content:
                    yield "<w:tr>%s</w:tr>" % "".join(
                        '<w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr>%s</w:tc>' % self.paragraph(cell, texts) for cell in row)
                yield "</w:tbl>" + self.paragraph("", texts)
            else:
                yield self.paragraph(content, texts)


def main(source, target):
    meta, text = markdown.read(source)
    writer = Writer(meta["year"])
    body = "".join(writer.body(markdown.blocks(text)))
    notes = "".join('<w:footnote w:id="%d"><w:p><w:r><w:footnoteRef/></w:r>%s</w:p></w:footnote>' % (number, writer.runs(" " + note, {}))
                    for number, note in enumerate(writer.notes, 2))
    package.write(target, {
        "[Content_Types].xml": package.XML
        + '<Types xmlns="%s/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
          '<Default Extension="xml" ContentType="application/xml"/>' % package.PACKAGE
        + "".join('<Override PartName="/word/%s.xml" ContentType="%s%s+xml"/>' % (name, WORD, kind) for name, kind in (
            ("document", "document.main"), ("styles", "styles"), ("footnotes", "footnotes"), ("header1", "header")))
        + '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>',
        "_rels/.rels": package.relationships([
            ("rId1", "officeDocument", "word/document.xml"),
            ("rId2", package.PACKAGE + "/relationships/metadata/core-properties", "docProps/core.xml")]),
        "docProps/core.xml": package.XML + package.CORE.format(**{key: escape(value) for key, value in meta.items()}),
        "word/document.xml": package.XML + '<w:document %s><w:body>%s<w:sectPr><w:headerReference w:type="default" r:id="rId3"/>'
            '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1400" w:right="1400" w:bottom="1400" w:left="1400" w:header="700" '
            'w:footer="700" w:gutter="0"/></w:sectPr></w:body></w:document>' % (W, body),
        "word/_rels/document.xml.rels": package.relationships(
            [("rId1", "styles", "styles.xml"), ("rId2", "footnotes", "footnotes.xml"), ("rId3", "header", "header1.xml")]
            + [("rLink%d" % number, "hyperlink", quoteattr(link)[1:-1], "External") for number, link in enumerate(writer.links, 1)]),
        "word/styles.xml": package.XML + STYLES % (W, meta["lang"]),
        "word/footnotes.xml": package.XML + '<w:footnotes %s><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p>'
            '</w:footnote><w:footnote w:type="continuationSeparator" w:id="1"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
            '%s</w:footnotes>' % (W, notes),
        "word/header1.xml": package.XML + '<w:hdr %s><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:hdr>' % (W, escape(meta["head"])),
    })


if __name__ == "__main__":
    main(*sys.argv[1:])
