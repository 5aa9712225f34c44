"""Adoption of a rules edition 采用记账规则版本, by an accountant and a supervisor."""

from fundledger.commands.cases import WHOLE_FUND
from fundledger.commands.cosigning import signatures
from fundledger.commands.deed import deed
from fundledger.domain.actions import Action
from fundledger.domain.adoptions import decide_adoption, rules_text
from fundledger.domain.editions import RULES_EDITION
from fundledger.domain.labels import RulesEdition
from fundledger.domain.people import Role
from fundledger.queries import adoptions
from fundledger.store import tables as t
from fundledger.store.writing import Writing


@deed(Action.RULES_ADOPT, case=WHOLE_FUND)
def adopt_rules(write: Writing, *, rules_edition: RulesEdition) -> bool:
    """Sign that vouchers are made by a rules edition; the second signature adopts it.

    An accountant and a supervisor sign; what the edition says is kept with it. Tells
    whether it is adopted now. Raises OtherRulesError, RulesAdoptedError,
    CosignedAlreadyError.
    """
    decide_adoption(rules_edition, RULES_EDITION, adoptions.adopted_on(write))
    signed = signatures(write, Action.RULES_ADOPT)
    if signed is None:
        return False
    accountant, supervisor = signed[Role.ACCOUNTANT], signed[Role.SUPERVISOR]
    write.insert(
        t.adoption,
        edition=rules_edition,
        rules=rules_text(),
        accountant=accountant.login,
        accountant_on=accountant.on,
        supervisor=supervisor.login,
        supervisor_on=supervisor.on,
    )
    return True
