"""Questions to open books. A query selects on the books given and returns rows.

It writes nothing and opens no door; the caller holds the snapshot.
"""
