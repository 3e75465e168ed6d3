"""Backups: what is in one, how it is sealed, how it is written and read.

A backup is a folder: `database/` (a base backup, sealed), `landing/` (files as they rest, sealed anyway),
`keys.json` (all secrets of the installation, under a passphrase) and `contents.json` (every file with
its size and hash, under a keyed hash). Only who has the passphrase can read or forge any of it.
"""
