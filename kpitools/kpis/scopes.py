"""The networks that a value is of, and two marks beside them.

A scope is a set of networks. Scope all and what is cut from it, as at constant perimeter, carry `EVERY`: there a cost
that belongs to no one network is taken whole (rule 4 of the reference). `UNNAMED` stands for the rows that name no
network, where those count.
"""

EVERY, UNNAMED = "*", "-"
# Rows of these tables that name no network came from elsewhere than social networks.
SOCIAL_ONLY = frozenset({"web_visits", "conversion_paths", "actions", "leads", "orders"})
# A table of these that never names a network counts whole, and says so.
NAMED_OR_WHOLE = frozenset({"actions", "leads"})
NETWORK_UNKNOWN = "network_unknown"  # the basis by which it does

Scope = frozenset[str]


def networks_in(scope: Scope) -> Scope:
    """The networks themselves."""
    return scope - {EVERY, UNNAMED}


def alone(network: str, scope: Scope) -> Scope:
    """One network of a scope, still cut from all where the scope is."""
    return frozenset({network}) | (scope & {EVERY})
