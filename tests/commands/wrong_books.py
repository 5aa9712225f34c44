"""What somebody may mistype, and how each is refused: people, books, figures."""

from datetime import date
from typing import Any, Final, cast

from moneyed import Money

from fundledger.commands import (
    accounts,
    claims,
    funds,
    imports,
    journal,
    people,
    periods,
    places,
    published,
    reviews,
    rounds,
    signatures,
)
from fundledger.commands.receipts import NewReceipt
from tests.commands.scene import (
    ACCOUNTANT,
    ADMIN,
    APPROVER,
    JIA1,
    PREPARER,
    SUPERVISOR,
    yuan,
)
from tests.commands.wrong_inputs import DAY, Wrong, by


def grant(code: str, argument: str | None = None, **given: object) -> Wrong:
    """Grant a role, with something wrong."""
    right = {"login": ACCOUNTANT, "role": "accountant"}
    return by(ADMIN, people.grant_role, code, argument, **{**right, **given})


PEOPLE: Final = {
    "a role for oneself": grant("self_grant", login=ADMIN),
    "an accountant as admin": grant("exclusive_role", role="admin"),
    "a role mistyped": grant("choice", "role", role="acountant"),
    "an accountant of a community": grant(
        "scope_of_role", scope_kind="community", scope_key=JIA1
    ),
    "a preparer of nowhere": grant(
        "not_found", role="preparer", scope_kind="community", scope_key="nowhere"
    ),
    "a preparer of no place": grant(
        "scope_of_role", role="preparer", scope_kind="community"
    ),
    "somebody unknown": grant("not_found", login="ghost"),
    "a role that ends before": grant(
        "grant_dates", from_on=date(2024, 5, 1), until_on=date(2024, 4, 30)
    ),
    **{
        f"a login {login!r}": by(
            ADMIN, people.add_person, code, "login", login=login, name="张三"
        )
        for login, code in (
            ("", "blank_text"),
            ("a b\n", "key_character"),
            ("\u0430dmin", "key_character"),
            ("Admin", "key_character"),
            ("main主户", "mixed_scripts"),
            ("..", "key_end"),
        )
    },
    "a login that is taken": by(
        ADMIN, people.add_person, "exists_already", None, login=ADMIN, name="张三"
    ),
    "a person without a name": by(
        ADMIN, people.add_person, "blank_text", "name", login="xx", name=""
    ),
}


def community(code: str, argument: str | None = None, **given: object) -> Wrong:
    right = {"key": "new", "name": "新社区", "subdistrict": "jia"}
    return by(ADMIN, places.add_community, code, argument, **{**right, **given})


def bank(code: str, argument: str | None = None, **given: object) -> Wrong:
    right = {"key": "new", "name": "新户", "bank": "示例银行", "number": "6222 0001"}
    return by(ADMIN, accounts.add_bank_account, code, argument, **{**right, **given})


def year(code: str, argument: str | None = None, **given: object) -> Wrong:
    right = {"year": 2025, "edition": "2004"}
    return by(SUPERVISOR, accounts.open_year, code, argument, **{**right, **given})


def a_round(code: str, argument: str | None = None, **given: object) -> Wrong:
    right = {"key": "2024-9", "name": "批次", "opens_on": DAY, "closes_on": DAY}
    return by(ADMIN, rounds.open_round, code, argument, **{**right, **given})


BOOKS: Final = {
    "no key of a community": community("blank_text", "key", key=""),
    "a path for a key": community("key_character", "key", key="../x\n"),
    "a community that is there": community("exists_already", key=JIA1),
    "a community of nowhere": community("not_found", subdistrict="nowhere"),
    "a blank in a bank's key": bank("key_character", "key", key="基本 户"),
    "capitals in a bank's key": bank("key_character", "key", key="Main"),
    "a number from a spreadsheet": bank(
        "bank_number_character", "number", number="6.22E+18"
    ),
    "too short a number": bank("bank_number_length", "number", number="1"),
    "a number that is there": bank("exists_already", number="00 01"),
    "a year that is open": year("next_year", year=2024),
    "a year too far": year("next_year", year=2029),
    "a year as text": year("wrong_type", "year", year="2025"),
    "a year of no books": year("whole_range", "year", year=99999),
    "a round without a cap": a_round("round_cap", cap=yuan(0)),
    "a round with less than no cap": a_round("round_cap", cap=yuan(-5)),
    "a bare number for a cap": a_round("wrong_type", "cap", cap=5),
    "a cap beyond the books": a_round("argument", "cap", cap=Money(10**14, "CNY")),
    "a round that closes before": a_round("round_dates", closes_on=date(2024, 1, 7)),
}
SETTINGS: Final = {
    f"{setting} = {value!r}": by(
        ADMIN, funds.change_setting, code, argument, setting, value
    )
    for setting, value, code, argument in (
        ("reviewers_needed", "0", "setting", None),
        ("reviewers_needed", "-1", "setting", None),
        ("reviewers_needed", "two", "setting", None),
        ("reviewers_needed", 2, "wrong_type", "value"),
        ("reviewers_needed", "", "blank_text", "value"),
        ("admin_cost_cap_percent", "150", "setting", None),
        ("interest", "x", "setting", None),
        ("subdistrict_stage", "yes", "setting", None),
        ("nothing", "1", "unknown_setting", None),
    )
}


def figure(code: str, argument: str | None = None, **given: object) -> Wrong:
    right = {"figure": "spent", "as_of": DAY, "value": "0.32", "unit": "万元"}
    fields = {**right, "publication": "公报", **given}
    return by(ADMIN, published.record_published_figure, code, argument, **fields)


def attach(code: str, argument: str | None, *given: object) -> Wrong:
    return by(PREPARER, funds.store_attachment, code, argument, *given, JIA1)


FIGURES: Final = {
    "a figure mistyped": figure("choice", "figure", figure="spennt"),
    "an unknown unit": figure("choice", "unit", unit="w"),
    "words for a figure": figure("figure", value="abc"),
    "a number for a figure": figure("wrong_type", "value", value=32),
    "a day as text": figure("wrong_type", "as_of", as_of="2024-01-08"),
    "no publication": figure("blank_text", "publication", publication=""),
    "an empty file": attach("file_size", None, b"", "application/pdf"),
    "a text for a file": attach("wrong_type", "content", "x", "application/pdf"),
    "no media type": attach("media_type", "media_type", b"x", "not a type"),
    "a file too large": attach("file_size", None, b"x" * (2**20 * 21), "text/csv"),
}


def receipt(**given: object) -> list[NewReceipt]:
    """Give one receipt, with something of one's own."""
    right = NewReceipt(cast("Any", 1), cast("Any", "invoice"), "1", "店", DAY, yuan(3))
    return [right._replace(**cast("Any", given))]


def claim(code: str, argument: str | None = None, **given: object) -> Wrong:
    """Draft a claim of a project that is not there: receipts are checked before."""
    return by(
        PREPARER, claims.draft_claim, code, argument, 1, receipts=receipt(**given)
    )


JOURNAL: Final = {
    "an unknown kind of receipt": claim("choice", "receipts[0].kind", kind="invoicee"),
    "no hash": claim(
        "hash_text", "receipts[0].attachment_sha256", attachment_sha256="abc"
    ),
    "a receipt of 1900": claim(
        "day_range", "receipts[0].issued_on", issued_on=date(1900, 1, 1)
    ),
    "a claim of no project": claim("not_found"),
    "no such claim": by(PREPARER, claims.submit_claim, "not_found", None, 1),
    "a month of one digit": by(
        SUPERVISOR, periods.close_month, "month_text", "month", "2024-7"
    ),
    "a month by name": by(
        SUPERVISOR, periods.close_month, "month_text", "month", "July"
    ),
    "a day for a month": by(
        SUPERVISOR, periods.close_month, "wrong_type", "month", DAY
    ),
    "a month not over": by(
        SUPERVISOR, periods.close_month, "month_not_over", None, "2024-01"
    ),
    "a month of no books": by(
        SUPERVISOR, periods.close_month, "month_not_open", None, "2031-01"
    ),
    "a month reopened for nothing": by(
        SUPERVISOR, periods.reopen_month, "reason_needed", None, "2024-01", reason=""
    ),
    "no such voucher": by(
        SUPERVISOR, signatures.review_voucher, "not_found", None, 999
    ),
    "vouchers until a text": by(
        SUPERVISOR,
        signatures.review_vouchers,
        "wrong_type",
        "until",
        until="2024-01-31",
    ),
    "vouchers of a text": by(
        SUPERVISOR,
        signatures.review_vouchers,
        "wrong_type",
        "prepared_by",
        until=DAY,
        prepared_by="accountant",
    ),
    "vouchers of a set that has no order": by(
        SUPERVISOR,
        signatures.review_vouchers,
        "wrong_type",
        "prepared_by[0]",
        until=DAY,
        prepared_by={5, None},
    ),
    "an account that is no text": by(
        ACCOUNTANT,
        journal.correct_voucher,
        "wrong_type",
        "accounts[a]",
        1,
        reason="误",
        accounts={"a": 5},
    ),
    "an account that is not there": by(
        ACCOUNTANT,
        journal.correct_voucher,
        "unknown_account",
        None,
        1,
        reason="误",
        accounts={"bank.main": "nowhere"},
    ),
    "a list for lines": by(
        APPROVER, reviews.approve_project, "wrong_type", "lines", 1, [yuan(1)]
    ),
    "lines by text": by(
        APPROVER, reviews.approve_project, "wrong_type", "lines", 1, {"1": yuan(1)}
    ),
    "a batch that is a text": by(
        ACCOUNTANT, imports.import_journal, "wrong_type", "batch", "vouchers.csv"
    ),
}
