"""What goes wrong when people write sentences in YAML, told in plain words, with the line where it happened.

YAML gives a meaning to signs that sentences have too: `: `, ` #`, brackets, quotes. The parser refuses some of these
slips, often lines below and in its own terms (`refused`). Others it reads without a word as something else than what
stands there (`unnoticed`): `Partner # Operations` as `Partner`.
"""
