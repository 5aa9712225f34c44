"""The diary's actions, and which function tells each of them."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from fundledger.demo import books, funds, money, projects
from fundledger.demo.telling import Telling
from fundledger.domain.actions import Action
from fundledger.readers.demo import DeedRow

DEEDS: Final[Mapping[Action, Callable[[Telling, DeedRow], None]]] = MappingProxyType(
    {
        Action.FUND_CREATE: funds.create_fund,
        Action.HOLIDAY_ADD: funds.add_holidays,
        Action.SUBDISTRICT_ADD: funds.add_subdistricts,
        Action.COMMUNITY_ADD: funds.add_communities,
        Action.PAYEE_ADD: funds.add_payees,
        Action.PAYEE_VERIFY: funds.verify_payee,
        Action.PERSON_ADD: funds.add_people,
        Action.ROLE_GRANT: funds.grant_roles,
        Action.BANK_ACCOUNT_ADD: funds.add_bank_accounts,
        Action.ROUND_OPEN: funds.open_round,
        Action.PUBLISHED_RECORD: funds.record_published,
        Action.DONATION_RECEIVE: funds.receive_donation,
        Action.GRANT_RECEIVE: funds.receive_grant,
        Action.RECEIPT_UNIDENTIFIED: funds.receive_unidentified,
        Action.RECEIPT_IDENTIFY: funds.identify_receipt,
        Action.INTEREST_RECEIVE: funds.receive_interest,
        Action.FEE_PAY: funds.pay_fee,
        Action.INTEREST_DECLARE: projects.declare_interest,
        Action.PROJECT_DRAFT: projects.draft,
        Action.PROJECT_REVISE: projects.revise,
        Action.PROJECT_SUBMIT: projects.submit,
        Action.PROJECT_SIGN: projects.sign,
        Action.PROJECT_RECOMMEND: projects.recommend,
        Action.PROJECT_RETURN: projects.return_,
        Action.PROJECT_RESUBMIT: projects.resubmit,
        Action.PROJECT_REJECT: projects.reject,
        Action.PROJECT_WITHDRAW: projects.withdraw,
        Action.PROJECT_REVIEW: projects.review,
        Action.PROJECT_APPROVE: projects.approve,
        Action.NOTICE_OBJECT: projects.object_to,
        Action.NOTICE_DISMISS: projects.dismiss,
        Action.NOTICE_UPHOLD: projects.uphold,
        Action.PROJECT_ESTABLISH: projects.establish,
        Action.AGREEMENT_RECORD: projects.record_agreement,
        Action.PROJECT_ACTIVATE: projects.activate,
        Action.PROJECT_SUPPLEMENT: projects.supplement,
        Action.PROJECT_CUT: projects.cut,
        Action.PROJECT_SUSPEND: projects.suspend,
        Action.PROJECT_RESUME: projects.resume,
        Action.PROJECT_CANCEL: projects.cancel,
        Action.PROJECT_REPORT: projects.report,
        Action.PROJECT_BEGIN_CLOSING: projects.begin_closing,
        Action.PROJECT_REFUSE_REPORT: projects.refuse_report,
        Action.PROJECT_CLOSE: projects.close,
        Action.PROJECT_REOPEN: projects.reopen,
        Action.DISBURSEMENT_REQUEST: money.request,
        Action.DISBURSEMENT_CHECK: money.check,
        Action.DISBURSEMENT_RETURN: money.return_,
        Action.DISBURSEMENT_APPROVE: money.approve,
        Action.DISBURSEMENT_AGREE: money.agree,
        Action.DISBURSEMENT_PAY: money.pay,
        Action.DISBURSEMENT_ACKNOWLEDGE: money.acknowledge,
        Action.DISBURSEMENT_DECLINE: money.decline,
        Action.DISBURSEMENT_BOUNCE: money.bounce,
        Action.CLAIM_DRAFT: money.draft_claim,
        Action.CLAIM_SUBMIT: money.submit_claim,
        Action.CLAIM_RETURN: money.return_claim,
        Action.CLAIM_RESUBMIT: money.resubmit_claim,
        Action.CLAIM_ADMIT: money.admit_claim,
        Action.CLAIM_REJECT: money.reject_claim,
        Action.CLAIM_DISALLOW: money.disallow,
        Action.REFUND_RECEIVE: money.receive_refund,
        Action.RECOVERY_RECEIVE: money.receive_recovery,
        Action.VOUCHER_REVIEW: books.review_vouchers,
        Action.VOUCHER_CORRECT: books.correct_voucher,
        Action.MONTH_CLOSE: books.close_month,
        Action.MONTH_REOPEN: books.reopen_month,
    }
)
"""Every action that the diary knows; each function takes the telling and a row."""
