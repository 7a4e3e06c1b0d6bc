"""Grammar of replies that were sent, by an engine of the LanguageTool family (lingotweaker, LGPL-2.1-or-later).

The engine is compiled, panics on some texts and needs up to 430 MB, so it lives in a process of its own:
`child` is that program and stands alone, `worker` starts it and outlives it, `findings` makes findings of what
it says. The packages may be absent; then nothing is checked here, and nothing is called checked.
"""
