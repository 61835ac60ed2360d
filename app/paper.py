"""PDF, of a layout in HTML."""

import datetime
from collections.abc import Mapping
from typing import Any

import ttf_opensans
from fpdf import FPDF
from fpdf.fonts import TextStyle
from jinja2 import Template

FONT = "open sans"
INK = "#1c2024"
QUIET = "#59636e"
RULE = "#c9ced4"
MARGIN_MM = 18


def written(layout: Template, said: Any, document: Mapping[str, Any]) -> bytes:
    """A document as PDF: the same, byte for byte, whenever it is written. Of its letters those that
    it uses are in it."""
    paper = FPDF(format="A4")
    paper.set_margin(MARGIN_MM)
    paper.set_auto_page_break(True, MARGIN_MM)
    paper.set_title(said.title)
    paper.set_author(document["seller"]["name"])
    paper.set_lang(said.language)
    paper.set_creation_date(datetime.datetime.fromisoformat(document["created_at"]))
    paper.add_font(FONT, "", ttf_opensans.OPENSANS_REGULAR.path)
    paper.add_font(FONT, "B", ttf_opensans.OPENSANS_SEMIBOLD.path)
    paper.set_font(FONT, size=9.5)
    paper.set_text_color(INK)
    paper.set_draw_color(RULE)
    paper.add_page()
    paper.write_html(
        layout.render(said=said, style=""),
        table_line_separators=True,
        tag_styles={
            "h1": TextStyle(FONT, "B", 20, INK, b_margin=0.6),
            "h2": TextStyle(FONT, "B", 10, INK, t_margin=0.4, b_margin=0.2),
            "p": TextStyle(FONT, "", 9, QUIET, t_margin=0.5),
        },
    )
    return bytes(paper.output())
