"""All occurrences from first to last, both included, by trying every time on the wall: a line (zone,
first, last, gap rule, fold rule, expression) in, the instants out. A rule of "-" is the expression's own."""

import calendar
import sys
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

UTC = timezone.utc
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
FARTHEST = timedelta(hours=25)
RANGES = [(0, 59), (0, 59), (0, 23), (1, 31), (1, 12), (0, 7), (1970, 2199)]
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
WEEKDAYS = "sun mon tue wed thu fri sat".split()
DAY_OF_MONTH, MONTH, DAY_OF_WEEK = 3, 4, 5
CORRECTION = 3 * 3600


def number(field, text):
    if field == MONTH and text in MONTHS:
        return MONTHS.index(text) + 1
    if field == DAY_OF_WEEK and text in WEEKDAYS:
        return WEEKDAYS.index(text)
    return int(text)


def values(field, item):
    """What an item without signs stands for."""
    low, high = RANGES[field]
    span, _, step = item.partition("/")
    first, _, last = span.partition("-")
    if span == "*" or span == "?":
        first, last = low, high
    else:
        first = number(field, first)
        last = number(field, last) if last else high if step else first
    if first > last:  # A range of names that goes round.
        last += 7 if field == DAY_OF_WEEK else 12
    found = set(range(first, last + 1, int(step or 1)))
    if field == DAY_OF_WEEK:
        return {value % 7 for value in found}
    return {(value - 1) % 12 + 1 for value in found} if field == MONTH else found


def weekday(year, month, day):
    """0 is Sunday."""
    return (calendar.weekday(year, month, day) + 1) % 7


def workday(year, month, day, length):
    """The nearest day from Monday to Friday within the month."""
    near = [d for d in range(1, length + 1) if weekday(year, month, d) in range(1, 6)]
    return min(near, key=lambda d: abs(d - day))


def days_of_month(word, year, month):
    length = calendar.monthrange(year, month)[1]
    found = set()
    for item in word.lstrip("+").split(","):
        plain = item.removesuffix("w")
        if plain.startswith("l"):
            days = {length - int(plain[2:] or 0)}
        else:
            days = values(DAY_OF_MONTH, plain)
        days = {day for day in days if 1 <= day <= length}
        found |= {workday(year, month, day, length) for day in days} if plain != item else days
    return found


def days_of_week(word, year, month):
    length = calendar.monthrange(year, month)[1]
    found = set()
    for item in word.lstrip("+").split(","):
        name, sign, nth = item.partition("#")
        last = item.endswith("l")
        wanted = {number(DAY_OF_WEEK, name.removesuffix("l")) % 7} if sign or last else values(DAY_OF_WEEK, item)
        days = [day for day in range(1, length + 1) if weekday(year, month, day) in wanted]
        found |= set(days[-1:] if last else days[int(nth) - 1 : int(nth)] if sign else days)
    return found


def days(words, year, month):
    by_date = days_of_month(words[DAY_OF_MONTH], year, month)
    by_week = days_of_week(words[DAY_OF_WEEK], year, month)
    both = any(words[field][0] in "*?+" for field in (DAY_OF_MONTH, DAY_OF_WEEK))
    return by_date & by_week if both else by_date | by_week


def stamp(wall, zone, fold):
    return int((wall.replace(tzinfo=UTC) - wall.replace(tzinfo=zone, fold=fold).utcoffset()).timestamp())


def instants(wall, zone, gap, fold):
    """When the wall shows a time, by the rules."""
    early, late = stamp(wall, zone, 0), stamp(wall, zone, 1)
    if early == late:
        return [early]
    if early < late:
        if late - early > CORRECTION:
            fold = "both"
        return {"first": [early], "last": [late], "both": [early, late]}[fold]
    if gap == "skip" or early - late >= CORRECTION:
        return []
    if gap == "shift":
        return [early]
    # The first instant at the new offset; the older one is in force at `late`, which comes before `early`.
    low, high = late, early
    shown = lambda instant: datetime.fromtimestamp(instant, UTC).astimezone(zone).utcoffset()
    old = shown(low)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if shown(middle) == old else (low, middle)
    return [high]


def occurrences(expression, zone, first, last, gap, fold):
    words = expression.lower().split()
    if len(words) == 5:
        words.insert(0, "0")
    if len(words) == 6:
        words.append("*")
    elapsed = words[1][0] == "*" or words[2][0] == "*"
    if gap == "-":
        gap = "skip" if elapsed else "run"
    if fold == "-":
        fold = "both" if elapsed else "first"
    plain = [set().union(*(values(field, item) for item in words[field].split(","))) for field in (0, 1, 2, MONTH, 6)]
    seconds, minutes, hours, months, years = map(sorted, plain)
    found = set()
    # No zone is further from UTC than this, and no jump of a clock is longer.
    begin = datetime.fromtimestamp(first, UTC).replace(tzinfo=None) - FARTHEST
    end = datetime.fromtimestamp(last, UTC).replace(tzinfo=None) + FARTHEST
    date = begin.replace(hour=0, minute=0, second=0)
    known = {}
    while date <= end:
        month = (date.year, date.month)
        if month not in known:
            known[month] = days(words, *month) if date.month in months and (words[6] == "*" or date.year in years) else set()
        if date.day in known[month]:
            for hour in hours:
                if not begin - HOUR <= date.replace(hour=hour) <= end:
                    continue
                for minute in minutes:
                    for second in seconds:
                        wall = date.replace(hour=hour, minute=minute, second=second)
                        found.update(instants(wall, zone, gap, fold))
        date += DAY
    return sorted(instant for instant in found if first <= instant <= last)


for line in sys.stdin:
    name, first, last, gap, fold, expression = line.rstrip("\n").split("\t")
    print(*occurrences(expression, ZoneInfo(name), int(first), int(last), gap, fold))
