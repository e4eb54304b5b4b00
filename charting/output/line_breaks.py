"""Where a line may end: at spaces, and between the characters of Chinese and Japanese, which have none."""

import re
from collections.abc import Iterator

# Hangul is not among them: Korean parts its words with spaces, and a name is not cut between two syllables.
_IDEOGRAPH = (
    "\u2e80-\u2fdf\u3003-\u3007\u3012\u3013\u3021-\u3029\u3038-\u312f\u3190-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff"
)
# What stands neither at the start of a line nor at its end (JIS X 4051, "kinsoku"); small kana among the first.
_NOT_FIRST = (
    "、。，．：；！？・…‥％℃‰\u3000々〻ー゛゜ゝゞヽヾ）］｝〉》」』】〕〗〙〛〞〟’”〜～"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰ-ㇿ｡｣､･ｧ-ｰﾞﾟ,.:;!?)\\]}%/–-"
)
_NOT_LAST = "（［｛〈《「『【〔〖〘〚〝‘“￥＄＃｢(\\[{"

_ONE = f"[{_NOT_LAST}]{{0,4}}[{_IDEOGRAPH}][{_NOT_FIRST}]*"
_WORDS = re.compile("[^ ]+")
_PARTS = re.compile(f"{_ONE}|(?:(?!{_ONE})[^ ])+")
_WITHIN_AN_AMOUNT = re.compile(r"(?<=\d) (?=\d{3}(?!\d)|(?:mL|mg|mcg|µg|mm|cm|kg|g|%)(?![A-Za-z]))")
_HAS_IDEOGRAPH = re.compile(f"[{_IDEOGRAPH}]")


def with_whole_amounts(text: str) -> str:
    """The text with every amount and its unit, `0.8 mL`, and every grouped number, `1:200 000`, on one line."""
    return _WITHIN_AN_AMOUNT.sub("\u00a0", text)


def parts(text: str) -> Iterator[re.Match[str]]:
    """The stretches of `text` that stay on one line, in order; two may follow each other without a space."""
    return (_PARTS if _HAS_IDEOGRAPH.search(text) else _WORDS).finditer(text)
