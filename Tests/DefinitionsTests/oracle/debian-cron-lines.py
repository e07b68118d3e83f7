"""What Debian's cron gives to the commands of crontabs, and what our runs give to them.

In comes a JSON list of cases, each with the text of a file of /etc/cron.d, whose lines are all due
at the start of the machine, and with the runs that we make of them: arguments, environment and
directory. Out comes, for each case, what the program RECORDER was given under cron and what under
ours: its arguments, its standard input, its folder and its environment.

It has to be process 1 of namespaces of its own: what it mounts is seen by nobody else, and what it
starts ends with it.
"""

import json
import os
import select
import signal
import subprocess
import sys
import time

RECORDER, RECORDS, READY, EMPTY, PAM = (
    "/run/recorder", "/run/records", "/run/ready", "/run/empty", "/run/pam")
PACKAGES, CRONTABS = "/etc/cron.d", "/var/spool/cron/crontabs"
# Seconds for all that cron starts.
PATIENCE = 300
# What the launcher gives to every run of root.
STANDARD = {
    "HOME": "/root", "LOGNAME": "root", "SHELL": "/bin/sh",
    "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}
# Shells set these by themselves.
OF_SHELLS = {"PWD", "OLDPWD", "SHLVL", "_"}

RECORDING = """#!/usr/bin/python3
import json, os, sys
environment = open("/proc/self/environ", "rb").read().decode("utf-8").split("\\0")[:-1]
record = {
    "arguments": sys.argv[1:], "input": sys.stdin.buffer.read().decode("utf-8"),
    "folder": os.getcwd(), "environment": dict(v.split("=", 1) for v in environment)}
with open(f"/run/records/{os.getpid()}", "w") as file:
    json.dump(record, file)
"""


def fail(reason):
    sys.exit(f"debian-cron-lines.py: {reason}")


def mount(*arguments):
    if subprocess.run(["mount", "--no-mtab", *arguments]).returncode != 0:
        fail(f"mount {' '.join(arguments)} failed; that needs root, with the right to mount")


def write(path, text, mode=0o600):
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text)
    os.chmod(path, mode)


def make_private_system():
    """No crontab but ours, an empty /run, and no rules of PAM, of which some fail in containers."""
    for folder in ("/run", "/dev/shm", PACKAGES, CRONTABS):
        mount("-t", "tmpfs", "-o", "mode=755", "tmpfs", folder)
    write(EMPTY, "")
    kinds = ("auth", "account", "session")
    write(PAM, "".join(f"{kind} required pam_permit.so\n" for kind in kinds))
    for private, path in ((EMPTY, "/etc/crontab"), (PAM, "/etc/pam.d/cron")):
        if os.path.exists(path):
            mount("--bind", private, path)
    os.mkdir(RECORDS)
    write(RECORDER, RECORDING, 0o755)


def records():
    """All that were made since, by the case that their environment names."""
    found = {}
    for name in os.listdir(RECORDS):
        with open(f"{RECORDS}/{name}") as file:
            record = json.load(file)
        os.unlink(f"{RECORDS}/{name}")
        case = record["environment"].pop("CASE")
        for variable in OF_SHELLS:
            record["environment"].pop(variable, None)
        found.setdefault(case, []).append(json.dumps(record, sort_keys=True))
    return {case: sorted(texts) for case, texts in found.items()}


def reap(process):
    """Lets go of what commands have left behind, which process 1 inherits."""
    while True:
        ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        if ended is None or ended.si_pid == process.pid:
            return
        os.waitpid(ended.si_pid, 0)


def is_alone(process):
    """Whether nothing runs here but this script and cron itself."""
    reap(process)
    return {int(name) for name in os.listdir("/proc") if name.isdigit()} == {
        os.getpid(), process.pid}


def records_of_cron(cases):
    for number, case in enumerate(cases):
        write(f"{PACKAGES}/case{number}", f"CASE={number}\n{case['text']}")
    os.mkfifo(READY)
    ready = os.open(READY, os.O_RDWR | os.O_NONBLOCK)
    # Cron starts what is of users after what is of the system: then all has been started.
    write(f"{CRONTABS}/root", f"@reboot echo >{READY}\n")
    process = subprocess.Popen(
        ["/usr/sbin/cron", "-f", "-L", "0"], stdin=subprocess.DEVNULL, stdout=sys.stderr,
        env={"PATH": "/usr/bin:/bin"})
    if not select.select([ready], [], [], PATIENCE)[0]:
        fail(f"cron has not started everything within {PATIENCE} s")
    deadline = time.monotonic() + PATIENCE
    while not is_alone(process):
        if process.poll() is not None:
            fail(f"cron ended with {process.returncode}")
        if time.monotonic() > deadline:
            fail(f"what cron has started did not end within {PATIENCE} s")
        select.select([], [], [], 0.01)
    process.kill()
    process.wait()
    return records()


def records_of_ours(cases):
    for number, case in enumerate(cases):
        for run in case["runs"]:
            subprocess.run(
                run["arguments"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL, cwd=run.get("directory", STANDARD["HOME"]),
                env={**STANDARD, "CASE": str(number), **run["environment"]}, timeout=PATIENCE)
    # What they have left in the background ends as well.
    while True:
        try:
            os.wait()
        except ChildProcessError:
            return records()


def main():
    if os.getpid() != 1:
        fail("it would change the machine's mounts; start it with unshare --mount --pid --fork")
    if not os.path.exists("/usr/sbin/cron"):
        fail("/usr/sbin/cron is missing; run: apt-get install cron")
    # Whoever started this may have blocked them all, and cron would inherit that.
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    cases = json.load(sys.stdin)
    make_private_system()
    cron, ours = records_of_cron(cases), records_of_ours(cases)
    for number in map(str, range(len(cases))):
        print(json.dumps({"cron": cron.get(number, []), "ours": ours.get(number, [])}))


main()
