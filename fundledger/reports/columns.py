"""The columns of all reports: one heading for one column, wherever it is shown.

A column's name is what programs read, so it means the same in every report; so does its
heading. Two things that people must tell apart have two names here.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final

from fundledger.errors import N_
from fundledger.i18n.languages import Language
from fundledger.reports.evidence_columns import EVIDENCE
from fundledger.reports.published_columns import PUBLISHED
from fundledger.reports.report import Audience, Column, Fact, Kind
from fundledger.reports.source_columns import SOURCES

CODE: Final = Kind.CODE
DAY: Final = Kind.DAY
MONEY: Final = Kind.MONEY
COUNT: Final = Kind.COUNT
SIGN: Final = Kind.SIGN
KEY_OF_ACCOUNT: Final = Kind.ACCOUNT

_COLUMNS: Final[tuple[Column, ...]] = (
    # Whose books, and when.
    Column("as_of", N_("As of"), DAY),
    Column("fund", N_("Fund"), CODE),
    Column("head", N_("Head"), CODE),
    Column("ledger", N_("Ledger")),
    Column("file", N_("File")),
    Column("name", N_("Name")),
    Column("year", N_("Year"), CODE),
    Column("edition", N_("Chart"), CODE),
    Column("founders", N_("Founders")),
    Column("before", N_("Before")),
    Column("after", N_("After")),
    Column("filter", N_("Filter")),
    Column("count", N_("Rows"), COUNT),
    Column("limit", N_("At most"), COUNT),
    Column("find", N_("Search")),
    Column("from_on", N_("From"), DAY),
    Column("from_month", N_("From the month"), CODE),
    Column("after_voucher", N_("After the voucher"), CODE),
    Column("after_project", N_("After the project"), CODE),
    Column("earlier_than", N_("Records before"), COUNT),
    # Accounts and their lines.
    Column("code", N_("Code"), CODE),
    Column("account", N_("Account"), KEY_OF_ACCOUNT),
    Column("name_zh", N_("Account"), lang=Language.ZH),
    Column("name_en", N_("Account"), lang=Language.EN),
    Column("book", N_("Book"), SIGN),
    Column("side", N_("Side"), SIGN),
    Column("balance_fen", N_("Balance"), MONEY),
    Column("opening_fen", N_("Opening"), MONEY),
    Column("debit_fen", N_("Debit"), MONEY),
    Column("credit_fen", N_("Credit"), MONEY),
    Column("account_level", N_("Account level"), COUNT),
    Column("opening_debit_fen", N_("Opening, debit"), MONEY),
    Column("opening_credit_fen", N_("Opening, credit"), MONEY),
    Column("period_debit_fen", N_("Turnover, debit"), MONEY),
    Column("period_credit_fen", N_("Turnover, credit"), MONEY),
    Column("year_debit_fen", N_("Year to date, debit"), MONEY),
    Column("year_credit_fen", N_("Year to date, credit"), MONEY),
    Column("closing_debit_fen", N_("Closing, debit"), MONEY),
    Column("closing_credit_fen", N_("Closing, credit"), MONEY),
    Column("debit_amount_fen", N_("Debit amount"), MONEY),
    Column("credit_amount_fen", N_("Credit amount"), MONEY),
    Column("counted", N_("Vouchers counted"), SIGN),
    Column("row", N_("Row"), SIGN),
    Column("standing", N_("Dr/Cr"), SIGN),
    Column("counter_code", N_("Counter-account code"), CODE),
    Column("counter", N_("Counter-account"), KEY_OF_ACCOUNT),
    Column("counter_zh", N_("Counter-account"), lang=Language.ZH),
    Column("counter_en", N_("Counter-account"), lang=Language.EN),
    Column("general_zh", N_("General account"), lang=Language.ZH),
    Column("general_en", N_("General account"), lang=Language.EN),
    Column("detail_zh", N_("Detail account"), lang=Language.ZH),
    Column("detail_en", N_("Detail account"), lang=Language.EN),
    Column("closing_fen", N_("Closing"), MONEY),
    Column("in_today_fen", N_("In today"), MONEY),
    Column("out_today_fen", N_("Out today"), MONEY),
    Column("turnover_since", N_("Turnover since"), DAY),
    Column("deposit_bank", N_("Bank")),
    Column("bank_number", N_("Account number"), CODE),
    Column("month", N_("Month"), CODE),
    Column("number", N_("Number"), CODE),
    Column("series", N_("Series"), SIGN),
    Column("voucher", N_("Voucher number"), CODE),
    Column("vouchers", N_("Vouchers"), COUNT),
    Column("date", N_("Date"), DAY),
    Column("on", N_("Date"), DAY),
    Column("kind", N_("Kind")),
    Column("summary", N_("Summary")),
    Column("prepared_by", N_("Prepared")),
    Column("reviewed_by", N_("Reviewed")),
    Column("posted_by", N_("Posted")),
    Column("cashier_by", N_("Cashier's signature")),
    Column("chief_by", N_("Chief's signature")),
    Column("closed", N_("Closed"), SIGN),
    Column("unsigned", N_("Not signed by all"), COUNT),
    # Projects and what becomes of them.
    Column("no", N_("No."), CODE),
    Column("project", N_("Project"), CODE),
    Column("project_no", N_("Project no."), COUNT),
    Column("title", N_("Title")),
    Column("community_key", N_("Community key"), CODE),
    Column("community", N_("Community")),
    Column("communities", N_("No. of communities"), COUNT),
    Column("subdistrict_key", N_("Subdistrict key"), CODE),
    Column("subdistrict", N_("Subdistrict")),
    Column("round", N_("Round"), CODE),
    Column("category", N_("Category")),
    Column("state", N_("State"), SIGN),
    Column("projects", N_("No. of projects"), COUNT),
    Column("approved_fen", N_("Approved"), MONEY),
    Column("decided_fen", N_("Decided"), MONEY),
    Column("spent_fen", N_("Spent"), MONEY),
    Column("gross_paid_fen", N_("Paid out"), MONEY),
    Column("paid_fen", N_("Net paid"), MONEY),
    Column("returned_fen", N_("Returned"), MONEY),
    Column("level", N_("Level")),
    # One project: application, reviews, money, receipts.
    Column("period", N_("Period")),
    Column("version", N_("Version")),
    Column("purpose", N_("Purpose")),
    Column("line", N_("Line"), COUNT),
    Column("description", N_("Budget line")),
    Column("requested_fen", N_("Requested"), MONEY),
    Column("stage", N_("Stage")),
    Column("reviewer", N_("Reviewer")),
    Column("agrees", N_("Verdict"), SIGN),
    Column("recommended_fen", N_("Recommended"), MONEY),
    Column("opinion", N_("Opinion")),
    Column("approver", N_("Approver")),
    Column("change_fen", N_("Change"), MONEY),
    Column("reason", N_("Why")),
    Column("objection", N_("Objection")),
    Column("raised_by", N_("Raised by")),
    Column("answer", N_("Answer")),
    Column("answered_on", N_("Answered on"), DAY),
    Column("part", N_("Part")),
    Column("measure", N_("Measure")),
    Column("until", N_("Until"), DAY),
    Column("disbursement_no", N_("Disbursement"), COUNT),
    Column("claim_no", N_("Claim"), COUNT),
    Column("receipt", N_("Receipt")),
    Column("seller", N_("Seller")),
    Column("claimed_fen", N_("Claimed"), MONEY),
    Column("admitted_fen", N_("Admitted"), MONEY),
    # What waits for somebody.
    Column("noun", N_("Case or queue")),
    Column("whose", N_("Payee or community")),
    Column("deeds", N_("To be done")),
    Column("waits_since", N_("Waits since"), DAY),
    Column("waits_for", N_("Waits for")),
    Column("due_on", N_("Due"), DAY),
    Column("days_left", N_("Days left"), COUNT),
    Column("how_many", N_("How many"), COUNT),
    Column("size", N_("Bytes"), COUNT),
    Column("login", N_("Login"), CODE),
    # The chain.
    Column("seq", N_("Record"), COUNT),
    Column("refusals", N_("Of them refused"), COUNT),
    Column("attachments", N_("Attachments"), COUNT),
    Column("actor", N_("Actor"), CODE),
    Column("action", N_("Deed")),
    Column("outcome", N_("Outcome"), SIGN),
    Column("changes", N_("Rows changed"), COUNT),
    Column("key", N_("Key"), CODE),
    Column("about", N_("About")),
    Column("recorded_at", N_("Recorded (UTC+8)"), CODE),
    Column("sha256", N_("Hash"), CODE),
    Column("field", N_("Field")),
    Column("value", N_("Value")),
    Column("table", N_("Table"), CODE),
    Column("column", N_("Column"), CODE),
    # What is found wrong.
    Column("check", N_("Check"), CODE),
    Column("light", N_("Light"), SIGN),
    Column("offences", N_("Offences"), COUNT),
    Column("status", N_("Verdict"), SIGN),
    Column("scope", N_("Scope"), SIGN),
    Column("records", N_("Records"), COUNT),
    Column("rows", N_("Rows"), COUNT),
    Column("findings", N_("Findings"), COUNT),
    Column("finding", N_("Finding")),
    Column("recorded", N_("In the chain")),
    Column("actual", N_("In the ledger")),
    Column("identity", N_("Identity")),
    Column("problem", N_("Problem")),
    Column("role", N_("Role")),
    Column("restricted", N_("Restricted"), SIGN),
    Column("assets_less_debts_fen", N_("Assets less debts"), MONEY),
    Column("cost_fen", N_("Cost"), MONEY),
    Column("expected_fen", N_("Expected"), MONEY),
    Column("fen", N_("Amount"), MONEY),
    Column("granted_fen", N_("Granted"), MONEY),
    Column("held_fen", N_("In the books"), MONEY),
    Column("income_fen", N_("Income"), MONEY),
    Column("lapsed_fen", N_("Lapsed"), MONEY),
    Column("left_fen", N_("One side"), MONEY),
    Column("net_assets_fen", N_("Net assets"), MONEY),
    Column("prior_year_fen", N_("Prior year"), MONEY),
    Column("right_fen", N_("Other side"), MONEY),
    # The reference of deeds.
    Column("deed", N_("Name of the deed"), CODE),
    Column("roles", N_("Who may")),
    Column("touches", N_("Case")),
    Column("rules", N_("Posting rules")),
    Column("rule", N_("Posting rule")),
    Column("debit", N_("Debit account")),
    Column("credit", N_("Credit account")),
    Column("excluded", N_("Not where the person acted as")),
    Column("label", N_("Called")),
    Column("required", N_("Must be given"), SIGN),
    Column("values", N_("What it may be")),
    Column("way", N_("Given by")),
    Column("example", N_("Example")),
    # A workbook that a fund begins with.
    Column("sheet", N_("Sheet")),
    Column("cell", N_("Cell"), CODE),
    Column("heading", N_("Column heading")),
    Column("given", N_("What was given")),
    Column("hint", N_("How to mend it")),
    Column("added", N_("New"), COUNT),
    Column("present", N_("There already"), COUNT),
    Column("changed", N_("Changed"), COUNT),
    Column("step", N_("What is to be done")),
    # The views that queries read.
    Column("view", N_("View"), CODE),
    Column("holds", N_("Holds")),
    Column("means", N_("What it is")),
    # Many things that one deed is done to.
    Column("item", N_("Item")),
    Column("came", N_("What came of it")),
    # Rows of every kind of thing, as the views have them.
    Column("account_code", N_("Account code"), CODE),
    Column("account_zh", N_("Account"), lang=Language.ZH),
    Column("account_en", N_("Account"), lang=Language.EN),
    Column("absent_reason", N_("Arranged because")),
    Column("accountant_name", N_("Signed by the accountant")),
    Column("accountant_on", N_("Accountant signed on"), DAY),
    Column("active", N_("Active"), SIGN),
    Column("actor_name", N_("Done by")),
    Column("adopted", N_("Adopted"), SIGN),
    Column("advance_fen", N_("Advance not cleared"), MONEY),
    Column("amendment_no", N_("Amendment"), COUNT),
    Column("amount_fen", N_("Amount"), MONEY),
    Column("annulled_by_no", N_("Annulled by voucher"), COUNT),
    Column("annuls_no", N_("Annuls voucher"), COUNT),
    Column("pair_no", N_("Its money voucher"), COUNT),
    Column("application_no", N_("Application"), COUNT),
    Column("approval_no", N_("Approval"), COUNT),
    Column("approver_name", N_("Approved by")),
    Column("attachment_sha256", N_("Attachment"), CODE, longest=12),
    Column("bank", N_("Bank account"), CODE),
    Column("bank_name", N_("Bank account's name")),
    Column("by_project", N_("By project"), SIGN),
    Column("cancel_reason", N_("Cancelled because")),
    Column("cap_fen", N_("Cap"), MONEY),
    Column("changed_rows", N_("Rows changed"), COUNT),
    Column("closes_on", N_("Closes on"), DAY),
    Column("control", N_("Control account"), CODE),
    Column("cycle", N_("Cycle"), COUNT),
    Column("database_user", N_("Database user"), CODE),
    Column("deed_edition", N_("Edition of the deed"), COUNT),
    Column("delegate", N_("Delegate")),
    Column("ends_on", N_("Ends on"), DAY),
    Column("from_state", N_("From state")),
    Column("funding_no", N_("Money received"), COUNT),
    Column("outgoing", N_("Giver's login"), CODE),
    Column("outgoing_name", N_("Handed over by")),
    Column("grant_no", N_("Role granted"), COUNT),
    Column("granted_by", N_("Granted by"), CODE),
    Column("handover_no", N_("Handover no."), COUNT),
    Column("holiday", N_("Holiday")),
    Column("identified_voucher_no", N_("Identified by voucher"), COUNT),
    Column("interest_no", N_("Declaration"), COUNT),
    Column("is_present", N_("Of the present version"), SIGN),
    Column("issued_on", N_("Issued on"), DAY),
    Column("item_key", N_("Its number or key"), CODE),
    Column("item_no", N_("Item no."), COUNT),
    Column("item_title", N_("What it is called")),
    Column("last_paid_on", N_("Last paid on"), DAY),
    Column("media_type", N_("Media type"), CODE),
    Column("objection_no", N_("Objection no."), COUNT),
    Column("on_date", N_("Date"), DAY),
    Column("opens_on", N_("Opens on"), DAY),
    Column("party", N_("Payer")),
    Column("payable_fen", N_("Payable"), MONEY),
    Column("payee", N_("Payee")),
    Column("payee_bank", N_("Payee's bank")),
    Column("payee_no", N_("Payee no."), COUNT),
    Column("payee_number", N_("Payee's account"), CODE),
    Column("person_name", N_("Person")),
    Column("posting_no", N_("Posting"), COUNT),
    Column("prepared_on", N_("Prepared on"), DAY),
    Column("preparer", N_("Preparer's login"), CODE),
    Column("preparer_name", N_("Prepared by")),
    Column("project_title", N_("Project title")),
    Column("receipt_no", N_("Receipt no."), COUNT),
    Column("receipt_number", N_("Receipt number"), CODE),
    Column("receipts", N_("Receipts"), COUNT),
    Column("recorded_by", N_("Recorded by"), CODE),
    Column("recoverable_fen", N_("To be recovered"), MONEY),
    Column("recovered_fen", N_("Recovered"), MONEY),
    Column("recovery_no", N_("Recovery"), COUNT),
    Column("red", N_("In red")),
    Column("refund_no", N_("Refund"), COUNT),
    Column("refusal_code", N_("Refused by"), CODE),
    Column("reimburses", N_("Reimbursement"), SIGN),
    Column("returned_from", N_("Returned from"), SIGN),
    Column("review_no", N_("Review no."), COUNT),
    Column("reviewed_on", N_("Reviewed on"), DAY),
    Column("reviewer_name", N_("Reviewed by")),
    Column("round_name", N_("Round's name")),
    Column("rules_edition", N_("Rules edition"), COUNT),
    Column("scope_key", N_("Scope key"), CODE),
    Column("scope_kind", N_("Level of scope")),
    Column("scope_name", N_("Where")),
    Column("setting", N_("Setting"), CODE),
    Column("signature", N_("Signature"), CODE),
    Column("signer_name", N_("Signed by")),
    Column("starts_on", N_("Starts on"), DAY),
    Column("step_no", N_("Step no."), COUNT),
    Column("supervisor_name", N_("Signed by the supervisor")),
    Column("supervisor_on", N_("Supervisor signed on"), DAY),
    Column("incoming", N_("Taker's login"), CODE),
    Column("incoming_name", N_("Taken over by")),
    Column("to_state", N_("To state")),
    Column("until_on", N_("Until"), DAY),
    Column("verified_by", N_("Verified by"), CODE),
    Column("verified_on", N_("Verified on"), DAY),
    Column("voucher_no", N_("Voucher no."), COUNT),
    Column("witness_name", N_("Witnessed by")),
    Column("witnessed_on", N_("Witnessed on"), DAY),
    Column("works", N_("Worked"), SIGN),
    # What waits, and what is chosen from.
    Column("what", N_("What")),
    Column("use", N_("For")),
    Column("shortcut", N_("Shortcut"), CODE),
    Column("why_not", N_("Not now, because …")),
)

COLUMNS: Final[Mapping[str, Column]] = MappingProxyType(
    {column.name: column for column in (*_COLUMNS, *SOURCES, *PUBLISHED, *EVIDENCE)}
)
"""Every column by its name."""


def column(name: str, **changes: Any) -> Column:  # noqa: ANN401 - fields of a column
    """Give a column by name, in some report changed: its audience, how long it is."""
    return COLUMNS[name]._replace(**changes)


def columns(*names: str) -> tuple[Column, ...]:
    """Give columns by name, in order."""
    return tuple(COLUMNS[name] for name in names)


ACCOUNT_CODE: Final = column("code", heading=COLUMNS["account_code"].heading)
"""Programs read any thing's code as `code`; people read whose it is."""
ACCOUNT: Final = (
    ACCOUNT_CODE,
    column("account", audience=Audience.PROGRAMS),
    *columns("name_zh", "name_en"),
)
"""An account in a row: its code beside its name, and its key for programs."""


def for_programs(*names: str) -> tuple[Column, ...]:
    """Give columns that people read elsewhere in the same row."""
    return tuple(column(name, audience=Audience.PROGRAMS) for name in names)


def in_files(*names: str) -> tuple[Column, ...]:
    """Give columns that a screen has no room for."""
    return tuple(column(name, audience=Audience.FILES) for name in names)


def fact(name: str, value: object) -> Fact:
    """Give a fact of a report under the heading of the column of that name."""
    return Fact(name, COLUMNS[name].heading, value)


def facts(pairs: Iterable[tuple[str, object]]) -> tuple[Fact, ...]:
    """Give the facts that have a value."""
    return tuple(fact(name, value) for name, value in pairs if value not in (None, ""))
