"""How Council texts are printed: labels, numbering, headings, and the layouts of older texts. Pure functions."""
