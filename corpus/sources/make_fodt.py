# SPDX-License-Identifier: GPL-2.0-or-later
"""Turns a Markdown source into a flat OpenDocument text, which LibreOffice makes into a PDF.

usage: make_fodt.py SOURCE.md OUT.fodt
"""

import sys
from xml.sax.saxutils import escape, quoteattr

import markdown

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"
 office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:meta><dc:title>{title}</dc:title><dc:subject>{subject}</dc:subject><meta:keyword>{keywords}</meta:keyword>
<meta:initial-creator>{author}</meta:initial-creator><dc:creator>{author}</dc:creator>
<dc:language>{lang}</dc:language></office:meta>
<office:font-face-decls><style:font-face style:name="F" svg:font-family={font}/></office:font-face-decls>
<office:styles>
<style:default-style style:family="paragraph"><style:paragraph-properties fo:orphans="2" fo:widows="2"/>
<style:text-properties style:font-name="F" fo:font-size="9.5pt" fo:language="{language}" fo:country="{country}"/></style:default-style>
<style:style style:name="Standard" style:family="paragraph" style:class="text"/>
<style:style style:name="Text_20_body" style:display-name="Text body" style:family="paragraph" style:parent-style-name="Standard">
<style:paragraph-properties fo:margin-bottom="0.22cm" fo:line-height="120%"/></style:style>
<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph" style:parent-style-name="Standard"
 style:default-outline-level="1"><style:paragraph-properties fo:margin-bottom="0.4cm" fo:keep-with-next="always"/>
<style:text-properties fo:font-size="15pt" fo:font-weight="bold"/></style:style>
<style:style style:name="Heading_20_2" style:display-name="Heading 2" style:family="paragraph" style:parent-style-name="Standard"
 style:default-outline-level="2"><style:paragraph-properties fo:margin-top="0.35cm" fo:margin-bottom="0.2cm" fo:keep-with-next="always"/>
<style:text-properties fo:font-size="11.5pt" fo:font-weight="bold"/></style:style>
<style:style style:name="Quotations" style:family="paragraph" style:parent-style-name="Text_20_body">
<style:paragraph-properties fo:margin-left="0.7cm" fo:margin-right="0.7cm"/></style:style>
<style:style style:name="Small" style:family="paragraph" style:parent-style-name="Standard">
<style:text-properties fo:font-size="8pt"/></style:style>
<text:outline-style style:name="Outline">
<text:outline-level-style text:level="1" style:num-format=""/><text:outline-level-style text:level="2" style:num-format=""/>
</text:outline-style>
</office:styles>
<office:automatic-styles>
<style:style style:name="NewPage" style:family="paragraph" style:parent-style-name="Heading_20_1">
<style:paragraph-properties fo:break-before="page"/></style:style>
<style:style style:name="Centre" style:family="paragraph" style:parent-style-name="Small">
<style:paragraph-properties fo:text-align="center"/></style:style>
<style:style style:name="b" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="i" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>
<style:style style:name="cell" style:family="table-cell">
<style:table-cell-properties fo:padding="0.1cm" fo:border="0.5pt solid #808080"/></style:style>
<style:page-layout style:name="pm1"><style:page-layout-properties fo:page-width="14.8cm" fo:page-height="21cm"
 style:print-orientation="portrait" fo:margin-top="1.3cm" fo:margin-bottom="1.2cm" fo:margin-left="1.8cm" fo:margin-right="1.8cm"/>
<style:header-style><style:header-footer-properties fo:min-height="0.8cm" fo:margin-bottom="0.4cm"/></style:header-style>
<style:footer-style><style:header-footer-properties fo:min-height="0.8cm" fo:margin-top="0.4cm"/></style:footer-style>
</style:page-layout>
<text:list-style style:name="L1"><text:list-level-style-bullet text:level="1" text:bullet-char="•">
<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">
<style:list-level-label-alignment text:label-followed-by="listtab" fo:text-indent="-0.5cm" fo:margin-left="0.8cm"/>
</style:list-level-properties></text:list-level-style-bullet></text:list-style>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="pm1">
<style:header><text:p text:style-name="Small">{head}</text:p></style:header>
<style:footer><text:p text:style-name="Centre"><text:page-number text:select-page="current">1</text:page-number></text:p></style:footer>
</style:master-page></office:master-styles>
<office:body><office:text>
"""


def inline(text):
    out = []
    for kind, run, extra in markdown.spans(text):
        run = escape(run)
        if kind == "bold":
            run = '<text:span text:style-name="b">%s</text:span>' % run
        elif kind == "italic":
            run = '<text:span text:style-name="i">%s</text:span>' % run
        elif kind == "link":
            run = "<text:a xlink:type=\"simple\" xlink:href=%s>%s</text:a>" % (quoteattr(extra), run)
        out.append(run)
    return "".join(out)


def paragraph(style, text):
    return '<text:p text:style-name="%s">%s</text:p>\n' % (style, inline(text))


def body(blocks):
    style = "Heading_20_1"
    for kind, content in blocks:
        if kind == "page":
            style = "NewPage"
        elif kind == "h1":
            yield '<text:h text:style-name="%s" text:outline-level="1">%s</text:h>\n' % (style, inline(content))
            style = "Heading_20_1"
        elif kind == "h2":
            yield '<text:h text:style-name="Heading_20_2" text:outline-level="2">%s</text:h>\n' % inline(content)
        elif kind == "list":
            items = "".join("<text:list-item>%s</text:list-item>" % paragraph("Text_20_body", item) for item in content)
            yield '<text:list text:style-name="L1">%s</text:list>\n' % items
        elif kind == "quote":
            yield paragraph("Quotations", content)
        elif kind == "table":
            yield '<table:table><table:table-column table:number-columns-repeated="%d"/>' % len(content[0])
            for row in content:
                yield "<table:table-row>"
                for cell in row:
                    yield ('<table:table-cell table:style-name="cell" office:value-type="string">%s</table:table-cell>'
                           % paragraph("Small", cell))
                yield "</table:table-row>\n"
            yield "</table:table>\n"
            yield paragraph("Small", "")
        elif kind == "text":
            yield paragraph("Text_20_body", content)


def main(source, target):
    meta, text = markdown.read(source)
    language, _, country = meta["lang"].partition("-")
    values = {key: escape(value) for key, value in meta.items()}
    values.update(font=quoteattr(meta["font"]), language=language, country=country)
    with open(target, "w", encoding="utf-8") as out:
        out.write(HEAD.format(**values))
        out.writelines(body(markdown.blocks(text)))
        out.write("</office:text></office:body></office:document>\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
