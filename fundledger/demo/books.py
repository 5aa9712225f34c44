"""The deeds of the books, as the diary tells them: reviewed, corrected, closed."""

from fundledger.commands import journal, periods
from fundledger.demo.telling import Telling
from fundledger.domain.chart import BANK, DONATIONS, restricted_leaf
from fundledger.domain.ids import AccountKey, VoucherNo
from fundledger.domain.periods import parse_month
from fundledger.queries.funding import funding
from fundledger.readers.demo import DeedRow, FundingRow


def review_vouchers(telling: Telling, row: DeedRow) -> None:
    """Review what people of the roles named made, up to a day."""
    roles = row.ref.split()
    makers = [each.login for each in telling.story.people if each.role in roles]
    until = row.voucher_date or row.date
    journal.review_vouchers(telling.desk(row), until=until, prepared_by=makers)


def correct_voucher(telling: Telling, row: DeedRow) -> None:
    """Annul a voucher in red, and book it again in blue as the row names it."""
    new = telling.funding[row.ref]
    old = telling.funding[str(new.refers_to)]
    journal.correct_voucher(
        telling.desk(row),
        _voucher_of(telling, old),
        reason=row.note,
        accounts={
            was: now
            for was, now in zip(_accounts(old), _accounts(new), strict=True)
            if was != now
        },
    )


def close_month(telling: Telling, row: DeedRow) -> None:
    """Close a month."""
    periods.close_month(telling.desk(row), parse_month(row.ref))


def reopen_month(telling: Telling, row: DeedRow) -> None:
    """Reopen a month."""
    month = parse_month(row.ref)
    periods.reopen_month(telling.desk(row), month, reason=row.note)


def _accounts(row: FundingRow) -> tuple[AccountKey, AccountKey]:
    """Name what a correction may replace: the bank's account, and the donations'."""
    bank = AccountKey(f"{BANK}.{row.bank_account}")
    return bank, restricted_leaf(DONATIONS, restricted=row.restricted)


def _voucher_of(telling: Telling, row: FundingRow) -> VoucherNo:
    """Find the voucher that booked a row of money in or out."""
    if row.no in telling.voucher_no:
        return telling.voucher_no[row.no]
    with telling.fund.reading() as books:
        income = funding(books, telling.funding_no[row.no])
    assert income is not None, "what was received was booked"
    return income.voucher_no
