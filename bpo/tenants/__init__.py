"""What a client brand has agreed with us.

A tenant is a client brand. Its calendars, service levels, rule set and contract are versioned: a change
makes a new version and retires the old one, which stays, because clocks that started under it are
measured by it for ever. Working time and the choice of a service level are pure rules here.

Emits nothing yet; calls `core` only. The brand file and going live are `onboarding`'s.
"""
