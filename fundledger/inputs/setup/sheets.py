"""Which sheets a workbook for a fund has, and which deed each row of one asks for.

A sheet's columns are fields of its deed's form, or of the lines that a deed takes.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from fundledger.domain.people import Role
from fundledger.errors import N_
from fundledger.i18n.languages import Language
from fundledger.i18n.nouns import Noun
from fundledger.i18n.texts import translate
from fundledger.inputs.forms import FieldForm, form_of
from fundledger.inputs.reference import roles_of


class SetupSheet(NamedTuple):
    """One sheet: what it is called, what its rows ask for, what tells them apart."""

    name: str
    title: str
    about: str
    deed: str
    key: tuple[str, ...] = ()
    """The fields that say which thing a row is about."""
    line: str = ""
    """The field of the deed whose lines its rows are."""
    only: tuple[str, ...] = ()
    """The fields that are asked for, where not all are."""
    optional: tuple[str, ...] = ()
    """Fields of the deed that may be left out here."""
    noun: Noun | None = None
    """What other sheets may name of it, by its first field."""
    remarks: tuple[str, ...] = ()
    """Headings of columns that explain, and are not read."""
    changes: bool = False
    """Whether its deed also changes what is there."""

    @property
    def fields(self) -> Mapping[str, FieldForm]:
        """Give its columns' fields by name, in order."""
        form = form_of(self.deed)
        if self.line:
            return {each.name: each for each in form.fields[self.line].inner}
        return {
            name: field
            for name, field in form.fields.items()
            if not self.only or name in self.only
        }

    @property
    def roles(self) -> tuple[Role, ...]:
        """Give the roles that may do what its rows ask for."""
        return roles_of(self.deed)

    def is_required(self, field: str) -> bool:
        """Tell whether each row must say it."""
        return self.fields[field].required and field not in self.optional

    def names(self) -> frozenset[str]:
        """Give what it may be called: its name, or its title in any language."""
        titles = (translate(self.title, lang) for lang in Language)
        return frozenset({self.name, *titles})


FUND: Final = SetupSheet(
    "fund",
    N_("Fund"),
    N_(
        "The fund itself, in one row. The code is short and made of letters; it names"
        " files. Year and edition may stay empty: then it is this year and its chart."
    ),
    "create_fund",
    only=("code", "name", "year", "edition"),
    optional=("year", "edition"),
)
FOUNDERS: Final = SetupSheet(
    "founders",
    N_("Founders"),
    N_(
        "Two different people, the fund's first admins; whoever stands in the first row"
        " acts. Nobody grants themselves a role: each is granted it by the other."
    ),
    "create_fund",
    key=("login",),
    line="founders",
    noun=Noun.PERSON,
)
SHEETS: Final = (
    FUND,
    FOUNDERS,
    SetupSheet(
        "settings",
        N_("Settings"),
        N_("What the fund decides for itself. Change the values, not the names."),
        "change_setting",
        key=("setting",),
        remarks=(N_("Meaning"),),
        changes=True,
    ),
    SetupSheet(
        "subdistricts",
        N_("Subdistricts"),
        N_("Subdistricts 街道 and towns 镇, each with a short key of its own."),
        "add_subdistrict",
        key=("key",),
        noun=Noun.SUBDISTRICT,
    ),
    SetupSheet(
        "communities",
        N_("Communities"),
        N_("Communities 社区, each with a short key, in a subdistrict by its key."),
        "add_community",
        key=("key",),
        noun=Noun.COMMUNITY,
    ),
    SetupSheet(
        "people",
        N_("People"),
        N_("Everybody who works with the fund; founders need not be repeated."),
        "add_person",
        key=("login",),
        noun=Noun.PERSON,
    ),
    SetupSheet(
        "roles",
        N_("Roles"),
        N_(
            "Who is what, and where: preparers and heads in a community, subdistrict"
            " reviewers in a subdistrict, the others in the district. Admins and"
            " auditors hold no other role."
        ),
        "grant_role",
        key=("login", "role", "scope_kind", "scope_key"),
    ),
    SetupSheet(
        "bank_accounts",
        N_("Bank accounts"),
        N_("The fund's own bank accounts."),
        "add_bank_account",
        key=("key",),
    ),
    SetupSheet(
        "sources",
        N_("Sources of funds"),
        N_(
            "What money is given for 资金来源, restricted or not: whether it is never"
            " changes. The unrestricted source general is there already."
        ),
        "add_source",
        key=("key",),
        noun=Noun.SOURCE,
    ),
    SetupSheet(
        "payees",
        N_("Payees"),
        N_(
            "Where each community's money goes. An accountant verifies each number"
            " before anything is paid."
        ),
        "add_payee",
        key=("community_key", "number"),
    ),
    SetupSheet(
        "rounds",
        N_("Rounds"),
        N_("Rounds of applications; without a cap of its own, the setting holds."),
        "open_round",
        key=("key",),
    ),
)
"""Every sheet, in the order in which its rows are done."""

OPENING_SHEETS: Final = (
    SetupSheet(
        "opening",
        N_("Opening"),
        N_(
            "Only where a fund goes on that has books already: the day of their closing"
            " balances, in one row. The opening sheets together are signed by an"
            " accountant and a supervisor, before anything else is booked."
        ),
        "open_books",
        only=("as_of",),
    ),
    SetupSheet(
        "opening_balances",
        N_("Opening balances"),
        N_(
            "What stood on the accounts of the money book at the end of the day before"
            " these books begin 期初余额, by project and source where they are kept by"
            " them. Cost and income are those of the year so far, before any release."
        ),
        "open_books",
        line="balances",
    ),
    SetupSheet(
        "opening_projects",
        N_("Opening projects"),
        N_(
            "Projects that go on here, each by the code it has. What is still under"
            " review or on public notice is entered anew instead."
        ),
        "open_books",
        line="projects",
    ),
    SetupSheet(
        "opening_lines",
        N_("Opening budget lines"),
        N_("What each project is approved for now, supplements and cuts included."),
        "open_books",
        line="lines",
    ),
    SetupSheet(
        "opening_shares",
        N_("Opening project sources"),
        N_(
            "Which sources pay for a project, in the order they are used up, and what"
            " came back of each, refunded or recovered."
        ),
        "open_books",
        line="shares",
    ),
    SetupSheet(
        "opening_payments",
        N_("Opening payments"),
        N_(
            "Every payment that was made, and those that are approved and still to be"
            " made; a row for each source of it."
        ),
        "open_books",
        line="payments",
    ),
    SetupSheet(
        "opening_receipts",
        N_("Opening receipts"),
        N_(
            "Every receipt that was admitted, with its number, so that none is handed"
            " in twice; those of one number of a claim are one claim."
        ),
        "open_books",
        line="receipts",
    ),
    SetupSheet(
        "opening_recoveries",
        N_("Opening recoveries"),
        N_("What communities still owe back of what was disallowed."),
        "open_books",
        line="recoveries",
    ),
    SetupSheet(
        "opening_unidentified",
        N_("Opening unidentified"),
        N_("Money that came, and that nobody can name yet 待查款项."),
        "open_books",
        line="unidentified",
    ),
)
"""The sheets of an opening: together they are one deed, which two people sign."""

ALL_SHEETS: Final = (*SHEETS, *OPENING_SHEETS)
BY_NAME: Final = MappingProxyType({each.name: each for each in ALL_SHEETS})
INSTRUCTIONS: Final = N_("Instructions")
"""The sheet that says how the others are filled in; it is not read."""
