"""Screens 5 and 6: the books by account and by voucher, periods, bank accounts."""
