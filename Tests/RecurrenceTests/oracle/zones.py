"""Offsets from Python's zoneinfo: a line (zone, instants…) in, "offset" and the offsets out, and then
"change", the instant and both offsets, for every change that looking once in four days finds."""

import sys
from datetime import datetime, timezone
from zoneinfo import ZoneInfo

FIRST, LAST, STEP = int(sys.argv[1]), int(sys.argv[2]), 4 * 86400


def offset(zone, instant):
    delta = datetime.fromtimestamp(instant, timezone.utc).astimezone(zone).utcoffset()
    return delta.days * 86400 + delta.seconds


for line in sys.stdin:
    name, *instants = line.split()
    zone = ZoneInfo(name)
    print("offset", name, *(offset(zone, int(instant)) for instant in instants))
    before = offset(zone, FIRST)
    for start in range(FIRST, LAST - STEP, STEP):
        after = offset(zone, start + STEP)
        if after != before:
            low, high = start, start + STEP
            while high - low > 1:
                middle = (low + high) // 2
                if offset(zone, middle) == before:
                    low = middle
                else:
                    high = middle
            print("change", name, high, before, after)
        before = after
