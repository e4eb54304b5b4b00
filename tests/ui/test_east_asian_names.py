"""Chinese, Japanese and Korean names on a screen whose machine may have no font for them: ours stands in."""

import pytest
from PySide6.QtGui import QFontMetricsF, QTextLayout, QTextOption

from ui.parts.banner import BannerData, PatientBanner
from ui.parts.labels import FullLabel
from ui.theme import Theme, load_fonts

OURS = "Noto Sans CJK Subset"
NAMES = ("樣本, 欧阳", "見本, さくら・サクラ", "견본, 하늘", "SAMPLE, Ada 王小明 (髙𠮷)")

# The offscreen platform says so whenever a window is shown; it concerns no real one.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


@pytest.fixture
def theme(qtbot):
    return Theme()


def laid(text, font, width=1e4):
    """The text as Qt sets it in `font`."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
    layout.endLayout()
    return layout


@pytest.mark.parametrize("name", NAMES)
def test_the_banner_has_a_glyph_for_every_letter_of_a_name(theme, qtbot, name):
    banner = PatientBanner(theme)
    qtbot.addWidget(banner)
    banner.set_data(BannerData(name, preferred=name))
    labels = [label for label in banner.findChildren(FullLabel) if name in label.text()]
    assert len(labels) == 2
    for label in labels:
        runs = laid(label.text(), label.font()).glyphRuns()
        families = {run.rawFont().familyName() for run in runs}
        assert OURS in families
        assert families <= set(load_fonts()) | {"Inter Display"}
        assert all(glyph for run in runs for glyph in run.glyphIndexes())


@pytest.mark.parametrize("weight", [400, 600])
def test_lines_keep_their_height_whatever_the_script(theme, weight):
    font = theme.font(18, weight)
    usual = QFontMetricsF(font).height()
    assert laid("Sample, Ada", font).boundingRect().height() == pytest.approx(usual, abs=1)
    for name in NAMES:
        assert laid(name, font).boundingRect().height() == pytest.approx(usual, abs=1)


def test_ours_is_asked_last(theme):
    assert theme.font(14).families()[-1] == OURS
