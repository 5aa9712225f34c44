"""What a voucher says in its 摘要, beside the posting rules: a text for each occasion.

It says who paid or is paid and for which project, in at most 20 characters and without
a full stop, as vouchers are read and printed. Reasons and full names stay in the case,
the record and the parties' own data: what is shortened here is not lost. The texts are
part of the books and stay Chinese whatever a face speaks. A deed whose user writes the
text (interest, fees, running costs) starts from a text here, too.
"""

from collections.abc import Mapping
from enum import Enum
from itertools import product
from string import Formatter
from types import MappingProxyType
from typing import Final

from fundledger.domain.journal import PostingRule

LONGEST: Final = 20
"""Characters of a 摘要."""
SHORTENED: Final = ("title", "party", "payee", "community", "code")
"""What is cut where a text is too long, the first one first; a code comes last."""
LEAST: Final = 4
"""So many characters of each name stay before any is cut further."""
ABBREVIATED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "社区居民委员会": "社区",
        "居民委员会": "居委会",
        "村民委员会": "村委会",
        "街道办事处": "街道",
        "人民政府": "政府",
        "股份有限公司": "公司",
        "有限责任公司": "公司",
        "有限公司": "公司",
        "社会工作服务中心": "社工中心",
    }
)
"""What endings of names are shortened to before anything is cut off."""
CUT: Final = "…"
_STOPS: Final = "。．."


class Occasion(Enum):
    """A text with places for the facts of a case."""

    DONATION_RECEIVED = "收到{party}捐赠"
    GRANT_RECEIVED = "收到{party}补助"
    UNIDENTIFIED_RECEIVED = "收到待查款项 {party}"
    IDENTIFIED_AS_DONATION = "待查款项确认为{party}捐赠"
    IDENTIFIED_AS_GRANT = "待查款项确认为{party}补助"
    UNIDENTIFIED_SENT_BACK = "待查款项退回 {party}"
    RETURN_DECIDED = "应退还{party}款项"
    RETURN_PAID = "退还{party}款项"
    RETURN_BOUNCED = "退还{party}款项退汇"
    TRANSFERRED = "本单位账户间划转"
    TRANSFER_ARRIVED = "在途款项到账"
    RE_SOURCED = "调整资金来源 {code}"
    RECLASSIFIED = "净资产重分类 {party}"
    COST_BOUNCED = "{title}退汇"
    PROJECT_INTEREST = "{community}交回利息 {code}"
    INTEREST = "存款利息"
    FEE = "银行手续费"
    APPROVED = "评审通过 {code} {title}"
    ESTABLISHED = "立项 {code} {title}"
    OBJECTION_UPHELD = "异议成立 {code} {community}"
    WITHDRAWN_ON_NOTICE = "公示撤回 {code} {community}"
    CUT = "调减 {code} {community}"
    SUPPLEMENT = "追加 {code} {community}"
    REVOKED = "终止 {code} {community}"
    CLOSED = "结项 {code} {community}"
    DISBURSEMENT_APPROVED = "批准拨付{community} {code}"
    ADVANCE_PAID = "拨付{payee} {code}"
    REIMBURSEMENT_PAID = "支付{payee}报账款 {code}"
    BOUNCED = "{community}退汇 {code}"
    DECLINED = "拒付{community} {code}"
    CLAIM_ADMITTED = "核准{community}支出 {code}"
    DISALLOWED = "核减{community}票据 {code}"
    RECOVERED = "追回{community}核减款 {code}"
    WRITTEN_OFF = "核销{community}核减款 {code}"
    REFUND = "{community}结余退回 {code}"
    ANNULLED = "注销{voucher}凭证"
    CORRECTED = "订正{voucher}凭证"
    ADJUSTED = "调整{voucher}凭证金额"
    GAP_LEVELLED = "调整额度缺口"
    CLOSED_YEAR_CORRECTED = "调整{year}年{voucher}"
    YEAR_END_INCOME = "{year}年结转收入"
    YEAR_END_COST = "{year}年结转费用"
    RELEASED = "限定性净资产重分类"
    OPENED = "期初建账"
    YEAR_END_PRIOR_YEAR = "{year}年结转以前年度净资产调整"
    YEAR_END_PRIOR_YEAR_RELEASE = "{year}年冲回已重分类的限定性净资产"

    def about(self, **facts: object) -> str:
        """Fill the places of the text, and shorten names until it fits.

        KeyError names a place that has no fact. Other facts are left out: a reason is
        in the deed's record.
        """
        names = {name: _plain(str(facts[name])) for name in _places(self.value) if name}
        text = _filled(self.value, names)
        if len(text) <= LONGEST:
            return text
        names = {name: _abbreviated(each) for name, each in names.items()}
        *of_names, _ = SHORTENED
        for least, name in (*product([LEAST], of_names), *product([1], SHORTENED)):
            over = len(_filled(self.value, names)) - LONGEST
            if over > 0 and name in names:
                names[name] = _cut(name, names[name], over, least)
        return _filled(self.value, names)


def year_end_summary(rule: PostingRule, year: int) -> str:
    """Say what a closing voucher of a year does. Raises KeyError for another rule."""
    return Occasion[rule.name].about(year=year)


def _places(template: str) -> list[str]:
    return [name or "" for _, name, _, _ in Formatter().parse(template)]


def _plain(name: str) -> str:
    """Take full stops and needless blanks off a name."""
    return " ".join(name.replace("。", " ").split()).rstrip(_STOPS)


def _filled(template: str, names: Mapping[str, str]) -> str:
    """Fill a text; a word that ends a name and begins what follows stands once.

    区级财政补助 and 补助 make 收到区级财政补助.
    """
    text = ""
    for literal, name, _, _ in Formatter().parse(template):
        text += literal[_overlap(text, literal) :]
        if name:
            text += names[name][_overlap(text, names[name], least=2) :]
    return " ".join(text.split())


def _overlap(before: str, after: str, least: int = 1) -> int:
    """Count the characters by which one text ends and the other begins."""
    for length in range(min(len(before), len(after)), least - 1, -1):
        if before.endswith(after[:length]) and not after[:length].isspace():
            return length
    return 0


def _abbreviated(name: str) -> str:
    """Shorten the ending of a name as people do."""
    for ending, short in ABBREVIATED.items():
        if name.endswith(ending):
            return name.removesuffix(ending) + short
    return name


def _cut(name: str, text: str, over: int, least: int) -> str:
    """Cut a fact by so many characters: a code keeps its end, which tells it apart."""
    room = max(len(text) - over - len(CUT), min(least, len(text)))
    if room >= len(text):
        return text
    return f"{CUT}{text[-room:]}" if name == "code" else f"{text[:room]}{CUT}"
