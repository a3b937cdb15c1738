"""The ledger of permanent addresses: what was published stays where it is, or redirects.

The registry is looked up first and only what is new is minted, in order of path. Nothing here
touches the disk: `settle` gives the addresses before citations are resolved, `complete` what the
whole archive then keeps, `lost_since` what no longer leads where a published site or registry led.
"""

from __future__ import annotations

from builder.registry.against import Lost, lost_since
from builder.registry.completing import complete
from builder.registry.settling import Settled, settle

__all__ = ["Lost", "Settled", "complete", "lost_since", "settle"]
