"""An address is shown without its secrets, whatever its form and wherever it stands."""

from contextlib import closing

import pytest

from fundledger.store.addresses import hide_secrets, hide_values, shown_address
from fundledger.store.books import Ledger
from fundledger.store.dialects import AmbiguousAddressError, dialect_of
from tests.cli.conftest import Program

SHOWN = {
    "/home/li/ledger.db": "/home/li/ledger.db",
    "sqlite:////home/li/l.db": "sqlite:////home/li/l.db",
    "postgresql://li@h:5432/d": "postgresql://li@h:5432/d",
    "postgresql://li:sec%40ret@h/d": "postgresql://li:***@h/d",
    "postgresql://li:sec%40ret@[::1]:5432/d?sslmode=require": (
        "postgresql://li:***@[::1]:5432/d?sslmode=require"
    ),
    "postgresql://h/d?user=li&password=secret": "postgresql://h/d?user=li&password=***",
    "postgresql://h/d?sslpassword=secret": "postgresql://h/d?sslpassword=***",
    "postgresql://h/d?passfile=secret": "postgresql://h/d?passfile=***",
    "postgresql://h/d?service=secret": "postgresql://h/d?service=***",
    "postgresql://h/d?options=-c%20a.b%3Dsecret": "postgresql://h/d?options=***",
    "postgresql://h/d?unheard_of=secret": "postgresql://h/d?unheard_of=***",
    "postgresql://li:sec@ret@h/d": "postgresql://***",
    "postgresql://li:sec/ret@h/d": "postgresql://***",
    "postgresql://li:sec?ret@h/d": "postgresql://***",
    "postgresql://li:sec#ret@h/d": "postgresql://***",
    "postgresql://li:sec:ret@h/d": "postgresql://***",
    "postgresql://li:secret/d": "postgresql://***",
    "postgresql://li:my secret@h/d": "postgresql://***",
    "mysql://li:secret@h/d": "mysql://li:***@h/d",
    "://li:secret@h/d": "***",
    "host=h password=secret": "host=h password=***",
    "host=h password = 'my secret' user=li": "host=h password = *** user=li",
    "service=secret": "service=***",
}
SECRET = [address for address, shown in SHOWN.items() if address != shown]
PARTS = ("secret", "ret@", "sec%40", "sec@", "sec/", "sec?", "sec#", "my ")


@pytest.mark.parametrize("address", SHOWN)
def test_an_address_is_shown_without_its_secrets(address: str) -> None:
    assert shown_address(address) == SHOWN[address]


def test_every_address_in_a_sentence_is_shown_so() -> None:
    text = "No (postgresql://li:s3cret@h/d), nor 'postgresql://h/d?password=s3cret'."
    assert hide_secrets(text) == (
        "No (postgresql://li:***@h/d), nor 'postgresql://h/d?password=***'."
    )


def test_what_a_driver_repeats_of_a_secret_is_blanked() -> None:
    sentence = 'definition of service "secret" not found in /secretary'
    assert hide_values(sentence, frozenset({"secret", ""})) == (
        'definition of service "***" not found in /secretary'
    )


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("address", SECRET)
def test_no_message_shows_a_secret(program: Program, address: str, lang: str) -> None:
    at = address.replace("@h", "@127.0.0.1:1").replace("//h/", "//127.0.0.1:1/")
    at = at.replace("host=h", "host=127.0.0.1")
    for words in (
        ("balance", "--db", at),
        ("balance", f"--db={at}"),
        ("balance", at),
        ("balance", "--fund", at, "--db=none.db"),
        ("balance", "--as-of", at),
        ("journal", f"--limit={at}"),
        ("check", at, "--db=none.db"),
        ("demo", "--db", at),
        ("migrate", "--db", at),
        (at,),
        (f"--{at}",),
    ):
        ended = program(*words, "--lang", lang)
        assert ended.code in (2, 4), words
        shown = ended.out + ended.err
        assert [part for part in PARTS if part in shown] == [], (words, shown)


@pytest.mark.parametrize("debug", ["", "1"])
def test_no_driver_shows_a_secret(
    program: Program, monkeypatch: pytest.MonkeyPatch, debug: str
) -> None:
    monkeypatch.setenv("FUNDLEDGER_DEBUG", debug)
    for query in ("password=secret", "options=secret", "service=secret", "odd=secret"):
        db = f"postgresql://li:secret@127.0.0.1:1/d?{query}"
        ended = program("balance", "--db", db)
        assert ended.code == 4, ended.err
        assert "secret" not in ended.err


def test_no_object_of_a_ledger_shows_a_secret() -> None:
    address = "postgresql://li:secret@h/d?password=secret&options=secret"
    with closing(Ledger(address)) as ledger:
        shown = [repr(each) for each in (ledger, ledger.engine, ledger.engine.url)]
        shown += [repr(ledger.dialect), str(ledger.engine.url)]
    assert [text for text in shown if "secret" in text] == []


@pytest.mark.parametrize(
    "address", [each for each in SECRET if SHOWN[each] == "postgresql://***"]
)
def test_an_address_with_two_readings_is_not_opened(address: str) -> None:
    with pytest.raises(AmbiguousAddressError, match="%40 for @"):
        dialect_of(address)
