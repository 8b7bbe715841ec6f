"""The four stages of the chain, each a spaCy component over a pure class; none imports another."""
