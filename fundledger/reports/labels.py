"""How accounts are named where they stand in a table."""

from typing import TYPE_CHECKING

from fundledger.i18n import Language, account_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fundledger.domain.ids import AccountKey
    from fundledger.queries.funds import AccountCode


def account_label(
    key: "AccountKey", known: "Mapping[AccountKey, AccountCode]"
) -> tuple[str, str, str]:
    """Give an account's code and names; one that the chart lacks has no code."""
    label = known.get(key)
    if label is None:
        return "", account_name(key, Language.ZH), account_name(key, Language.EN)
    return label.code, label.name_zh, label.name_en
