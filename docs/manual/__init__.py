"""The manual, a folder for each language; ships as fundledger.manual."""
