"""The forecast: what is due, who will not get to it in time, and the fewest moves that help.

Plain arithmetic over plain values (docs/explanation/forecast.md has it with an example). ``effort``
is the table of minutes, ``hours`` the working time, ``reach`` the sums, ``remedy`` the moves.
"""
