"""The chart's editions, as the books will take them."""

from pathlib import Path

import pytest

from fundledger.domain.chart import ACCOUNTS, HEADINGS, UnknownAccountError
from fundledger.inputs.founding import EDITIONS
from fundledger.readers.charts import read_chart, read_chart_file
from fundledger.readers.problems import CellError


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_edition_names_every_account_once(edition: str) -> None:
    keys = [row.key for row in read_chart(edition)]
    assert sorted(set(keys) - HEADINGS.keys()) == sorted(ACCOUNTS)
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("edition", EDITIONS)
def test_no_edition_uses_a_code_twice(edition: str) -> None:
    codes = [row.code for row in read_chart(edition)]
    assert len(codes) == len(set(codes))


def test_an_account_that_the_books_do_not_have_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "2031.csv"
    file.write_text("key,code,name_zh,name_en\ngold,1999,黄金,Gold\n", encoding="utf-8")
    with pytest.raises(CellError) as raised:
        read_chart_file(file)
    assert isinstance(raised.value.problem, UnknownAccountError)
