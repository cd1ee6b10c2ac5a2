"""The statistics as one JSON document; every figure says its unit in its name. See docs/statistics.md."""

from datetime import date
from typing import Any

from papershelf.library.statistics.figures import Day, ReadingTime, Statistics, TagFigures
from papershelf.text import safe_line

_DIGITS = 3  # of a number of days: about a minute


def document(stats: Statistics) -> dict[str, Any]:
    """All figures, days as ISO dates."""
    told = stats.caveats
    return {
        "today": stats.today.isoformat(),
        "query": safe_line(stats.query),
        "weeks": stats.weeks,
        "papers": stats.papers,
        "papers_by_status": dict(stats.by_status),
        "starred_papers": stats.starred,
        "noted_papers": stats.noted,
        "days": [_day(day) for day in stats.days],
        "backlog": [
            {
                "day": one.day.isoformat(),
                "inbox_papers": one.inbox,
                "queued_papers": one.queued,
                "reading_papers": one.reading,
            }
            for one in stats.backlog
        ],
        "saved_to_read": _times(stats.reading_time),
        "tags": [_tag(one) for one in stats.tags],
        "seen_unread": [
            {"id": one.paper_id, "title": one.title, "pages": one.pages, "status": one.status}
            for one in stats.seen_unread
        ],
        "streak": {"current_days": stats.streak.current_days, "longest_days": stats.streak.longest_days},
        "caveats": {
            "history_begins": _iso(told.history_begins),
            "papers_before_history": told.before_history,
            "undated_papers": told.undated,
            "unreadable_lines": told.unreadable_lines,
            "backwards_papers": told.backwards,
            "deeds_after_today": told.after_today,
        },
    }


def _day(day: Day) -> dict[str, Any]:
    return {
        "day": day.day.isoformat(),
        "papers_saved": day.saved,
        "papers_starred": day.starred,
        "papers_read": day.read,
        "papers_noted": day.noted,
    }


def _times(times: ReadingTime) -> dict[str, Any]:
    return {
        "papers": times.papers,
        "median_days": _rounded(times.median_days),
        "lower_quartile_days": _rounded(times.lower_quartile_days),
        "upper_quartile_days": _rounded(times.upper_quartile_days),
        "histogram": [
            {"from_days": bar.from_days, "to_days": bar.to_days, "papers": bar.papers} for bar in times.histogram
        ],
    }


def _tag(one: TagFigures) -> dict[str, Any]:
    return {
        "tag": safe_line(one.tag),
        "papers": one.papers,
        "read_papers": one.read,
        "starred_papers": one.starred,
        "queued_papers": one.queued,
        "median_days": _rounded(one.median_days),
    }


def _rounded(days: float | None) -> float | None:
    return None if days is None else round(days, _DIGITS)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
