"""Hear of a saved file at once where the system tells, and look for it where the system does not.

MkDocs looks at every file twice a second, which is slow to notice and, with thousands of texts, busy all the time.
Disks of a network, of a virtual machine or of another system tell nothing of what is saved elsewhere. So there is a
look now and then in any case; and once that has found what nobody told of, looks are as frequent as MkDocs' own.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path

from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

QUIET = 0.05
"""Seconds without a further change after which a build begins: an editor that saves by renaming has done so."""
SELDOM = 3.0
"""Seconds between two looks at all files where the system tells of changes."""
OFTEN = 0.5
"""The same where it does not: MkDocs' own pace."""
GRACE = 0.2
"""Seconds in which a change that a look has found may still be told."""

CHANGES = ("created", "modified", "moved", "deleted", "closed")
"""What happens to a file that is no mere reading of it; "closed" is after writing."""

Tell = Callable[[FileSystemEvent], None]


class _Handler(FileSystemEventHandler):
    """Passes changes of files on, and of one file alone where not a folder is watched."""

    def __init__(self, tell: Tell, only: str = "") -> None:
        self.tell, self.only = tell, only

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in CHANGES and (not self.only or self.only in _paths(event)):
            self.tell(event)


class Watcher:
    """Watches as one observer, in the place of the server's."""

    def __init__(self, told: BaseObserver, look: Callable[[float], BaseObserver]) -> None:
        """Set up two observers.

        Args:
            told: is told of changes by the system.
            look: makes an observer that looks for changes, given the seconds between two looks.
        """
        self._told, self._make, self._look = told, look, look(SELDOM)
        self._deaf = False
        self._watched: dict[str, tuple[FileSystemEventHandler, bool]] = {}
        self._heard: dict[str, tuple[int, ...]] = {}  # files by path, as they were when the system told of them

    def schedule(self, handler: FileSystemEventHandler, path: str, *, recursive: bool = False) -> str:
        """Watch a file or a folder; return what `unschedule` takes.

        A file is watched in its folder, as one that is replaced is another file to the system, and a link where it
        leads, as not every system follows it.
        """
        self._watched[path] = handler, recursive
        real = os.path.realpath(path)
        folder, only = (real, "") if Path(real).is_dir() else (str(Path(real).parent), real)
        with suppress(OSError):  # no room for one more: looks find out
            self._told.schedule(_Handler(partial(self._hear, path), only), folder, recursive=recursive and not only)
        self._look.schedule(_Handler(partial(self._find, path)), path, recursive=recursive)
        return path

    def unschedule(self, watch: str) -> None:
        """Tell no more of something."""
        del self._watched[watch]

    def start(self) -> None:
        """Begin; where the system has no room for so many watches, by looking alone."""
        self._look.start()
        try:
            self._told.start()
        except OSError:
            self._told.unschedule_all()
            self._look_often()

    def stop(self) -> None:
        """End."""
        for one in (self._told, self._look):
            one.stop()

    def join(self) -> None:
        """Wait for the end."""
        for one in (self._told, self._look):
            if one.is_alive():
                one.join()

    def _hear(self, watch: str, event: FileSystemEvent) -> None:
        self._heard.update((path, _state(path)) for path in _paths(event))
        self._pass(watch, event)

    def _find(self, watch: str, event: FileSystemEvent) -> None:
        """Pass on what a look has found, but for what the system has told of."""
        if event.is_directory or (not self._deaf and self._known(event)):
            return
        if not self._deaf:
            self._look_often()
        self._pass(watch, event)

    def _pass(self, watch: str, event: FileSystemEvent) -> None:
        if watch in self._watched:
            self._watched[watch][0].dispatch(event)

    def _known(self, event: FileSystemEvent) -> bool:
        def heard() -> bool:
            return all(self._heard.get(path) == _state(path) for path in _paths(event))

        if not heard():
            time.sleep(GRACE)
        return heard()

    def _look_often(self) -> None:
        """Look more often from now on. The first look is taken here, before the build that may be due."""
        self._deaf = True
        seldom, self._look = self._look, self._make(OFTEN)
        for path, (_, recursive) in self._watched.items():
            self._look.schedule(_Handler(partial(self._find, path)), path, recursive=recursive)
        self._look.start()
        seldom.stop()


def quicken(server: LiveReloadServer, paths: Iterable[str]) -> None:
    """Let a server build as soon as something is saved.

    Args:
        server: the server.
        paths: what it may be watching already.
    """
    watched = [path for path in paths if _unwatched(server, path)]
    server.observer = Watcher(Observer(), lambda pace: PollingObserver(timeout=pace))  # type: ignore[assignment]
    server.build_delay = QUIET
    for path in watched:
        server.watch(path)


def lasting(build: Callable[[], None], tell: Callable[[], None]) -> Callable[[], None]:
    """Return what builds again, and goes on with the pages of the last build where MkDocs gives up.

    After a failure MkDocs' server answers nothing until all is mended, which in a browser looks as if it had stopped.

    Args:
        build: builds; it is done before anything is published.
        tell: says that what is shown is not what is saved.
    """

    def again() -> None:
        try:
            build()
        except Abort:
            tell()

    return again


def _unwatched(server: LiveReloadServer, path: str) -> bool:
    """Let a server watch something no more; return whether it did."""
    try:
        server.unwatch(path)
    except KeyError:
        return False
    return True


def _paths(event: FileSystemEvent) -> set[str]:
    """Return the files that a change is of: two where one was moved."""
    return {os.path.realpath(os.fsdecode(path)) for path in (event.src_path, event.dest_path) if path}


def _state(path: str) -> tuple[int, ...]:
    """Return what tells a file from itself before a change; nothing where it is not there."""
    with suppress(OSError):
        found = os.stat(path)  # noqa: PTH116 - a string
        return found.st_mtime_ns, found.st_size, found.st_ino
    return ()
