"""A district small enough to read: two communities, and everybody a case needs.

Nobody here holds a role that the demo fund would not give them. Deeds go through
`Scene.desk`, which keeps the calendar: each call says who acts, and on which day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final, TypedDict, Unpack

from fundledger.commands import (
    adoptions,
    applications,
    funding,
    funds,
    notices,
    people,
    places,
    projects,
    reviews,
    rounds,
    signatures,
    sources,
)
from fundledger.commands.accounts import NewBankAccount
from fundledger.commands.applications import Content, NewLine
from fundledger.commands.deed import CreationDesk, Desk
from fundledger.commands.people import NewPerson
from fundledger.commands.sources import NO_SHARES, SourceShare
from fundledger.domain.chart import SpendingKind
from fundledger.domain.editions import RULES_EDITION
from fundledger.domain.ids import (
    AccountKey,
    CommunityKey,
    FundingNo,
    LineNo,
    Login,
    ProjectNo,
    RoundKey,
    SourceKey,
    SubdistrictKey,
)
from fundledger.domain.labels import BankKey
from fundledger.domain.money import Money, from_fen
from fundledger.domain.people import Role, ScopeKind
from fundledger.domain.projects import ProjectState
from fundledger.queries import balances
from fundledger.queries import projects as queries
from fundledger.store import audit
from fundledger.store.books import Fund, Ledger
from fundledger.store.parsing import parse
from tests import proving
from tests.charts import codes
from tests.grants import NewGrant

START = date(2024, 1, 2)
ROUND = RoundKey("2024-1")
OPENS, CLOSES = date(2024, 1, 8), date(2024, 1, 31)
AID, SPORT = SourceKey("aid"), SourceKey("sport")
"""Two restricted sources, once `Scene.source` has added them, beside the first."""
JIA1, JIA2, YI1 = CommunityKey("jia-1"), CommunityKey("jia-2"), CommunityKey("yi-1")

ADMIN, ADMIN2 = Login("admin"), Login("admin2")
PREPARER, HEAD = Login("jia-1.preparer"), Login("jia-1.head")
PREPARER2, HEAD2 = Login("jia-2.preparer"), Login("jia-2.head")
SUBDISTRICT, OTHER_SUBDISTRICT = Login("jia.reviewer"), Login("yi.reviewer")
REVIEWER1, REVIEWER2, REVIEWER3 = (Login(f"reviewer{n}") for n in (1, 2, 3))
APPROVER, ACCOUNTANT = Login("approver"), Login("accountant")
ACCOUNTANT2 = Login("accountant2")
CASHIER, SUPERVISOR = Login("cashier"), Login("supervisor")
AUDITOR = Login("auditor")

COMMUNITY, SUB = ScopeKind.COMMUNITY, ScopeKind.SUBDISTRICT
GRANTS = [
    NewGrant(PREPARER, Role.PREPARER, COMMUNITY, JIA1),
    NewGrant(HEAD, Role.HEAD, COMMUNITY, JIA1),
    NewGrant(PREPARER2, Role.PREPARER, COMMUNITY, JIA2),
    NewGrant(HEAD2, Role.HEAD, COMMUNITY, JIA2),
    NewGrant(SUBDISTRICT, Role.SUBDISTRICT_REVIEWER, SUB, "jia"),
    NewGrant(OTHER_SUBDISTRICT, Role.SUBDISTRICT_REVIEWER, SUB, "yi"),
    NewGrant(REVIEWER1, Role.DISTRICT_REVIEWER),
    NewGrant(REVIEWER2, Role.DISTRICT_REVIEWER),
    NewGrant(REVIEWER3, Role.DISTRICT_REVIEWER),
    NewGrant(APPROVER, Role.DISTRICT_APPROVER),
    NewGrant(ACCOUNTANT, Role.ACCOUNTANT),
    NewGrant(ACCOUNTANT2, Role.ACCOUNTANT),
    NewGrant(CASHIER, Role.CASHIER),
    NewGrant(SUPERVISOR, Role.SUPERVISOR),
    NewGrant(AUDITOR, Role.AUDITOR),
]


def yuan(amount: int) -> Money:
    """Give whole 元 as money."""
    return from_fen(amount * 100)


def content(
    title: str = "邻里饺子宴",
    *amounts: int,
    requested: int | None = None,
    purpose: str = "请独居老人一起过冬至。",
) -> Content:
    """Make what an application says, with a line for each amount in 元."""
    lines = [
        NewLine(kind, f"第{order}项", yuan(amount))
        for order, (kind, amount) in enumerate(
            zip(SpendingKind, amounts or (1200, 800), strict=False), start=1
        )
    ]
    total = None if requested is None else yuan(requested)
    begins, ends = date(2024, 3, 1), date(2024, 6, 30)
    return Content(title, purpose, begins, ends, lines, total)


SIGN_ALL: Final = (
    (ACCOUNTANT, signatures.prepare_vouchers),
    (CASHIER, signatures.countersign_vouchers),
    (SUPERVISOR, signatures.review_vouchers),
    (ACCOUNTANT2, signatures.review_vouchers),
    (ACCOUNTANT, signatures.review_vouchers),
    (ACCOUNTANT, signatures.post_vouchers),
    (ACCOUNTANT2, signatures.post_vouchers),
    (SUPERVISOR, signatures.endorse_vouchers),
)
"""Who signs what, in an order in which every voucher gets all it needs."""


class Terms(TypedDict, total=False):
    """What is agreed of a source, where it is not left open."""

    from_on: date
    until_on: date
    returnable: bool
    overhead_percent: int
    bank: BankKey


@dataclass
class Scene:
    """A fund, the day it is, and the round that one applies in."""

    fund: Fund
    today: date = OPENS
    round_key: RoundKey = ROUND

    def desk(self, login: Login, on: date | None = None) -> Desk:
        """Sit somebody down, today or on another day."""
        return Desk(fund=self.fund, actor=login, on=on or self.today)

    def wait(self, days: int) -> None:
        """Let days pass."""
        self.today += timedelta(days=days)

    def left(
        self,
        account: AccountKey,
        project_no: ProjectNo | None = None,
        source: SourceKey | None = None,
    ) -> int:
        """Tell what an account has left of a source, or of all of them, in 分."""
        with self.fund.reading() as books:
            if source is None:
                return balances.whole(books, account, project_no)
            return balances.left(books, account, project_no, source)

    def state(self, project_no: ProjectNo) -> ProjectState:
        """Tell a project's state."""
        with self.fund.reading() as books:
            current = queries.state(books, project_no)
        assert current is not None
        return current

    def refusals(self) -> list[str]:
        """Name the refusals on the chain, in order."""
        with self.fund.reading() as books:
            from sqlalchemy import select

            from fundledger.store import tables as t

            c = t.record.c
            rows = books.rows(
                select(c.seq, c.stamp, c.body)
                .where(books.own(t.record), c.outcome == audit.REFUSED)
                .order_by(c.seq)
            )
        return [str((parse(*row).refusal or {})["code"]) for row in rows]

    def sign_all(self, until: date | None = None) -> None:
        """Have every voucher up to a day signed by all, and every one proven."""
        day = until or self.today
        for who, sign in SIGN_ALL:
            sign(self.desk(who), until=day)
        self.prove_all()

    def prove_all(self) -> None:
        """Have every voucher that there is proven by the papers that it needs."""
        proving.prove_all(self.fund, lambda: self.desk(ACCOUNTANT))

    # --- sources of funds ---

    def source(
        self,
        key: SourceKey,
        amount: int = 0,
        *,
        restricted: bool = True,
        **terms: Unpack[Terms],
    ) -> SourceKey:
        """Add a source, to which a grant comes, in 元, unless it is 0."""
        desk = self.desk(SUPERVISOR)
        sources.add_source(desk, key=key, name=key, restricted=restricted, **terms)
        if amount:
            self.grant(key, amount, bank=terms.get("bank", "main"))
        return key

    def grant(self, source: SourceKey, amount: int, bank: str = "main") -> FundingNo:
        """Receive a grant of a source, in 元."""
        return FundingNo(
            funding.receive_grant(
                self.desk(ACCOUNTANT),
                yuan(amount),
                party="区财政",
                bank=bank,
                source=source,
            )
        )

    # --- the way of an application, one call a stage ---

    def drafted(self, saying: Content | None = None) -> ProjectNo:
        """Draft an application of jia-1."""
        no = applications.draft_project(
            self.desk(PREPARER),
            community_key=JIA1,
            round_key=self.round_key,
            category="邻里互助",
            content=saying or content(),
        )
        return ProjectNo(no)

    def submitted(self, saying: Content | None = None) -> ProjectNo:
        """Draft and hand in."""
        no = self.drafted(saying)
        applications.submit_application(self.desk(PREPARER), no)
        return no

    def signed(self, saying: Content | None = None) -> ProjectNo:
        """Hand in and sign: the subdistrict's turn."""
        no = self.submitted(saying)
        applications.sign_application(self.desk(HEAD), no)
        return no

    def recommended(self, saying: Content | None = None) -> ProjectNo:
        """Recommend: the district's turn."""
        no = self.signed(saying)
        reviews.recommend_application(self.desk(SUBDISTRICT), no, "同意上报。")
        return no

    def reviewed(self, saying: Content | None = None) -> ProjectNo:
        """Let two reviewers agree: the approver's turn."""
        no = self.recommended(saying)
        self.agree(no, REVIEWER1, REVIEWER2)
        return no

    def agree(self, no: ProjectNo, *reviewers: Login) -> None:
        """Let reviewers agree."""
        for reviewer in reviewers:
            reviews.review_application(
                self.desk(reviewer), no, agrees=True, opinion="同意。"
            )

    def on_notice(
        self,
        *approved: int,
        saying: Content | None = None,
        of: Sequence[SourceShare] = NO_SHARES,
    ) -> ProjectNo:
        """Approve by line, in 元, of some sources, and put on notice."""
        no = self.reviewed(saying)
        amounts = approved or (1200, 800)
        self.approve(no, *amounts, of=of)
        self.publish(no, sum(amounts))
        return no

    def publish(self, no: ProjectNo, amount: int, reason: str = "") -> None:
        """Publish the list with an amount, in 元, and start its notice."""
        says: dict[str, Any] = {"amount": yuan(amount), "reason": reason}
        says |= {"published_on": self.today, "publication": "政务网"}
        notices.start_notice(self.desk(APPROVER), no, **says)

    def approve(
        self, no: ProjectNo, *approved: int, of: Sequence[SourceShare] = NO_SHARES
    ) -> None:
        """Approve by line, in 元, of some sources."""
        desk = self.desk(APPROVER)
        reviews.approve_project(desk, no, by_line(approved), sources=of)

    def established(
        self,
        *approved: int,
        saying: Content | None = None,
        of: Sequence[SourceShare] = NO_SHARES,
    ) -> ProjectNo:
        """Let the notice run out, and establish."""
        no = self.on_notice(*approved, saying=saying, of=of)
        self.wait(10)
        notices.establish_project(self.desk(APPROVER), no)
        return no

    def active(
        self,
        *approved: int,
        saying: Content | None = None,
        of: Sequence[SourceShare] = NO_SHARES,
    ) -> ProjectNo:
        """Record the agreement, and activate."""
        no = self.established(*approved, saying=saying, of=of)
        projects.record_agreement(self.desk(ACCOUNTANT), no, "XY-1")
        projects.activate_project(self.desk(SUPERVISOR), no)
        return no


def by_line(amounts: Sequence[int]) -> dict[LineNo, Money]:
    """Give amounts in 元 their line numbers."""
    return {LineNo(n): yuan(amount) for n, amount in enumerate(amounts, start=1)}


def create(
    ledger: Ledger,
    user: str | None,
    code: str = "scene",
    *,
    adopted_on: date | None = START,
    donated: int = 20000,
    **settings: str,
) -> Scene:
    """Found the fund on 2024-01-02, with everybody, a round and 20,000.00 元.

    Without a day of adoption nothing can be booked, and so no money is there. Running
    costs and differences take one signature, unless the settings say otherwise.
    """
    fund = funds.create_fund(
        CreationDesk(ledger=ledger, actor=ADMIN, on=START),
        code=code,
        name="社区基金",
        founders=(
            NewPerson(ADMIN, "管理员一", user),
            NewPerson(ADMIN2, "管理员二", user),
        ),
        year=2024,
        edition="2004",
        codes=codes("2004"),
        settings={"two_sign_above": "1000000.00"} | settings,
        bank_accounts=[NewBankAccount("main", "专户", "示例银行", "0001")],
    )
    scene = Scene(fund)
    _settle(scene, user)
    if adopted_on is not None:
        _begin_books(scene, adopted_on, donated)
    return scene


def _settle(scene: Scene, user: str | None) -> None:
    """Add places, people, a round, and where a community is paid."""
    desk = scene.desk(ADMIN, START)
    jia, yi = SubdistrictKey("jia"), SubdistrictKey("yi")
    places.add_subdistrict(desk, key=jia, name="甲街道")
    places.add_subdistrict(desk, key=yi, name="乙街道")
    for key, name, home in (
        (JIA1, "甲一社区", jia),
        (JIA2, "甲二社区", jia),
        (YI1, "乙一社区", yi),
    ):
        places.add_community(desk, key=key, name=name, subdistrict=home)
    for login in dict.fromkeys(grant.login for grant in GRANTS):
        people.add_person(desk, login=login, name=login, database_user=user)
    for grant in GRANTS:
        people.grant_role(desk, **grant._asdict())
    rounds.open_round(
        desk, key=ROUND, name="第一批", opens_on=OPENS, closes_on=CLOSES, cap=yuan(6000)
    )
    payee_no = people.add_payee(
        desk, community_key=JIA1, name="甲一居委会", bank="示例银行", number="1001"
    )
    people.verify_payee(scene.desk(ACCOUNTANT, START), payee_no)


def _begin_books(scene: Scene, adopted_on: date, donated: int) -> None:
    """Adopt the rules, and receive the first donation, unless it is 0."""
    for login in (ACCOUNTANT, SUPERVISOR):
        desk = scene.desk(login, adopted_on)
        adoptions.adopt_rules(desk, rules_edition=RULES_EDITION)
    if donated:
        funding.receive_donation(
            scene.desk(ACCOUNTANT, START), yuan(donated), party="示例企业", bank="main"
        )
