"""How the model of news reading is trained: `python -m reading.training` writes tables/news_model.json again.

The invented items of `items/` are all the text that ships. Other files of labelled items may be given on the command
line; their words are learned from and never stored.
"""
