"""Views of people, places, payees, rounds, settings and published figures."""

from typing import Final

from fundledger.errors import N_
from fundledger.store.views.base import (
    FUND,
    View,
    day,
    flag,
    join,
    of_fund,
    text,
    whole,
)

_PERSON: Final = (text("login", "u.login"), text("person_name", "u.name"))

VIEWS: Final = (
    View(
        "v_person",
        N_("People who may act, or might."),
        (
            *FUND,
            *_PERSON,
            text("database_user", "u.database_user"),
            flag("active", "u.active"),
            whole("seq", "u.seq"),
        ),
        f"person u\n{of_fund('u')}",
    ),
    View(
        "v_person_role",
        N_("Roles that people hold or held: where, from when, until when."),
        (
            *FUND,
            whole("grant_no", "g.no"),
            *_PERSON,
            flag("active", "u.active"),
            text("role", "g.role"),
            text("scope_kind", "g.scope_kind"),
            text("scope_key", "g.scope_key"),
            text("scope_name", "COALESCE(m.name, s.name)"),
            day("from_on", "g.from_on"),
            day("until_on", "g.until_on"),
            text("granted_by", "g.granted_by"),
            whole("seq", "g.seq"),
        ),
        f"""role_grant g
{of_fund("g")}
{join("person", "u", "login", "g.login")}
{join("community", "m", "key", "g.scope_key", outer=True)}
  AND g.scope_kind = 'community'
{join("subdistrict", "s", "key", "g.scope_key", outer=True)}
  AND g.scope_kind = 'subdistrict'""",
    ),
    View(
        "v_interest",
        N_("Declared conflicts of interest 回避."),
        (
            *FUND,
            whole("interest_no", "g.no"),
            *_PERSON,
            text("community_key", "g.community_key"),
            text("community", "m.name"),
            whole("project_no", "g.project_no"),
            text("project", "p.code"),
            text("reason", "g.reason"),
            day("on_date", "g.on_date"),
            whole("seq", "g.seq"),
        ),
        f"""interest g
{of_fund("g")}
{join("person", "u", "login", "g.login")}
{join("community", "m", "key", "g.community_key", outer=True)}
{join("project", "p", "no", "g.project_no", outer=True)}""",
    ),
    View(
        "v_community",
        N_("Communities 社区, each in its subdistrict."),
        (
            *FUND,
            text("community_key", "m.key"),
            text("community", "m.name"),
            text("subdistrict_key", "s.key"),
            text("subdistrict", "s.name"),
            whole("seq", "m.seq"),
        ),
        f"""community m
{of_fund("m")}
{join("subdistrict", "s", "key", "m.subdistrict_key")}""",
    ),
    View(
        "v_payee",
        N_("Where communities are paid, and who verified it."),
        (
            *FUND,
            whole("payee_no", "y.no"),
            text("community_key", "m.key"),
            text("community", "m.name"),
            text("payee", "y.name"),
            text("payee_bank", "y.bank"),
            text("payee_number", "y.number"),
            text("recorded_by", "y.recorded_by"),
            text("verified_by", "y.verified_by"),
            day("verified_on", "y.verified_on"),
            whole("seq", "y.seq"),
        ),
        f"""payee y
{of_fund("y")}
{join("community", "m", "key", "y.community_key")}""",
    ),
    View(
        "v_round",
        N_("Rounds of applications 申报批次."),
        (
            *FUND,
            text("round", "o.key"),
            text("round_name", "o.name"),
            day("opens_on", "o.opens_on"),
            day("closes_on", "o.closes_on"),
            whole("cap_fen", "o.cap_fen"),
            text("first_day", "o.first_day"),
            whole("seq", "o.seq"),
        ),
        f"round o\n{of_fund('o')}",
    ),
    View(
        "v_setting",
        N_("Settings of the fund."),
        (
            *FUND,
            text("setting", "g.key"),
            text("value", "g.value"),
            whole("seq", "g.seq"),
        ),
        f"setting g\n{of_fund('g')}",
    ),
    View(
        "v_published",
        N_("Figures that somebody published: what reconciliation must meet."),
        (
            *FUND,
            text("figure", "g.figure"),
            day("as_of", "g.as_of"),
            whole("edition_no", "g.edition"),
            text("value", "g.value"),
            text("unit", "g.unit"),
            text("publication", "g.publication"),
            text("reason", "g.reason"),
            whole("seq", "g.seq"),
        ),
        f"published g\n{of_fund('g')}",
    ),
    View(
        "v_calendar_year",
        N_("Years whose calendar the fund has, and the papers that say so."),
        (
            *FUND,
            whole("year", "q.year"),
            text("paper", "q.paper"),
            whole("seq", "q.seq"),
        ),
        f"calendar_year q\n{of_fund('q')}",
    ),
    View(
        "v_holiday",
        N_("Days off, and weekend days that are worked 调休."),
        (
            *FUND,
            day("on_date", "h.on_date"),
            text("holiday", "h.name"),
            flag("works", "h.works"),
            whole("seq", "h.seq"),
        ),
        f"holiday h\n{of_fund('h')}",
    ),
)
