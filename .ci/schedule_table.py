#!/usr/bin/env python3
"""Writes tests/data/schedule.tsv: what Python's zoneinfo says about the hours around each change of the clocks in ten years
and four zones. Run by hand when time zones change: python3 .ci/schedule_table.py > tests/data/schedule.tsv"""

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

ZONES = ["Europe/Budapest", "Europe/Stockholm", "Europe/Oslo", "Europe/Amsterdam"]
MINUTES = [60, 119, 120, 121, 150, 179, 180, 210]


def instant(local, zone, fold):
    return local.replace(tzinfo=zone, fold=fold).astimezone(timezone.utc)


def exists(local, zone, fold):
    return instant(local, zone, fold).astimezone(zone).replace(tzinfo=None) == local


def due(local, zone):
    """In an overlap the earlier instant, in a gap the first one after it."""
    if not exists(local, zone, 0) and not exists(local, zone, 1):
        after = local
        while not exists(after, zone, 0):
            after += timedelta(minutes=1)
        return instant(after, zone, 0), "gap"
    twice = instant(local, zone, 0) != instant(local, zone, 1)
    return instant(local, zone, 0), "overlap" if twice else "-"


def main():
    for name in ZONES:
        zone = ZoneInfo(name)
        day = datetime(2026, 1, 1)
        while day.year < 2036:
            noon = [(day + timedelta(days=n, hours=12)).replace(tzinfo=zone).utcoffset() for n in (-1, 0)]
            if noon[0] != noon[1]:
                for minutes in MINUTES:
                    local = day + timedelta(minutes=minutes)
                    utc, shift = due(local, zone)
                    print(name, local.strftime("%Y-%m-%d %H:%M"), utc.strftime("%Y-%m-%dT%H:%M:%SZ"), shift, sep="\t")
            day += timedelta(days=1)


main()
