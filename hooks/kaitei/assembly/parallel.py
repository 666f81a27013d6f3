"""Bundles made by several processes, where there are enough of them to be worth the start of those."""

from __future__ import annotations

import multiprocessing
import os
import pickle
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat

from kaitei.assembly.bundle import Bundle
from kaitei.assembly.make import Contexts, make
from kaitei.pages.context import Context
from kaitei.policy.policy import Policy
from kaitei.record.record import Entry
from kaitei.site.site import Site

WORTH = 60
"""The number of texts from which several processes are used: starting one takes half a second."""


@dataclass(frozen=True)
class Job:
    """What a bundle is made from, beside the site."""

    policy: Policy
    recorded: tuple[Entry, ...]
    before: tuple[Policy, ...] = ()  # those that it replaces


def alone(contexts: Contexts, job: Job) -> Bundle:
    """Make a bundle in this process."""
    return _bundle(_ground(contexts), job)


def made(contexts: Contexts, jobs: Sequence[Job]) -> Iterator[Bundle]:
    """Yield the bundle of each job, in order; from `WORTH` texts on by one process per processor."""
    workers, ground = min(_processors(), len(jobs)), _ground(contexts)
    if workers < 2 or sum(len(job.policy.texts) for job in jobs) < WORTH:
        yield from (_bundle(ground, job) for job in jobs)
        return
    site, done = pickle.dumps(next(iter(ground.values())).site), 0
    try:
        # The same way on every system: what is forked from a process that serves pages shares its locks.
        with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
            for bundle in pool.map(_elsewhere, repeat(site), jobs):
                yield bundle
                done += 1
    except (BrokenProcessPool, OSError):  # no room for processes, or a main module that cannot be loaded again
        yield from (_bundle(ground, job) for job in jobs[done:])


def _ground(contexts: Contexts) -> Contexts:
    return {code: context.of(context.site.ground) for code, context in contexts.items()}


def _bundle(ground: Contexts, job: Job) -> Bundle:
    return make(ground, job.policy, job.recorded, job.before)


def _elsewhere(site: bytes, job: Job) -> Bundle:
    return _bundle(_contexts(site), job)


@lru_cache(maxsize=1)
def _contexts(written: bytes) -> Contexts:
    site: Site = pickle.loads(written)  # noqa: S301 - what the parent process has written
    return {code: Context.make(site, code) for code in site.settings.codes}


def _processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
