"""All that can be done with a case: one file per move of the procedure, and the steps between.

Each action is one unit of work. It locks the case, makes the move through the one door, and does
what belongs to it; papers come last, since a number's lock is held until the end.
"""
