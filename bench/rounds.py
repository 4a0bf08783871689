"""Measuring without fooling oneself: interleaved rounds, medians, the ratio as the result."""

from collections.abc import Callable, Mapping
from statistics import median

Measure = Callable[[], float]
"""One measurement: how many a second."""

Rates = dict[str, list[float]]


def interleaved(contenders: Mapping[str, Measure], rounds: int) -> Rates:
    """Every contender once in each round, so that a slow minute of the machine is slow for all."""
    rates: Rates = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, measure in contenders.items():
            rates[name].append(measure())
    return rates


def show(title: str, rates: Rates, beside: str) -> None:
    """A line for each contender; the ratio says how many times as fast as `beside` it is."""
    base = median(rates[beside])
    width = max(map(len, rates))
    print(f"\n{title}")
    print(f"  {'':{width}}  {'per second':>12}  {'least':>12}  {'most':>12}   times {beside}")
    for name, measured in rates.items():
        print(
            f"  {name:{width}}  {median(measured):12,.0f}  {min(measured):12,.0f}"
            f"  {max(measured):12,.0f}   {median(measured) / base:.2f}"
        )
