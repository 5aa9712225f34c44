-- What proves a voucher changes only while its month is open.
CREATE TRIGGER evidence_month_${event} BEFORE ${event} ON evidence
  WHEN NEW.voucher_no IS NOT NULL BEGIN
  SELECT RAISE(ABORT,
      'fundledger:closed_period: the month of this voucher is closed or not opened')
    WHERE NOT EXISTS (SELECT 1 FROM voucher v JOIN period p
        ON p.fund_id = v.fund_id AND p.key = v.month
      WHERE v.fund_id = NEW.fund_id AND v.no = NEW.voucher_no AND NOT p.closed);
END;
