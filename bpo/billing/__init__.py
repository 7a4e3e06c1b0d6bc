"""The contract's money: what a sealed month costs, which service credits it gives, what is earned back.

A statement is made from a sealed month alone, by the contract that its report was made by, and is never changed;
what is found otherwise later is a correction beside it. Asks `reports` for months and `tenants` for contracts, and
emits nothing.
"""
