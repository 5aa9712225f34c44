"""Words and files for `do`, and how its answers are read."""

import hashlib
import json
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from fundledger.store.books import Ledger
from tests.cli.conftest import Ended

FEE: Final = ("pay_bank_fee", "amount=10.00", "bank=main")
ON: Final = "--on=2024-01-09"
BY: Final = "--as=accountant"
Json = dict[str, Any]


def answers(ended: Ended) -> list[Json]:
    return [json.loads(line) for line in ended.out.splitlines()]


def line(deed: str = "pay_bank_fee", **changes: object) -> Json:
    fee = {"amount": "10.00", "bank": "main"}
    return {"deed": deed, "actor": "accountant", "on": "2024-01-09", "input": fee} | (
        changes
    )


def written(path: Path, *lines: Json | str) -> Path:
    texts = (each if isinstance(each, str) else json.dumps(each) for each in lines)
    path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return path


def head(db: Path) -> int:
    with closing(Ledger(str(db))) as ledger, ledger.fund().reading() as books:
        return books.head.seq


def digest(db: Path) -> str:
    return hashlib.sha256(db.read_bytes()).hexdigest()
