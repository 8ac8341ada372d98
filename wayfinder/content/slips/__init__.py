"""Explains in plain words what goes wrong when people write sentences in YAML, with the line where it happened.

YAML gives a meaning to characters that sentences have too: `: `, ` #`, brackets, quotes. The parser refuses some of
these slips, often at a later line and in its own terms (`refused`). Others it silently reads as something else than was
written (`unnoticed`): `Partner # Operations` as `Partner`.
"""
