"""Steps of a gradient are one fill; boxes that lie in one another for other reasons stay."""

from __future__ import annotations

import pytest

from dxextract.layout.drawn.gradients import without_gradient_steps
from dxextract.schema.raw import Shape


def fills(*boxes: tuple[tuple[float, float, float, float], str]) -> list[Shape]:
    return [Shape("rect", box, (), color, None, 0.0) for box, color in boxes]


def steps(count: int) -> list[Shape]:
    return fills(*(((10.0 + 5 * n, 20.0, 100.0, 40.0), f"#{0x80 + 4 * n:02x}8080") for n in range(count)))


def test_a_gradient_is_its_first_step():
    (one,) = without_gradient_steps(steps(12))
    assert (one.box, one.fill) == ((10.0, 20.0, 100.0, 40.0), "#808080")


def test_gradients_one_after_the_other_are_two():
    other = fills(*(((210.0 + 5 * n, 20.0, 300.0, 40.0), f"#{0x80 + 4 * n:02x}8080") for n in range(6)))
    assert [s.box[0] for s in without_gradient_steps([*steps(6), *other])] == [10.0, 210.0]


@pytest.mark.parametrize(
    "shapes",
    [
        steps(3),
        fills(*(((10.0, 20.0, 100.0, 40.0), "#808080"),) * 5),
        fills(*(((10.0 + 5 * n, 20.0 + 3 * n, 100.0 - 5 * n, 40.0 - n), f"#{0x80 + n:02x}8080") for n in range(5))),
        fills(*(((10.0 + 5 * n, 20.0, 100.0, 40.0), ("#ff0000", "#0000ff")[n % 2]) for n in range(6))),
    ],
    ids=["few", "one colour", "frames in frames", "two colours"],
)
def test_no_gradient(shapes):
    assert without_gradient_steps(shapes) == shapes
