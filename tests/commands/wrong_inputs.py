"""What somebody may mistype, and how each is refused: amounts, desks, drafts."""

# What is wrong in type is what these tests are about.
# pyright: reportUnknownLambdaType=false, reportUnknownArgumentType=false
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final, NamedTuple, cast

from moneyed import Money

from fundledger.commands import (
    applications,
    funding,
)
from fundledger.commands.deed import Desk
from fundledger.domain.ids import Login
from fundledger.domain.money import MAX_FEN, from_fen
from tests.commands.scene import (
    ACCOUNTANT,
    JIA1,
    PREPARER,
    ROUND,
    Scene,
    content,
    yuan,
)

DAY: Final = date(2024, 1, 8)
LINE: Final = {"kind": "materials", "description": "x", "requested": yuan(3)}
Call = Callable[[Scene], object]
NOBODY: Final = cast("Any", None)


class Wrong(NamedTuple):
    """A call with something wrong, and how it is refused."""

    call: Call
    code: str
    argument: str | None = None


def donation(code: str, argument: str | None = None, **given: object) -> Wrong:
    """Receive a donation, with some arguments of one's own."""
    right = {"amount": yuan(5), "party": "某企业", "bank": "main"}

    def call(scene: Scene) -> object:
        return cast("Any", funding.receive_donation)(
            scene.desk(ACCOUNTANT), **{**right, **given}
        )

    return Wrong(call, code, argument)


def at_desk(code: str, argument: str | None = None, **given: object) -> Wrong:
    """Receive a right donation, at a desk of one's own."""

    def call(scene: Scene) -> object:
        desk = {"fund": scene.fund, "actor": ACCOUNTANT, "on": DAY, **given}
        return funding.receive_donation(
            cast("Any", Desk)(**desk), yuan(5), party="某企业", bank="main"
        )

    return Wrong(call, code, argument)


def draft(code: str, argument: str | None = None, **given: object) -> Wrong:
    """Draft a project; what its content has is named like that."""
    fields = content()._asdict()
    own = {name: given.pop(name) for name in list(given) if name in fields}
    where = {"community_key": JIA1, "round_key": ROUND, "category": "邻里"}

    def call(scene: Scene) -> object:
        arguments = {"content": {**fields, **own}, **where, **given}
        return cast("Any", applications.draft_project)(
            scene.desk(PREPARER), **arguments
        )

    return Wrong(call, code, argument)


def by(
    who: Login,
    deed: Callable[..., object],
    code: str,
    argument: str | None = None,
    /,
    *args: object,
    **kw: object,
) -> Wrong:
    """Do any deed at somebody's desk."""
    return Wrong(lambda scene: deed(scene.desk(who), *args, **kw), code, argument)


def lines(**given: object) -> list[dict[str, Any]]:
    """Give one budget line, with something of one's own."""
    return [{**LINE, **given}]


AMOUNTS: Final = {
    "a float": donation("wrong_type", "amount", amount=500.0),
    "a bare number": donation("wrong_type", "amount", amount=500),
    "a text": donation("wrong_type", "amount", amount="500"),
    "a decimal": donation("wrong_type", "amount", amount=Decimal(500)),
    "dollars": donation("argument", "amount", amount=Money("5", "USD")),
    "a third decimal": donation("argument", "amount", amount=Money("5.001", "CNY")),
    "too much": donation("argument", "amount", amount=Money(10**14, "CNY")),
    "no number": donation("argument", "amount", amount=Money("NaN", "CNY")),
    "nothing": donation("nothing_to_post", amount=yuan(0)),
    "less than nothing": donation("nothing_to_post", amount=yuan(-5)),
}
DONATIONS: Final = {
    "an unknown bank": donation("not_found", bank="mian"),
    "an account as bank": donation("not_found", bank="bank.main"),
    "no bank": donation("wrong_type", "bank", bank=None),
    "nobody": donation("blank_text", "party", party=""),
    "a blank": donation("blank_text", "party", party=" "),
    "None as party": donation("wrong_type", "party", party=None),
    "escapes": donation("character", "party", party="a\x1b[2J"),
    "a source that is not there": donation("not_found", source="nowhere"),
    "a number for a source": donation("wrong_type", "source", source=1),
    "no source": donation("wrong_type", "source", source=None),
    "a day as text": donation("wrong_type", "voucher_on", voucher_on="2024-01-08"),
    "a day of another century": donation(
        "day_range", "voucher_on", voucher_on=date(1924, 1, 8)
    ),
    "a day of no open month": donation("month_not_open", voucher_on=date(2029, 1, 8)),
    "an unknown keyword": donation("argument_unknown", "memo", memo="x"),
    "too little": by(
        ACCOUNTANT, funding.receive_donation, "argument_missing", "party", yuan(5)
    ),
    "too much at once": by(
        ACCOUNTANT, funding.receive_donation, "argument_unknown", "7", *([yuan(5)] * 9)
    ),
    "one thing twice": by(
        ACCOUNTANT,
        funding.receive_donation,
        "argument_unknown",
        "amount",
        yuan(5),
        amount=yuan(5),
    ),
}
DESKS: Final = {
    "no desk": Wrong(
        lambda _: funding.receive_donation(NOBODY, yuan(5), party="x", bank="main"),
        "wrong_type",
        "desk",
    ),
    "a fund for a desk": Wrong(
        lambda scene: funding.receive_donation(
            cast("Any", scene.fund), yuan(5), party="x", bank="main"
        ),
        "wrong_type",
        "desk",
    ),
    "a path for a fund": at_desk("wrong_type", "desk.fund", fund="ledger.db"),
    "a day as text": at_desk("wrong_type", "on", on="2024-01-08"),
    "a moment": at_desk("wrong_type", "on", on=datetime(2024, 1, 8, tzinfo=UTC)),
    "no day": at_desk("wrong_type", "on", on=None),
    "a year mistyped": at_desk("day_range", "on", on=date(2204, 1, 8)),
    "a year that is not open": at_desk("month_not_open", on=date(2027, 1, 8)),
    "a day before the fund": at_desk("no_role", on=date(2023, 1, 8)),
    "nobody": at_desk("wrong_type", "actor", actor=None),
    "somebody unknown": at_desk("unknown_person", actor="ghost"),
    "a blank in a login": at_desk("key_character", "actor", actor="a b"),
    "a number for a login": at_desk("wrong_type", "actor", actor=5),
    "an empty key": at_desk("blank_text", "key", key=""),
    "a blank key": at_desk("idempotency_key", "key", key=" "),
    "a key with escapes": at_desk("idempotency_key", "key", key="a\x1b"),
    "a number for a key": at_desk("wrong_type", "key", key=5),
    "an endless key": at_desk("text_too_long", "key", key="k" * 201),
}
DRAFTS: Final = {
    "an unknown community": draft("not_found", community_key="xx"),
    "an unknown round": draft("not_found", round_key="xx"),
    "no category": draft("blank_text", "category", category=""),
    "a text for its content": draft("wrong_type", "content", content="x"),
    "an unknown kind": draft(
        "choice", "content.lines[0].kind", lines=lines(kind="material")
    ),
    "a line for nothing": draft(
        "application_incomplete", lines=lines(requested=yuan(0))
    ),
    "lines beyond the books": draft(
        "huge_amount", lines=lines(requested=from_fen(MAX_FEN)) * 2
    ),
    "no lines": draft("application_incomplete", lines=[]),
    "a text for lines": draft("wrong_type", "content.lines", lines="x"),
    "None for lines": draft("wrong_type", "content.lines", lines=None),
    "a tuple for a line": draft("wrong_type", "content.lines[0]", lines=[("x", 3)]),
    "a line with more": draft(
        "argument_unknown", "content.lines[0].unit", lines=lines(unit="个")
    ),
    "a line without an amount": draft(
        "argument_missing",
        "content.lines[0].requested",
        lines=[{"kind": "materials", "description": "x"}],
    ),
    "a bare number in a line": draft(
        "wrong_type", "content.lines[0].requested", lines=lines(requested=3)
    ),
    "a title that turns round": draft("character", "content.title", title="\u202e反向"),
    "a title that steers": draft("character", "content.title", title="\x1b[31m红"),
    "a title with a tab": draft("character", "content.title", title="a\tb"),
    "a title with joiners": draft("character", "content.title", title="👨‍👩‍👧家庭"),
    "half a character": draft("character", "content.title", title="\ud83d"),
    "a zero byte": draft("character", "content.title", title="a\0b"),
    "an endless title": draft("text_too_long", "content.title", title="超长" * 200),
    "an end without end": draft(
        "day_range", "content.ends_on", ends_on=date(2999, 1, 1)
    ),
}
NUMBERS: Final = {
    f"a project called {number!r}": by(
        PREPARER, applications.submit_application, code, argument, number
    )
    for number, code, argument in (
        ("2024-1-01", "wrong_type", "project_no"),
        (None, "wrong_type", "project_no"),
        (True, "wrong_type", "project_no"),
        (1.0, "wrong_type", "project_no"),
        (0, "whole_range", "project_no"),
        (-1, "whole_range", "project_no"),
        (2**70, "whole_range", "project_no"),
        (99, "not_found", None),
    )
}
