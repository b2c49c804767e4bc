"""The suite. It mirrors the tree: tests/cases/test_accept.py beside cases/actions/accept.py."""
