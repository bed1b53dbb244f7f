"""Word, laid out as NĐ 30/2020/NĐ-CP, Phụ lục I says: A4, Times New Roman, page number centred at the top."""

from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Cm, Mm, Pt
from docx.table import _Cell as WordCell
from docx.table import _Row as WordRow
from docx.text.paragraph import Paragraph as WordParagraph

from reports.content.shape import Amount, Annex, Cell, Heading, Letterhead, ReportContent, Table, text_of

FONT = "Times New Roman"
LEFT, CENTER, RIGHT, JUSTIFY = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)


def render_docx(content: ReportContent, path: Path) -> None:
    document = _blank()
    _letterhead(document, content)
    _add(document, content.title, size=14, bold=True, align=CENTER, before=12)
    _ruled(_add(document, content.subject, size=14, bold=True, align=CENTER), inset=Cm(5.5))
    for block in content.body:
        if isinstance(block, Heading):
            _heading(document, block)
        else:
            _add(document, block.text, align=JUSTIFY, indent=Cm(1.27), after=6)
    _signature(document, content)
    for annex in content.annexes:
        _annex(document, annex)
    document.save(str(path))


def _blank() -> WordDocument:
    document = Document()
    for name in ("Normal", "Heading 1", "Heading 2"):
        font = document.styles[name].font
        font.name, font.size = FONT, Pt(14)
        font.color.rgb = None
        document.styles[name].element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    _margins(section)
    section.different_first_page_header_footer = True
    _page_number(section.header.paragraphs[0])
    return document


def _margins(section: Section) -> None:
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(17)


def _page_number(paragraph: WordParagraph) -> None:
    paragraph.alignment = CENTER
    run = paragraph.add_run()
    run.font.size = Pt(13)
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)


def _add(
    place: WordDocument | WordCell,
    text: str,
    *,
    size: float = 14,
    bold: bool = False,
    italic: bool = False,
    align: WD_ALIGN_PARAGRAPH = LEFT,
    indent: int = 0,
    before: float = 0,
    after: float = 0,
) -> WordParagraph:
    paragraph = place.add_paragraph()
    _set(paragraph, text, size=size, bold=bold, italic=italic)
    paragraph.alignment = align
    shape = paragraph.paragraph_format
    shape.space_before, shape.space_after, shape.first_line_indent = Pt(before), Pt(after), indent
    return paragraph


def _set(paragraph: WordParagraph, text: str, *, size: float, bold: bool = False, italic: bool = False) -> None:
    run = paragraph.add_run(text)
    run.font.name, run.font.size, run.bold, run.italic = FONT, Pt(size), bold, italic


def _ruled(paragraph: WordParagraph, *, inset: int) -> None:
    """A short rule below: the bottom border of an empty line drawn in from both sides."""
    rule = OxmlElement("w:p")
    paragraph._p.addnext(rule)
    line = WordParagraph(rule, paragraph._parent)
    line.paragraph_format.left_indent = line.paragraph_format.right_indent = inset
    line.paragraph_format.space_after = Pt(8)
    line.paragraph_format.line_spacing = Pt(4)
    border = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        bottom.set(qn(f"w:{name}"), value)
    border.append(bottom)
    line._p.get_or_add_pPr().append(border)


def _letterhead(document: WordDocument, content: ReportContent) -> None:
    head = content.letterhead
    left, right = _two_columns(document, Cm(6.8), Cm(9.5))
    _add(left, head.parent, size=12, align=CENTER)
    _ruled(_add(left, head.issuer, size=12, bold=True, align=CENTER), inset=Cm(2.2))
    _add(left, head.number, size=13, align=CENTER)
    if content.mark:
        _add(left, content.mark, size=13, bold=True, align=CENTER, before=6)
    _nation(right, head)


def _nation(right: WordCell, head: Letterhead) -> None:
    _add(right, head.nation, size=12, bold=True, align=CENTER)
    _ruled(_add(right, head.motto, size=13, bold=True, align=CENTER), inset=Cm(2))
    _add(right, head.place_and_date, size=13, italic=True, align=CENTER)


def _two_columns(document: WordDocument, *widths: int) -> tuple[WordCell, WordCell]:
    """A table without borders; the empty paragraph that every new cell holds is removed by its first filling."""
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    cells = table.rows[0].cells
    for cell, width in zip(cells, widths, strict=True):
        cell.width = width
        empty = cell.paragraphs[0]._p
        empty.getparent().remove(empty)
    return cells[0], cells[1]


def _heading(document: WordDocument, block: Heading) -> None:
    paragraph = document.add_paragraph(style=f"Heading {block.level}")
    _set(paragraph, block.text, size=14, bold=True)
    paragraph.paragraph_format.space_before = Pt(10 if block.level == 1 else 6)
    paragraph.paragraph_format.space_after = Pt(4)
    paragraph.paragraph_format.first_line_indent = Cm(1.27)


def _signature(document: WordDocument, content: ReportContent) -> None:
    document.add_paragraph()
    left, right = _two_columns(document, Cm(7.3), Cm(9))
    label, *lines = content.recipients
    _set(left.add_paragraph(), label, size=12, bold=True, italic=True)
    for line in lines:
        _add(left, line, size=11)
    title, name = content.signature
    _add(right, title, size=14, bold=True, align=CENTER, after=60)
    _add(right, name, size=14, bold=True, align=CENTER)


def _annex(document: WordDocument, annex: Annex) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    _margins(section)
    _add(document, annex.title, bold=True, align=CENTER)
    _add(document, annex.note, italic=True, align=CENTER, after=8)
    for table in annex.tables:
        _add(document, table.title, size=13, bold=True, before=8, after=4)
        _table(document, table)


def _table(document: WordDocument, table: Table) -> None:
    drawn = document.add_table(rows=1 + len(table.rows), cols=len(table.header))
    drawn.style, drawn.autofit = "Table Grid", False
    _mark_row(drawn.rows[0], "w:tblHeader")
    for drawn_row in drawn.rows:
        _mark_row(drawn_row, "w:cantSplit")
    grid = drawn._cells  # one look-up: row by row the library reads the whole table for every cell
    columns = len(table.header)
    for row, cells in enumerate([table.header, *table.rows]):
        for column, cell in enumerate(cells):
            _fill(grid[row * columns + column], cell, Mm(250 * table.widths[column] / 100), bold=row == 0)


def _fill(place: WordCell, cell: Cell, width: int, *, bold: bool) -> None:
    place.width = width
    paragraph = place.paragraphs[0]
    _set(paragraph, text_of(cell), size=11, bold=bold)
    paragraph.alignment = CENTER if bold else RIGHT if isinstance(cell, Amount) else LEFT
    paragraph.paragraph_format.space_after = Pt(0)


def _mark_row(row: WordRow, name: str) -> None:
    """``w:tblHeader``: repeated on every page; ``w:cantSplit``: never broken across two."""
    mark = OxmlElement(name)
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)
