"""SQL, transactions, the databases' own guards, and the chain of audit records."""
