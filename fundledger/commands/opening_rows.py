"""What an opening leaves of each case: the rows that its deeds would have written.

Steps are marked as taken before these books. Not deeds by themselves.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from fundledger.domain.actions import Action
from fundledger.domain.claims import ClaimState, RecoveryState
from fundledger.domain.disbursements import DisbursementState
from fundledger.domain.funding import FundingKind
from fundledger.domain.ids import (
    ApplicationNo,
    ClaimNo,
    DisbursementNo,
    ProjectNo,
    ReceiptNo,
    VoucherNo,
)
from fundledger.domain.labels import NO_CODE
from fundledger.domain.money import to_fen
from fundledger.domain.opening_cases import claims_of, payments_of
from fundledger.domain.opening_plan import OpeningPlan, returns_to
from fundledger.domain.openings import (
    PAYMENT_STEPS,
    PROJECT_STEPS,
    Opening,
    OpeningLine,
    OpeningPayment,
    OpeningProject,
    OpeningReceipt,
    OpeningState,
    OrderNo,
    ProjectCode,
)
from fundledger.domain.projects import ProjectState
from fundledger.domain.receipts import plain_number
from fundledger.domain.returns import ReturnGround, ReturnState
from fundledger.queries import disbursements, sources
from fundledger.queries.funding import bank_leaf
from fundledger.store import tables as t
from fundledger.store.writing import Writing

FIRST: Final = 1
"""The version of what comes from before: there is one."""


class Writer:
    """One opening being written, once two have signed it."""

    def __init__(
        self,
        write: Writing,
        opening: Opening,
        plan: OpeningPlan,
        on: date,
        nos: Mapping[ProjectCode, ProjectNo],
    ) -> None:
        """Take what is to be written; projects by the numbers they get."""
        self.write = write
        self.opening = opening
        self.plan = plan
        self.on = on
        self.voucher_no = VoucherNo(0)
        """The money voucher of the opening, once it is booked."""
        self.nos = nos
        self.claims: dict[tuple[ProjectCode, OrderNo], ClaimNo] = {}
        self.steps: list[dict[str, Any]] = []
        self.communities = {each.project: each for each in opening.projects}

    def write_projects(self) -> None:
        """Write the projects down: vouchers name them."""
        for project in self.opening.projects:
            self._project(project)

    def write_cases(self) -> None:
        """Write what became of each, and the steps in which it came to stand so."""
        for project in self.opening.projects:
            self._approved(project)
            self._project_steps(project)
        for key, receipts in claims_of(self.opening.receipts).items():
            self._claim(key, receipts)
        for (code, _), rows in payments_of(self.opening.payments).items():
            self._payment(code, rows)
        self._costs()
        self._recoveries()
        self._money()
        first = self.write.next_no(t.step)
        numbered = enumerate(self.steps, start=first)
        self.write.insert_many(t.step, [{"no": no, **row} for no, row in numbered])

    def _step(
        self, action: Action, code: ProjectCode, on: date, **about: object
    ) -> None:
        """Note a step of before; whoever signs the opening writes it down."""
        assert self.write.role is not None
        row = {
            "disbursement_no": None,
            "claim_no": None,
            "recovery_no": None,
            "from_state": None,
            "to_state": None,
            "reason": "",
            "voucher_no": None,
        }
        self.steps.append(
            row
            | {
                "project_no": self.nos[code],
                "action": action,
                "actor": self.write.actor,
                "role": self.write.role,
                "on_date": on,
                "opening": True,
            }
            | about
        )

    # --- projects ---

    def _project(self, each: OpeningProject) -> None:
        no, write = self.nos[each.project], self.write
        write.insert(
            t.project,
            no=no,
            code=each.project,
            community_key=each.community_key,
            round_key=each.round_key,
            category=each.category,
            title=each.title,
            version=FIRST,
            state=ProjectState(each.state),
        )
        order = enumerate(self.plan.cases.sources(each.project), start=1)
        write.insert_many(
            t.project_source,
            [{"project_no": no, "source": key, "place": n} for n, key in order],
        )
        self._applied(each)

    def _lines(self, each: OpeningProject) -> list[tuple[OpeningLine, int]]:
        """Give the budget lines of a project, each with its amount in 分."""
        own = [line for line in self.opening.lines if line.project == each.project]
        return [(line, to_fen(line.amount)) for line in own]

    def _applied(self, each: OpeningProject) -> None:
        """Write the application as it was approved, line by line."""
        write, lines = self.write, self._lines(each)
        version = ApplicationNo(write.next_no(t.application))
        write.insert(
            t.application,
            no=version,
            project_no=self.nos[each.project],
            version=FIRST,
            title=each.title,
            purpose=each.purpose,
            starts_on=each.starts_on,
            ends_on=each.ends_on,
            requested_fen=sum(fen for _, fen in lines),
        )
        write.insert_many(
            t.budget_line,
            [
                {
                    "application_no": version,
                    "line": line.line,
                    "kind": line.kind,
                    "description": line.description,
                    "requested_fen": fen,
                }
                for line, fen in lines
            ],
        )

    def _approved(self, each: OpeningProject) -> None:
        """Write what the approver granted, line by line."""
        write, lines = self.write, self._lines(each)
        no = write.next_no(t.approval)
        write.insert(
            t.approval,
            no=no,
            project_no=self.nos[each.project],
            version=FIRST,
            approved_fen=sum(fen for _, fen in lines),
            approver=write.actor,
            on_date=each.approved_on,
            voucher_no=self.voucher_no,
        )
        write.insert_many(
            t.approval_line,
            [
                {"approval_no": no, "line": line.line, "approved_fen": fen}
                for line, fen in lines
            ],
        )

    def _project_steps(self, each: OpeningProject) -> None:
        """Note the way of a project; its agreement and its report keep their words."""
        words = {Action.AGREEMENT_RECORD: each.agreement or ""}
        before: str | None = None
        for action, to in PROJECT_STEPS[each.state]:
            if action is Action.PROJECT_CLOSE:
                self._reported(each, before)
            self._step(
                action,
                each.project,
                each.approved_on,
                from_state=before,
                to_state=to,
                reason=words.get(action, ""),
            )
            before = to
        if each.state is not OpeningState.CLOSED:
            self._reported(each, before)

    def _reported(self, each: OpeningProject, state: str | None) -> None:
        if each.report.strip():
            self._step(
                Action.PROJECT_REPORT,
                each.project,
                each.approved_on,
                from_state=state,
                to_state=state,
                reason=each.report,
            )

    # --- claims, payments, what is owed ---

    def _claim(
        self, key: tuple[ProjectCode, OrderNo], receipts: Sequence[OpeningReceipt]
    ) -> None:
        code, write = key[0], self.write
        no = ClaimNo(write.next_no(t.claim))
        self.claims[key] = no
        write.insert(
            t.claim,
            no=no,
            project_no=self.nos[code],
            reimburses=any(
                (each.project, each.claim) == key for each in self.opening.payments
            ),
            claimed_fen=sum(to_fen(each.claimed) for each in receipts),
            admitted_fen=sum(to_fen(each.admitted) for each in receipts),
            version=FIRST,
            state=ClaimState.ADMITTED,
        )
        numbered = [(ReceiptNo(write.next_no(t.receipt)), each) for each in receipts]
        write.insert_many(t.receipt, [_receipt(no, *each) for each in numbered])
        write.insert_many(
            t.admission,
            [
                {
                    "receipt_no": receipt_no,
                    "admitted_fen": to_fen(each.admitted),
                    "reason": each.reason,
                }
                for receipt_no, each in numbered
            ],
        )
        self._step(
            Action.CLAIM_ADMIT,
            code,
            receipts[0].admitted_on,
            claim_no=no,
            from_state=ClaimState.SUBMITTED,
            to_state=ClaimState.ADMITTED,
            voucher_no=self.voucher_no,
        )

    def _payment(self, code: ProjectCode, rows: Sequence[OpeningPayment]) -> None:
        write, first = self.write, rows[0]
        no = DisbursementNo(write.next_no(t.disbursement))
        leaf = None if first.bank is None else bank_leaf(write, first.bank)
        home = self.communities[code].community_key
        payee = disbursements.registered_payee(write, home)
        assert payee is not None, "a community with payments has a payee"
        claim = None if first.claim is None else self.claims[code, first.claim]
        write.insert(
            t.disbursement,
            no=no,
            project_no=self.nos[code],
            claim_no=claim,
            payee_no=payee.no,
            fen=sum(to_fen(each.amount) for each in rows),
            state=DisbursementState(first.state),
            bank=leaf,
        )
        write.insert_many(
            t.disbursement_share,
            [
                {
                    "disbursement_no": no,
                    "source": each.source,
                    "place": place,
                    "fen": to_fen(each.amount),
                    "bank": leaf,
                }
                for place, each in enumerate(rows, start=1)
            ],
        )
        before: str | None = None
        for action, to in PAYMENT_STEPS[first.state]:
            self._step(
                action,
                code,
                self.on,
                disbursement_no=no,
                from_state=before,
                to_state=to,
                voucher_no=self.voucher_no,
            )
            before = to

    def _costs(self) -> None:
        rows = [
            {
                "claim_no": self.claims[each.project, each.claim],
                "kind": each.kind,
                "source": each.source,
                "year": each.year,
                "fen": each.fen,
            }
            for each in self.plan.costs
        ]
        self.write.insert_many(t.opening_cost, rows)

    def _recoveries(self) -> None:
        for each in self.opening.recoveries:
            no = self.write.next_no(t.recovery)
            self.write.insert(
                t.recovery,
                no=no,
                project_no=self.nos[each.project],
                source=each.source,
                consent="",
                fen=to_fen(each.amount),
                recovered_fen=0,
                state=RecoveryState.OPEN,
                reason=each.reason,
                on_date=self.on,
                voucher_no=self.voucher_no,
            )

    # --- money that is nobody's yet, or goes back ---

    def _money(self) -> None:
        for each in self.opening.unidentified:
            self.write.insert(
                t.funding,
                no=self.write.next_no(t.funding),
                kind=FundingKind.UNIDENTIFIED,
                party=each.party,
                purpose="",
                fen=to_fen(each.amount),
                returned_fen=0,
                bank=bank_leaf(self.write, each.bank),
                on_date=each.on_date,
                voucher_no=self.voucher_no,
            )
        givers = {each.key: each.giver for each in sources.sources(self.write)}
        for source, fen in self.plan.to_return:
            self.write.insert(
                t.money_return,
                no=self.write.next_no(t.money_return),
                source=source,
                fen=fen,
                party=returns_to(givers[source], source),
                reason="",
                ground=ReturnGround.UNSPENT,
                state=ReturnState.DECIDED,
                voucher_no=self.voucher_no,
            )


def _receipt(claim_no: ClaimNo, no: ReceiptNo, each: OpeningReceipt) -> dict[str, Any]:
    return {
        "no": no,
        "claim_no": claim_no,
        "version": FIRST,
        "line": each.line,
        "kind": each.kind,
        "number": each.number,
        "plain_number": plain_number(each.number),
        "seller": each.seller,
        "issued_on": each.issued_on,
        "claimed_fen": to_fen(each.claimed),
        "code": NO_CODE,
        "face_fen": None,
        "sheets": 1,
        "attachment_sha256": None,
    }
