"""What a voucher says in its 摘要, beside the posting rules: a text for each occasion.

A deed whose user writes the text (interest, fees, running costs) starts from a text
here, too. The texts are part of the books and stay Chinese whatever a face speaks.
"""

from enum import Enum

from fundledger.domain.journal import PostingRule


class Occasion(Enum):
    """A text with places for the facts of a case."""

    DONATION_RECEIVED = "收到{party}捐赠"
    GRANT_RECEIVED = "收到{party}补助"
    UNIDENTIFIED_RECEIVED = "收到待查款项"
    IDENTIFIED_AS_DONATION = "待查款项确认为{party}捐赠"
    IDENTIFIED_AS_GRANT = "待查款项确认为{party}补助"
    UNIDENTIFIED_SENT_BACK = "待查款项退回：{reason}"
    RETURN_DECIDED = "应退还{party}款项：{reason}"
    RETURN_PAID = "退还{party}款项"
    RETURN_BOUNCED = "退还{party}款项退汇：{reason}"
    TRANSFERRED = "本单位账户间划转"
    TRANSFER_ARRIVED = "在途款项到账"
    RE_SOURCED = "调整{code}资金来源"
    RECLASSIFIED = "净资产重分类：{reason}"
    COST_BOUNCED = "运行费退汇：{reason}"
    PROJECT_INTEREST = "{code} 交来预付款利息"
    INTEREST = "存款利息"
    FEE = "银行手续费"
    APPROVED = "评审通过 {code} {title}"
    ESTABLISHED = "立项 {code} {title}"
    OBJECTION_UPHELD = "异议成立 {code}"
    WITHDRAWN_ON_NOTICE = "公示期内撤回 {code}"
    CUT = "核减 {code}"
    SUPPLEMENT = "追加 {code}"
    REVOKED = "项目撤销 {code}"
    CLOSED = "项目结项 {code}"
    DISBURSEMENT_APPROVED = "批准拨付 {code} 第{no}号"
    ADVANCE_PAID = "拨付 {code} 第{no}号，{payee}"
    REIMBURSEMENT_PAID = "支付报销款 {code} 第{no}号，{payee}"
    BOUNCED = "退汇 {code} 第{no}号：{reason}"
    DECLINED = "拒付 {code} 第{no}号：{reason}"
    CLAIM_ADMITTED = "核准支出 {code} 报账第{no}号"
    DISALLOWED = "核减 {code} 票据{receipt}：{reason}"
    RECOVERED = "追回 {code} 核减款第{no}号"
    WRITTEN_OFF = "核销 {code} 核减款第{no}号：{reason}"
    REFUND = "结余退回 {code}"
    ANNULLED = "注销{voucher}凭证：{reason}"
    CORRECTED = "订正{voucher}凭证：{reason}"
    ADJUSTED = "调整{voucher}凭证金额：{reason}"
    GAP_LEVELLED = "调整额度缺口"
    CLOSED_YEAR_CORRECTED = "调整{year}年{voucher}凭证：{reason}"
    YEAR_END_INCOME = "{year}年结转收入"
    YEAR_END_COST = "{year}年结转费用"
    RELEASED = "限定性净资产重分类"
    YEAR_END_PRIOR_YEAR = "{year}年结转以前年度净资产调整"
    YEAR_END_PRIOR_YEAR_RELEASE = "{year}年冲回已重分类的限定性净资产"

    def about(self, **facts: object) -> str:
        """Fill the places of the text; KeyError names one that has no fact."""
        return self.value.format(**facts)


def year_end_summary(rule: PostingRule, year: int) -> str:
    """Say what a closing voucher of a year does. Raises KeyError for another rule."""
    return Occasion[rule.name].about(year=year)
