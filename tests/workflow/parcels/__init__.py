"""Parcels: a second domain for the engine, which proves that it has never heard of legal aid."""
