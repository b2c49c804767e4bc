"""The forms. ``acts`` holds the register of them: one form for every move and every step."""
