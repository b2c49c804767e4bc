"""Quicker seals: the outlines of their characters are read once, not for each paper.

A seal is some twenty paths with hundreds of numbers, and the same under every paper of an agency.
"""

from collections import OrderedDict
from typing import Any

KEPT = 512  # paths, of a few kilobytes each
#: What is written for a path, and its corners for markers.
kept: OrderedDict[tuple[Any, ...], tuple[bytes, tuple[Any, ...]]] = OrderedDict()


def apply() -> None:
    """Have WeasyPrint remember the paths of its pictures."""
    from weasyprint import svg

    read_path = svg.TAGS["path"]

    def draw_path(drawing: Any, node: Any, font_size: float) -> None:
        # All that a path depends on: units and percentages are allowed in it.
        key = (node.get("d", ""), font_size, drawing.inner_width, drawing.inner_height)
        lines = drawing.stream.stream
        if key in kept:
            kept.move_to_end(key)
            drawn, vertices = kept[key]
            lines.append(drawn)
            node.vertices.extend(vertices)
            return
        begin = len(lines)
        read_path(drawing, node, font_size)
        kept[key] = b"\n".join(lines[begin:]), tuple(node.vertices)
        if len(kept) > KEPT:
            kept.popitem(last=False)

    svg.TAGS["path"] = draw_path
