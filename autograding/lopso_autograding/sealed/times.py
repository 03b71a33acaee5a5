"""Dates and times as trees and back."""

import datetime
import zoneinfo
from collections.abc import Callable

from lopso_autograding.sealed.bounds import ProtocolError, Tree, Value


def _zone(zone: datetime.tzinfo | None) -> Tree:
    if zone is None or zone is datetime.UTC:
        return None if zone is None else 0
    key = getattr(zone, "key", None)
    if type(zone) is zoneinfo.ZoneInfo and type(key) is str:
        return key
    offset = zone.utcoffset(datetime.datetime(2026, 1, 1))  # noqa: DTZ001 - a fixed offset's own
    return None if offset is None else offset.total_seconds()


def read_zone(tree: Tree) -> datetime.tzinfo | None:
    """The time zone of a tree: nothing, a name, or seconds from UTC."""
    if tree is None or tree == 0:
        return None if tree is None else datetime.UTC
    if type(tree) is str:
        return zoneinfo.ZoneInfo(tree)
    return datetime.timezone(datetime.timedelta(seconds=tree))


def _clock(value: Value) -> list[Tree]:
    fields = [value.hour, value.minute, value.second, value.microsecond, value.fold]
    return [*fields, _zone(value.tzinfo)]


WRITERS: dict[type, Callable[[Value, Value], Tree]] = {
    datetime.date: lambda _, v: ["da", v.year, v.month, v.day],
    datetime.time: lambda _, v: ["ti", *_clock(v)],
    datetime.datetime: lambda _, v: ["dt", v.year, v.month, v.day, *_clock(v)],
    datetime.timedelta: lambda _, v: ["td", v.days, v.seconds, v.microseconds],
    datetime.timezone: lambda _, v: ["tz", _zone(v)],
}


def _read_time(_: Value, parts: list[Tree]) -> datetime.time:
    *fields, fold, zone = parts
    return datetime.time(*fields, tzinfo=read_zone(zone), fold=fold)


def _read_datetime(_: Value, parts: list[Tree]) -> datetime.datetime:
    *fields, fold, zone = parts
    return datetime.datetime(*fields, tzinfo=read_zone(zone), fold=fold)


def _read_timezone(_: Value, parts: list[Tree]) -> datetime.tzinfo:
    zone = read_zone(parts[0])
    if zone is None:
        raise ProtocolError("A time zone without an offset.")
    return zone


READERS: dict[str, Callable[[Value, list[Tree]], Value]] = {
    "da": lambda _, parts: datetime.date(*parts),
    "ti": _read_time,
    "dt": _read_datetime,
    "td": lambda _, parts: datetime.timedelta(*parts),
    "tz": _read_timezone,
}
