"""Who hears of a saved file: from the system where it tells, and from a look at all files where it does not."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from mkdocs.exceptions import Abort
from watchdog.events import FileModifiedEvent, FileOpenedEvent, FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

import watching
from watching import OFTEN, SELDOM, Watcher, lasting

PATIENCE = 30
"""Seconds after which a change that nobody told of is lost; none of the tests waits as long where all is well."""


class Heard(FileSystemEventHandler):
    """Counts what it is told, as the server does."""

    def __init__(self) -> None:
        self.events: list[FileSystemEvent] = []
        self.new = threading.Event()

    def on_any_event(self, event: FileSystemEvent) -> None:
        if not event.is_directory:
            self.events.append(event)
            self.new.set()

    def of(self, change: Callable[[], object]) -> bool:
        """Whether a change is told."""
        self.new.clear()
        change()
        return self.new.wait(PATIENCE)


class Still:
    """An observer that says what a test has it say."""

    def __init__(self, pace: float = 0, full: bool = False) -> None:
        self.pace, self.full, self.running = pace, full, False
        self.handlers: dict[str, Any] = {}

    def schedule(self, handler: Any, path: str, *, recursive: bool) -> None:  # noqa: ARG002 - as observers do
        self.handlers[path] = handler

    def unschedule_all(self) -> None:
        self.handlers.clear()

    def start(self) -> None:
        if self.full:
            raise OSError("inotify watch limit reached")
        self.running = True

    def stop(self) -> None:
        self.running = False

    def is_alive(self) -> bool:
        return False

    def tell(self, path: Path, kind: type[FileSystemEvent] = FileModifiedEvent) -> None:
        self.handlers[str(path if str(path) in self.handlers else path.parent)].dispatch(kind(str(path)))


class Both:
    """A watcher of a folder with a file in it, whose observers say what a test has them say."""

    def __init__(self, folder: Path, full: bool = False) -> None:
        self.folder, self.file, self.heard = folder, folder / "terms.md", Heard()
        self.file.write_text("one", encoding="utf-8")
        self.told, self.looks = Still(full=full), []  # type: ignore[var-annotated]
        self.watcher = Watcher(self.told, self._look)  # type: ignore[arg-type]
        self.watcher.schedule(self.heard, str(folder), recursive=True)
        self.watcher.start()

    def _look(self, pace: float) -> BaseObserver:
        self.looks.append(Still(pace))
        return self.looks[-1]  # type: ignore[no-any-return]

    @property
    def paces(self) -> list[float]:
        """The paces of the looks that are being taken."""
        return [look.pace for look in self.looks if look.running]


@pytest.fixture(autouse=True)
def _no_grace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "GRACE", 0)


def test_what_the_system_tells_is_passed_on_once(tmp_path: Path) -> None:
    both = Both(tmp_path)
    both.told.tell(both.file)
    both.looks[0].tell(both.file)
    assert len(both.heard.events) == 1
    assert both.paces == [SELDOM]


def test_a_look_passes_on_what_the_system_did_not_tell_and_is_taken_often_from_then_on(tmp_path: Path) -> None:
    both = Both(tmp_path)
    both.told.tell(both.file)
    both.file.write_text("another", encoding="utf-8")
    both.looks[0].tell(both.file)
    assert len(both.heard.events) == 2
    assert both.paces == [OFTEN]
    both.looks[1].tell(both.file)
    assert len(both.heard.events) == 3


def test_a_file_that_is_gone_is_found_by_a_look(tmp_path: Path) -> None:
    both = Both(tmp_path)
    both.told.tell(both.file)
    both.file.unlink()
    both.looks[0].tell(both.file)
    assert len(both.heard.events) == 2


def test_a_system_without_room_for_watches_leaves_it_to_looks(tmp_path: Path) -> None:
    both = Both(tmp_path, full=True)
    assert both.paces == [OFTEN]
    both.looks[-1].tell(both.file)
    assert len(both.heard.events) == 1


def test_reading_a_file_is_no_change(tmp_path: Path) -> None:
    """A build reads what is watched: if that were told, it would never end."""
    both = Both(tmp_path)
    both.told.tell(both.file, FileOpenedEvent)
    assert both.heard.events == []


def test_what_is_watched_no_more_is_not_told(tmp_path: Path) -> None:
    both = Both(tmp_path)
    both.watcher.unschedule(str(tmp_path))
    both.told.tell(both.file)
    both.looks[0].tell(both.file)
    assert both.heard.events == []


@contextmanager
def running(told: BaseObserver, pace: float, path: Path) -> Iterator[Heard]:
    heard = Heard()
    watcher = Watcher(told, lambda _: PollingObserver(timeout=pace))
    watcher.schedule(heard, str(path), recursive=True)
    watcher.start()
    try:
        yield heard
    finally:
        watcher.stop()
        watcher.join()


def renamed(file: Path, text: str) -> None:
    """Save as many editors do."""
    draft = file.with_name(f".{file.name}")
    draft.write_text(text, encoding="utf-8")
    draft.replace(file)


def test_the_system_tells_of_every_way_to_save_a_file(tmp_path: Path) -> None:
    """No look is taken before the test is over."""
    folder = tmp_path / "docs"
    folder.mkdir()
    file = folder / "terms.md"
    with running(Observer(), 3600, folder) as heard:
        assert heard.of(lambda: file.write_text("one", encoding="utf-8"))
        assert heard.of(lambda: renamed(file, "two"))
        assert heard.of(lambda: renamed(file, "three"))
        assert heard.of(file.unlink)


def test_a_single_file_is_heard_of_however_often_it_is_replaced(tmp_path: Path) -> None:
    file = tmp_path / "company.yml"
    file.write_text("one", encoding="utf-8")
    with running(Observer(), 3600, file) as heard:
        assert heard.of(lambda: renamed(file, "two"))
        assert heard.of(lambda: renamed(file, "three"))
        assert {os.path.basename(event.dest_path or event.src_path) for event in heard.events} == {"company.yml"}  # noqa: PTH119 - either kind of string


def test_a_folder_behind_a_link_is_watched(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real", target_is_directory=True)
    with running(Observer(), 3600, tmp_path / "link") as heard:
        assert heard.of(lambda: (tmp_path / "real" / "load.py").write_text("", encoding="utf-8"))


def test_looks_alone_find_a_saved_file(tmp_path: Path) -> None:
    with running(Still(), 0.05, tmp_path) as heard:  # type: ignore[arg-type]
        assert heard.of(lambda: (tmp_path / "terms.md").write_text("one", encoding="utf-8"))


def test_a_build_that_mkdocs_gives_up_is_told_and_no_failure_of_the_server() -> None:
    told: list[str] = []

    def build() -> None:
        raise Abort("a mistake")

    lasting(build, lambda: told.append("kept"))()
    assert told == ["kept"]


def test_a_fault_of_the_program_is_one_of_the_server() -> None:
    def build() -> None:
        raise LookupError

    with pytest.raises(LookupError):
        lasting(build, lambda: None)()
