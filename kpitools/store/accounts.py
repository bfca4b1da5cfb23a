"""Which account a row is of: aliases give one name; a file that names none is of the network's only account."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kpitools.language import mark
from kpitools.params import Parameters
from kpitools.problems import Problem, Severity

Named = tuple[str, str, str | None]  # brand, network, the account as the file names it


@dataclass(frozen=True)
class AccountNames:
    """The accounts that the parameters declare, and the one name of each of their aliases."""

    declared: tuple[tuple[str, str], ...]  # network, name
    aliases: tuple[tuple[str, str, str], ...]  # network, folded alias, name

    @classmethod
    def of(cls, parameters: Parameters) -> "AccountNames":
        """Those of a client."""
        return cls(
            tuple((one.network, one.name) for one in parameters.accounts),
            tuple(
                (one.network, _folded(alias), one.name)
                for one in parameters.accounts
                for alias in (one.name, *one.aliases)
            ),
        )

    def name(self, network: str | None, named: str) -> str:
        """The one name of an account, where the parameters give it aliases."""
        folded = _folded(named)
        return next((name for place, alias, name in self.aliases if (place, alias) == (network, folded)), named)


class Accounts:
    """The client's accounts by network: those of the parameters, else those that the files name."""

    def __init__(self, names: AccountNames, named: Mapping[int, Iterable[Named]]) -> None:
        self._names = names
        self._declared: dict[str, list[str]] = defaultdict(list)
        for network, name in names.declared:
            self._declared[network].append(name)
        self._found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for brand, network, account in (one for file in named.values() for one in file):
            if account and (name := names.name(network, account)) not in self._found[brand, network]:
                self._found[brand, network].append(name)

    def name(self, network: str, named: str) -> str:
        """The one name of an account."""
        return self._names.name(network, named)

    def only(self, brand: str, network: str) -> str | None:
        """The network's only account (an empty name where nothing names one), or None where there are several."""
        declared = self._declared.get(network, []) if not brand else []
        candidates = declared if len(declared) == 1 else self._found.get((brand, network), declared)
        return candidates[0] if len(candidates) == 1 else None if candidates else ""

    def several(self, brand: str, network: str) -> Sequence[str]:
        """The accounts between which an unnamed row leaves a choice."""
        return self._found.get((brand, network)) or self._declared.get(network, [])


def ambiguous(file: str, network: str, names: Sequence[str]) -> Problem:
    """A file that names no account, of a network that has several: which parameter settles it."""
    return Problem(
        "ambiguous_account",
        mark("Ce fichier ne dit pas de quel compte il est, et {network} en a plusieurs : {names}."),
        {"network": network, "names": ", ".join(names), "name": names[0]},
        Severity.RESERVATION,
        mark(
            "Ajoutez « account: {name} » (ou l'autre) à l'entrée de ce fichier dans data, "
            "ou un seul compte sous accounts."
        ),
        file=file,
    )


def _folded(name: str) -> str:
    return name.strip().lstrip("@").casefold()
