"""Answers from croniter or cronsim: a line (zone, start, count, expression) in, the next instants out."""

import re
import sys
from datetime import datetime, timezone
from zoneinfo import ZoneInfo

WEEKDAYS = "sun mon tue wed thu fri sat".split()


def with_croniter(words, start, count):
    from croniter import croniter

    # It has the L before the day of the week.
    week = -2 if len(words) == 7 else -1
    words[week] = re.sub(r"\b(\d)l", r"l\1", words[week])
    # The rule of Debian's cron for a day field that begins with a star goes by this name there.
    found = croniter(
        " ".join(words), start, ret_type=datetime, implement_cron_bug=True, second_at_beginning=True
    )
    return [int(found.get_next().timestamp()) for _ in range(count)]


def with_cronsim(words, start, count):
    from cronsim import CronSim

    found = CronSim(" ".join(words).replace("?", "*"), start)
    return [int(next(found).timestamp()) for _ in range(count)]


def without_names_before_l(expression):
    """Neither knows friL, only 5L."""
    return re.sub(r"([a-z]{3})l\b", lambda name: f"{WEEKDAYS.index(name[1])}l", expression)


answer = {"croniter": with_croniter, "cronsim": with_cronsim}[sys.argv[1]]
for line in sys.stdin:
    zone, start, count, expression = line.rstrip("\n").split("\t")
    instant = datetime.fromtimestamp(int(start), timezone.utc).astimezone(ZoneInfo(zone))
    try:
        print(*answer(without_names_before_l(expression.lower()).split(), instant, int(count)))
    except Exception as error:
        print("error", type(error).__name__, str(error).replace("\n", " "))
