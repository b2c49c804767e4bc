"""Whoever can log in is reached: nothing has to be known."""

from django import forms


class Form(forms.Form):
    """No fields."""
