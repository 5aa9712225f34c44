"""The table by type: how a value of each type is asked for, and what it may name.

Texts, numbers and keys are told apart by the types of `domain.ids` and
`domain.labels`; what a value may be is judged by `commands.arguments` alone.
"""

from collections.abc import Collection, Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType, NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Final,
    NamedTuple,
    Union,
    get_args,
    get_origin,
)

from fundledger.domain import ids
from fundledger.domain.batches import Batch
from fundledger.domain.labels import Form, Label, Whole
from fundledger.domain.money import Money
from fundledger.errors import N_
from fundledger.i18n.nouns import Noun


class InputKind(StrEnum):
    """How a value is asked for."""

    MONEY = "money"
    DAY = "day"
    MONTH = "month"
    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    CHOICE = "choice"
    REFERENCE = "reference"
    FLAG = "flag"
    FILE = "file"
    GROUP = "group"
    TABLE = "table"
    LIST = "list"
    PAIRS = "pairs"


HINTS: Final[Mapping[InputKind, str]] = MappingProxyType(
    {
        InputKind.MONEY: N_(
            'In 元, as text: "320.00", "1,234.50" or "14.5万"; programs may write'
            ' {"fen": 32000}. A bare number is refused.'
        ),
        InputKind.DAY: N_("A day, like 2024-08-15."),
        InputKind.MONTH: N_("A month, like 2024-08."),
        InputKind.TEXT: N_("A text on one line."),
        InputKind.LONG_TEXT: N_("A text, on several lines if need be."),
        InputKind.NUMBER: N_("A whole number."),
        InputKind.CHOICE: N_("One of its choices, by its word or by its name."),
        InputKind.REFERENCE: N_("The number or the key of something that is there."),
        InputKind.FLAG: N_("yes or no."),
        InputKind.FILE: N_('A file: @PATH, or in JSON {"file": "PATH"}.'),
        InputKind.GROUP: N_("Fields of its own."),
        InputKind.TABLE: N_(
            "Lines, each with fields of its own; or a sheet with a row for each:"
            ' @FILE.xlsx or .csv, in JSON {"file": "PATH"}.'
        ),
        InputKind.LIST: N_("Several values, in their order."),
        InputKind.PAIRS: N_("Keys, each with its value."),
    }
)
"""What each kind of value is written like."""


class Typed(NamedTuple):
    """How a value of one type is asked for."""

    kind: InputKind
    example: Any = None
    noun: Noun | None = None
    """What it names, where it names something of the books."""


def _naming(noun: Noun, example: object) -> Typed:
    return Typed(InputKind.REFERENCE, example, noun)


BY_TYPE: Final[Mapping[Any, Typed]] = MappingProxyType(
    {
        Money: Typed(InputKind.MONEY, "1,200.00"),
        date: Typed(InputKind.DAY, "2024-08-15"),
        bool: Typed(InputKind.FLAG, "yes"),
        bytes: Typed(InputKind.FILE, {"base64": "JVBERi0xLjQKJSVFT0Y="}),
        Batch: Typed(InputKind.TABLE),
        ids.Month: Typed(InputKind.MONTH, "2024-08", Noun.MONTH),
        ids.LineNo: Typed(InputKind.NUMBER, 1),
        ids.Login: _naming(Noun.PERSON, "li"),
        ids.Sha256: _naming(Noun.ATTACHMENT, "0" * 64),
        ids.AccountKey: _naming(Noun.ACCOUNT, "admin_cost"),
        ids.SubdistrictKey: _naming(Noun.SUBDISTRICT, "jia"),
        ids.CommunityKey: _naming(Noun.COMMUNITY, "jia-1"),
        ids.RoundKey: _naming(Noun.ROUND, "2024-1"),
        ids.SourceKey: _naming(Noun.SOURCE, "general"),
        ids.ReturnNo: _naming(Noun.RETURN, 1),
        ids.TransferNo: _naming(Noun.TRANSFER, 1),
        ids.RunningCostNo: _naming(Noun.RUNNING_COST, 1),
        ids.ProjectNo: _naming(Noun.PROJECT, 1),
        ids.FundingNo: _naming(Noun.FUNDING, 1),
        ids.DisbursementNo: _naming(Noun.DISBURSEMENT, 1),
        ids.ClaimNo: _naming(Noun.CLAIM, 1),
        ids.ReceiptNo: _naming(Noun.RECEIPT, 1),
        ids.RecoveryNo: _naming(Noun.RECOVERY, 1),
        ids.GrantNo: _naming(Noun.ROLE_GRANT, 1),
        ids.EvidenceNo: _naming(Noun.EVIDENCE, 1),
        ids.HandoverNo: _naming(Noun.HANDOVER, 1),
        ids.CosignatureNo: _naming(Noun.COSIGNATURE, 1),
        ids.PayeeNo: _naming(Noun.PAYEE, 1),
        ids.AmendmentNo: _naming(Noun.AMENDMENT, 1),
        ids.ObjectionNo: _naming(Noun.OBJECTION, 1),
        ids.VoucherNo: _naming(Noun.VOUCHER, 1),
        Form.BANK_KEY: _naming(Noun.BANK_ACCOUNT, "main"),
        Form.EDITION_KEY: _naming(Noun.EDITION, "2026"),
        Form.SETTING_KEY: _naming(Noun.SETTING, "reviewers_needed"),
        Form.SCOPE_KEY: _naming(Noun.ROLE, "jia-1"),
        Form.FUND_CODE: Typed(InputKind.TEXT, "shangjie"),
        Form.REFUSAL_CODE: Typed(InputKind.TEXT, "no_receipts"),
        Form.MEDIA_TYPE: Typed(InputKind.TEXT, "application/pdf"),
        Form.BANK_NUMBER: Typed(InputKind.TEXT, "6222 0000 1111"),
    }
)
"""How each type is asked for; texts, choices and what is made of others follow."""


class Shaped(NamedTuple):
    """A type taken apart: what is asked for, whether it may be nothing, its parts."""

    typed: Typed
    plain: Any
    """The type itself, without "or nothing"."""
    nullable: bool = False
    parts: tuple[Any, ...] = ()
    """A row's class, a list's item, a mapping's key and value, an enum."""


def shaped(annotation: Any) -> Shaped:  # noqa: ANN401 - any annotation
    """Take a type apart. Raises TypeError for one that nothing is known of."""
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin in (UnionType, Union):
        (inner,) = (part for part in parts if part is not NoneType)
        return shaped(inner)._replace(nullable=True)
    if origin is Annotated:
        return _ruled(annotation, parts[1])
    if annotation in BY_TYPE:
        return Shaped(BY_TYPE[annotation], annotation)
    return _composed(annotation, origin, parts)


def _ruled(annotation: Any, rule: Label | Form | Whole) -> Shaped:  # noqa: ANN401 - any annotation
    if isinstance(rule, Label):
        kind = InputKind.LONG_TEXT if rule.lines else InputKind.TEXT
        return Shaped(Typed(kind, "同意"), annotation)
    if isinstance(rule, Whole):
        return Shaped(Typed(InputKind.NUMBER, max(rule.low, 1)), annotation)
    return Shaped(BY_TYPE[rule], annotation)


def _composed(annotation: Any, origin: Any, parts: tuple[Any, ...]) -> Shaped:  # noqa: ANN401 - any annotation
    if origin is Mapping:
        return Shaped(Typed(InputKind.PAIRS), annotation, parts=parts)
    if isinstance(origin, type) and issubclass(origin, Collection):
        kind = InputKind.TABLE if hasattr(parts[0], "_fields") else InputKind.LIST
        return Shaped(Typed(kind), annotation, parts=parts[:1])
    if hasattr(annotation, "_fields"):
        return Shaped(Typed(InputKind.GROUP), annotation, parts=(annotation,))
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        first = str(next(iter(annotation)))
        return Shaped(Typed(InputKind.CHOICE, first), annotation, parts=(annotation,))
    msg = f"nothing says how {annotation} is asked for"
    raise TypeError(msg)
