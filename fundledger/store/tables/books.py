"""The books: funds, audit records, accounts, periods, vouchers, postings, balances."""

from datetime import date
from typing import Final

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Named,
    TypedColumns,
    UniqueConstraint,
)

from fundledger.domain.chart import Book, ByProject, Side
from fundledger.domain.editions import Replay
from fundledger.domain.ids import (
    AccountKey,
    Login,
    Month,
    PostingNo,
    ProjectNo,
    Seq,
    Sha256,
    SourceKey,
    VoucherNo,
)
from fundledger.domain.journal import PostingRule, VoucherKind
from fundledger.domain.signatures import SignaturePart
from fundledger.store.tables.base import (
    MUTABLE,
    Day,
    Flag,
    FundRow,
    KeyText,
    Whole,
    declare,
    fen,
    fund_table,
    index,
    names,
    one_of,
    refers,
)

NO_HASH: Final = "0" * 64
"""The hash before the first record of a chain."""

MAX_STAMP: Final = 2**12
"""The most characters a record's stamp may have."""

MAX_BODY: Final = 2**28
"""The most characters a record's body may have."""


class FundColumns(TypedColumns):
    """A fund: the tenant, where its chain stands, and its write lock.

    `next_seq` is NULL, or the number of the record that the deed under way must write
    before it commits: rows go in only for that number. `replay` is NULL in live books;
    else it says why a past is done again here.
    """

    id: Named[int] = Column(Whole[int](), primary_key=True)
    code: Named[str] = Column(KeyText[str]())
    name: Named[str] = Column(KeyText[str]())
    replay: Named[Replay | None] = Column(KeyText[Replay]())
    next_seq: Named[Seq | None] = Column(Whole[Seq](), info=MUTABLE)
    head_seq: Named[Seq] = Column(Whole[Seq]())
    head_sha256: Named[Sha256] = Column(KeyText[Sha256]())
    last_voucher_no: Named[VoucherNo] = Column(Whole[VoucherNo]())
    last_posting_no: Named[PostingNo] = Column(Whole[PostingNo]())


fund = declare(
    "fund",
    FundColumns,
    CheckConstraint("id >= 1", name="id"),
    one_of("replay", Replay, nullable=True),
    UniqueConstraint("code"),
    ForeignKeyConstraint(
        ["id", "next_seq"],
        ["record.fund_id", "record.seq"],
        deferrable=True,
        initially="DEFERRED",
        use_alter=False,
    ),
)


class RecordColumns(TypedColumns):
    """One link of a fund's audit chain.

    `stamp` and `body` are the canonical JSON that was hashed, kept once. The columns
    between repeat for queries what those say; `changed_rows` counts the rows that the
    record put in or changed. `question_sha256` tells the question of a refusal: who
    asked which deed with which input, and why it was refused.
    """

    fund_id: Named[int] = Column(Whole[int](), primary_key=True)
    seq: Named[Seq] = Column(Whole[Seq](), primary_key=True)
    prev_sha256: Named[Sha256] = Column(KeyText[Sha256]())
    sha256: Named[Sha256] = Column(KeyText[Sha256]())
    outcome: Named[str] = Column(KeyText[str]())
    deed: Named[str] = Column(KeyText[str]())
    deed_edition: Named[int] = Column(Whole[int]())
    action: Named[str] = Column(KeyText[str]())
    actor: Named[Login] = Column(KeyText[Login]())
    on_date: Named[date] = Column(Day())
    recorded_at: Named[str] = Column(KeyText[str]())
    database_user: Named[str] = Column(KeyText[str]())
    key: Named[str | None] = Column(KeyText[str]())
    changed_rows: Named[int] = Column(Whole[int]())
    question_sha256: Named[Sha256 | None] = Column(KeyText[Sha256]())
    stamp: Named[str] = Column(KeyText[str]())
    body: Named[str] = Column(KeyText[str]())


record = declare(
    "record",
    RecordColumns,
    CheckConstraint("seq >= 1", name="seq"),
    CheckConstraint("outcome IN ('accepted', 'refused')", name="outcome"),
    CheckConstraint("length(sha256) = 64", name="sha256"),
    CheckConstraint("key <> ''", name="key"),
    CheckConstraint("outcome = 'accepted' OR key IS NULL", name="refusal_keeps_no_key"),
    CheckConstraint(
        "changed_rows >= 0 AND (outcome = 'accepted' OR changed_rows = 0)",
        name="refusal_changes_no_row",
    ),
    CheckConstraint(
        "(outcome = 'refused') = (question_sha256 IS NOT NULL)",
        name="refusal_has_a_question",
    ),
    CheckConstraint(f"length(stamp) <= {MAX_STAMP}", name="stamp"),
    CheckConstraint(f"length(body) <= {MAX_BODY}", name="body"),
    UniqueConstraint("fund_id", "key"),
    clustered=False,
)
index(record, "outcome", "seq")
index(record, "actor", "seq", "question_sha256")


class FundYearColumns(FundRow):
    """A fund year and the edition of the chart it is kept by."""

    year: Named[int] = Column(Whole[int](), primary_key=True)
    edition: Named[str] = Column(KeyText[str]())
    closed: Named[bool] = Column(Flag(), info=MUTABLE)


fund_year = fund_table("fund_year", FundYearColumns)


class PeriodColumns(FundRow):
    """A month of the books."""

    key: Named[Month] = Column(KeyText[Month](), primary_key=True)
    year: Named[int] = Column(Whole[int]())
    closed: Named[bool] = Column(Flag(), info=MUTABLE)


period = fund_table(
    "period",
    PeriodColumns,
    CheckConstraint("key LIKE '____-__'", name="key"),
    refers("year", to="fund_year", key=("year",)),
)


class AccountColumns(FundRow):
    """An account; its key is its identity, its code a matter of the edition.

    Those that say whether they are restricted are net assets, or carried to them.
    """

    key: Named[AccountKey] = Column(KeyText[AccountKey](), primary_key=True)
    book: Named[Book] = Column(KeyText[Book]())
    side: Named[Side] = Column(KeyText[Side]())
    floor: Named[bool] = Column(Flag())
    by_project: Named[ByProject] = Column(KeyText[ByProject]())
    by_source: Named[bool] = Column(Flag())
    control: Named[AccountKey | None] = Column(KeyText[AccountKey]())
    restricted: Named[bool | None] = Column(Flag())


account = fund_table(
    "account",
    AccountColumns,
    one_of("book", Book),
    one_of("side", Side),
    one_of("by_project", ByProject),
)


class AccountCodeColumns(FundRow):
    """The code and names of an account in one edition of the chart."""

    edition: Named[str] = Column(KeyText[str](), primary_key=True)
    account_key: Named[AccountKey] = Column(KeyText[AccountKey](), primary_key=True)
    code: Named[str] = Column(KeyText[str]())
    name_zh: Named[str] = Column(KeyText[str]())
    name_en: Named[str] = Column(KeyText[str]())


account_code = fund_table(
    "account_code",
    AccountCodeColumns,
    UniqueConstraint("fund_id", "edition", "code"),
    refers("account_key", to="account", key=("key",)),
)


class BankAccountColumns(FundRow):
    """A bank account of the fund: a leaf of the bank account in the chart.

    Its interest belongs to `source`.
    """

    key: Named[str] = Column(KeyText[str](), primary_key=True)
    account_key: Named[AccountKey] = Column(KeyText[AccountKey]())
    name: Named[str] = Column(KeyText[str]())
    bank: Named[str] = Column(KeyText[str]())
    number: Named[str] = Column(KeyText[str]())
    source: Named[SourceKey] = Column(KeyText[SourceKey](), info=MUTABLE)


bank_account = fund_table(
    "bank_account",
    BankAccountColumns,
    UniqueConstraint("fund_id", "account_key"),
    UniqueConstraint("fund_id", "number"),
    refers("account_key", to="account", key=("key",)),
    refers("source", to="funding_source", key=("key",)),
)


class VoucherColumns(FundRow):
    """A voucher: the accounting face of one deed in one book.

    It is numbered within its month and series. `pair_no` is, in a budget voucher, the
    money voucher of the same deed, which was written just before.
    `rule` is the posting rule it was booked by, as every measure reads it.
    """

    no: Named[VoucherNo] = Column(Whole[VoucherNo](), primary_key=True)
    month: Named[Month] = Column(KeyText[Month]())
    series: Named[Book] = Column(KeyText[Book]())
    number: Named[int] = Column(Whole[int]())
    on_date: Named[date] = Column(Day())
    summary: Named[str] = Column(KeyText[str]())
    kind: Named[VoucherKind] = Column(KeyText[VoucherKind]())
    rule: Named[PostingRule] = Column(KeyText[PostingRule]())
    attachments: Named[int] = Column(Whole[int]())
    annuls_no: Named[VoucherNo | None] = Column(Whole[VoucherNo]())
    pair_no: Named[VoucherNo | None] = Column(Whole[VoucherNo]())


voucher = fund_table(
    "voucher",
    VoucherColumns,
    CheckConstraint("no >= 1", name="no"),
    CheckConstraint("number >= 1", name="number"),
    CheckConstraint("attachments >= 0", name="attachments"),
    one_of("kind", VoucherKind),
    one_of("series", Book),
    CheckConstraint(
        "pair_no IS NULL OR (series = 'budget' AND pair_no = no - 1)", name="pair_no"
    ),
    UniqueConstraint("fund_id", "month", "series", "number"),
    names("month", to="period", key=("key",)),
    refers("annuls_no", to="voucher"),
)
index(voucher, "annuls_no", unique=True)
index(voucher, "on_date")


class PostingColumns(TypedColumns):
    """One debit and one credit of the same amount: nothing else can be written.

    Either side names its source of funds where its account is kept by source; money may
    stay on an account, and pass from one source to another.
    """

    fund_id: Named[int] = Column(Whole[int](), primary_key=True)
    no: Named[PostingNo] = Column(Whole[PostingNo](), primary_key=True)
    seq: Named[Seq] = Column(Whole[Seq]())
    voucher_no: Named[VoucherNo] = Column(Whole[VoucherNo]())
    debit: Named[AccountKey] = Column(KeyText[AccountKey]())
    credit: Named[AccountKey] = Column(KeyText[AccountKey]())
    fen: Named[int] = Column(Whole[int]())
    debit_red: Named[bool] = Column(Flag())
    credit_red: Named[bool] = Column(Flag())
    project_no: Named[ProjectNo | None] = Column(Whole[ProjectNo]())
    debit_source: Named[SourceKey | None] = Column(KeyText[SourceKey]())
    credit_source: Named[SourceKey | None] = Column(KeyText[SourceKey]())


posting = declare(
    "posting",
    PostingColumns,
    CheckConstraint("no >= 1", name="no"),
    fen("fen", least=1),
    CheckConstraint(
        "debit <> credit OR COALESCE(debit_source, '') <> COALESCE(credit_source, '')",
        name="two_places",
    ),
    names("voucher_no", to="voucher"),
    names("debit", to="account", key=("key",)),
    names("credit", to="account", key=("key",)),
    names("project_no", to="project"),
)
index(posting, "voucher_no")
index(posting, "project_no")


class SignatureColumns(FundRow):
    """Who signed which part of a money voucher: 制单, 出纳, 复核, 记账, 会计主管."""

    voucher_no: Named[VoucherNo] = Column(Whole[VoucherNo](), primary_key=True)
    part: Named[SignaturePart] = Column(KeyText[SignaturePart](), primary_key=True)
    login: Named[Login] = Column(KeyText[Login]())
    on_date: Named[date] = Column(Day())


signature = fund_table(
    "signature",
    SignatureColumns,
    one_of("part", SignaturePart),
    names("voucher_no", to="voucher"),
    names("login", to="person", key=("login",)),
)


NO_SOURCE: Final = SourceKey("")
"""In a balance, the source of an account that is not kept by source."""


class BalanceColumns(TypedColumns):
    """What of a source stands on an account, in 分 on the account's own side.

    Moved only by sealed postings. What is not kept by source has the source ''.
    """

    fund_id: Named[int] = Column(Whole[int](), primary_key=True)
    source: Named[SourceKey] = Column(KeyText[SourceKey](), primary_key=True)
    account_key: Named[AccountKey] = Column(KeyText[AccountKey](), primary_key=True)
    seq: Named[Seq] = Column(Whole[Seq]())
    fen: Named[int] = Column(Whole[int]())


balance = declare(
    "balance",
    BalanceColumns,
    refers("account_key", to="account", key=("key",)),
)


class ProjectBalanceColumns(TypedColumns):
    """The same at the grain of a project, an account and a source."""

    fund_id: Named[int] = Column(Whole[int](), primary_key=True)
    project_no: Named[ProjectNo] = Column(Whole[ProjectNo](), primary_key=True)
    account_key: Named[AccountKey] = Column(KeyText[AccountKey](), primary_key=True)
    source: Named[SourceKey] = Column(KeyText[SourceKey](), primary_key=True)
    seq: Named[Seq] = Column(Whole[Seq]())
    fen: Named[int] = Column(Whole[int]())


project_balance = declare(
    "project_balance",
    ProjectBalanceColumns,
    refers("account_key", to="account", key=("key",)),
    refers("project_no", to="project"),
)
