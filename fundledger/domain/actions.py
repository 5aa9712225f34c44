"""The name of every deed: what permissions, transitions and the audit chain speak of.

Who may do which is a table in `fundledger.domain.people`; what a project's state
allows is a table in `fundledger.domain.projects`.
"""

from enum import StrEnum


class Action(StrEnum):
    """One member for each deed, as noun.verb."""

    # The fund, its people and its places.
    FUND_CREATE = "fund.create"
    PERSON_ADD = "person.add"
    PERSON_RETIRE = "person.retire"
    ROLE_GRANT = "role.grant"
    ROLE_REVOKE = "role.revoke"
    INTEREST_DECLARE = "interest.declare"
    SETTING_CHANGE = "setting.change"
    HOLIDAY_ADD = "holiday.add"
    SUBDISTRICT_ADD = "subdistrict.add"
    COMMUNITY_ADD = "community.add"
    PAYEE_ADD = "payee.add"
    PAYEE_VERIFY = "payee.verify"
    BANK_ACCOUNT_ADD = "bank_account.add"
    CHART_OPEN_YEAR = "chart.open_year"
    ROUND_OPEN = "round.open"
    ROUND_CLOSE = "round.close"
    PUBLISHED_RECORD = "published.record"
    ATTACHMENT_STORE = "attachment.store"
    RULES_ADOPT = "rules.adopt"

    # Accounting work that goes from one person to another.
    HANDOVER_PROPOSE = "handover.propose"
    HANDOVER_ARRANGE = "handover.arrange"
    HANDOVER_ACCEPT = "handover.accept"
    HANDOVER_WITNESS = "handover.witness"
    HANDOVER_CANCEL = "handover.cancel"

    # Money that comes to the fund, and what running it costs.
    DONATION_RECEIVE = "donation.receive"
    DONATION_RETURN = "donation.return"
    GRANT_RECEIVE = "grant.receive"
    RECEIPT_UNIDENTIFIED = "receipt.unidentified"
    RECEIPT_IDENTIFY = "receipt.identify"
    INTEREST_RECEIVE = "interest.receive"
    FEE_PAY = "fee.pay"
    ADMIN_COST_PAY = "admin_cost.pay"

    # A project, from draft to closed.
    PROJECT_DRAFT = "project.draft"
    PROJECT_REVISE = "project.revise"
    PROJECT_SUBMIT = "project.submit"
    PROJECT_SIGN = "project.sign"
    PROJECT_RECOMMEND = "project.recommend"
    PROJECT_RETURN = "project.return"
    PROJECT_RESUBMIT = "project.resubmit"
    PROJECT_REJECT = "project.reject"
    PROJECT_WITHDRAW = "project.withdraw"
    PROJECT_REVIEW = "project.review"
    PROJECT_APPROVE = "project.approve"
    NOTICE_OBJECT = "notice.object"
    NOTICE_UPHOLD = "notice.uphold"
    NOTICE_DISMISS = "notice.dismiss"
    PROJECT_ESTABLISH = "project.establish"
    AGREEMENT_RECORD = "agreement.record"
    PROJECT_ACTIVATE = "project.activate"
    PROJECT_SUPPLEMENT = "project.supplement"
    PROJECT_CUT = "project.cut"
    PROJECT_SUSPEND = "project.suspend"
    PROJECT_RESUME = "project.resume"
    PROJECT_CANCEL = "project.cancel"
    PROJECT_BEGIN_CLOSING = "project.begin_closing"
    PROJECT_REPORT = "project.report"
    PROJECT_REFUSE_REPORT = "project.refuse_report"
    PROJECT_CLOSE = "project.close"
    PROJECT_REOPEN = "project.reopen"

    # Money that goes to a project.
    DISBURSEMENT_REQUEST = "disbursement.request"
    DISBURSEMENT_CHECK = "disbursement.check"
    DISBURSEMENT_RETURN = "disbursement.return"
    DISBURSEMENT_APPROVE = "disbursement.approve"
    DISBURSEMENT_AGREE = "disbursement.agree"
    DISBURSEMENT_PAY = "disbursement.pay"
    DISBURSEMENT_ACKNOWLEDGE = "disbursement.acknowledge"
    DISBURSEMENT_DECLINE = "disbursement.decline"
    DISBURSEMENT_BOUNCE = "disbursement.bounce"

    # What a project spent, and what comes back from it.
    CLAIM_DRAFT = "claim.draft"
    CLAIM_SUBMIT = "claim.submit"
    CLAIM_RETURN = "claim.return"
    CLAIM_RESUBMIT = "claim.resubmit"
    CLAIM_ADMIT = "claim.admit"
    CLAIM_REJECT = "claim.reject"
    CLAIM_DISALLOW = "claim.disallow"
    REFUND_RECEIVE = "refund.receive"
    RECOVERY_RECEIVE = "recovery.receive"
    RECOVERY_WRITE_OFF = "recovery.write_off"

    # The books.
    VOUCHER_PREPARE = "voucher.prepare"
    VOUCHER_COUNTERSIGN = "voucher.countersign"
    VOUCHER_REVIEW = "voucher.review"
    VOUCHER_POST = "voucher.post"
    VOUCHER_ENDORSE = "voucher.endorse"
    VOUCHER_CORRECT = "voucher.correct"
    JOURNAL_IMPORT = "journal.import"
    MONTH_CLOSE = "month.close"
    MONTH_REOPEN = "month.reopen"
    YEAR_CLOSE = "year.close"
