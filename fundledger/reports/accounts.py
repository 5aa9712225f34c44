"""What accounts are called in the rows of books: one name, and the year's code."""

from collections.abc import Mapping
from datetime import date
from functools import cache, cached_property, partial

from fundledger.domain.ids import AccountKey, ProjectNo
from fundledger.i18n import Language
from fundledger.queries import balances, projects, trial
from fundledger.reports.labels import account_label
from fundledger.reports.report import Dual, Wording
from fundledger.store.reading import Books


class AccountNames:
    """The books of accounts, and what each is called in the chart of a year."""

    def __init__(self, books: Books) -> None:
        """Ask which accounts there are; charts are read when they are needed."""
        self._asked = books
        accounts = balances.accounts(books)
        self.books = {key: account.book for key, account in accounts.items()}
        self.labels_of = cache(partial(trial.labels, books))

    @cached_property
    def codes(self) -> Mapping[ProjectNo, str]:
        """The codes of projects."""
        return projects.codes(self._asked)

    def cells(self, key: AccountKey, year: int) -> tuple[str, str, str, str]:
        """Give an account's code, key and names, as the year's chart has them."""
        code, zh, en = account_label(key, self.labels_of(year))
        return code, key, zh, en

    def spoken(self, key: AccountKey, year: int) -> Dual:
        """Name an account to people, its code first; programs read its key."""
        code, zh, en = account_label(key, self.labels_of(year))
        names = {Language.ZH: zh, Language.EN: en}
        return Dual(key, Wording.of(lambda lang: f"{code} {names[lang]}".strip()))

    def project(self, no: ProjectNo | None) -> str | None:
        """Give a project's code, or its number where it has none."""
        return None if no is None else self.codes.get(no, str(no))

    def year_of(self, as_of: date | None) -> int:
        """Tell by the chart of which year books up to a day are named."""
        last = as_of or trial.last_day(self._asked)
        return last.year if last else date.max.year
