"""Wording compared with wording: renewals, agreed language, asks."""
