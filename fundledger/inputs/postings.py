"""What each deed posts: the rules by which its vouchers are booked, for the reference.

A deed that books nothing has no row. Corrections copy a voucher, by whatever rule that
was booked; here stands what they add. Whole lives hold this to what is recorded.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from fundledger.domain.posting_rules import PostingRule

_R: Final = PostingRule
_GAP: Final = (_R.GAP_OPENED, _R.GAP_COVERED)

POSTS: Final[Mapping[str, tuple[PostingRule, ...]]] = MappingProxyType(
    {
        "receive_donation": (_R.DONATION_RECEIVED,),
        "receive_grant": (_R.GRANT_RECEIVED,),
        "receive_unidentified": (_R.UNIDENTIFIED_RECEIVED,),
        "identify_money": (_R.UNIDENTIFIED_IDENTIFIED,),
        "send_back_unidentified": (_R.UNIDENTIFIED_SENT_BACK,),
        "decide_money_return": (_R.RETURN_DECIDED, _R.RETURN_MISTAKEN),
        "pay_money_return": (_R.RETURN_PAID,),
        "bounce_money_return": (_R.RETURN_BOUNCED,),
        "receive_interest": (_R.INTEREST, _R.INTEREST_AGAINST_COST),
        "receive_project_interest": (_R.PROJECT_INTEREST,),
        "pay_bank_fee": (_R.BANK_FEE,),
        "pay_admin_cost": (_R.ADMIN_COST,),
        "transfer_money": (_R.TRANSFER, _R.TRANSFER_SENT),
        "receive_transfer": (_R.TRANSFER_ARRIVED,),
        "re_source_project": (
            _R.RE_SOURCED_COMMITTED,
            _R.RE_SOURCED_ADVANCED,
            _R.RE_SOURCED_COST,
            _R.RE_SOURCED_CLOSED_YEAR,
        ),
        "reclassify_source": (_R.RECLASSIFIED_NET, _R.RECLASSIFIED_INCOME),
        "bounce_admin_cost": (
            _R.ADMIN_COST_BOUNCED,
            _R.ADMIN_COST_BOUNCED_CLOSED_YEAR,
        ),
        "withdraw_application": (_R.NOTICE_WITHDRAWN,),
        "approve_project": (_R.APPROVED,),
        "uphold_objection": (_R.NOTICE_WITHDRAWN,),
        "establish_project": (_R.ESTABLISHED,),
        "cancel_project": (_R.LAPSED,),
        "close_project": (_R.LAPSED,),
        "supplement_project": (_R.SUPPLEMENT,),
        "establish_supplement": (_R.SUPPLEMENT,),
        "cut_project": (_R.CUT,),
        "approve_disbursement": (_R.ADVANCE_APPROVED,),
        "agree_to_disbursement": (_R.ADVANCE_APPROVED,),
        "pay_disbursement": (_R.ADVANCE_PAID, _R.REIMBURSEMENT_PAID),
        "bounce_disbursement": (_R.ADVANCE_BOUNCED, _R.REIMBURSEMENT_BOUNCED),
        "decline_disbursement": (
            _R.PAYMENT_DECLINED,
            _R.REIMBURSEMENT_DECLINED,
            _R.DISALLOWED_UNPAID_CLOSED_YEAR,
        ),
        "admit_claim": (_R.CLAIM_ADMITTED, _R.REIMBURSEMENT_ADMITTED),
        "disallow_receipt": (
            _R.DISALLOWED_BEFORE_BOOKING,
            _R.DISALLOWED_SAME_YEAR,
            _R.DISALLOWED_CLOSED_YEAR,
            _R.DISALLOWED_UNPAID,
            _R.DISALLOWED_UNPAID_CLOSED_YEAR,
        ),
        "receive_refund": (_R.REFUND, _R.UNIDENTIFIED_RECEIVED),
        "receive_recovery": (_R.RECOVERED,),
        "write_off_recovery": (_R.WRITTEN_OFF, _R.WRITTEN_OFF_BORNE),
        "correct_voucher": _GAP,
        "adjust_voucher": _GAP,
        "correct_closed_year": (
            _R.CORRECTION_CLOSED_YEAR,
            _R.CORRECTION_CLOSED_YEAR_CHARGED,
        ),
        "release_net_assets": (_R.RELEASE,),
        "close_year": (
            _R.RELEASE,
            _R.YEAR_END_INCOME,
            _R.YEAR_END_COST,
            _R.YEAR_END_PRIOR_YEAR,
            _R.YEAR_END_PRIOR_YEAR_RELEASE,
        ),
        "import_journal": (_R.OPENING,),
        "open_books": (_R.OPENING,),
    }
)
"""Posting rules by deed."""
