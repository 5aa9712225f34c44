"""What people write, as the values that deeds take: kind by kind.

A value that is typed already (Python's own) goes through. Each parser raises an
InputError that names the field; whether the value may be is judged afterwards, by the
deed's own converters.
"""

import base64
import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from hashlib import sha256
from types import MappingProxyType
from typing import Any, Final, cast

from fundledger.domain.fen import format_fen
from fundledger.domain.ids import Month, Sha256
from fundledger.domain.money import AmountError, Money, from_fen, parse_money
from fundledger.domain.values import ArgumentError, check_sha256
from fundledger.i18n.languages import Language
from fundledger.i18n.texts import label
from fundledger.inputs.faults import (
    AttachmentAlteredError,
    BareFractionError,
    BareNumberError,
    DayTextError,
    FenError,
    FileValueError,
    FlagTextError,
    JsonTextError,
    NumberTextError,
    UnsoundTextError,
    shown,
)
from fundledger.inputs.json_texts import UnsoundJsonError, read_json
from fundledger.inputs.kinds import InputKind
from fundledger.inputs.lines import ATTACHMENTS

Opener = Callable[[str], bytes]
"""Gives the content of a file that an input names; whose files, the face knows."""

_NARROW: Final = str.maketrans("０１２３４５６７８９－．／　", "0123456789-./ ")
"""Digits and signs as an input method writes them."""
_DAY: Final = re.compile(
    r"([0-9]{4})(?:-|/|\.|年)([0-9]{1,2})(?:-|/|\.|月)([0-9]{1,2})日?"
)
_MONTH: Final = re.compile(r"([0-9]{4})(?:-|/|\.|年)([0-9]{1,2})月?")
_WHOLE: Final = re.compile("-?[0-9]{1,18}")
_WORDS: Final = MappingProxyType(
    {
        **dict.fromkeys(("yes", "y", "true", "1", "是", "对", "有"), True),
        **dict.fromkeys(("no", "n", "false", "0", "否", "不", "无"), False),
    }
)


def parse_amount(field: str, value: object) -> object:
    """Read 元 as text, or 分 as {"fen": …}.

    Raises BareNumberError, BareFractionError, FenError, ArgumentError.
    """
    if isinstance(value, int) and not isinstance(value, bool):
        return _bare(field, value)
    if type(value).__name__ == "float":  # JSON's; no line of ours makes one
        raise BareFractionError(field, shown(value))
    if isinstance(value, Mapping):
        return _counted(field, cast("Mapping[str, Any]", value))
    if not isinstance(value, str):
        return value
    try:
        return parse_money(value)
    except AmountError as error:
        raise ArgumentError(field, error) from error


def _bare(field: str, number: int) -> Money:
    """Refuse a number without a unit, showing both of its readings."""
    sign = "-" if number < 0 else ""
    yuan = f"{sign}{abs(number):,}.00"
    raise BareNumberError(field, str(number), yuan, str(number), format_fen(number))


def _counted(field: str, value: Mapping[str, Any]) -> Money:
    fen = value.get("fen")
    if set(value) != {"fen"} or type(fen) is not int:
        raise FenError(field)
    return from_fen(fen)


def parse_day(field: str, value: object) -> object:
    """Read a day, the year first. Raises DayTextError."""
    if not isinstance(value, str):
        return value
    match = _DAY.fullmatch(value.translate(_NARROW).strip())
    try:
        if match is not None:
            return date(*map(int, match.groups()))
    except ValueError:
        pass
    raise DayTextError(field, shown(value))


def parse_month(_field: str, value: object) -> object:
    """Read a month; what is none is left for its converter to refuse."""
    if isinstance(value, str):
        match = _MONTH.fullmatch(value.translate(_NARROW).strip())
        if match is not None:
            return Month(f"{match[1]}-{int(match[2]):02}")
    return value


def parse_whole(field: str, value: object) -> object:
    """Read a whole number. Raises NumberTextError."""
    if not isinstance(value, str):
        return value
    narrow = value.translate(_NARROW).strip()
    if not _WHOLE.fullmatch(narrow):
        raise NumberTextError(field, shown(value))
    return int(narrow)


def parse_flag(field: str, value: object) -> object:
    """Read yes or no. Raises FlagTextError."""
    if not isinstance(value, str):
        return value
    known = _WORDS.get(value.translate(_NARROW).strip().lower())
    if known is None:
        raise FlagTextError(field, shown(value))
    return known


def parse_choice(choices: type[StrEnum], value: object) -> object:
    """Read a choice by its word, or by what people call it in any language."""
    if not isinstance(value, str) or value in set(choices):
        return value
    text = value.strip()
    called = {label(each, lang): str(each) for each in choices for lang in Language}
    return called.get(text, text)


def parse_file(field: str, value: object, opener: Opener | None) -> object:
    """Read a file's content. Raises FileValueError, and what opening it raises."""
    if isinstance(value, str) and value.startswith("{"):
        value = parse_json(field, value)
    if isinstance(value, str):
        raise FileValueError(field)
    if not isinstance(value, Mapping):
        return value
    match dict(cast("Mapping[str, Any]", value)):
        case {"file": str(path), **rest} if not rest and opener is not None:
            return opener(path)
        case {"sha256": str(digest), **rest} if not rest and opener is not None:
            return _attachment(check_sha256(field, digest), opener)
        case {"base64": str(text), **rest} if not rest:
            try:
                return base64.b64decode(text, validate=True)
            except ValueError:  # as binascii.Error is
                pass
        case _:
            pass
    raise FileValueError(field)


def _attachment(digest: Sha256, opener: Opener) -> bytes:
    """Open what lies beside a file of deeds. Raises AttachmentAlteredError."""
    content = opener(f"{ATTACHMENTS}/{digest}")
    if sha256(content).hexdigest() != digest:
        raise AttachmentAlteredError(digest)
    return content


def parse_json(field: str, text: str) -> object:
    """Read lines or a group as JSON. Raises JsonTextError, UnsoundTextError."""
    try:
        return read_json(text)
    except json.JSONDecodeError as error:
        raise JsonTextError(field, error.msg, error.pos + 1) from error
    except UnsoundJsonError as error:
        raise UnsoundTextError(field, error.problem) from error


PARSERS: Final[Mapping[InputKind, Callable[[str, object], object]]] = MappingProxyType(
    {
        InputKind.MONEY: parse_amount,
        InputKind.DAY: parse_day,
        InputKind.MONTH: parse_month,
        InputKind.NUMBER: parse_whole,
        InputKind.FLAG: parse_flag,
    }
)
"""How text of a kind is read, where its name and the text are enough."""
