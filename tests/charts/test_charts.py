"""Each chart: what it draws, what it says of itself, and that it does so the same on every run."""

import datetime as dt
import itertools
import re
from collections.abc import Callable
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from kpitools.charts.bars import bars
from kpitools.charts.chart import Chart, House, Words
from kpitools.charts.coverage import Covered, coverage
from kpitools.charts.days import days
from kpitools.charts.grid import Hour, week
from kpitools.charts.marks import Event
from kpitools.charts.months import Series, months
from kpitools.charts.multiples import Panel, multiples
from kpitools.charts.small import bullet, sparkline
from kpitools.kpis.values import Period, Point
from kpitools.language import language

HOUSE = House()
MONTH = Period.month(dt.date(2026, 10, 1))
WORDS = Words("Portée par mois", "Personnes touchées", "Source : Meta")
VALUES = [30000, 31000, 33000, 29000, 32000, 35000, 36000, None, 33000, 31000, 30000, 34000, 33440]
EVENTS = (
    Event("Rentrée", dt.date(2026, 9, 7), dt.date(2026, 10, 4)),
    Event("Salon", dt.date(2026, 3, 14), dt.date(2026, 3, 14)),
    Event("Il y a longtemps", dt.date(2020, 1, 1), dt.date(2020, 2, 1)),
)


def points(values: list[float | None] = VALUES) -> tuple[Point, ...]:  # type: ignore[assignment]
    return tuple(Point(MONTH.months_ago(12 - index), value) for index, value in enumerate(values))


def a_line(house: House = HOUSE) -> Chart:
    return months(
        house, [Series("Facebook", points()), Series("payante", points([8000] * 13))], "n", WORDS, events=EVENTS
    )


def some_days(house: House = HOUSE) -> Chart:
    readings = [(MONTH.start + dt.timedelta(day), None if day in (10, 11) else day * 10) for day in range(31)]
    return days(house, readings, "n", Words("Portée par jour"), events=EVENTS)


def some_bars(house: House = HOUSE) -> Chart:
    return bars(house, [("Photo", 1200), ("Vidéo", None), ("Carrousel", 4800)], "n", Words("Portée par format"))


def some_panels(house: House = HOUSE) -> Chart:
    panels = [Panel("Instagram", points(), "+19 %"), Panel("X", points([None] * 13))]
    return multiples(house, panels, "n", Words("Portée par réseau"))


def a_strip(house: House = HOUSE) -> Chart:
    covered = [MONTH.start + dt.timedelta(day) for day in range(31) if day not in (3, 4, 9)]
    return coverage(house, [Covered("Facebook", covered)], MONTH, Words("Jours couverts"))


def a_week(house: House = HOUSE) -> Chart:
    cells = {(2, 9): Hour(12, 1.8), (2, 18): Hour(3, 1.0), (5, 18): Hour(30, 0.5)}
    return week(house, cells, Words("Quand publier"), best=[(2, 9)])


CHARTS = [a_line, some_days, some_bars, some_panels, a_strip, a_week]
each_chart = pytest.mark.parametrize("draw", CHARTS, ids=lambda draw: draw.__name__)


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


@each_chart
def test_the_same_bytes_on_every_run(draw: Callable[[], Chart]) -> None:
    one, another = draw(), draw()
    assert (one.svg, one.narrow, one.alt, one.figures) == (another.svg, another.narrow, another.alt, another.figures)


@each_chart
def test_svg_is_sober(draw: Callable[[], Chart]) -> None:
    chart = draw()
    for svg in filter(None, (chart.svg, chart.narrow)):
        root = ElementTree.fromstring(svg)
        assert root.get("role") == "img"
        assert root.get("aria-label") == chart.alt
        assert not [element for element in root.iter() if element.get("id")], "two charts share a page"
        assert "http" not in svg.replace("http://www.w3.org/2000/svg", ""), "nothing from outside"
        sizes = [float(size) for size in re.findall(r"font-size: ?([\d.]+)", svg)]
        assert sizes and min(sizes) >= 7.5, "type on paper"
    assert ElementTree.fromstring(chart.svg).get("viewBox", "").startswith(f"0 0 {chart.width:g} ")


@each_chart
def test_every_chart_has_its_figures_and_words(draw: Callable[[], Chart]) -> None:
    chart = draw()
    html = chart._repr_html_()
    assert chart.words.title in html
    assert chart.alt.startswith(chart.words.title)
    assert all(len(row) == len(chart.figures.head) for row in chart.figures.rows)
    assert html.count("<svg") == (2 if chart.narrow else 1)


@each_chart
def test_every_chart_speaks_english(draw: Callable[[House], Chart]) -> None:
    chart = draw(House(language=language("en")))
    assert "\u202f" not in " ".join(texts(chart.svg))


def test_months_are_said_in_french() -> None:
    labels = texts(a_line().svg)
    assert "oct." in labels
    assert "40\u202f000" in labels
    assert not [label for label in labels if re.search(r"\d ?k", label)], "12,5 k is not French"
    assert "2025" in labels and "2026" in labels


def test_a_line_ends_in_its_name_and_value() -> None:
    labels = texts(a_line().svg)
    assert "Facebook 33\u202f440" in labels
    assert "payante 8\u202f000" in labels


def test_events_within_the_months_are_named() -> None:
    labels = texts(a_line().svg)
    assert "Rentrée" in labels and "Salon" in labels
    assert "Il y a longtemps" not in labels


def test_a_missing_month_is_a_gap() -> None:
    svg = months(HOUSE, [Series("a", points())], "n", WORDS).svg
    line = max(re.findall(r'<path d="([^"]*)" style="fill: none', svg), key=len)
    assert line.count("M") == 2, "the line is lifted once"


def test_the_alternative_text_says_lowest_highest_last_and_missing() -> None:
    alt = a_line().alt
    for said in (
        "d’octobre 2025 à octobre 2026",
        "29\u202f000 (janvier 2026)",
        "36\u202f000 (avril 2026)",
        "1 valeur manquante",
    ):
        assert said in alt
    assert "33\u202f440 (octobre 2026)" in alt


def test_nothing_known_is_said() -> None:
    chart = months(HOUSE, [Series("Portée", points([None] * 13))], "n", WORDS)
    assert "aucune donnée" in chart.alt
    assert "n.d." in texts(chart.svg)


def test_more_than_four_lines_are_refused() -> None:
    with pytest.raises(ValueError, match="small multiples"):
        months(HOUSE, [Series(str(index), points()) for index in range(5)], "n", WORDS)


def test_text_from_users_is_text() -> None:
    nasty = "<script>alert(1)</script> $x$"
    chart = bars(HOUSE, [(nasty, 2), ("b", 1)], "n", Words(nasty))
    parser = HTMLParser()
    tags: list[str] = []
    parser.handle_starttag = lambda tag, attrs: tags.append(tag)  # type: ignore[method-assign]
    parser.feed(chart._repr_html_())
    assert "script" not in tags
    assert nasty in texts(chart.svg), "shown as it was typed, dollars too"


def test_bars_are_sorted_and_unknown_ones_come_last() -> None:
    chart = some_bars()
    assert [row[0] for row in chart.figures.rows] == ["Carrousel", "Photo", "Vidéo"]
    assert chart.figures.rows[-1][1] == "n.d."


def test_a_day_without_data_is_no_zero() -> None:
    chart = some_days()
    assert dict(chart.figures.rows)["11 octobre 2026"] == "n.d."
    assert dict(chart.figures.rows)["1er octobre 2026"] == "0"


def test_uncovered_days_are_told_by_their_ends() -> None:
    assert a_strip().figures.rows == (("Facebook", "sans donnée\u00a0: du 4 octobre au 5 octobre et 10 octobre"),)


def test_labels_never_overlap() -> None:
    chart = months(HOUSE, [Series(str(index), points([1000 + index] * 13)) for index in range(4)], "n", WORDS)
    root = ElementTree.fromstring(chart.svg)
    heights = sorted(
        float(element.get("y", 0))
        for element in root.iter("{http://www.w3.org/2000/svg}text")
        if re.fullmatch(r"\d 1\u202f00\d", element.text or "")
    )
    assert len(heights) == 4
    assert all(lower - upper >= 10 for upper, lower in itertools.pairwise(heights))


def test_small_multiples_share_a_scale_unless_told() -> None:
    panels = [Panel("a", points([10] * 12 + [20])), Panel("b", points([1000] * 12 + [2000]))]
    shared, own = (multiples(HOUSE, panels, "n", WORDS, own_scales=one).svg for one in (False, True))
    assert shared != own


def test_a_sparkline_marks_its_end_and_lifts_over_gaps() -> None:
    drawn = sparkline(HOUSE.palette, points())
    assert drawn.count("<circle") == 1
    assert drawn.count("<polyline") == 3, "before the gap, after it, and the last stretch"
    assert 'aria-hidden="true"' in drawn
    assert sparkline(HOUSE.palette, points([1, 2] + [None] * 11)) == "", "two months are no line"


def test_a_missed_target_is_hollow_and_a_met_one_filled() -> None:
    met, missed = (bullet(HOUSE.palette, 80, 100, met=one) for one in (True, False))
    assert f'fill="{HOUSE.palette.brand_ink}"' in met
    assert f'fill="{HOUSE.palette.brand_ink}"' not in missed
    assert f'stroke="{HOUSE.palette.bad}"' in missed


@pytest.mark.parametrize(("value", "target"), [(0, 0), (0, 5), (1e9, 1), (-3, 4)])
def test_a_bullet_stays_in_its_frame(value: float, target: float) -> None:
    drawn = bullet(HOUSE.palette, value, target, met=True, before=value, width=100)
    for x, width in re.findall(r'<rect x="([\d.-]+)"[^>]*? width="([\d.-]+)"', drawn):
        assert -0.1 <= float(x) <= 100 and float(x) + float(width) <= 100.9


def test_a_label_lies_over_the_ground_that_frees_it_from_rules() -> None:
    readings = [(dt.date(2026, 10, day), 5 if day == 3 else 1) for day in range(1, 32)]
    svg = days(HOUSE, readings, "n", Words("Par jour")).svg
    assert svg.index("sam. 3") > svg.rindex(f"fill: {HOUSE.palette.ground}")
