"""Adoption of a rules edition 采用记账规则版本, by an accountant and a supervisor."""

from fundledger.commands.cases import WHOLE_FUND
from fundledger.commands.deed import deed
from fundledger.domain.actions import Action
from fundledger.domain.adoptions import decide_adoption, rules_text
from fundledger.domain.editions import RULES_EDITION
from fundledger.domain.labels import RulesEdition
from fundledger.queries import adoptions
from fundledger.store import tables as t
from fundledger.store.writing import Writing


@deed(Action.RULES_ADOPT, case=WHOLE_FUND)
def adopt_rules(write: Writing, *, rules_edition: RulesEdition) -> bool:
    """Sign that vouchers are made by a rules edition; the second signature adopts it.

    An accountant and a supervisor sign; what the edition says is kept with it. Tells
    whether it is adopted now. Raises OtherRulesError, RulesAdoptedError,
    AdoptionSignedError.
    """
    assert write.role is not None
    signed = adoptions.signers(write, rules_edition)
    by = {role: each.login for role, each in signed.items()}
    adopted = decide_adoption(rules_edition, RULES_EDITION, by, write.role, write.actor)
    if not signed:
        write.insert(t.adoption, edition=rules_edition, rules=rules_text())
    write.insert(
        t.adoption_signature,
        edition=rules_edition,
        role=write.role,
        login=write.actor,
        on_date=write.on,
    )
    return adopted
