"""A web page as a small tree of what a reader sees, and which part of it is the report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from warehouse.documents.limits import LIMITS
from warehouse.documents.reasons import unreadable

_UNSEEN_TAGS = (
    "script style noscript template head meta link title base nav footer aside input select option button textarea iframe object "
    "embed svg canvas video audio img map applet frameset"
)
_UNSEEN = frozenset(_UNSEEN_TAGS.split())
_BLOCK_TAGS = (
    "address article blockquote body caption center dd details div dl dt fieldset figure form h1 h2 h3 h4 h5 h6 header hr html li "
    "main ol p pre section summary table tbody td tfoot th thead tr ul"
)
BLOCKS = frozenset(_BLOCK_TAGS.split())
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")
# Elements that must be closed: in an honest page few of them are open at once.
_NESTING = re.compile(r"<(/?)(?:div|span|table|section|article|font|b|i|u|strong|em|a|ul|ol|dl|blockquote|form|center)\b", re.IGNORECASE)
_MAX_OPEN = 3_000
_MOSTLY = 0.9
_MAX_NODES = 2_000_000


@dataclass(slots=True)
class Node:
    """An element, or a piece of text (tag ``#``).

    ``weight`` is how much text is in it, ``linked`` how much of that in ``links``; ``has_blocks``: whether any element in it is a
    block; ``inner_table``: the weight of the heaviest table in it.
    """

    tag: str
    text: str = ""
    attributes: dict[str, str | None] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)
    weight: int = 0
    linked: int = 0
    links: int = 0
    has_blocks: bool = False
    inner_table: int = 0

    def walk(self) -> Iterator[Node]:
        """The node and all below it, in document order."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))

    def inner_text(self) -> str:
        return _SPACE.sub(" ", "".join("\n" if node.tag == "br" else node.text for node in self.walk())).strip()

    def is_mostly_links(self) -> bool:
        """A menu, a crumb trail: several links and little else."""
        return self.links >= 2 and self.linked > 0.6 * self.weight


def parse(text: str) -> tuple[Node, list[str]]:
    """The body of a page, and the titles that its head gives, best first. Raises UnreadableFile (too_complex)."""
    _check_nesting(text)
    page = LexborHTMLParser(text)
    titles = [str(meta.attributes.get("content") or "") for meta in page.css("meta[name=ArticleTitle]")]
    titles += [node.text() for node in page.css("head > title")[:1]]
    body = Node("body")
    if page.body is not None:
        _copy(page.body, body)
        _weigh(body)
    return body, [title.strip() for title in titles if title.strip()]


def _check_nesting(text: str) -> None:
    """Refuses absurd nesting before it is parsed, which takes time that grows with its square."""
    depth = 0
    for match in _NESTING.finditer(text):
        depth = max(0, depth - 1) if match.group(1) else depth + 1
        if depth > _MAX_OPEN:
            raise unreadable("too_complex", f"> {_MAX_OPEN} 层")


def _copy(source: Any, target: Node) -> None:
    """Copies what is visible, without recursion: hostile pages are nested a hundred thousand deep."""
    stack = [(source.child, target, 1)]
    count = 0
    while stack:
        element, parent, depth = stack.pop()
        while element is not None:
            count += 1
            if depth > LIMITS.depth or count > _MAX_NODES:
                raise unreadable("too_complex", f"> {LIMITS.depth} 层")
            node = _node(element)
            if node is not None:
                parent.children.append(node)
                if element.child is not None and node.tag != "#":
                    stack.append((element.child, node, depth + 1))
            element = element.next


def _node(element: Any) -> Node | None:
    tag = element.tag or ""
    if tag == "-text":
        return Node("#", element.text_content or "")
    if tag in _UNSEEN or tag.startswith(("-", "!", "_")):
        return None
    attributes = dict(element.attributes)
    if "hidden" in attributes or _HIDDEN.search(attributes.get("style") or ""):
        return None
    return Node(tag, "", attributes)


def _weigh(root: Node) -> None:
    for node in reversed(list(root.walk())):
        if node.tag == "#":
            node.weight = len(_SPACE.sub("", node.text))
            continue
        for child in node.children:
            node.weight += child.weight
            node.linked += child.linked
            node.links += child.links
            node.has_blocks = node.has_blocks or child.has_blocks or child.tag in BLOCKS
            node.inner_table = max(node.inner_table, child.inner_table, child.weight if child.tag == "table" else 0)
        if node.tag == "a":
            node.links, node.linked = node.links + 1, node.weight


def main_part(body: Node) -> Node:
    """The smallest container that holds nearly all unlinked text of the page."""
    node = body
    while True:
        own = node.weight - node.linked
        heavy = [child for child in node.children if child.weight - child.linked >= _MOSTLY * own > 0]
        if not heavy or heavy[0].tag == "#" or not heavy[0].has_blocks:
            return node
        if heavy[0].tag == "table" and not is_layout(heavy[0]):
            return node
        if any(_tells(child) for child in node.children if child is not heavy[0]):
            return node
        node = heavy[0]


def _tells(node: Node) -> bool:
    """Whether a smaller part of the page is part of the report, too: it holds whole sentences or a table of numbers."""
    if node.is_mostly_links():
        return False
    for inner in node.walk():
        if inner.tag == "table" and sum(any(char.isdigit() for char in cell.inner_text()) for row in rows(inner) for cell in row) >= 6:
            return True
        if inner.tag == "#" and inner.text.rstrip().endswith("。") and inner.weight >= 20:
            return True
    return False


def before(body: Node, part: Node) -> Iterator[Node]:
    """The nodes that stand before a part of the page."""
    for node in body.walk():
        if node is part:
            return
        yield node


def rows(table: Node) -> list[list[Node]]:
    """The cells of a table, row by row, without those of tables within it."""
    found: list[list[Node]] = []
    stack = list(reversed(table.children))
    while stack:
        node = stack.pop()
        if node.tag == "tr":
            found.append([cell for cell in node.children if cell.tag in ("td", "th")])
        elif node.tag in ("tbody", "thead", "tfoot", "form"):
            stack.extend(reversed(node.children))
    return found


def is_layout(table: Node) -> bool:
    """Whether a table only places things on the page: one column, or nearly all of its text in one cell or inner table."""
    lines = rows(table)
    cells = [cell for row in lines for cell in row]
    if all(len(row) <= 1 for row in lines):
        return not any(cell.attributes.get("rowspan") for cell in cells)
    if table.inner_table > 0.5 * table.weight > 0:
        return True
    own = table.weight - table.linked
    return any(cell.has_blocks and cell.weight - cell.linked > max(200, 0.8 * own) for cell in cells)
