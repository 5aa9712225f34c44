"""Texts that are written often: one is chosen instead of being typed again."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_OPINIONS: Final = (
    "同意。",
    "同意。材料齐全，预算合理。",
    "同意，建议按核减后的金额立项。",
    "同意，请注意票据合规和公示要求。",
    "不同意。项目内容与基金用途不符。",
)
_REASONS: Final = (
    "材料不全，请补正后重新提交。",
    "预算明细不清，请逐项说明。",
    "票据不合规，请更换。",
    "支出与批准的预算不符。",
    "社区申请撤回。",
    "收款账户信息有误。",
)

SNIPPETS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {"opinion": _OPINIONS, "reason": _REASONS}
)
"""By the field's name. They are written into records, so they are Chinese."""
