"""One file per channel, each against a real server on this machine."""
