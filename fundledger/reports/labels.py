"""How accounts are named where they stand in a table."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from fundledger.domain.account_codes import top_code
from fundledger.i18n import Language, account_name

if TYPE_CHECKING:
    from fundledger.domain.ids import AccountKey
    from fundledger.queries.funds import AccountCode


_LINKS: Final = "—－-:： ,，"
"""What stands between the name of a general account and that of its leaf."""


class Parts(NamedTuple):
    """An account as a voucher prints it: 科目编号, 总账科目, 明细科目."""

    code: str
    general: Mapping[Language, str]
    detail: Mapping[Language, str]


def account_label(
    key: "AccountKey", known: "Mapping[AccountKey, AccountCode]"
) -> tuple[str, str, str]:
    """Give an account's code and names; one that the chart lacks has no code."""
    label = known.get(key)
    if label is None:
        return "", account_name(key, Language.ZH), account_name(key, Language.EN)
    return label.code, label.name_zh, label.name_en


def parts_of(key: "AccountKey", known: "Mapping[AccountKey, AccountCode]") -> Parts:
    """Divide an account's name between its general account and what is below it.

    The name of a leaf begins with that of its general account, which is not repeated.
    """
    code, *names = account_label(key, known)
    by_code = {label.code: label.key for label in known.values()}
    top = by_code.get(top_code(code, by_code), key)
    _, *generals = account_label(top, known)
    general = dict(zip((Language.ZH, Language.EN), generals, strict=True))
    whole = dict(zip((Language.ZH, Language.EN), names, strict=True))
    if top == key:
        return Parts(code, general, dict.fromkeys(Language, ""))
    detail = {
        lang: name.removeprefix(general[lang]).lstrip(_LINKS)
        for lang, name in whole.items()
    }
    return Parts(code, general, detail)
