"""One line of JSON for each deed: its record and vouchers, or why it is not done."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from fundledger.cli.do_orders import Line
from fundledger.domain.values import ArgumentError
from fundledger.errors import FundledgerError, InputError, RefusedError
from fundledger.i18n import Language, describe

if TYPE_CHECKING:
    from fundledger.inputs.doing import Foreseen, Outcome
    from fundledger.inputs.faults import FaultError

Json = dict[str, Any]


def accepted(line: Line, outcome: "Outcome") -> Json:
    """Tell what was done, or had been done under this key."""
    return _head(line) | {
        "outcome": "accepted",
        "record": outcome.seq,
        "vouchers": list(outcome.vouchers),
        "result": outcome.result,
        "again": outcome.again,
    }


def unwritten(line: Line, error: FundledgerError, lang: Language) -> Json:
    """Tell why a deed was not done: refused, faulty, or failed by the ledger."""
    outcome = "failed"
    if isinstance(error, RefusedError):
        outcome = "refused"
    elif isinstance(error, InputError):
        outcome = "faulty"
    faults = getattr(error, "faults", ())
    facts = _described(error, lang)
    if faults:
        facts["faults"] = [_fault(each, lang) for each in faults]
    return _head(line) | {"outcome": outcome} | facts


def possible(line: Line, foreseen: "Foreseen", lang: Language) -> Json:
    """Tell what would be done: vouchers with postings, balances; or the refusal."""
    shown = foreseen.shown
    if shown.refusal is not None:
        return unwritten(line, shown.refusal, lang) | {"dry_run": True}
    postings = list(shown.rows("posting"))
    vouchers = [
        {
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


def written(result: Json) -> str:
    """Write a result on one line."""
    return json.dumps(result, ensure_ascii=False, separators=(",", ":"))


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


def _fault(fault: "FaultError", lang: Language) -> Json:
    """Tell one fault; the field stands beside it, so its own problem is enough."""
    problem: FundledgerError = fault.problem
    if isinstance(problem, ArgumentError):
        problem = problem.problem
    where = {"field": fault.field, "row": fault.row or None, "given": fault.given}
    return where | _described(problem, lang)
