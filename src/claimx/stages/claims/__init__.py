"""Claim structuring: gives each quotation its claims (act, polarity, issue, claimant), by clauses and a codebook."""

from claimx.stages.claims.component import ClaimsComponent, make_claims
from claimx.stages.claims.structurer import ClaimStructurer

__all__ = ["ClaimStructurer", "ClaimsComponent", "make_claims"]
