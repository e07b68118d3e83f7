"""A night of Debian's cron: times as in a crontab in, one a line; what it starts out, each time the
line's number, from 0, and the instant.

The arguments are the first and the last instant, both whole minutes; the zone is that of TZ. No
change of the clocks in between may be of three hours or more: cron makes up for none of those.

It has to be process 1 of namespaces of its own: what it mounts is seen by nobody else, and what it
starts ends with it.

The clock that cron sees is the modification time of a file, and stands still. It goes on by a
minute when cron has done all that it does in this one, and has no child left. So what is found
depends neither on how fast the machine is nor on what else it does.
"""

import os
import select
import signal
import subprocess
import sys
import time

CLOCK, STARTS, EMPTY, PAM = "/run/clock", "/run/starts", "/run/empty", "/run/pam"
CRONTABS = "/var/spool/cron/crontabs"
# By these jobs we know how far cron is. Times with a star come by the clock, the others once for
# each minute on the wall, made up for where it was skipped, and not again where it comes again.
MARKS = {"ready": "@reboot", "minute": "* * * * *", "virtual": "0-59 0-23 * * *"}
# Seconds without a sign of life from cron.
PATIENCE = 120


def fail(reason):
    sys.exit(f"debian-cron.py: {reason}")


def mount(*arguments):
    if subprocess.run(["mount", "--no-mtab", *arguments]).returncode != 0:
        fail(f"mount {' '.join(arguments)} failed; that needs root, with the right to mount")


def write(path, text):
    with open(path, "w", encoding="ascii") as file:
        file.write(text)
    os.chmod(path, 0o600)


def make_private_system():
    """No crontab but ours, an empty /run, and no rules of PAM, of which some fail in containers."""
    for folder in ("/run", "/dev/shm", "/etc/cron.d", CRONTABS):
        mount("-t", "tmpfs", "-o", "mode=755", "tmpfs", folder)
    write(EMPTY, "")
    kinds = ("auth", "account", "session")
    write(PAM, "".join(f"{kind} required pam_permit.so\n" for kind in kinds))
    for private, path in ((EMPTY, "/etc/crontab"), (PAM, "/etc/pam.d/cron")):
        if os.path.exists(path):
            mount("--bind", private, path)


def wall_minute(instant):
    """The minute on the wall, counted from 1970-01-01 00:00."""
    return (instant + time.localtime(instant).tm_gmtoff) // 60


class Cron:
    def __init__(self, times, instant):
        os.mkfifo(STARTS)
        # Open for both, so that it has no end between two writers.
        self.starts = os.open(STARTS, os.O_RDWR | os.O_NONBLOCK)
        self.unread = b""
        write(CLOCK, "")
        self.turn(instant)
        # The last of the file is the first that cron starts: once the marks of a minute have been
        # started, then so has all of that minute.
        entries = [*MARKS.items(), *enumerate(times)]
        lines = "".join(f"{when} echo {name} >{STARTS}\n" for name, when in entries)
        write(f"{CRONTABS}/root", 'MAILTO=""\n' + lines)
        self.process = subprocess.Popen(
            ["/usr/sbin/cron", "-f", "-L", "0"], stdin=subprocess.DEVNULL, stdout=sys.stderr,
            env={
                "PATH": "/usr/bin:/bin", "TZ": os.environ["TZ"],
                "LD_PRELOAD": "/usr/$LIB/faketime/libfaketime.so.1",
                # The time of the file, and no more than that: nothing is added for what passes.
                "FAKETIME": "%i0", "FAKETIME_FOLLOW_FILE": CLOCK, "FAKETIME_NO_CACHE": "1",
                "NO_FAKE_STAT": "1"})

    def turn(self, instant):
        self.instant = instant
        # cron looks at its clock a second after the full minute.
        os.utime(CLOCK, (instant + 1, instant + 1))

    def read(self):
        """The names of what has been started since."""
        try:
            self.unread += os.read(self.starts, 65536)
        except BlockingIOError:
            return []
        *lines, self.unread = self.unread.split(b"\n")
        return [line.decode() for line in lines]

    def is_alone(self):
        """Whether nothing runs here but this script and cron itself."""
        return {int(name) for name in os.listdir("/proc") if name.isdigit()} == {
            os.getpid(), self.process.pid}

    def collect(self, marks):
        """The lines' numbers, once all marks have come, and all that was started has ended."""
        found, missing = [], list(marks)
        deadline = time.monotonic() + PATIENCE
        while True:
            # The order matters: who has ended has reported before.
            was_alone = self.is_alone()
            names = self.read()
            for name in names:
                if name in missing:
                    missing.remove(name)
                elif name.isdigit():
                    found.append(int(name))
                else:
                    fail(f"cron started {name} once too often at {self.instant}")
            if not missing and was_alone and not names:
                return found
            if self.process.poll() is not None:
                fail(f"cron ended with {self.process.returncode} at {self.instant}")
            if names:
                deadline = time.monotonic() + PATIENCE
            elif time.monotonic() > deadline:
                fail(
                    f"at {self.instant} cron was silent for {PATIENCE} s, and of its marks"
                    f" {len(missing)} were missing: {', '.join(sorted(set(missing)))}")
            if not select.select([self.starts], [], [], 0.001)[0] and "ready" not in marks:
                # Ends a sleep, as the end of a child does; then it looks at its clock.
                os.kill(self.process.pid, signal.SIGCHLD)


def main():
    first, last = int(sys.argv[1]), int(sys.argv[2])
    if os.getpid() != 1:
        fail("it would change the machine's mounts; start it with unshare --mount --pid --fork")
    for needed, package in (("/usr/sbin/cron", "cron"), ("/usr/bin/faketime", "faketime")):
        if not os.path.exists(needed):
            fail(f"{needed} is missing; run: apt-get install {package}")
    # Whoever started this may have blocked them all, and cron would inherit that.
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    times = sys.stdin.read().splitlines()
    make_private_system()
    cron = Cron(times, first - 60)
    cron.collect(["ready"])
    through = wall_minute(first - 60)
    starts = []
    for instant in range(first, last + 1, 60):
        cron.turn(instant)
        made_up = max(0, wall_minute(instant) - through)
        through += made_up
        numbers = cron.collect(["minute"] + ["virtual"] * made_up)
        starts += ((number, instant) for number in numbers)
    for start in starts:
        print(*start)


main()
