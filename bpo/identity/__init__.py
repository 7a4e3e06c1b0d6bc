"""Who people are, and what they may do.

A *user* signs in; a *membership* gives a user a role at one brand or at the vendor as a whole; a *session*
is a browser that signed in; a *one-time link* invites or resets a password; an *API key* lets a program act
as its owner, within scopes. Emits no events; mails are jobs of its own. Calls only `core` and `web`.
"""
