"""The interface kit: layout, components, rendering, guards, errors, forms, pages of lists.

It knows no domain: what a page says about brands or conversations is passed in, and the composition root
tells `kit.init_web` who the reader is and what the navigation holds. Every answer leaves through here
with its security headers, in the reader's language.
"""
