"""The screens: each turns one form into one action and one answer. It alone reads the clock."""
