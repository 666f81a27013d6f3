"""`kaitei stamp`: an authority's word that the record reads as it does (RFC 3161), asked for, kept and verified."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from urllib.request import HTTPErrorProcessor, Request, build_opener

import click

from kaitei import dates
from kaitei.cli.shared import Options
from kaitei.cli.usage import FilePath, WrongUsage
from kaitei.errors import KaiteiError, Problem, fail
from kaitei.record import files, stamps
from kaitei.record.stamps import Stamp, Trusted, Word
from kaitei.record.writing import write_all
from kaitei.source import textfile
from kaitei.source.settings import Authority, Settings

_TIMEOUT = 30
"""Seconds for which an authority may be silent."""

_LARGEST = 1_000_000
"""Bytes of an answer; those of authorities have up to some ten thousand."""


@click.command("stamp")
@click.option("--request", "asked", type=FilePath(), default=None, help="Only write the request, to be sent by hand.")
@click.option("--answer", type=FilePath(), default=None, help="Take in the answer to the request of --request.")
@click.option("--verify", is_flag=True, help="Verify all stamps that are kept.")
@click.option("--if-named", is_flag=True, help="Do nothing where the site names no authority; for workflows.")
@click.pass_obj
def stamp_command(options: Options, asked: Path | None, answer: Path | None, verify: bool, if_named: bool) -> None:
    """Have record/SHA256SUMS stamped with the time by the authority that the site names, and keep the stamp."""
    if (answer and not asked) or (verify and asked):
        raise WrongUsage("usage_stamp")
    with options.told():
        settings = options.configuration().settings
        if settings.stamp is None and if_named:
            options.say((Problem("stamp_setting"),))
            return
        if verify:
            options.say(verified(settings))
            return
        ground = _ground(settings)
        if answer and asked:
            number = stamps.nonce(textfile.content(asked, str(asked)), str(asked))
            options.say(_keep(ground, textfile.content(answer, str(answer)), str(answer), number))
        else:
            options.say(_write(ground, asked) if asked else _stamp(ground))


@dataclass(frozen=True, slots=True)
class _Ground:
    """What a stamp is made of and verified with."""

    settings: Settings
    authority: Authority
    certificates: Trusted
    sums: bytes  # record/SHA256SUMS as it is

    @property
    def folder(self) -> Path:
        """Where the stamps are."""
        return self.settings.root / files.STAMPS

    def told(self, word: Word, **more: str) -> dict[str, str]:
        """What messages say about a stamp, with its time in the site's zone: "2026-11-28 18:00:00 JST"."""
        time = word.time.astimezone(dates.zone(self.settings.timezone))
        return {"authority": word.authority, "time": f"{time:%Y-%m-%d %H:%M:%S %Z}", "serial": str(word.serial), **more}


def _ground(settings: Settings) -> _Ground:
    if settings.stamp is None:
        raise fail("stamp_setting")
    file, sums = settings.stamp.certificates, settings.root / files.SUMS
    certificates = stamps.trusted(textfile.content(file, settings.name(file)), settings.name(file))
    found = textfile.optional(sums, settings.name(sums))
    if not found:
        raise fail("stamp_no_sums", settings.name(sums))
    return _Ground(settings, settings.stamp, certificates, found)


def _stamp(ground: _Ground) -> tuple[Problem, ...]:
    """Ask for a stamp, unless the newest is over the record as it is."""
    kept = stamps.read(ground.folder, ground.settings.root)
    if kept and kept[-1].sums == ground.sums:
        return (Problem("stamp_covered", params=ground.told(_word(ground, kept[-1]))),)
    request = stamps.request(ground.sums, ground.certificates)
    answer = ask(ground.authority.url, request)
    return _keep(ground, answer, ground.authority.url, stamps.nonce(request, ""))


def _keep(ground: _Ground, answer: bytes, name: str, number: int) -> tuple[Problem, ...]:
    """Write an answer beside what it is over, once it is verified."""
    word = stamps.verify(answer, ground.sums, ground.certificates, name, number)
    folder = stamps.free(ground.folder, word.time)
    write_all({folder / stamps.SUMS: ground.sums, folder / stamps.ANSWER: answer}, ground.settings.root)
    file = ground.settings.name(folder)
    return Problem("stamp_made", file, 0, ground.told(word)), Problem("lock_next", "", 0, {"file": file})


def _write(ground: _Ground, file: Path) -> tuple[Problem, ...]:
    """Write a request, but not over one to which the answer may still come."""
    if file.exists():
        raise fail("stamp_request_there", str(file))
    place = file.resolve()
    write_all({place: stamps.request(ground.sums, ground.certificates)}, place.parent)
    return (Problem("stamp_asked", str(file), 0, {"file": str(file), "url": ground.authority.url}),)


def verified(settings: Settings) -> tuple[Problem, ...]:
    """Verify each stamp, and that what it is over is in the record still; what there is to say of them.

    Raises:
        KaiteiError: for each that is not as it was made.
    """
    ground = _ground(settings)
    told: list[Problem] = []
    problems: list[Problem] = []
    for stamp in stamps.read(ground.folder, ground.settings.root):
        name = ground.settings.name(stamp.path)
        try:
            word = _word(ground, stamp)
        except KaiteiError as error:
            problems += error.problems
            continue
        problems += stamps.lost(stamp, ground.sums, f"{name}/{stamps.SUMS}")
        key = "stamp_same" if stamp.sums == ground.sums else "stamp_earlier"
        told.append(Problem(key, name, 0, ground.told(word, count=str(len(stamp.texts)))))
    if problems:
        raise KaiteiError(problems)
    return tuple(told) or (Problem("stamp_none"),)


def _word(ground: _Ground, stamp: Stamp) -> Word:
    name = ground.settings.name(stamp.path / stamps.ANSWER)
    return stamps.verify(stamp.answer, stamp.sums, ground.certificates, name)


class _Plain(HTTPErrorProcessor):
    """Takes what an address answers as it is, and follows nobody to another one."""

    def http_response(self, request: Request, response: HTTPResponse) -> HTTPResponse:  # noqa: ARG002 - urllib's
        """Hand a response on, whatever its status."""
        return response

    https_response = http_response


def ask(url: str, request: bytes, timeout: float = _TIMEOUT) -> bytes:
    """What an authority answers.

    Raises:
        KaiteiError: where nothing comes of it, or too much.
    """
    wanted = Request(url, request, {"Content-Type": "application/timestamp-query"})  # noqa: S310 - the schema lets http through alone
    try:
        with build_opener(_Plain).open(wanted, timeout=timeout) as response:
            answer: bytes = response.read(_LARGEST + 1)
    except (OSError, HTTPException) as error:
        raise fail("stamp_no_answer", "", url=url, detail=error) from error
    if response.status != HTTPStatus.OK:
        raise fail("stamp_no_answer", "", url=url, detail=f"HTTP {response.status} {response.reason}")
    if len(answer) > _LARGEST:
        raise fail("stamp_too_long", "", url=url)
    return answer
