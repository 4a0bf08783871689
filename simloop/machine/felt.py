"""How long a time feels to a CPU for which one instruction lasts a second.

The calendar: a minute has 60 seconds, an hour 60 minutes, a day 24 hours, a year 365.25 days,
a month a twelfth of a year. Under the notes' table a second is 380 ps.
"""

from typing import Literal

Language = Literal["zh", "en"]

MINUTE = 60
HOUR = 60 * MINUTE
DAY = 24 * HOUR
YEAR = 365.25 * DAY
MONTH = YEAR / 12

# From how many felt seconds on a unit is used; its length; its names.
_UNITS: list[tuple[float, float, str, str, str]] = [
    (YEAR * 2, YEAR, "年", "year", "years"),
    (MONTH * 0.98, MONTH, "个月", "month", "months"),
    (DAY, DAY, "天", "day", "days"),
    (HOUR * 2, HOUR, "小时", "hour", "hours"),
]


def felt_seconds(t_ps: int, instruction_ps: int = 380) -> float:
    """How many seconds t_ps feel like when an instruction feels like one."""
    return t_ps / instruction_ps


def felt_text(t_ps: int, language: Language = "en", instruction_ps: int = 380) -> str:
    """The felt time in words, as the notes' table puts it: `12.5 years`, `1小时5分钟`."""
    seconds = felt_seconds(t_ps, instruction_ps)
    for at_least, unit, zh, singular, plural in _UNITS:
        if seconds >= at_least:
            amount = _rounded(seconds / unit)
            if language == "zh":
                return f"{_chinese(amount)}{zh}"
            digits = f"{amount:,.0f}" if amount >= 100 else f"{amount:g}"
            return f"{digits} {singular if amount == 1 else plural}"
    if seconds >= HOUR:
        minutes = int(seconds % HOUR // MINUTE)
        return f"1小时{minutes}分钟" if language == "zh" else f"1 h {minutes} min"
    if seconds >= MINUTE:
        whole, rest = divmod(int(seconds), MINUTE)
        return f"{whole}分{rest}秒" if language == "zh" else f"{whole} min {rest} s"
    amount = _rounded(seconds)
    if language == "zh":
        return f"{amount:g}秒"
    return f"{amount:g} {'second' if amount == 1 else 'seconds'}"


def _rounded(amount: float) -> float:
    """Three digits are enough to feel; thousands are round."""
    if amount >= 10_000:
        return round(amount, -3)
    return round(amount) if amount >= 100 else round(amount, 1)


def _chinese(amount: float) -> str:
    if amount < 10_000:
        return f"{amount:g}"
    if amount >= 100_000_000:
        return f"{round(amount / 100_000_000, 1):g}亿"
    ten_thousands, thousands = divmod(round(amount / 1000), 10)
    return f"{ten_thousands}万{f'{thousands}千' if thousands else ''}"
