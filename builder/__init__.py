"""A static-site generator for a public archive of Vietnamese administrative documents."""
