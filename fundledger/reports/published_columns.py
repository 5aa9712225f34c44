"""The columns of what is made public: notices 公示, figures, and the calendar."""

from typing import Final

from fundledger.errors import N_
from fundledger.reports.report import Column, Kind

PUBLISHED: Final[tuple[Column, ...]] = (
    # Published figures, each in its own unit.
    Column("figure", N_("Figure")),
    Column("published", N_("Published"), Kind.MEASURE),
    Column("unit", N_("Unit")),
    Column("booked", N_("In the books"), Kind.MEASURE),
    Column("difference", N_("Difference"), Kind.MEASURE),
    Column("met", N_("Met"), Kind.SIGN),
    Column("publication", N_("Published in")),
    Column("amount", N_("Adds"), Kind.MEASURE),
    Column("since", N_("Learnt since"), Kind.MEASURE),
    Column("by_records", N_("By the records"), Kind.CODE),
    Column("edition_no", N_("Figure no."), Kind.COUNT),
    # Public notices, and by what they were counted.
    Column("notice_no", N_("Notice"), Kind.COUNT),
    Column("published_on", N_("Published on"), Kind.DAY),
    Column("notice_from", N_("On notice from"), Kind.DAY),
    Column("notice_until", N_("On notice until"), Kind.DAY),
    Column("first_day", N_("First day of a notice")),
    Column("working_days", N_("Working days"), Kind.COUNT),
    Column("published_fen", N_("Published amount"), Kind.MONEY),
    Column("counted_until", N_("Counted today until"), Kind.DAY),
    Column("paper", N_("Paper")),
)
