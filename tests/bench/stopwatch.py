"""Run a command and tell what it took, as JSON on the last line of the output.

A program of its own, of the standard library alone: a process begins with the peak memory of the one that started it,
so that whoever asks for a peak must be small.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time


def main() -> None:
    """Run the command given as arguments; pass on what it says where it fails."""
    start = time.perf_counter()
    with subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        said = process.stdout.read() if process.stdout else b""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - start
    if process.returncode:
        sys.stderr.buffer.write(said)
        sys.exit(1)
    # ru_maxrss is in KiB, on macOS in bytes
    peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    sys.stdout.write(json.dumps({"wall": wall, "cpu": usage.ru_utime + usage.ru_stime, "peak": peak}) + "\n")


if __name__ == "__main__":
    main()
