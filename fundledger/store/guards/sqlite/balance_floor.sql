-- Floors are judged when balances move, once for each that the deed touched.
CREATE TRIGGER ${table}_floor_${event} AFTER ${event} ON ${table}
  WHEN NEW.fen < 0 BEGIN
  SELECT RAISE(ABORT, 'fundledger:floor: ${whose} would fall below its floor')
    FROM account WHERE fund_id = NEW.fund_id AND key = NEW.account_key AND floor;
END;
