"""Even right edges for Chinese text.

WeasyPrint justifies a line by widening its spaces; Chinese has none, so a line that ends early,
because a mark may not begin the next one, stays ragged. Here the rest is shared out between all
characters of the line.
"""

import re
from typing import Any

CHINESE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")


def apply() -> None:
    """Have lines with Chinese text share out what is left over."""
    from weasyprint.formatting_structure import boxes
    from weasyprint.layout import inline
    from weasyprint.text.line_break import Layout

    count_spaces, set_text = inline.count_expandable_spaces, Layout.set_text

    def count_gaps(box: Any) -> int:
        """Gaps between characters where the text is Chinese, spaces elsewhere."""
        if isinstance(box, boxes.TextBox) and CHINESE.search(box.text):
            return max(0, len(box.text.rstrip(" ")) - 1)
        if isinstance(box, boxes.LineBox | boxes.InlineBox):
            return sum(count_gaps(child) for child in box.children)
        spaces: int = count_spaces(box)
        return spaces

    def set_spaced_text(layout: Any, text: str, justify: bool = False) -> None:
        """Give Chinese text its share as letter spacing instead of word spacing."""
        extra = layout.justification_spacing
        if not (justify and extra and CHINESE.search(text)):
            set_text(layout, text, justify)
            return
        style, layout.style = layout.style, layout.style.copy()
        spacing = style["letter_spacing"]
        layout.style["letter_spacing"] = (0 if spacing == "normal" else spacing) + extra
        layout.justification_spacing = 0
        try:
            set_text(layout, text, justify)
        finally:
            layout.style, layout.justification_spacing = style, extra

    inline.count_expandable_spaces = count_gaps
    Layout.set_text = set_spaced_text
