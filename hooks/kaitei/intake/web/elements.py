"""The elements of pages by what they are to a text: not seen, around it, lines of their own, in bold type."""

from __future__ import annotations

UNSEEN = (
    "script",
    "style",
    "noscript",
    "template",
    "head",
    "svg",
    "iframe",
    "object",
    "select",
    "input",
)
AROUND = ("nav", "aside", "header", "footer")
ROLES = ("navigation", "banner", "contentinfo", "search", "complementary")
BLOCKS = frozenset(
    (
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "center",
            "dd",
            "details",
            "div",
            "dl",
            "dt",
            "fieldset",
        ),
        *(
            "figcaption",
            "figure",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hr",
            "html",
            "legend",
        ),
        *(
            "li",
            "main",
            "nav",
            "ol",
            "p",
            "pre",
            "section",
            "summary",
            "table",
            "tr",
            "td",
            "th",
            "tbody",
            "textarea",
            "thead",
            "ul",
        ),
    )
)
BOLD, STRUCK = ("b", "strong", "dt"), ("s", "strike", "del")
TYPED = ("pre", "textarea")  # where lines end as they were typed
HEADS = ("h1", "h2", "h3", "h4", "h5", "h6", "dt", "summary")  # what opens and shuts when it is pressed
