"""Texts and keys that people type: one type for each use, with what it may hold.

Numbers and keys of things that exist are types of `fundledger.domain.ids`. Here are
plain texts with a rule beside them, so that a caller may write them as they are; which
characters may enter at all is in `fundledger.domain.texts`.
"""

from enum import Enum, auto
from typing import Annotated, Final, NamedTuple


class Label(NamedTuple):
    """What a text may be, in characters."""

    longest: int
    lines: bool = False
    """Whether it may have several lines."""
    empty: bool = False
    """Whether it may say nothing; a rule may still demand it."""


class Form(Enum):
    """The form of a text that follows a grammar of its own, or names something."""

    FUND_CODE = auto()
    BANK_KEY = auto()
    EDITION_KEY = auto()
    SETTING_KEY = auto()
    SCOPE_KEY = auto()
    REFUSAL_CODE = auto()
    MEDIA_TYPE = auto()
    BANK_NUMBER = auto()


class Whole(NamedTuple):
    """The bounds of a whole number."""

    low: int
    high: int


Reason = Annotated[str, Label(500, empty=True)]
Opinion = Annotated[str, Label(2000, lines=True, empty=True)]
Title = Annotated[str, Label(200, empty=True)]
Purpose = Annotated[str, Label(5000, lines=True, empty=True)]
Category = Annotated[str, Label(50)]
Description = Annotated[str, Label(500, empty=True)]
Summary = Annotated[str, Label(20)]
JournalSummary = Annotated[str, Label(200)]
"""Of vouchers that were written elsewhere: they stay as they are."""
ReportText = Annotated[str, Label(20_000, lines=True, empty=True)]
Party = Annotated[str, Label(100)]
Seller = Annotated[str, Label(200)]
PersonName = Annotated[str, Label(50)]
PlaceName = Annotated[str, Label(50)]
FundName = Annotated[str, Label(100)]
RoundName = Annotated[str, Label(100)]
SourceName = Annotated[str, Label(50)]
AccountName = Annotated[str, Label(100)]
PayeeName = Annotated[str, Label(100)]
BankName = Annotated[str, Label(100)]
DayName = Annotated[str, Label(50)]
PaperNumber = Annotated[str, Label(50)]
"""The number of an official paper 文号."""
AgreementNumber = Annotated[str, Label(100)]
ReceiptNumber = Annotated[str, Label(60)]
InvoiceCode = Annotated[str, Label(20, empty=True)]
ArchivePlace = Annotated[str, Label(100)]
"""Where a paper is kept."""
ArchiveNumber = Annotated[str, Label(60)]
"""The number of an original in a register of its own."""
ChartCode = Annotated[str, Label(20)]
SettingText = Annotated[str, Label(100)]
FigureText = Annotated[str, Label(30)]
Publication = Annotated[str, Label(200)]

FundCode = Annotated[str, Form.FUND_CODE]
BankKey = Annotated[str, Form.BANK_KEY]
EditionKey = Annotated[str, Form.EDITION_KEY]
SettingKey = Annotated[str, Form.SETTING_KEY]
ScopeKey = Annotated[str, Form.SCOPE_KEY]
DatabaseUser = Annotated[str, Label(63)]
"""PostgreSQL's names may have capitals and signs; it cuts them at 63 bytes."""
MediaType = Annotated[str, Form.MEDIA_TYPE]
AccountNumber = Annotated[str, Form.BANK_NUMBER]
RefusalCode = Annotated[str, Form.REFUSAL_CODE]
Year = Annotated[int, Whole(2000, 2100)]
Percent = Annotated[int, Whole(0, 100)]
RulesEdition = Annotated[int, Whole(1, 2**31 - 1)]
"""An edition of permits, incompatibilities and posting rules."""
Sheets = Annotated[int, Whole(1, 999)]
Count = Annotated[int, Whole(0, 2**31 - 1)]

NO_REASON: Final[Reason] = ""
NO_OPINION: Final[Opinion] = ""
NO_CODE: Final[InvoiceCode] = ""
NO_PURPOSE: Final[Purpose] = ""
NO_PARTY: Final[Party] = ""  # only where nobody is named: a default is not checked
