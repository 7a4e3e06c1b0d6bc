"""What agents have at hand for a brand: templates of replies, articles, and campaigns.

A template is a start, never the answer: its variables are filled for one conversation and the agent goes on
from there. An article is what the brand knows. A campaign is what the brand is doing now (promotions,
launches, outages, holding statements, known issues), with who has read it. The brand's marketing and the
vendor keep all three together; nothing here is about a customer. Calls tenants and identity; conversations
show what is here beside the composer.
"""
