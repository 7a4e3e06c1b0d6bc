"""A brand's guide as those see it who answer for it: tried, measured, compared, with its limits told.

A trial runs a guide that nobody has published over the replies of the last month and keeps which of them it
would have stopped. The rules themselves are `tenants`' and `language`'s; publishing one is `onboarding`'s. Calls
qa and below, because what is measured of a rule comes from there; emits nothing.
"""
