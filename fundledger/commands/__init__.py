"""Deeds: one function each, which asks, has the domain decide, and writes.

A deed is called with a `Desk`: who acts, on which business date, under which key. Its
wrapper takes the write lock, checks the right, runs it and records it.
"""
