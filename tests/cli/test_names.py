"""A filter knows the names it takes, and names what is like one that nothing bears."""

from pathlib import Path

import pytest

from tests.cli.conftest import Ended, Program

UNKNOWN = {
    "an account": (["journal", "--account=bank.mian"], 4, "bank.mian", "bank.main"),
    "an account's name": (["journal", "--account=银行"], 4, "account 银行", "bank"),
    "a community": (["projects", "--community=bing1"], 4, "community bing1", "bing-1"),
    "a community's name": (
        ["projects", "--community=丙一"],
        4,
        "community 丙一",
        "bing-1",
    ),
    "a subdistrict": (["projects", "--subdistrict=bin"], 4, "subdistrict bin", "bing"),
    "a project": (["journal", "--project=2024-1-001"], 4, "2024-1-001", "2024-1-01"),
    "a project's number": (["journal", "--project=999"], 4, "project 999", "listed by"),
    "a person": (["audit", "--by=acountant"], 4, "person acountant", "accountant"),
    "who acts": (["balance", "--as=acountant"], 4, "person acountant", "accountant"),
    "a record": (["audit", "--record=9999"], 4, "no record 9999", "from 1 to"),
    "a record before": (["audit", "--before=9999"], 4, "no record 9999", "from 1 to"),
    "a record at": (["balance", "--at=9999"], 4, "no record 9999", "from 1 to"),
    "a fund": (["balance", "--fund=shangie"], 4, "no fund shangie", "shangjie"),
    "a deed": (["audit", "--action=claim.admt"], 2, "'claim.admt'", "claim.admit"),
    "a state": (["projects", "--state=activ"], 2, "'activ'", "active?"),
    "a check": (["check", "r99"], 2, "no check R99", "R13"),
    "a verb": (["blance"], 2, "no blance", "balance?"),
    "an option": (["balance", "--turnovr"], 2, "no --turnovr", "--turnover?"),
    "an option too early": (["--db=x", "balance"], 2, "--db stands before", "--db …"),
}
EMPTY = (
    ["balance", "--db="],
    ["balance", "--fund="],
    ["balance", "--as="],
    ["projects", "--community="],
    ["projects", "--subdistrict="],
    ["projects", "--find="],
    ["journal", "--account="],
    ["journal", "--project="],
    ["audit", "--by="],
)
BESIDE = ("--by=admin", "--action=claim.admit", "--refused", "--before=3", "--limit=3")


@pytest.fixture
def demo(program: Program, demo_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """Run the program on the demo fund."""
    monkeypatch.setenv("FUNDLEDGER_DB", str(demo_path))
    return program


def lines(ended: Ended) -> tuple[str, str]:
    """Give the message and what follows it."""
    first, *rest = ended.err.splitlines()
    return first, " ".join(rest)


@pytest.mark.parametrize("case", UNKNOWN)
def test_a_name_that_nothing_bears_is_an_error(demo: Program, case: str) -> None:
    words, code, message, hint = UNKNOWN[case]
    ended = demo(*words)
    first, rest = lines(ended)
    assert (ended.code, ended.out) == (code, "")
    assert message in first
    assert hint in rest


@pytest.mark.parametrize("case", UNKNOWN)
def test_the_same_is_told_in_chinese(demo: Program, case: str) -> None:
    words, code, *_ = UNKNOWN[case]
    ended = demo(*words, "--lang=zh")
    first, rest = lines(ended)
    assert ended.code == code
    assert any("\u4e00" <= char <= "\u9fff" for char in first)
    assert rest


@pytest.mark.parametrize("words", EMPTY, ids=" ".join)
def test_an_empty_value_is_no_filter(demo: Program, words: list[str]) -> None:
    ended = demo(*words)
    assert (ended.code, ended.out) == (2, "")
    assert "nothing stands behind it." in lines(ended)[0]


@pytest.mark.parametrize("verb", ["projects", "journal", "audit"])
def test_a_list_of_nothing_is_not_given(demo: Program, verb: str) -> None:
    ended = demo(verb, "--limit=0")
    assert (ended.code, ended.out) == (2, "")
    assert "a list of 0 shows nothing" in lines(ended)[0]


@pytest.mark.parametrize(
    "words",
    [
        ["journal", "--account=bank.main", "--account=bank.grant"],
        ["projects", "--state=active", "--state", "closed"],
        ["balance", "--as-of=2024-01-31", "--as-of=2024-01-31"],
        ["balance", "--format=csv", "--format=json"],
        ["balance", "--db=a", "--db=b"],
    ],
    ids=" ".join,
)
def test_no_value_is_dropped_for_another(demo: Program, words: list[str]) -> None:
    ended = demo(*words)
    assert (ended.code, ended.out) == (2, "")
    option = words[1].partition("=")[0]
    assert lines(ended)[0] == f"{option} is given more than once."


@pytest.mark.parametrize("option", BESIDE)
def test_an_option_that_would_be_dropped_is_refused(demo: Program, option: str) -> None:
    ended = demo("audit", "--record=3", option)
    assert (ended.code, ended.out) == (2, "")
    assert "means nothing beside --record" in lines(ended)[0]


@pytest.mark.parametrize(
    "day", ["2026-6-1", "30.06.2026", "today", "2026-06-31", "6月"]
)
def test_a_day_says_the_form_it_wants(demo: Program, day: str) -> None:
    for option in ("--as-of", "--since"):
        ended = demo("balance", option, day)
        assert ended.code == 2
        assert lines(ended) == (
            f"{option}: {day!r} is not a date.",
            "Write a day of the calendar as YYYY-MM-DD, like 2024-08-15.",
        )


def test_turnover_does_not_begin_after_it_ends(demo: Program) -> None:
    words = ("balance", "--since=2024-07-01", "--as-of=2024-06-30")
    assert demo(*words).code == 2
    assert demo("balance", "--since=2024-06-30", "--as-of=2024-06-30").code == 0


def test_a_project_is_named_by_its_code_or_its_number(demo: Program) -> None:
    by_code = demo("journal", "--project=2024-1-01", "--format=csv")
    assert by_code.code == 0
    assert by_code.out == demo("journal", "--project=1", "--format=csv").out
    assert by_code.out.count("\n") > 10


def test_a_check_is_named_in_either_case(demo: Program) -> None:
    assert demo("check", "r1").code == 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--founder=a=A", "--founder=b=B", "--founder=c=C"], "two people; 3"),
        (["--year=2020"], "cannot begin with the year 2020"),
        (["--year=2026"], "cannot begin with the year 2026"),
        (["--on=1024-01-02"], "cannot be founded on 1024-01-02"),
        (["--on=9024-01-02"], "cannot be founded on 9024-01-02"),
        (["--name="], "--name: "),
        (["--founder=a b=A", "--founder=b=B"], "--founder: login "),
        (["--founder=\u0430=A", "--founder=b=B"], "--founder: login "),
        (["--founder=Ann=A", "--founder=b=B"], "--founder: login "),
        (["--founder=a=x\u202ey", "--founder=b=B"], "--founder: name "),
        (["--fund="], "nothing stands behind it"),
        (["--edition=2015"], "'2015' is not known here"),
        (["--as=li"], "--as means nothing to init"),
    ],
    ids=str,
)
def test_nothing_that_a_fund_is_founded_with_is_dropped(
    program: Program, tmp_path: Path, words: list[str], message: str
) -> None:
    db = tmp_path / "new.db"
    founders = ("--founder=a=A", "--founder=b=B")
    whole = ("--fund=abc", "--name=基金", "--on=2024-01-02", *founders)
    named = {word.partition("=")[0] for word in words}
    rest = [word for word in whole if word.partition("=")[0] not in named]
    ended = program("init", "--db", db, *rest, *words)
    assert (ended.code, ended.out, db.exists()) == (2, "", False)
    assert message in ended.err
