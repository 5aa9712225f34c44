"""One line of JSON for each deed: its record and vouchers, or why it is not done."""

import json
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from fundledger.cli.do_orders import Line
from fundledger.cli.streams import is_terminal
from fundledger.errors import FundledgerError, InputError, RefusedError
from fundledger.i18n import Language, describe, translate
from fundledger.inputs.lines import outcome_of

if TYPE_CHECKING:
    from fundledger.inputs.again import PastError, Repeated
    from fundledger.inputs.cosigning import Signed
    from fundledger.inputs.doing import Foreseen, Outcome
    from fundledger.inputs.faults import FaultError
    from fundledger.store.reading import Books

Json = dict[str, Any]


def accepted(line: Line, outcome: "Outcome", waits_for: Sequence[str] = ()) -> Json:
    """Tell what was done, or had been done under this key.

    Of a deed that two people sign, `waits_for` says who signs next.
    """
    waits = {"waits_for": list(waits_for)} if waits_for else {}
    return _head(line) | {
        "outcome": "accepted",
        "record": outcome.seq,
        "vouchers": list(outcome.vouchers),
        "result": outcome.result,
        "again": outcome.again,
        **waits,
    }


def unwritten(line: Line, error: FundledgerError, lang: Language) -> Json:
    """Tell why a deed was not done: refused, faulty, or failed by the ledger."""
    outcome = "failed"
    if isinstance(error, RefusedError):
        outcome = "refused"
    elif isinstance(error, InputError):
        outcome = "faulty"
    return _head(line) | {"outcome": outcome} | _with_faults(error, lang)


def possible(line: Line, foreseen: "Foreseen", lang: Language) -> Json:
    """Tell what would be done: vouchers with postings, balances; or the refusal."""
    shown = foreseen.shown
    if shown.refusal is not None:
        return unwritten(line, shown.refusal, lang) | {"dry_run": True}
    postings = list(shown.rows("posting"))
    vouchers = [
        {
            "series": row["series"],
            "date": row["on_date"],
            "summary": row["summary"],
            "rule": row["rule"],
            "postings": [
                _posting(each) for each in postings if each["voucher_no"] == row["no"]
            ],
        }
        for row in shown.rows("voucher")
    ]
    return _head(line) | {
        "outcome": "possible",
        "vouchers": vouchers,
        "balances": [each._asdict() for each in foreseen.standing],
        "result": shown.result,
        "dry_run": True,
    }


def signed(books: "Books", of: "Signed", lang: Language) -> Json:
    """Tell what the first of two people signed: the deed, who, when, and each field."""
    from fundledger.inputs.cosigned import written
    from fundledger.inputs.forms import form_of
    from fundledger.writers.values import spoken

    row = of.row
    fields = [
        {
            "field": name,
            "label": spoken(label, lang),
            "value": spoken(value, lang),
            "called": called,
        }
        for name, label, value, called in written(books, row.deed, row.asked_for)
    ]
    by = {"login": row.login, "name": of.name, "role": row.role, "on": str(row.on)}
    title = translate(form_of(row.deed).title, lang)
    return {"title": title, "signed_by": by, "fields": fields}


def repeated(each: "Repeated") -> Json:
    """Tell that a line of the past was done again, or had been."""
    line = each.line
    stamped = line.stamped
    result = {
        "line": line.row,
        "deed": line.deed,
        "key": line.key,
        "outcome": outcome_of(stamped.refusal if stamped else None),
        "record": each.seq,
        "again": each.again,
    }
    return result | ({"code": stamped.code} if stamped and stamped.code else {})


def differing(error: "PastError", lang: Language) -> Json:
    """Tell why a line of the past does not come out as it did."""
    problem = error.problem
    return {"line": error.row, "outcome": "differs"} | _with_faults(problem, lang)


def shown(result: Json) -> str:
    """Write a result on one line; on a terminal, what would steer it is escaped."""
    text = json.dumps(result, ensure_ascii=False, separators=(",", ":"))
    if not is_terminal(sys.stdout):
        return text
    from fundledger.writers.json import for_terminal

    return for_terminal(text)


def _posting(row: Mapping[str, Any]) -> Json:
    names = ("debit", "credit", "fen", "project_no")
    return {name: row[name] for name in names}


def _head(line: Line) -> Json:
    order = line.order
    head: Json = {} if line.row is None else {"line": line.row}
    return head | {"deed": order.deed, "key": order.key}


def _described(error: FundledgerError, lang: Language) -> Json:
    message, hint = describe(error, lang)
    return {"code": error.code, "message": message, "hint": hint}


def _with_faults(error: FundledgerError, lang: Language) -> Json:
    """Tell an error with its faults; of very many the first, and how many there are."""
    facts = _described(error, lang)
    faults = getattr(error, "faults", ())
    if faults:
        facts["faults"] = [_fault(each, lang) for each in faults]
        facts["total"] = getattr(error, "total", len(faults))
    return facts


def _fault(fault: "FaultError", lang: Language) -> Json:
    """Tell one fault; the field stands beside it, so its own problem is enough."""
    where: Json = {"field": fault.field, "row": fault.row or None}
    cell = getattr(fault, "cell", None)
    where |= ({} if cell is None else {"cell": cell}) | {"given": fault.given}
    return where | _described(fault.bare_problem, lang)
