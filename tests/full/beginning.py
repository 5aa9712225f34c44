"""What the fund receives, and how it grows."""

from datetime import date

from fundledger.commands import (
    accounts,
    calendars,
    funding,
    funds,
    people,
    places,
    rounds,
)
from fundledger.domain.ids import (
    CommunityKey,
    RoundKey,
    SubdistrictKey,
)
from fundledger.domain.people import Role
from fundledger.domain.working_days import DaysOff
from tests.charts import codes
from tests.commands.scene import (
    ACCOUNTANT,
    ADMIN,
    JIA1,
    JIA2,
    PREPARER,
    REVIEWER3,
    SUPERVISOR,
)
from tests.full.life import Life


def money_comes(life: Life) -> None:
    desk = life.scene.desk(ACCOUNTANT)
    funding.receive_unidentified(desk, life.yuan(300), bank="main", party="某人")
    funding.receive_grant(desk, life.yuan(5000), party="区民政局", bank="main")
    funding.receive_donation(desk, life.yuan(60), party="另一企业", bank="main")


def the_fund_grows(life: Life) -> None:
    desk = life.scene.desk(ADMIN)
    numbers = {"second": "0002", "third": "0003"}
    for key in ("second", "third") if life.other else ("second",):
        accounts.add_bank_account(
            desk, key=key, name=f"专户{key}", bank="示例银行", number=numbers[key]
        )
    opens, closes = date(2024, 3, 1), date(2024, 3, 29 if life.other else 31)
    rounds.open_round(
        desk,
        key=RoundKey("2024-2"),
        name="第二批",
        opens_on=opens,
        closes_on=closes,
        cap=life.yuan(4000),
    )
    calendars.add_holiday(desk, date(2024, 4, 8 + life.other), "本区休息")
    if life.other:
        _grows_more(life)
    no = people.add_payee(
        desk, community_key=JIA2, name="甲二居委会", bank="示例银行", number="2002"
    )
    if life.other:
        people.verify_payee(life.scene.desk(ACCOUNTANT), no)
    funds.store_attachment(
        life.scene.desk(PREPARER),
        b"other" if life.other else b"full",
        "text/plain",
        JIA1,
    )


def _grows_more(life: Life) -> None:
    desk, third = life.scene.desk(ADMIN), SubdistrictKey("bing")
    new_year = DaysOff("元旦", date(2027, 1, 1), date(2027, 1, 3))
    calendars.add_calendar_year(
        desk, year=2027, paper="国办发明电〔2026〕7号", days_off=[new_year]
    )
    places.add_subdistrict(desk, key=third, name="丙街道")
    bing = CommunityKey("bing-1")
    places.add_community(desk, key=bing, name="丙一社区", subdistrict=third)
    people.grant_role(
        desk, login=REVIEWER3, role=Role.ACCOUNTANT, until_on=date(2024, 1, 20)
    )
    payee_no = people.add_payee(
        desk, community_key=JIA1, name="甲一居委会", bank="示例银行", number="1002"
    )
    people.verify_payee(life.scene.desk(ACCOUNTANT), payee_no)
    accounts.open_year(
        life.scene.desk(SUPERVISOR), year=2025, edition="2026", codes=codes("2026")
    )
