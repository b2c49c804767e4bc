"""Applications from a file: read, checked row by row, reported, and registered one by one."""
