"""Tables that plans hold and no record comes from: statistics, surveys, the period, the history, the committee."""

from __future__ import annotations

import random
from collections.abc import Iterator

from tests.synthetic.model import Plan
from tests.synthetic.story import Block, Bullet, Cell, Grid, Heading, Para
from tests.synthetic.tables import head

_QUESTIONS = ("利用したい", "どちらともいえない", "利用したくない", "分からない")
_EVENTS = (
    "第1回策定委員会(現状と課題の整理)",
    "住民アンケートの実施",
    "第2回策定委員会(素案の検討)",
    "パブリックコメントの実施",
    "計画の決定・公表",
)
_MEMBERS = (("委員長", "副首長"), ("副委員長", "総務部長"), ("委員", "企画政策課長"), ("委員", "学識経験者"))


def statistics(plan: Plan) -> Iterator[Block]:
    """Figures about the municipality: by year, and answers to a survey."""
    rng = random.Random(f"statistics-{plan.municipality}")
    years = range(plan.first - 4, plan.first)
    start = rng.randint(80, 900) * 100
    yield Para(f"本{plan.suffix}の人口は減少を続けており、高齢化率は上昇しています。")
    rows = [
        ("人口", *(f"{start - 310 * step:,}人" for step, _ in enumerate(years))),
        ("高齢化率", *(f"{30 + step}.{rng.randint(0, 9)}%" for step, _ in enumerate(years))),
    ]
    header = (head("区分"), *(head(f"令和{year - 2018}年") for year in years))
    yield Grid((header, *(tuple(map(Cell, row)) for row in rows)), (2, *(2 for _ in years)))
    yield Para("住民アンケートでは、オンライン手続の利用意向は次のとおりでした。")
    shares = [rng.randint(35, 60), rng.randint(10, 20), rng.randint(5, 12)]
    shares.append(100 - sum(shares))
    answers = tuple((Cell(q), Cell(f"{s}.0%")) for q, s in zip(_QUESTIONS, shares, strict=True))
    yield Grid(((head("回答"), head("割合")), *answers), (3, 1))


def period(plan: Plan) -> Grid:
    """The plan beside the one above it, as bars over years."""
    years = range(plan.first - 1, plan.last + 2)
    header = (head("計画"), *(head(f"令和{year - 2018}年度") for year in years))
    upper = (Cell("総合計画"), Cell("前期基本計画", cols=len(years)))
    own = (Cell(plan.title), Cell(), Cell("本計画", cols=len(plan.years), fill="#dce9f7"), Cell())
    return Grid((header, upper, own), (3, *(2 for _ in years)))


def appendix(plan: Plan) -> Iterator[Block]:
    """How the plan came about, and who wrote it."""
    yield Heading(2, None, "策定経過", "appendix")
    before = plan.first - 2019
    dates = [f"令和{before}年{month}月{day}日" for month, day in ((6, 12), (8, 1), (10, 23), (12, 15))]
    dates.append(f"令和{before + 1}年3月10日")
    rows = [(Cell(date), Cell(event)) for date, event in zip(dates, _EVENTS, strict=True)]
    yield Grid(((head("年月日"), head("内容")), *rows), (1, 3))
    yield Heading(2, None, "策定委員会委員名簿", "appendix")
    yield Grid(((head("区分"), head("所属・職名")), *((Cell(a), Cell(b)) for a, b in _MEMBERS)), (1, 3))


def notes() -> Iterator[Block]:
    """Prose with figures of others, which are no indicators."""
    yield Para("国は、令和7年度末までに基幹業務システムの標準化を完了する目標を掲げています。")
    yield Bullet("・", "全国の電子申請の利用率は上昇傾向にあります。")
