"""Help within the pages: what each is for, how one works on it, what its words and keys mean.

Texts stand by page, in `work`, `watching`, `quality`, `team`, `brands` and `access`; `page_help` finds the one for the
page that is being shown and for whoever reads it. The head of a page (`ui.page_head`) offers it, and so does `?`.
"""
