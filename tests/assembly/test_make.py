from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from kaitei.assembly.bundle import Bundle
from kaitei.assembly.make import make
from kaitei.record.record import Entry
from kaitei.rendering import sheet
from kaitei.rendering.sheet import Sheet
from kaitei.site.site import Site
from tests.support.cases import told
from tests.support.registries import contexts, sites
from tests.support.small import COMPANY, frozen, living, site, translated

TWO = "- {date: 2026-04-01, summary: 改定}\n- {date: 2025-04-01, summary: 制定}"
FILES = {
    "privacy.md": living(TWO, "１．目的\n", head="kind: privacy\naliases: [promise]\n"),
    "privacy/2025-04-01.md": frozen("１．用途\n"),
    "privacy/2025-04-01.en.md": frozen("1. Use\n", "Privacy"),
    "terms.md": living("- {date: 2026-04-01, summary: 制定}", "１．規約\n", "規約", "kind: terms\n"),
}


def made(
    files: dict[str, str], id_: str = "privacy", today: str = "2026-11-22", recorded: tuple[Entry, ...] = ()
) -> Bundle:
    return of(site(files, today), id_, recorded)


def of(known: Site, id_: str = "privacy", recorded: tuple[Entry, ...] = ()) -> Bundle:
    return make(contexts(known), known.registry.policies[id_], recorded)


def sheets(made: Bundle) -> list[Sheet]:
    """The pages of a bundle, but for that of the text in force."""
    return [sheet.read(data) for _, data in made.sheets]


def living_page(made: Bundle, locale: str) -> Sheet:
    """The page of the text in force."""
    return sheet.read(made.summary.locales[locale].living.encode())


def test_a_policy_has_each_of_its_files_and_pages_once_in_each_locale() -> None:
    """But for the page of its text in force, `/privacy/`, which is one of MkDocs' pages."""
    found = made(FILES)
    paths = [*(path for path, _ in found.files), *(page.path for page in sheets(found))]
    assert len(set(paths)) == len(paths)
    japanese = """
        privacy/2025-04-01/index.html privacy/2026-04-01/index.html privacy/history/index.html
        privacy/compare/2025-04-01/2026-04-01/index.html privacy/2026-04-01/changes/index.html
        privacy/2025-04-01.txt privacy/2026-04-01.txt privacy/feed.xml privacy/timemap.link
        promise/index.html promise/2025-04-01/index.html promise/2026-04-01/index.html promise/history/index.html
        promise/compare/2025-04-01/2026-04-01/index.html promise/2026-04-01/changes/index.html
        promise/2025-04-01.txt promise/2026-04-01.txt promise/feed.xml promise/timemap.link
    """
    english = """
        en/privacy/2025-04-01/index.html en/privacy/history/index.html
        en/privacy/2025-04-01.txt en/privacy/feed.xml en/privacy/timemap.link
        en/promise/index.html en/promise/2025-04-01/index.html en/promise/history/index.html
        en/promise/2025-04-01.txt en/promise/feed.xml en/promise/timemap.link
    """
    assert set(paths) == {*japanese.split(), *english.split()}
    assert [code for code, _ in found.sheets] == [page.locale for page in sheets(found)]


def test_the_text_in_force_has_its_page_in_every_locale() -> None:
    """Where a locale holds none, the page says so."""
    japanese = made(FILES)
    translation = made(FILES | {"privacy.en.md": translated("2026-04-01", "1. Purpose\n")})
    page = living_page(translation, "en")
    assert (page.address, page.title, page.searched) == ("/en/privacy/", "Privacy policy", True)
    assert "Purpose" in page.body
    assert living_page(japanese, "ja") == living_page(translation, "ja")
    lacking = living_page(made(FILES, "terms"), "en")
    assert (lacking.address, lacking.title, lacking.searched) == ("/en/terms/", "規約", False)
    assert "c1" not in lacking.anchors


def test_each_page_of_a_policy_is_marked_as_its_in_the_navigation() -> None:
    found = made(FILES)
    own = [page for page in sheets(found) if "/privacy/" in page.address]
    assert len(own) == 7
    assert {page.entry for page in own if page.locale == "ja"} == {"/privacy/"}
    assert {page.entry for page in own if page.locale == "en"} == {"/en/privacy/"}
    assert living_page(found, "ja").entry == "/privacy/"


def test_what_is_not_public_has_no_file_but_is_checked() -> None:
    coming = living("- {date: 2027-04-01, announced: 2027-03-01, summary: 制定}", "１．目的 [規約](/terms.md)\n")
    found = made(FILES | {"soon.md": coming}, "soon")
    assert found.files == found.sheets == ()
    assert (found.summary.locales, found.summary.json, found.summary.changed, found.summary.next_change) == (
        {},
        "",
        "",
        "",
    )
    assert found.summary.anchors == {"2027-04-01": ("c1",)}
    assert [(one.file, one.frozen, [link.href for link in one.links]) for one in found.summary.outward] == [
        ("docs/soon.md", False, ["/terms.md"])
    ]
    wrong = made(FILES | {"soon.md": coming.replace("目的", "{{ nothing }}")}, "soon")
    assert list(map(told, wrong.summary.problems)) == ["placeholder_unknown 7"]


def test_what_is_wrong_is_told_of_every_text_and_nothing_is_made() -> None:
    found = made(
        FILES
        | {
            "privacy.md": living(TWO, "[](/terms.md)\n"),
            "privacy/2025-04-01.md": frozen("{{ nothing }}\n"),
            "privacy/2025-04-01.en.md": frozen("<script>1</script>\n"),
        }
    )
    assert found.files == found.sheets == ()
    assert not found.summary.locales
    assert [f"{problem.file} {told(problem)}" for problem in found.summary.problems] == [
        "docs/privacy.md link_empty 8",
        "docs/privacy/2025-04-01.md placeholder_unknown 4",
        "docs/privacy/2025-04-01.en.md element_forbidden 4",
    ]


def test_of_a_policy_that_can_be_read_in_part_the_rest_is_known() -> None:
    """Others may name it: one mistake is told once, not with every link that leads to it."""
    found = made(FILES | {"privacy.md": living(TWO, "<script>1</script>\n")}).summary
    assert found.anchors == {"2025-04-01": ("c1",), "2026-04-01": ()}
    assert found.problems


def test_warnings_come_with_the_files() -> None:
    found = made(FILES | {"privacy.md": living(TWO, "1. 甲\n2. 乙\n4. 丁\n")})
    assert len(found.summary.warnings) == 1
    assert found.files


RECORDED = (Entry("privacy", "2024-04-01", "ja", "0" * 64),)


def test_a_policy_is_held_against_what_is_recorded_of_it() -> None:
    found = made(FILES, recorded=RECORDED)
    assert list(map(told, found.summary.problems)) == ["lock_revision_gone"]
    assert found.files == ()


def test_nothing_is_said_of_the_record_while_a_text_cannot_be_read() -> None:
    """What the text says is not known then."""
    found = made(FILES | {"privacy.md": living(TWO, "{{ nothing }}\n")}, recorded=RECORDED)
    assert list(map(told, found.summary.problems)) == ["placeholder_unknown 8"]


def test_the_words_of_another_policy_touch_nothing() -> None:
    others = FILES | {
        "terms.md": living("- {date: 2026-04-01, summary: 変えた}", "１．他の規約\n", "規約", "kind: terms\n")
    }
    assert made(others) == made(FILES)
    linked = FILES | {"privacy.md": living(TWO, "１．目的 [規約](/terms.md)\n")}
    earlier = linked | {"terms.md": FILES["terms.md"].replace("2026-04-01", "2025-01-01")}
    assert made(earlier) != made(linked)  # on a dated page the link leads to another text


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(sites())
def test_of_other_policies_their_faces_are_enough(known: Site) -> None:
    for policy in known.registry.policies.values():
        assert make(contexts(known.ground), policy, ()) == make(contexts(known), policy, ())


def test_a_policy_reads_the_same_wherever_it_is_made() -> None:
    known = site(FILES, "2026-11-22", COMPANY)
    assert of(known) == of(site(dict(reversed(FILES.items())), "2026-11-22", COMPANY))


def test_markup_that_policies_do_not_have_is_told_until_the_text_is_recorded() -> None:
    files = FILES | {"privacy/2025-04-01.md": frozen("[TOC]\n\n１．用途\n３．提供\n")}
    recorded = (Entry("privacy", "2025-04-01", "ja", "0" * 64), Entry("privacy", "2026-04-01", "ja", "0" * 64))
    assert [one.key for one in made(files).summary.warnings] == ["number_skipped", "foreign_toc"]
    assert "foreign_toc" not in [one.key for one in made(files, recorded=recorded).summary.warnings]
    assert "number_skipped" in [one.key for one in made(files, recorded=recorded).summary.warnings]
