"""Charts of accounts and the demo fund; ships as fundledger.data."""
