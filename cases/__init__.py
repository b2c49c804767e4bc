"""Legal aid: the domain, built on the two engines."""
