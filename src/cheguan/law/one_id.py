"""一证即办, by rule: the services for which an applicant in person needs an identity document and nothing else.

The eighteen services that were announced in 2018 were never found in print. What follows here is derived from the
materials that each service asks for, is marked so, and is not that list.
"""

from collections.abc import Iterable

from cheguan.law.service import Material, Service

IDENTITY = frozenset({"owner_identity", "holder_identity", "new_owner_identity"})
ONLY_FOR_AGENTS = "by_agent"


def by_identity_alone(service: Service) -> bool:
    """An identity document is asked for, and whatever else is fetched through the network or is an agent's."""
    asks_identity = any(each.code in IDENTITY for each in service.materials)
    return asks_identity and all(_spared(each) for each in service.materials)


def derived(services: Iterable[Service]) -> tuple[Service, ...]:
    """Those of the services that the rule picks, in their order."""
    return tuple(each for each in services if by_identity_alone(each))


def _spared(material: Material) -> bool:
    fetched = material.waived_if == "networked" or (material.waiver is not None and not material.waiver.when.text)
    return material.code in IDENTITY or fetched or material.needed_if.text == ONLY_FOR_AGENTS
