"""People at their screens, in Debian's Chromium."""
