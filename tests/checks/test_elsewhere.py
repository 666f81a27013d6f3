from __future__ import annotations

import pytest

from kaitei.checks.elsewhere import elsewhere

ASKED = {
    '<link rel="stylesheet" href="https://fonts.example/a.css">': ["https://fonts.example/a.css"],
    '<link rel="Preconnect" href="https://fonts.example" crossorigin>': ["https://fonts.example"],
    '<link rel="shortcut icon" href="//x.example/a.ico">': ["//x.example/a.ico"],
    '<link rel="preload stylesheet" as="style" href="https://x.example/a.css">': ["https://x.example/a.css"],
    '<script src="https://x.example/a.js"></script>': ["https://x.example/a.js"],
    '<script src="HTTPS://X.example/a.js"></script>': ["HTTPS://X.example/a.js"],
    '<script src=" https://x.example/a.js"></script>': [" https://x.example/a.js"],
    '<img src="http://x.example/a.png"><img src="http://x.example/a.png">': ["http://x.example/a.png"],
    '<iframe src="https://x.example/">': ["https://x.example/"],
    '<video src="https://x.example/a.mp4"><source src="https://y.example/a.webm"></video>': [
        "https://x.example/a.mp4",
        "https://y.example/a.webm",
    ],
    '<a href="https://git.example/a" data-md-component="source">': ["https://git.example/a"],
    # what a reader may follow, search engines read, or the site itself has
    '<a href="https://x.example/">': [],
    '<link rel="canonical" href="https://x.example/"><link rel="alternate" href="https://x.example/feed.xml">': [],
    '<meta property="og:image" content="https://x.example/a.png">': [],
    '<link rel="stylesheet" href="../a.css"><script src="/a.js"></script><img src="data:image/png;base64,AA==">': [],
    '<script src="https://own.example/a.js"></script><img src="//own.example/a.png">': [],
    "<script>let src = 'https://x.example/a.js'</script><!-- <img src='https://x.example/a.png'> -->": [],
}


@pytest.mark.parametrize(("page", "asked"), ASKED.items(), ids=ASKED)
def test_what_a_browser_would_ask_of_another_host_is_found(page: str, asked: list[str]) -> None:
    assert list(elsewhere(page, "own.example")) == asked
