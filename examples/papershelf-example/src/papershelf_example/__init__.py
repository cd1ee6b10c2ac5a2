"""A worked example of a papershelf plugin. A file of cards looks like this:

%cards
# The title of a paper
& Ada Lovelace
> https://arxiv.org/abs/2310.06927
What it is about, in as many lines as it takes.
"""

MAGIC = "%cards"
