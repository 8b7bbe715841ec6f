"""Claim structuring: gives each quotation its claims (act, polarity, issue, claimant), by clauses and a codebook."""

from claimx.stages.claims.component import ClaimsComponent, ClaimStructurer, make_claims

__all__ = ["ClaimStructurer", "ClaimsComponent", "make_claims"]
