"""The registries: which AWS account's has an image in which region.

Many images have the same. A table that lacks only some regions of a larger one says so.
"""

import collections
import string
from collections.abc import Iterable

import sdk


class Tables:
    """The distinct tables by name, larger ones first."""

    def __init__(self, uses: Iterable[tuple[str, dict[str, str]]]) -> None:
        users = collections.defaultdict(collections.Counter)
        for repository, accounts in uses:
            users[frozenset(accounts.items())][repository] += 1
        self.by_name: dict[str, frozenset] = {}
        self.like: dict[str, str] = {}
        for table in sorted(users, key=lambda table: (-len(table), sorted(table))):
            larger = next((name for name, other in self.by_name.items() if table < other), None)
            if larger is None:
                # After the repository with the most rows that use it.
                name = min(users[table], key=lambda repository: (-users[table][repository], repository))
                assert name not in self.by_name, name
            else:
                names = (f"{larger}-{len(table)}{letter}" for letter in ["", *string.ascii_lowercase[1:]])
                name = next(name for name in names if name not in self.by_name)
                self.like[name] = larger
            self.by_name[name] = table

    def name(self, accounts: dict[str, str]) -> str:
        """The name of a table."""
        return next(name for name, table in self.by_name.items() if table == frozenset(accounts.items()))

    def text(self) -> str:
        """All of them, and what regions' host names end with where it is not usual."""
        regions = {region for table in self.by_name.values() for region, _ in table}
        usual = sdk.domain("us-east-1")
        domains = {area(region): sdk.domain(region) for region in regions}
        assert all(domains[area(region)] == sdk.domain(region) for region in regions)
        special = {area: domain for area, domain in domains.items() if domain != usual}
        lines = [f"domain * {usual}", *(f"domain {area} {special[area]}" for area in sorted(special))]
        for name, table in self.by_name.items():
            lines += ["", f"[{name}]", *(self.differences(name, table) if name in self.like else by_account(table))]
        return "\n".join(lines) + "\n"

    def differences(self, name: str, table: frozenset) -> list[str]:
        """A table by what it lacks of the one that it is like, or by what it has of that."""
        larger = self.by_name[self.like[name]]
        lacks = sorted(region for region, _ in larger - table)
        has = sorted(region for region, _ in table)
        what = f"without {' '.join(lacks)}" if len(lacks) <= len(has) else f"only {' '.join(has)}"
        return [f"like {self.like[name]}", what]


def by_account(table: frozenset) -> list[str]:
    """A line for each account, with its regions."""
    regions = collections.defaultdict(list)
    for region, account in sorted(table):
        regions[account].append(region)
    return [f"{account} {' '.join(regions[account])}" for account in sorted(regions)]


def area(region: str) -> str:
    """What regions of one partition have in common: `us-iso` of `us-iso-east-1`."""
    return region.rsplit("-", 2)[0]
