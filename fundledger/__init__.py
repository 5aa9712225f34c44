"""A fund's books: every deed recorded, every figure provable.

The public API. A name is imported when it is used, so `import fundledger` is quick:

    fund = fundledger.open_fund("ledger.db")
    with fund.reading() as books:
        fundledger.control_totals(books)

`do` does a deed by its name, with values as people write them. Deeds are functions in
`fundledger.commands`, called with a `Desk`; questions are functions in
`fundledger.queries`, asked of open books; `as_json` gives what they answer as JSON.
"""

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from fundledger.checks.reconciliation import Reconciliation, reconcile
    from fundledger.checks.registry import CheckResult, Light, run_checks
    from fundledger.cli.demo_books import create_demo
    from fundledger.commands.deed import CreationDesk, Desk
    from fundledger.commands.funds import create_fund
    from fundledger.commands.permission import Permission, may
    from fundledger.domain.money import Money, format_yuan, from_fen, parse_money
    from fundledger.errors import (
        FundledgerError,
        InputError,
        RefusedError,
        StoreError,
    )
    from fundledger.inputs.doing import Outcome, do
    from fundledger.queries.balances import balances
    from fundledger.queries.control import ControlTotals, control_totals
    from fundledger.queries.trial import trial_balance
    from fundledger.reports.rows import as_json
    from fundledger.store.audit import Head
    from fundledger.store.books import Fund, Ledger
    from fundledger.store.migrate import migrate
    from fundledger.store.opening import open_fund, open_ledger
    from fundledger.store.reading import Books
    from fundledger.store.verify import Verification, verify

__version__: Final = "0.1.0"

__all__ = [
    "Books",
    "CheckResult",
    "ControlTotals",
    "CreationDesk",
    "Desk",
    "Fund",
    "FundledgerError",
    "Head",
    "InputError",
    "Ledger",
    "Light",
    "Money",
    "Outcome",
    "Permission",
    "Reconciliation",
    "RefusedError",
    "StoreError",
    "Verification",
    "__version__",
    "as_json",
    "balances",
    "control_totals",
    "create_demo",
    "create_fund",
    "do",
    "format_yuan",
    "from_fen",
    "may",
    "migrate",
    "open_fund",
    "open_ledger",
    "parse_money",
    "reconcile",
    "run_checks",
    "trial_balance",
    "verify",
]

_HOMES: Final = MappingProxyType(
    {
        "Books": "store.reading",
        "CheckResult": "checks.registry",
        "ControlTotals": "queries.control",
        "Desk": "commands.deed",
        "CreationDesk": "commands.deed",
        "Fund": "store.books",
        "FundledgerError": "errors",
        "Head": "store.audit",
        "InputError": "errors",
        "Ledger": "store.books",
        "Light": "checks.registry",
        "Money": "domain.money",
        "Outcome": "inputs.doing",
        "Permission": "commands.permission",
        "Reconciliation": "checks.reconciliation",
        "RefusedError": "errors",
        "StoreError": "errors",
        "Verification": "store.verify",
        "as_json": "reports.rows",
        "balances": "queries.balances",
        "control_totals": "queries.control",
        "create_demo": "cli.demo_books",
        "create_fund": "commands.funds",
        "do": "inputs.doing",
        "format_yuan": "domain.money",
        "from_fen": "domain.money",
        "may": "commands.permission",
        "migrate": "store.migrate",
        "open_fund": "store.opening",
        "open_ledger": "store.opening",
        "parse_money": "domain.money",
        "reconcile": "checks.reconciliation",
        "run_checks": "checks.registry",
        "trial_balance": "queries.trial",
        "verify": "store.verify",
    }
)
"""Where each public name lives."""


def __getattr__(name: str) -> Any:  # noqa: ANN401 - any public thing
    if name not in _HOMES:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
