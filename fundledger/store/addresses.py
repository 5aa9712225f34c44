"""Addresses of ledgers as people may read them: no password, whatever the form.

An address that is not plainly understood is hidden whole, so that a stray `@`, `/` or
`?` in a password never moves a part of it to where a host is shown.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import unquote_plus

HIDDEN: Final = "***"

PUBLIC: Final = frozenset(
    {
        "application_name",
        "connect_timeout",
        "dbname",
        "host",
        "hostaddr",
        "immutable",
        "mode",
        "port",
        "sslmode",
        "target_session_attrs",
        "uri",
        "user",
    }
)
"""Options of an address that hold no secret; the values of all others are hidden."""

_HOST: Final = r"(?:[\w.%-]+|\[[0-9A-Fa-f:.%]+\])?(?::[0-9]*)?"
_URL: Final = re.compile(
    rf"""
    (?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://
    (?: (?P<user>[^\s:/?\#@]*) (?P<password>:[^\s:/?\#@]*)? @ )?
    (?P<hosts>{_HOST}(?:,{_HOST})*)
    (?P<path>/[^\s?\#@]*)?
    (?:\?(?P<query>[^\s?\#@]*))?
    """,
    re.VERBOSE,
)
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_PLAIN_VALUE: Final = re.compile(r"[\w.%/:,-]*")
_WORD_WITH_URL: Final = re.compile(r"[^\s'\"(]*://\S*")
_AFTER_URL: Final = "'\".,;:!?)。，；：！？）」”’"
_SETTING: Final = re.compile(
    r"(?i)\b([a-z_]*passw(?:or)?d|passfile|pwd|service|servicefile|options|secret|token)"
    r"(\s*=\s*)(?!\*\*\*)('(?:[^'\\]|\\.)*'?|[^\s&;,]+)"
)
"""A setting `name=value` of the driver that can hold a secret."""
_CONNINFO: Final = re.compile(r"(?i)(?:^|\s)(?:host|dbname|user|password|service)\s*=")


def is_url(address: str) -> bool:
    """Tell whether an address is a URL; anything else is a file's path."""
    return "://" in address


def is_understood(url: str) -> bool:
    """Tell whether a URL has one reading: no bare `@ : / ? #` in a name or password."""
    return _URL.fullmatch(url) is not None


def is_settings(address: str) -> bool:
    """Tell whether an address is a list of the driver's settings, as psql takes it."""
    return not is_url(address) and _CONNINFO.search(address) is not None


def is_missing_file(path: Path) -> bool:
    """Tell whether there is no file at a path, or an empty one."""
    try:
        return not path.stat().st_size
    except OSError:
        return True


def shown_address(address: str) -> str:
    """Write an address for people: as it is, but for what may be secret."""
    if not is_url(address):
        return _SETTING.sub(rf"\1\2{HIDDEN}", address)
    parts = _URL.fullmatch(address)
    if parts is None:
        scheme = _SCHEME.match(address)
        return f"{scheme[0] if scheme else ''}{HIDDEN}"
    password = f":{HIDDEN}" if parts["password"] else ""
    user = "" if parts["user"] is None else f"{parts['user']}{password}@"
    query = "" if parts["query"] is None else f"?{_shown_query(parts['query'])}"
    return f"{parts['scheme']}://{user}{parts['hosts']}{parts['path'] or ''}{query}"


def hide_secrets(text: str) -> str:
    """Write each address in a text as people may read it, and blank secret settings."""
    return _SETTING.sub(rf"\1\2{HIDDEN}", _WORD_WITH_URL.sub(_shown_word, text))


def secret_values(address: str) -> frozenset[str]:
    """List what an address keeps secret, as it is written and as it is meant."""
    written = frozenset(_secrets(address))
    return written | frozenset(map(unquote_plus, written))


def hide_values(text: str, values: frozenset[str]) -> str:
    """Blank secret values where a text repeats them as words of their own."""
    for value in filter(None, values):
        text = re.sub(rf"(?<!\w){re.escape(value)}(?!\w)", HIDDEN, text)
    return text


def _secrets(address: str) -> Iterator[str]:
    parts = _URL.fullmatch(address)
    if parts is None:
        return
    yield (parts["password"] or "").removeprefix(":")
    for option in (parts["query"] or "").split("&"):
        if _shown_option(option) != option:
            yield option.partition("=")[2]


def _shown_query(query: str) -> str:
    return "&".join(map(_shown_option, query.split("&")))


def _shown_option(option: str) -> str:
    name, equals, value = option.partition("=")
    public = name in PUBLIC and _PLAIN_VALUE.fullmatch(value)
    return option if public or not equals else f"{name}={HIDDEN}"


def _shown_word(word: re.Match[str]) -> str:
    """Write a word that holds an address; marks after it belong to the sentence."""
    address = word[0].rstrip(_AFTER_URL)
    return shown_address(address) + word[0][len(address) :]
