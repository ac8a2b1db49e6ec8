"""Run a program under a limit of CPU seconds and write down what it took: `launch.py LIMIT WALL REPORT COMMAND …`.

LIMIT and WALL are seconds (0: none) of CPU and of the clock; REPORT is a JSON file of `code` (its exit code, negative
for the signal that ended it), `cpu` (seconds) and `memory` (the highest resident set in MB). It is a program of its
own, and small, because Linux counts the memory of whoever starts a program as that program's.
"""

import json
import os
import resource
import signal
import sys
from pathlib import Path


def main() -> None:
    """Start the command, wait for it, write the report."""
    limit, wall, report, *command = sys.argv[1:]
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if int(limit):
            resource.setrlimit(resource.RLIMIT_CPU, (int(limit), int(limit) + 5))
        try:
            os.execvp(command[0], command)
        finally:
            os._exit(127)
    signal.signal(signal.SIGALRM, lambda *_: os.kill(child, signal.SIGKILL))
    signal.alarm(int(wall))
    _, status, used = os.wait4(child, 0)
    found = {
        "code": os.waitstatus_to_exitcode(status),
        "cpu": used.ru_utime + used.ru_stime,
        "memory": used.ru_maxrss / 1024,
    }
    Path(report).write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main()
