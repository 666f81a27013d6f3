"""How much work something is, where a test asks that no input is quadratic."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable


def effort(work: Callable[[], object]) -> float:
    """The seconds of the processor that work takes, whatever runs beside it.

    What earlier tests have left behind is not collected meanwhile, which may take longer than the work.
    """
    gc.disable()
    try:
        begun = time.process_time()
        work()
        return time.process_time() - begun
    finally:
        gc.enable()
