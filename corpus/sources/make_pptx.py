# SPDX-License-Identifier: GPL-2.0-or-later
"""Turns a slide source into a PPTX deck.

usage: make_pptx.py SOURCE.slides OUT.pptx

A source begins with front matter (see markdown.py); ``order`` gives the number in the file name of each slide, in the
order of presentation. Then one slide after another:

    === Title of the slide          "(hidden)" at its end hides it
    Text, one paragraph a line; "- " a bullet, "-- " a bullet below it; "¦" ends a run inside a word; "/" between two
    lines of the title is a line break; [text](url) a link
    | cell | cell                   a row of the table
    group: one > two > three        boxes in a group inside a group
    picture: alternative text
    notes: what the speaker says; a new line beginning with "notes:" is a new paragraph
"""

import re
import struct
import sys
import zlib
from xml.sax.saxutils import escape, quoteattr

import markdown
import package

NS = ('xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
      'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
      'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"')
PPT = "application/vnd.openxmlformats-officedocument.presentationml."
WIDE, HIGH = 12192000, 6858000
INK, ACCENT, PALE = "1F2A44", "0F6E74", "E3F1F1"

GROUP_HEAD = ('<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="0" y="0"/>'
              '<a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>')
COLOURS = "".join('<a:%s><a:srgbClr val="%s"/></a:%s>' % (name, value, name) for name, value in (
    ("dk1", "000000"), ("lt1", "FFFFFF"), ("dk2", INK), ("lt2", PALE), ("accent1", ACCENT), ("accent2", "B5562B"), ("accent3", "6B7A1E"),
    ("accent4", "6C4A8B"), ("accent5", "2B6CB5"), ("accent6", "8B6C4A"), ("hlink", "0B57A4"), ("folHlink", "6C4A8B")))
FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
LINE = '<a:ln w="9525">%s</a:ln>' % FILL
THEME = ('<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Sample"><a:themeElements><a:clrScheme name="Sample">'
         + COLOURS + '</a:clrScheme><a:fontScheme name="Sample"><a:majorFont><a:latin typeface="DejaVu Sans"/><a:ea typeface=""/><a:cs typeface=""/>'
         '</a:majorFont><a:minorFont><a:latin typeface="DejaVu Sans"/><a:ea typeface=""/><a:cs typeface=""/></a:minorFont></a:fontScheme>'
         '<a:fmtScheme name="Sample"><a:fillStyleLst>' + FILL * 3 + '</a:fillStyleLst><a:lnStyleLst>' + LINE * 3 + '</a:lnStyleLst><a:effectStyleLst>'
         + '<a:effectStyle><a:effectLst/></a:effectStyle>' * 3 + '</a:effectStyleLst><a:bgFillStyleLst>' + FILL * 3
         + '</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>')
MAP = ('<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4" '
       'accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>')


def frame(x, y, width, height, tag="a:xfrm"):
    return '<%s><a:off x="%d" y="%d"/><a:ext cx="%d" cy="%d"/></%s>' % (tag, x, y, width, height, tag)


TITLE = frame(600000, 350000, WIDE - 1200000, 1000000)
BODY = frame(600000, 1500000, WIDE - 1200000, 4600000)
SLIDE_NUMBER = '<a:p><a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr/><a:t>‹#›</a:t></a:fld></a:p>'
FOOT = frame(600000, 6300000, 7000000, 360000)
NUMBER = frame(WIDE - 1800000, 6300000, 1200000, 360000)


def placeholder(number, name, kind, where, content, body=""):
    return ('<p:sp><p:nvSpPr><p:cNvPr id="%d" name=%s/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph %s/></p:nvPr></p:nvSpPr>'
            '<p:spPr>%s</p:spPr><p:txBody><a:bodyPr%s/><a:lstStyle/>%s</p:txBody></p:sp>'
            % (number, quoteattr(name), kind, where, body, content))


class Deck:
    def __init__(self, path):
        self.meta, text = markdown.read(path)
        self.slides = [self.parse(block) for block in re.split(r"^=== ", text, flags=re.M)[1:]]
        self.order = [int(number) for number in self.meta["order"].split()]
        if sorted(self.order) != list(range(1, len(self.slides) + 1)):
            raise SystemExit("%s: 'order' must name each of %d slides once" % (path, len(self.slides)))

    @staticmethod
    def parse(block):
        lines = block.strip().splitlines()
        slide = {"title": lines[0], "hidden": lines[0].endswith("(hidden)"), "text": [], "table": [], "groups": [], "pictures": [], "notes": [],
                 "links": []}
        slide["title"] = slide["title"].replace("(hidden)", "").strip()
        for line in filter(None, lines[1:]):
            key, _, rest = line.partition(": ")
            if line.startswith("|"):
                slide["table"].append([cell.strip() for cell in line.strip("| ").split("|")])
            elif key == "group":
                slide["groups"].append(rest.split(" > "))
            elif key == "picture":
                slide["pictures"].append(rest)
            elif key == "notes":
                slide["notes"].append(rest)
            else:
                slide["text"].append(line)
        return slide

    def runs(self, text, slide, size=0):
        out = []
        for kind, run, url in markdown.spans(text):
            look = ' lang="%s"%s' % (self.meta["lang"], ' sz="%d"' % size if size else "")
            inside = ""
            if kind == "link":
                slide["links"].append(url)
                inside = '<a:hlinkClick r:id="rLink%d"/>' % len(slide["links"])
            if kind == "bold":
                look += ' b="1"'
            for piece in run.split("¦"):
                out.append("<a:r><a:rPr%s>%s</a:rPr><a:t>%s</a:t></a:r>" % (look, inside, escape(piece)))
        return "".join(out)

    def paragraph(self, line, slide, size=0):
        level = 1 if line.startswith("-- ") else 0
        bullet = '<a:buChar char="•"/>' if line.startswith("-") else "<a:buNone/>"
        look = '<a:pPr marL="%d" indent="%d"%s>%s</a:pPr>' % (
            (level + 1) * 360000 if line.startswith("-") else 0, -300000 if line.startswith("-") else 0, ' lvl="1"' if level else "", bullet)
        return "<a:p>%s%s</a:p>" % (look, self.runs(line.lstrip("- "), slide, size))

    def table(self, slide, number):
        columns = len(slide["table"][0])
        rows = "".join('<a:tr h="420000">%s</a:tr>' % "".join(
            '<a:tc><a:txBody><a:bodyPr/><a:lstStyle/><a:p>%s</a:p></a:txBody><a:tcPr/></a:tc>' % self.runs(cell, slide, 1600) for cell in row)
            for row in slide["table"])
        return ('<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="%d" name="Table"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr>%s<a:graphic>'
                '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl><a:tblPr firstRow="1" bandRow="1">'
                '<a:tableStyleId>{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}</a:tableStyleId></a:tblPr><a:tblGrid>%s</a:tblGrid>%s</a:tbl>'
                '</a:graphicData></a:graphic></p:graphicFrame>'
                % (number, frame(600000, 1500000, WIDE - 1200000, 420000 * len(slide["table"]), "p:xfrm"),
                   '<a:gridCol w="%d"/>' % ((WIDE - 1200000) // columns) * columns, rows))

    def group(self, boxes, slide, number):
        width, top, height = (WIDE - 1200000) // len(boxes), 4300000, 1500000
        shapes = []
        for index, box in enumerate(boxes):
            shapes.append('<p:sp><p:nvSpPr><p:cNvPr id="%d" name="Box %d"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>%s<a:prstGeom prst="roundRect">'
                          '<a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="%s"/></a:solidFill></p:spPr><p:txBody><a:bodyPr anchor="ctr"/>'
                          '<a:lstStyle/><a:p><a:pPr algn="ctr"/>%s</a:p></p:txBody></p:sp>'
                          % (number + 2 + index, index + 1, frame(600000 + width * index + 60000, top, width - 120000, height), PALE,
                             self.runs(box, slide, 1600)))
        area = ('<a:xfrm><a:off x="{0}" y="{1}"/><a:ext cx="{2}" cy="{3}"/><a:chOff x="{0}" y="{1}"/><a:chExt cx="{2}" cy="{3}"/></a:xfrm>'
                .format(600000, top, WIDE - 1200000, height))
        content = "".join(shapes[1:])
        for level in (1, 0):
            content = ('<p:grpSp><p:nvGrpSpPr><p:cNvPr id="%d" name="Group %d"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr>%s</p:grpSpPr>%s'
                       '</p:grpSp>' % (number + level, level, area, content if level else shapes[0] + content))
        return content

    def picture(self, text, number):
        return ('<p:pic><p:nvPicPr><p:cNvPr id="%d" name="Picture" descr=%s/><p:cNvPicPr/><p:nvPr/></p:nvPicPr><p:blipFill><a:blip r:embed="rPic"/>'
                '<a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr>%s<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
                % (number, quoteattr(text), frame(WIDE - 3600000, 4100000, 3000000, 2000000)))

    def slide(self, slide, first):
        lines = "<a:br/>".join(self.runs(part.strip(), slide) for part in slide["title"].split(" / "))
        shapes = [placeholder(2, "Title", 'type="%s"' % ("ctrTitle" if first else "title"), "", "<a:p>%s</a:p>" % lines)]
        size = 1800 if len(slide["text"]) > 6 or slide["groups"] or slide["pictures"] else 2000
        if slide["text"]:
            where = frame(600000, 5100000, WIDE - 1200000, 1100000) if slide["table"] else ""
            shapes.append(placeholder(3, "Content", 'idx="1"', where, "".join(self.paragraph(line, slide, size) for line in slide["text"])))
        if slide["table"]:
            shapes.append(self.table(slide, 4))
        for boxes in slide["groups"]:
            shapes.append(self.group(boxes, slide, 10))
        for text in slide["pictures"]:
            shapes.append(self.picture(text, 30))
        shapes.append(placeholder(40, "Footer", 'type="ftr" sz="quarter" idx="11"', "", "<a:p>%s</a:p>" % self.runs(self.meta["head"], slide)))
        shapes.append(placeholder(41, "Number", 'type="sldNum" sz="quarter" idx="12"', "",
                                  SLIDE_NUMBER))
        return ('<p:sld %s%s><p:cSld><p:spTree>%s%s</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>'
                % (NS, ' show="0"' if slide["hidden"] else "", GROUP_HEAD, "".join(shapes)))

    def notes(self, slide):
        text = "".join("<a:p>%s</a:p>" % self.runs(line, slide) for line in slide["notes"])
        return ('<p:notes %s><p:cSld><p:spTree>%s<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide Image"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" '
                'noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg"/></p:nvPr></p:nvSpPr><p:spPr/></p:sp>%s%s</p:spTree></p:cSld>'
                '<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>'
                % (NS, GROUP_HEAD, placeholder(3, "Notes", 'type="body" idx="1"', "", text),
                   placeholder(4, "Number", 'type="sldNum" sz="quarter" idx="5"', "", SLIDE_NUMBER)))


def png(width, height):
    """A plain picture: two discs that lean on each other."""
    rows = []
    for y in range(height):
        row = bytearray(b"\0")
        for x in range(width):
            big = (x - width * 0.42) ** 2 + (y - height * 0.5) ** 2 < (height * 0.38) ** 2
            small = (x - width * 0.68) ** 2 + (y - height * 0.64) ** 2 < (height * 0.22) ** 2
            row += b"\xb5\x56\x2b" if small else b"\x0f\x6e\x74" if big else b"\xe3\xf1\xf1"
        rows.append(bytes(row))

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(b"".join(rows), 9)) + chunk(b"IEND", b""))


def layout(kind, name, shapes):
    return ('<p:sldLayout %s type="%s" preserve="1"><p:cSld name="%s"><p:spTree>%s%s</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/>'
            '</p:clrMapOvr></p:sldLayout>' % (NS, kind, name, GROUP_HEAD, shapes))


def prompt(text):
    return "<a:p><a:r><a:t>%s</a:t></a:r></a:p>" % text


def level(number, size, extra=""):
    return ('<a:lvl%dpPr marL="%d" indent="0"><a:spcBef><a:spcPts val="600"/></a:spcBef>%s<a:defRPr sz="%d"%s><a:solidFill><a:schemeClr val="tx2"/></a:solidFill>'
            '<a:latin typeface="+mn-lt"/></a:defRPr></a:lvl%dpPr>' % (number, (number - 1) * 360000, "<a:buNone/>", size, extra, number))


def master_parts():
    foot = (placeholder(4, "Footer", 'type="ftr" sz="quarter" idx="11"', FOOT, "<a:p/>", ' anchor="ctr"')
            + placeholder(5, "Number", 'type="sldNum" sz="quarter" idx="12"', NUMBER, SLIDE_NUMBER, ' anchor="ctr"'))
    shapes = (placeholder(2, "Title", 'type="title"', TITLE, prompt("Click to edit Master title style"), ' anchor="b"')
              + placeholder(3, "Content", 'type="body" idx="1"', BODY, prompt("Click to edit Master text styles")) + foot)
    master = ('<p:sldMaster %s><p:cSld><p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill><a:effectLst/></p:bgPr></p:bg><p:spTree>%s%s'
              '</p:spTree></p:cSld>%s<p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="rId1"/><p:sldLayoutId id="2147483650" r:id="rId2"/>'
              '</p:sldLayoutIdLst><p:txStyles><p:titleStyle>%s</p:titleStyle><p:bodyStyle>%s%s</p:bodyStyle><p:otherStyle>%s</p:otherStyle></p:txStyles>'
              '</p:sldMaster>' % (NS, GROUP_HEAD, shapes, MAP, level(1, 3000, ' b="1"'), level(1, 2000), level(2, 1800), level(1, 1200)))
    first = (placeholder(2, "Title", 'type="ctrTitle"', frame(600000, 1200000, WIDE - 1200000, 2000000), prompt("Click to edit Master title style"))
             + placeholder(3, "Content", 'type="subTitle" idx="1"', frame(600000, 3400000, WIDE - 1200000, 2400000), prompt("Click to edit subtitle")) + foot)
    plain = (placeholder(2, "Title", 'type="title"', "", prompt("Click to edit Master title style"))
             + placeholder(3, "Content", 'idx="1"', "", prompt("Click to edit Master text styles")) + foot)
    notes = ('<p:notesMaster %s><p:cSld><p:spTree>%s%s%s</p:spTree></p:cSld>%s</p:notesMaster>'
             % (NS, GROUP_HEAD,
                placeholder(2, "Slide Image", 'type="sldImg" idx="2"', frame(685800, 1143000, 5486400, 3086100), "<a:p/>"),
                placeholder(3, "Notes", 'type="body" sz="quarter" idx="3"', frame(685800, 4400550, 5486400, 3600450),
                            prompt("Click to edit Master notes style")), MAP))
    return {
        "ppt/slideMasters/slideMaster1.xml": master,
        "ppt/slideMasters/_rels/slideMaster1.xml.rels": package.relationships([
            ("rId1", "slideLayout", "../slideLayouts/slideLayout1.xml"), ("rId2", "slideLayout", "../slideLayouts/slideLayout2.xml"),
            ("rId3", "theme", "../theme/theme1.xml")]),
        "ppt/slideLayouts/slideLayout1.xml": layout("title", "Title", first),
        "ppt/slideLayouts/_rels/slideLayout1.xml.rels": package.relationships([("rId1", "slideMaster", "../slideMasters/slideMaster1.xml")]),
        "ppt/slideLayouts/slideLayout2.xml": layout("obj", "Title and content", plain),
        "ppt/slideLayouts/_rels/slideLayout2.xml.rels": package.relationships([("rId1", "slideMaster", "../slideMasters/slideMaster1.xml")]),
        "ppt/theme/theme1.xml": THEME,
        "ppt/theme/theme2.xml": THEME,
        "ppt/notesMasters/notesMaster1.xml": notes,
        "ppt/notesMasters/_rels/notesMaster1.xml.rels": package.relationships([("rId1", "theme", "../theme/theme2.xml")]),
    }


def main(source, target):
    deck = Deck(source)
    parts = master_parts()
    relations = [("rId1", "slideMaster", "slideMasters/slideMaster1.xml"), ("rId2", "notesMaster", "notesMasters/notesMaster1.xml"),
                 ("rId3", "theme", "theme/theme1.xml")]
    listed = []
    for position, (slide, number) in enumerate(zip(deck.slides, deck.order), 1):
        parts["ppt/slides/slide%d.xml" % number] = deck.slide(slide, position == 1)
        links = [("rLink%d" % index, "hyperlink", escape(url), "External") for index, url in enumerate(slide["links"], 1)]
        rows = [("rId1", "slideLayout", "../slideLayouts/slideLayout%d.xml" % (1 if position == 1 else 2))]
        if slide["notes"]:
            parts["ppt/notesSlides/notesSlide%d.xml" % number] = deck.notes(slide)
            parts["ppt/notesSlides/_rels/notesSlide%d.xml.rels" % number] = package.relationships([
                ("rId1", "notesMaster", "../notesMasters/notesMaster1.xml"), ("rId2", "slide", "../slides/slide%d.xml" % number)])
            rows.insert(0, ("rId2", "notesSlide", "../notesSlides/notesSlide%d.xml" % number))
        if slide["pictures"]:
            parts["ppt/media/image1.png"] = png(300, 200)
            rows.append(("rPic", "image", "../media/image1.png"))
        parts["ppt/slides/_rels/slide%d.xml.rels" % number] = package.relationships(rows + links)
        relations.append(("rId%d" % (10 + number), "slide", "slides/slide%d.xml" % number))
        listed.append('<p:sldId id="%d" r:id="rId%d"/>' % (255 + number, 10 + number))
    parts["ppt/presentation.xml"] = (
        '<p:presentation %s><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst><p:notesMasterIdLst>'
        '<p:notesMasterId r:id="rId2"/></p:notesMasterIdLst><p:sldIdLst>%s</p:sldIdLst><p:sldSz cx="%d" cy="%d"/><p:notesSz cx="6858000" cy="9144000"/>'
        '</p:presentation>' % (NS, "".join(listed), WIDE, HIGH))
    # Sorted by name, as many programs write it: slide10 before slide2, and nothing about the order of presentation.
    parts["ppt/_rels/presentation.xml.rels"] = package.relationships(sorted(relations, key=lambda row: row[2]))
    parts["docProps/core.xml"] = package.CORE.format(**{key: escape(value) for key, value in deck.meta.items()})
    parts["_rels/.rels"] = package.relationships([
        ("rId2", package.PACKAGE + "/relationships/metadata/core-properties", "docProps/core.xml"), ("rId1", "officeDocument", "ppt/presentation.xml")])
    kinds = {"presentation": "presentation.main", "slides": "slide", "notesSlides": "notesSlide", "slideLayouts": "slideLayout",
             "slideMasters": "slideMaster", "notesMasters": "notesMaster"}
    types = ['<Types xmlns="%s/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
             '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>' % package.PACKAGE,
             '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>']
    for name in sorted(parts):
        folder = name.split("/")[1].replace(".xml", "")
        if name.startswith("ppt/theme/"):
            kind = "application/vnd.openxmlformats-officedocument.theme"
        elif folder in kinds and not name.endswith(".rels"):
            kind = PPT + kinds[folder]
        else:
            continue
        types.append('<Override PartName="/%s" ContentType="%s+xml"/>' % (name, kind))
    ordered = {"[Content_Types].xml": package.XML + "".join(types) + "</Types>"}
    for name in sorted(parts):
        content = parts[name]
        ordered[name] = content if isinstance(content, bytes) or content.startswith("<?xml") else package.XML + content
    package.write(target, ordered)


if __name__ == "__main__":
    main(*sys.argv[1:])
