-- The two group roles; logins are made members of one of them.
-- Who writes may read as the reader, as queries do.
DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'fundledger_app') THEN
    CREATE ROLE fundledger_app NOLOGIN;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'fundledger_reader') THEN
    CREATE ROLE fundledger_reader NOLOGIN;
    GRANT fundledger_reader TO fundledger_app;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
-- next
CREATE TABLE account (
	fund_id BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	key TEXT COLLATE "C" NOT NULL,
	book TEXT COLLATE "C" NOT NULL,
	side TEXT COLLATE "C" NOT NULL,
	floor BOOLEAN NOT NULL,
	by_project TEXT COLLATE "C" NOT NULL,
	by_source BOOLEAN NOT NULL,
	control TEXT COLLATE "C",
	restricted BOOLEAN,
	CONSTRAINT pk_account PRIMARY KEY (fund_id, key),
	CONSTRAINT ck_account_book CHECK (book = 'money' OR book = 'budget'),
	CONSTRAINT ck_account_side CHECK (side = 'debit' OR side = 'credit'),
	CONSTRAINT ck_account_by_project CHECK (by_project = 'no' OR by_project = 'may' OR by_project = 'yes')
)
-- next
CREATE TABLE attachment (
	fund_id BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	sha256 TEXT COLLATE "C" NOT NULL,
	media_type TEXT COLLATE "C" NOT NULL,
	size BIGINT NOT NULL,
	content BYTEA NOT NULL,
	CONSTRAINT pk_attachment PRIMARY KEY (fund_id, sha256),
	CONSTRAINT ck_attachment_size CHECK (size BETWEEN 1 AND 20971520),
	CONSTRAINT ck_attachment_content CHECK (length(content) = size)
)
-- next
CREATE TABLE calendar_year (
	fund_id BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	year BIGINT NOT NULL,
	paper TEXT COLLATE "C" NOT NULL,
	CONSTRAINT pk_calendar_year PRIMARY KEY (fund_id, year)
)
-- next
CREATE TABLE fund_year (
	fund_id BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	year BIGINT NOT NULL,
	edition TEXT COLLATE "C" NOT NULL,
	closed BOOLEAN NOT NULL,
	CONSTRAINT pk_fund_year PRIMARY KEY (fund_id, year)
)
-- next
CREATE TABLE holiday (
	fund_id BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	on_date DATE NOT NULL,
	works BOOLEAN NOT NULL,
	name TEXT COLLATE "C" NOT NULL,
	CONSTRAINT pk_holiday PRIMARY KEY (fund_id, on_date)
)
-- next
CREATE TABLE person (
	fund_id BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	login TEXT COLLATE "C" NOT NULL,
	name TEXT COLLATE "C" NOT NULL,
	database_user TEXT COLLATE "C",
	active BOOLEAN NOT NULL,
	CONSTRAINT pk_person PRIMARY KEY (fund_id, login)
)
-- next
CREATE TABLE published (
	fund_id BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	no BIGINT NOT NULL,
	figure TEXT COLLATE "C" NOT NULL,
	as_of DATE NOT NULL,
	edition BIGINT NOT NULL,
	value TEXT COLLATE "C" NOT NULL,
	unit TEXT COLLATE "C" NOT NULL,
	publication TEXT COLLATE "C" NOT NULL,
	reason TEXT COLLATE "C" NOT NULL,
	CONSTRAINT pk_published PRIMARY KEY (fund_id, no),
	CONSTRAINT ck_published_figure CHECK (figure = 'communities' OR figure = 'projects_reviewed' OR figure = 'approved' OR figure = 'spent' OR figure = 'paid'),
	CONSTRAINT ck_published_unit CHECK (unit = '元' OR unit = '万元' OR unit = '个'),
	CONSTRAINT ck_published_edition CHECK (edition >= 1),
	CONSTRAINT ck_published_reason CHECK (edition = 1 OR reason <> ''),
	CONSTRAINT uq_published_fund_id_figure_as_of_edition UNIQUE (fund_id, figure, as_of, edition)
)
-- next
CREATE TABLE record (
	fund_id BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	prev_sha256 TEXT COLLATE "C" NOT NULL,
	sha256 TEXT COLLATE "C" NOT NULL,
	outcome TEXT COLLATE "C" NOT NULL,
	deed TEXT COLLATE "C" NOT NULL,
	deed_edition BIGINT NOT NULL,
	action TEXT COLLATE "C" NOT NULL,
	actor TEXT COLLATE "C" NOT NULL,
	on_date DATE NOT NULL,
	recorded_at TEXT COLLATE "C" NOT NULL,
	database_user TEXT COLLATE "C" NOT NULL,
	key TEXT COLLATE "C",
	changed_rows BIGINT NOT NULL,
	question_sha256 TEXT COLLATE "C",
	stamp TEXT COLLATE "C" NOT NULL,
	body TEXT COLLATE "C" NOT NULL,
	CONSTRAINT pk_record PRIMARY KEY (fund_id, seq),
	CONSTRAINT ck_record_seq CHECK (seq >= 1),
	CONSTRAINT ck_record_outcome CHECK (outcome IN ('accepted', 'refused')),
	CONSTRAINT ck_record_sha256 CHECK (length(sha256) = 64),
	CONSTRAINT ck_record_key CHECK (key <> ''),
	CONSTRAINT ck_record_refusal_keeps_no_key CHECK (outcome = 'accepted' OR key IS NULL),
	CONSTRAINT ck_record_refusal_changes_no_row CHECK (changed_rows >= 0 AND (outcome = 'accepted' OR changed_rows = 0)),
	CONSTRAINT ck_record_refusal_has_a_question CHECK ((outcome = 'refused') = (question_sha256 IS NOT NULL)),
	CONSTRAINT ck_record_stamp CHECK (length(stamp) <= 4096),
	CONSTRAINT ck_record_body CHECK (length(body) <= 268435456),
	CONSTRAINT uq_record_fund_id_key UNIQUE (fund_id, key)
)
-- next
CREATE TABLE round (
	fund_id BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	key TEXT COLLATE "C" NOT NULL,
	name TEXT COLLATE "C" NOT NULL,
	opens_on DATE NOT NULL,
	closes_on DATE NOT NULL,
	cap_fen BIGINT NOT NULL,
	first_day TEXT COLLATE "C" NOT NULL,
	CONSTRAINT pk_round PRIMARY KEY (fund_id, key),
	CONSTRAINT ck_round_cap_fen CHECK (cap_fen BETWEEN 1 AND 1000000000000000),
	CONSTRAINT ck_round_first_day CHECK (first_day = 'start' OR first_day = 'next')
)
-- next
CREATE TABLE setting (
	fund_id BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	key TEXT COLLATE "C" NOT NULL,
	value TEXT COLLATE "C" NOT NULL,
	CONSTRAINT pk_setting PRIMARY KEY (fund_id, key)
)
-- next
CREATE TABLE subdistrict (
	fund_id BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	key TEXT COLLATE "C" NOT NULL,
	name TEXT COLLATE "C" NOT NULL,
	CONSTRAINT pk_subdistrict PRIMARY KEY (fund_id, key)
)
-- next
CREATE TABLE account_code (
	fund_id BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	edition TEXT COLLATE "C" NOT NULL,
	account_key TEXT COLLATE "C" NOT NULL,
	code TEXT COLLATE "C" NOT NULL,
	name_zh TEXT COLLATE "C" NOT NULL,
	name_en TEXT COLLATE "C" NOT NULL,
	CONSTRAINT pk_account_code PRIMARY KEY (fund_id, edition, account_key),
	CONSTRAINT uq_account_code_fund_id_edition_code UNIQUE (fund_id, edition, code),
	CONSTRAINT fk_account_code_fund_id_account_key FOREIGN KEY(fund_id, account_key) REFERENCES account (fund_id, key)
)
-- next
CREATE TABLE adoption (
	fund_id BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	edition BIGINT NOT NULL,
	rules TEXT COLLATE "C" NOT NULL,
	accountant TEXT COLLATE "C" NOT NULL,
	accountant_on DATE NOT NULL,
	supervisor TEXT COLLATE "C" NOT NULL,
	supervisor_on DATE NOT NULL,
	CONSTRAINT pk_adoption PRIMARY KEY (fund_id, edition),
	CONSTRAINT ck_adoption_edition CHECK (edition >= 1),
	CONSTRAINT ck_adoption_two_people CHECK (accountant <> supervisor),
	CONSTRAINT fk_adoption_fund_id_accountant FOREIGN KEY(fund_id, accountant) REFERENCES person (fund_id, login),
	CONSTRAINT fk_adoption_fund_id_supervisor FOREIGN KEY(fund_id, supervisor) REFERENCES person (fund_id, login)
)
-- next
CREATE TABLE balance (
	fund_id BIGINT NOT NULL,
	source TEXT COLLATE "C" NOT NULL,
	account_key TEXT COLLATE "C" NOT NULL,
	seq BIGINT NOT NULL,
	fen BIGINT NOT NULL,
	CONSTRAINT pk_balance PRIMARY KEY (fund_id, source, account_key),
	CONSTRAINT fk_balance_fund_id_account_key FOREIGN KEY(fund_id, account_key) REFERENCES account (fund_id, key)
)
-- next
CREATE TABLE community (
	fund_id BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	key TEXT COLLATE "C" NOT NULL,
	name TEXT COLLATE "C" NOT NULL,
	subdistrict_key TEXT COLLATE "C" NOT NULL,
	CONSTRAINT pk_community PRIMARY KEY (fund_id, key),
	CONSTRAINT fk_community_fund_id_subdistrict_key FOREIGN KEY(fund_id, subdistrict_key) REFERENCES subdistrict (fund_id, key)
)
-- next
CREATE TABLE cosignature (
	fund_id BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	no BIGINT NOT NULL,
	deed TEXT COLLATE "C" NOT NULL,
	input TEXT COLLATE "C" NOT NULL,
	input_sha256 TEXT COLLATE "C" NOT NULL,
	role TEXT COLLATE "C" NOT NULL,
	other_role TEXT COLLATE "C" NOT NULL,
	login TEXT COLLATE "C" NOT NULL,
	on_date DATE NOT NULL,
	state TEXT COLLATE "C" NOT NULL,
	end_reason TEXT COLLATE "C",
	CONSTRAINT pk_cosignature PRIMARY KEY (fund_id, no),
	CONSTRAINT ck_cosignature_input_sha256 CHECK (length(input_sha256) = 64),
	CONSTRAINT ck_cosignature_role CHECK (role = 'preparer' OR role = 'head' OR role = 'subdistrict_reviewer' OR role = 'district_reviewer' OR role = 'district_approver' OR role = 'accountant' OR role = 'cashier' OR role = 'supervisor' OR role = 'auditor' OR role = 'admin'),
	CONSTRAINT ck_cosignature_other_role CHECK (other_role = 'preparer' OR other_role = 'head' OR other_role = 'subdistrict_reviewer' OR other_role = 'district_reviewer' OR other_role = 'district_approver' OR other_role = 'accountant' OR other_role = 'cashier' OR other_role = 'supervisor' OR other_role = 'auditor' OR other_role = 'admin'),
	CONSTRAINT ck_cosignature_state CHECK (state = 'waiting' OR state = 'done' OR state = 'withdrawn' OR state = 'returned'),
	CONSTRAINT ck_cosignature_two_roles CHECK (role <> other_role),
	CONSTRAINT ck_cosignature_ended CHECK ((state = 'waiting' OR state = 'done') = (end_reason IS NULL)),
	CONSTRAINT fk_cosignature_fund_id_login FOREIGN KEY(fund_id, login) REFERENCES person (fund_id, login)
)
-- next
CREATE TABLE fund (
	id BIGINT NOT NULL,
	code TEXT COLLATE "C" NOT NULL,
	name TEXT COLLATE "C" NOT NULL,
	replay TEXT COLLATE "C",
	next_seq BIGINT,
	head_seq BIGINT NOT NULL,
	head_sha256 TEXT COLLATE "C" NOT NULL,
	last_voucher_no BIGINT NOT NULL,
	last_posting_no BIGINT NOT NULL,
	CONSTRAINT pk_fund PRIMARY KEY (id),
	CONSTRAINT ck_fund_id CHECK (id >= 1),
	CONSTRAINT ck_fund_replay CHECK (replay IS NULL OR replay = 'demo' OR replay = 'migration'),
	CONSTRAINT uq_fund_code UNIQUE (code),
	CONSTRAINT fk_fund_id_next_seq FOREIGN KEY(id, next_seq) REFERENCES record (fund_id, seq) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE TABLE funding_source (
	fund_id BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	key TEXT COLLATE "C" NOT NULL,
	name TEXT COLLATE "C" NOT NULL,
	restricted BOOLEAN NOT NULL,
	purpose TEXT COLLATE "C" NOT NULL,
	giver TEXT COLLATE "C" NOT NULL,
	from_on DATE,
	until_on DATE,
	returnable BOOLEAN NOT NULL,
	overhead_percent BIGINT NOT NULL,
	bank TEXT COLLATE "C",
	CONSTRAINT pk_funding_source PRIMARY KEY (fund_id, key),
	CONSTRAINT ck_funding_source_key CHECK (length(key) > 0),
	CONSTRAINT ck_funding_source_overhead_percent CHECK (overhead_percent BETWEEN 0 AND 100),
	CONSTRAINT fk_funding_source_fund_id_bank FOREIGN KEY(fund_id, bank) REFERENCES account (fund_id, key)
)
-- next
CREATE TABLE period (
	fund_id BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	key TEXT COLLATE "C" NOT NULL,
	year BIGINT NOT NULL,
	closed BOOLEAN NOT NULL,
	CONSTRAINT pk_period PRIMARY KEY (fund_id, key),
	CONSTRAINT ck_period_key CHECK (key LIKE '____-__'),
	CONSTRAINT fk_period_fund_id_year FOREIGN KEY(fund_id, year) REFERENCES fund_year (fund_id, year)
)
-- next
CREATE TABLE role_grant (
	fund_id BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	no BIGINT NOT NULL,
	login TEXT COLLATE "C" NOT NULL,
	role TEXT COLLATE "C" NOT NULL,
	scope_kind TEXT COLLATE "C" NOT NULL,
	scope_key TEXT COLLATE "C",
	granted_by TEXT COLLATE "C" NOT NULL,
	from_on DATE NOT NULL,
	until_on DATE,
	CONSTRAINT pk_role_grant PRIMARY KEY (fund_id, no),
	CONSTRAINT ck_role_grant_role CHECK (role = 'preparer' OR role = 'head' OR role = 'subdistrict_reviewer' OR role = 'district_reviewer' OR role = 'district_approver' OR role = 'accountant' OR role = 'cashier' OR role = 'supervisor' OR role = 'auditor' OR role = 'admin'),
	CONSTRAINT ck_role_grant_scope_kind CHECK (scope_kind = 'district' OR scope_kind = 'subdistrict' OR scope_kind = 'community'),
	CONSTRAINT ck_role_grant_scope CHECK ((scope_kind = 'district') = (scope_key IS NULL)),
	CONSTRAINT fk_role_grant_fund_id_login FOREIGN KEY(fund_id, login) REFERENCES person (fund_id, login)
)
-- next
CREATE TABLE bank_account (
	fund_id BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	key TEXT COLLATE "C" NOT NULL,
	account_key TEXT COLLATE "C" NOT NULL,
	name TEXT COLLATE "C" NOT NULL,
	bank TEXT COLLATE "C" NOT NULL,
	number TEXT COLLATE "C" NOT NULL,
	source TEXT COLLATE "C" NOT NULL,
	CONSTRAINT pk_bank_account PRIMARY KEY (fund_id, key),
	CONSTRAINT uq_bank_account_fund_id_account_key UNIQUE (fund_id, account_key),
	CONSTRAINT uq_bank_account_fund_id_number UNIQUE (fund_id, number),
	CONSTRAINT fk_bank_account_fund_id_account_key FOREIGN KEY(fund_id, account_key) REFERENCES account (fund_id, key),
	CONSTRAINT fk_bank_account_fund_id_source FOREIGN KEY(fund_id, source) REFERENCES funding_source (fund_id, key)
)
-- next
CREATE TABLE handover (
	fund_id BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	no BIGINT NOT NULL,
	role TEXT COLLATE "C" NOT NULL,
	grant_no BIGINT NOT NULL,
	from_login TEXT COLLATE "C" NOT NULL,
	to_login TEXT COLLATE "C" NOT NULL,
	on_date DATE NOT NULL,
	absent_reason TEXT COLLATE "C",
	delegate TEXT COLLATE "C",
	state TEXT COLLATE "C" NOT NULL,
	cancel_reason TEXT COLLATE "C",
	CONSTRAINT pk_handover PRIMARY KEY (fund_id, no),
	CONSTRAINT ck_handover_role CHECK (role = 'accountant' OR role = 'cashier'),
	CONSTRAINT ck_handover_state CHECK (state = 'proposed' OR state = 'accepted' OR state = 'complete' OR state = 'cancelled'),
	CONSTRAINT ck_handover_two_people CHECK (from_login <> to_login),
	CONSTRAINT ck_handover_delegate CHECK (delegate IS NULL OR absent_reason IS NOT NULL),
	CONSTRAINT ck_handover_cancelled CHECK ((state <> 'cancelled') = (cancel_reason IS NULL)),
	CONSTRAINT fk_handover_fund_id_grant_no FOREIGN KEY(fund_id, grant_no) REFERENCES role_grant (fund_id, no),
	CONSTRAINT fk_handover_fund_id_from_login FOREIGN KEY(fund_id, from_login) REFERENCES person (fund_id, login),
	CONSTRAINT fk_handover_fund_id_to_login FOREIGN KEY(fund_id, to_login) REFERENCES person (fund_id, login)
)
-- next
CREATE TABLE payee (
	fund_id BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	no BIGINT NOT NULL,
	community_key TEXT COLLATE "C" NOT NULL,
	name TEXT COLLATE "C" NOT NULL,
	bank TEXT COLLATE "C" NOT NULL,
	number TEXT COLLATE "C" NOT NULL,
	recorded_by TEXT COLLATE "C" NOT NULL,
	verified_by TEXT COLLATE "C",
	verified_on DATE,
	CONSTRAINT pk_payee PRIMARY KEY (fund_id, no),
	CONSTRAINT ck_payee_eyes CHECK (verified_by IS NULL OR verified_by <> recorded_by),
	CONSTRAINT fk_payee_fund_id_community_key FOREIGN KEY(fund_id, community_key) REFERENCES community (fund_id, key)
)
-- next
CREATE TABLE project (
	fund_id BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	no BIGINT NOT NULL,
	code TEXT COLLATE "C" NOT NULL,
	community_key TEXT COLLATE "C" NOT NULL,
	round_key TEXT COLLATE "C" NOT NULL,
	category TEXT COLLATE "C" NOT NULL,
	title TEXT COLLATE "C" NOT NULL,
	version BIGINT NOT NULL,
	state TEXT COLLATE "C" NOT NULL,
	returned_from TEXT COLLATE "C",
	due_on DATE,
	reviewers_needed BIGINT,
	CONSTRAINT pk_project PRIMARY KEY (fund_id, no),
	CONSTRAINT ck_project_no CHECK (no >= 1),
	CONSTRAINT ck_project_state CHECK (state = 'draft' OR state = 'submitted' OR state = 'subdistrict_review' OR state = 'district_review' OR state = 'returned' OR state = 'rejected' OR state = 'withdrawn' OR state = 'on_notice' OR state = 'established' OR state = 'active' OR state = 'suspended' OR state = 'closing' OR state = 'closed' OR state = 'cancelled'),
	CONSTRAINT ck_project_returned_from CHECK (returned_from IS NULL OR returned_from = 'draft' OR returned_from = 'submitted' OR returned_from = 'subdistrict_review' OR returned_from = 'district_review' OR returned_from = 'returned' OR returned_from = 'rejected' OR returned_from = 'withdrawn' OR returned_from = 'on_notice' OR returned_from = 'established' OR returned_from = 'active' OR returned_from = 'suspended' OR returned_from = 'closing' OR returned_from = 'closed' OR returned_from = 'cancelled'),
	CONSTRAINT uq_project_fund_id_code UNIQUE (fund_id, code),
	CONSTRAINT fk_project_fund_id_community_key FOREIGN KEY(fund_id, community_key) REFERENCES community (fund_id, key),
	CONSTRAINT fk_project_fund_id_round_key FOREIGN KEY(fund_id, round_key) REFERENCES round (fund_id, key)
)
-- next
CREATE TABLE voucher (
	fund_id BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	no BIGINT NOT NULL,
	month TEXT COLLATE "C" NOT NULL,
	series TEXT COLLATE "C" NOT NULL,
	number BIGINT NOT NULL,
	on_date DATE NOT NULL,
	summary TEXT COLLATE "C" NOT NULL,
	kind TEXT COLLATE "C" NOT NULL,
	rule TEXT COLLATE "C" NOT NULL,
	attachments BIGINT NOT NULL,
	annuls_no BIGINT,
	pair_no BIGINT,
	CONSTRAINT pk_voucher PRIMARY KEY (fund_id, no),
	CONSTRAINT ck_voucher_no CHECK (no >= 1),
	CONSTRAINT ck_voucher_number CHECK (number >= 1),
	CONSTRAINT ck_voucher_attachments CHECK (attachments >= 0),
	CONSTRAINT ck_voucher_kind CHECK (kind = 'normal' OR kind = 'red' OR kind = 'blue' OR kind = 'opening' OR kind = 'release' OR kind = 'closing'),
	CONSTRAINT ck_voucher_series CHECK (series = 'money' OR series = 'budget'),
	CONSTRAINT ck_voucher_pair_no CHECK (pair_no IS NULL OR (series = 'budget' AND pair_no = no - 1)),
	CONSTRAINT uq_voucher_fund_id_month_series_number UNIQUE (fund_id, month, series, number),
	CONSTRAINT fk_voucher_fund_id_annuls_no FOREIGN KEY(fund_id, annuls_no) REFERENCES voucher (fund_id, no)
)
-- next
CREATE TABLE amendment (
	fund_id BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	no BIGINT NOT NULL,
	project_no BIGINT NOT NULL,
	line BIGINT NOT NULL,
	change_fen BIGINT NOT NULL,
	reason TEXT COLLATE "C" NOT NULL,
	on_date DATE NOT NULL,
	voucher_no BIGINT,
	CONSTRAINT pk_amendment PRIMARY KEY (fund_id, no),
	CONSTRAINT ck_amendment_change_fen CHECK (change_fen <> 0),
	CONSTRAINT fk_amendment_fund_id_project_no FOREIGN KEY(fund_id, project_no) REFERENCES project (fund_id, no),
	CONSTRAINT fk_amendment_fund_id_voucher_no FOREIGN KEY(fund_id, voucher_no) REFERENCES voucher (fund_id, no)
)
-- next
CREATE TABLE application (
	fund_id BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	no BIGINT NOT NULL,
	project_no BIGINT NOT NULL,
	version BIGINT NOT NULL,
	title TEXT COLLATE "C" NOT NULL,
	purpose TEXT COLLATE "C" NOT NULL,
	starts_on DATE NOT NULL,
	ends_on DATE NOT NULL,
	requested_fen BIGINT NOT NULL,
	CONSTRAINT pk_application PRIMARY KEY (fund_id, no),
	CONSTRAINT ck_application_requested_fen CHECK (requested_fen BETWEEN 1 AND 1000000000000000),
	CONSTRAINT uq_application_fund_id_project_no_version UNIQUE (fund_id, project_no, version),
	CONSTRAINT fk_application_fund_id_project_no FOREIGN KEY(fund_id, project_no) REFERENCES project (fund_id, no)
)
-- next
CREATE TABLE approval (
	fund_id BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	no BIGINT NOT NULL,
	project_no BIGINT NOT NULL,
	version BIGINT NOT NULL,
	approved_fen BIGINT NOT NULL,
	approver TEXT COLLATE "C" NOT NULL,
	on_date DATE NOT NULL,
	voucher_no BIGINT NOT NULL,
	CONSTRAINT pk_approval PRIMARY KEY (fund_id, no),
	CONSTRAINT ck_approval_approved_fen CHECK (approved_fen BETWEEN 1 AND 1000000000000000),
	CONSTRAINT fk_approval_fund_id_project_no FOREIGN KEY(fund_id, project_no) REFERENCES project (fund_id, no),
	CONSTRAINT fk_approval_fund_id_voucher_no FOREIGN KEY(fund_id, voucher_no) REFERENCES voucher (fund_id, no)
)
-- next
CREATE TABLE claim (
	fund_id BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	no BIGINT NOT NULL,
	project_no BIGINT NOT NULL,
	reimburses BOOLEAN NOT NULL,
	claimed_fen BIGINT NOT NULL,
	admitted_fen BIGINT,
	version BIGINT NOT NULL,
	state TEXT COLLATE "C" NOT NULL,
	CONSTRAINT pk_claim PRIMARY KEY (fund_id, no),
	CONSTRAINT ck_claim_claimed_fen CHECK (claimed_fen BETWEEN 1 AND 1000000000000000),
	CONSTRAINT ck_claim_admitted_fen CHECK (admitted_fen IS NULL OR admitted_fen BETWEEN 0 AND claimed_fen),
	CONSTRAINT ck_claim_state CHECK (state = 'draft' OR state = 'submitted' OR state = 'returned' OR state = 'admitted' OR state = 'rejected'),
	CONSTRAINT fk_claim_fund_id_project_no FOREIGN KEY(fund_id, project_no) REFERENCES project (fund_id, no)
)
-- next
CREATE TABLE funding (
	fund_id BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	no BIGINT NOT NULL,
	kind TEXT COLLATE "C" NOT NULL,
	party TEXT COLLATE "C" NOT NULL,
	source TEXT COLLATE "C",
	purpose TEXT COLLATE "C" NOT NULL,
	fen BIGINT NOT NULL,
	returned_fen BIGINT NOT NULL,
	bank TEXT COLLATE "C" NOT NULL,
	on_date DATE NOT NULL,
	project_no BIGINT,
	voucher_no BIGINT NOT NULL,
	identified_voucher_no BIGINT,
	CONSTRAINT pk_funding PRIMARY KEY (fund_id, no),
	CONSTRAINT ck_funding_kind CHECK (kind = 'donation' OR kind = 'grant' OR kind = 'unidentified'),
	CONSTRAINT ck_funding_fen CHECK (fen BETWEEN 0 AND 1000000000000000),
	CONSTRAINT ck_funding_returned_fen CHECK (returned_fen BETWEEN 0 AND fen),
	CONSTRAINT ck_funding_source CHECK ((kind = 'unidentified') = (source IS NULL)),
	CONSTRAINT fk_funding_fund_id_source FOREIGN KEY(fund_id, source) REFERENCES funding_source (fund_id, key),
	CONSTRAINT fk_funding_fund_id_project_no FOREIGN KEY(fund_id, project_no) REFERENCES project (fund_id, no),
	CONSTRAINT fk_funding_fund_id_bank FOREIGN KEY(fund_id, bank) REFERENCES account (fund_id, key),
	CONSTRAINT fk_funding_fund_id_voucher_no FOREIGN KEY(fund_id, voucher_no) REFERENCES voucher (fund_id, no),
	CONSTRAINT fk_funding_fund_id_identified_voucher_no FOREIGN KEY(fund_id, identified_voucher_no) REFERENCES voucher (fund_id, no)
)
-- next
CREATE TABLE handover_item (
	fund_id BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	handover_no BIGINT NOT NULL,
	item BIGINT NOT NULL,
	kind TEXT COLLATE "C" NOT NULL,
	key TEXT COLLATE "C" NOT NULL,
	title TEXT COLLATE "C" NOT NULL,
	size BIGINT NOT NULL,
	fen BIGINT,
	CONSTRAINT pk_handover_item PRIMARY KEY (fund_id, handover_no, item),
	CONSTRAINT ck_handover_item_kind CHECK (kind = 'to_prepare' OR kind = 'to_countersign' OR kind = 'to_review' OR kind = 'to_post' OR kind = 'claim_to_admit' OR kind = 'payment_to_check' OR kind = 'payment_to_make' OR kind = 'money_to_recover' OR kind = 'money_to_identify' OR kind = 'receipt_without_file' OR kind = 'month_open' OR kind = 'bank_balance'),
	CONSTRAINT ck_handover_item_size CHECK (size >= 1),
	CONSTRAINT fk_handover_item_fund_id_handover_no FOREIGN KEY(fund_id, handover_no) REFERENCES handover (fund_id, no)
)
-- next
CREATE TABLE handover_signature (
	fund_id BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	handover_no BIGINT NOT NULL,
	part TEXT COLLATE "C" NOT NULL,
	login TEXT COLLATE "C" NOT NULL,
	on_date DATE NOT NULL,
	CONSTRAINT pk_handover_signature PRIMARY KEY (fund_id, handover_no, part),
	CONSTRAINT ck_handover_signature_part CHECK (part = 'given' OR part = 'taken' OR part = 'witnessed'),
	CONSTRAINT uq_handover_signature_fund_id_handover_no_login UNIQUE (fund_id, handover_no, login),
	CONSTRAINT fk_handover_signature_fund_id_handover_no FOREIGN KEY(fund_id, handover_no) REFERENCES handover (fund_id, no),
	CONSTRAINT fk_handover_signature_fund_id_login FOREIGN KEY(fund_id, login) REFERENCES person (fund_id, login)
)
-- next
CREATE TABLE interest (
	fund_id BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	no BIGINT NOT NULL,
	login TEXT COLLATE "C" NOT NULL,
	community_key TEXT COLLATE "C",
	project_no BIGINT,
	reason TEXT COLLATE "C" NOT NULL,
	on_date DATE NOT NULL,
	CONSTRAINT pk_interest PRIMARY KEY (fund_id, no),
	CONSTRAINT ck_interest_one_subject CHECK ((community_key IS NULL) <> (project_no IS NULL)),
	CONSTRAINT fk_interest_fund_id_login FOREIGN KEY(fund_id, login) REFERENCES person (fund_id, login),
	CONSTRAINT fk_interest_fund_id_community_key FOREIGN KEY(fund_id, community_key) REFERENCES community (fund_id, key),
	CONSTRAINT fk_interest_fund_id_project_no FOREIGN KEY(fund_id, project_no) REFERENCES project (fund_id, no)
)
-- next
CREATE TABLE objection (
	fund_id BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	no BIGINT NOT NULL,
	project_no BIGINT NOT NULL,
	raised_by TEXT COLLATE "C" NOT NULL,
	reason TEXT COLLATE "C" NOT NULL,
	on_date DATE NOT NULL,
	answer TEXT COLLATE "C",
	answered_on DATE,
	CONSTRAINT pk_objection PRIMARY KEY (fund_id, no),
	CONSTRAINT ck_objection_answer CHECK (answer IS NULL OR answer IN ('upheld', 'dismissed')),
	CONSTRAINT fk_objection_fund_id_project_no FOREIGN KEY(fund_id, project_no) REFERENCES project (fund_id, no)
)
-- next
CREATE TABLE opening (
	fund_id BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	no BIGINT NOT NULL,
	kind TEXT COLLATE "C" NOT NULL,
	accountant TEXT COLLATE "C" NOT NULL,
	supervisor TEXT COLLATE "C" NOT NULL,
	on_date DATE NOT NULL,
	last_voucher_no BIGINT NOT NULL,
	CONSTRAINT pk_opening PRIMARY KEY (fund_id, no),
	CONSTRAINT ck_opening_kind CHECK (kind = 'journal' OR kind = 'books'),
	CONSTRAINT ck_opening_two_people CHECK (accountant <> supervisor),
	CONSTRAINT fk_opening_fund_id_accountant FOREIGN KEY(fund_id, accountant) REFERENCES person (fund_id, login),
	CONSTRAINT fk_opening_fund_id_supervisor FOREIGN KEY(fund_id, supervisor) REFERENCES person (fund_id, login),
	CONSTRAINT fk_opening_fund_id_last_voucher_no FOREIGN KEY(fund_id, last_voucher_no) REFERENCES voucher (fund_id, no)
)
-- next
CREATE TABLE posting (
	fund_id BIGINT NOT NULL,
	no BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	voucher_no BIGINT NOT NULL,
	debit TEXT COLLATE "C" NOT NULL,
	credit TEXT COLLATE "C" NOT NULL,
	fen BIGINT NOT NULL,
	debit_red BOOLEAN NOT NULL,
	credit_red BOOLEAN NOT NULL,
	project_no BIGINT,
	debit_source TEXT COLLATE "C",
	credit_source TEXT COLLATE "C",
	CONSTRAINT pk_posting PRIMARY KEY (fund_id, no),
	CONSTRAINT ck_posting_no CHECK (no >= 1),
	CONSTRAINT ck_posting_fen CHECK (fen BETWEEN 1 AND 1000000000000000),
	CONSTRAINT ck_posting_two_places CHECK (debit <> credit OR COALESCE(debit_source, '') <> COALESCE(credit_source, ''))
)
-- next
CREATE TABLE project_balance (
	fund_id BIGINT NOT NULL,
	project_no BIGINT NOT NULL,
	account_key TEXT COLLATE "C" NOT NULL,
	source TEXT COLLATE "C" NOT NULL,
	seq BIGINT NOT NULL,
	fen BIGINT NOT NULL,
	CONSTRAINT pk_project_balance PRIMARY KEY (fund_id, project_no, account_key, source),
	CONSTRAINT fk_project_balance_fund_id_account_key FOREIGN KEY(fund_id, account_key) REFERENCES account (fund_id, key),
	CONSTRAINT fk_project_balance_fund_id_project_no FOREIGN KEY(fund_id, project_no) REFERENCES project (fund_id, no)
)
-- next
CREATE TABLE project_source (
	fund_id BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	project_no BIGINT NOT NULL,
	source TEXT COLLATE "C" NOT NULL,
	place BIGINT NOT NULL,
	CONSTRAINT pk_project_source PRIMARY KEY (fund_id, project_no, source),
	CONSTRAINT fk_project_source_fund_id_project_no FOREIGN KEY(fund_id, project_no) REFERENCES project (fund_id, no),
	CONSTRAINT fk_project_source_fund_id_source FOREIGN KEY(fund_id, source) REFERENCES funding_source (fund_id, key)
)
-- next
CREATE TABLE refund (
	fund_id BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	no BIGINT NOT NULL,
	project_no BIGINT NOT NULL,
	fen BIGINT NOT NULL,
	bank TEXT COLLATE "C" NOT NULL,
	on_date DATE NOT NULL,
	voucher_no BIGINT NOT NULL,
	CONSTRAINT pk_refund PRIMARY KEY (fund_id, no),
	CONSTRAINT ck_refund_fen CHECK (fen BETWEEN 1 AND 1000000000000000),
	CONSTRAINT fk_refund_fund_id_project_no FOREIGN KEY(fund_id, project_no) REFERENCES project (fund_id, no),
	CONSTRAINT fk_refund_fund_id_bank FOREIGN KEY(fund_id, bank) REFERENCES account (fund_id, key),
	CONSTRAINT fk_refund_fund_id_voucher_no FOREIGN KEY(fund_id, voucher_no) REFERENCES voucher (fund_id, no)
)
-- next
CREATE TABLE review (
	fund_id BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	no BIGINT NOT NULL,
	project_no BIGINT NOT NULL,
	version BIGINT NOT NULL,
	stage TEXT COLLATE "C" NOT NULL,
	cycle BIGINT NOT NULL,
	reviewer TEXT COLLATE "C" NOT NULL,
	agrees BOOLEAN NOT NULL,
	recommended_fen BIGINT,
	opinion TEXT COLLATE "C" NOT NULL,
	on_date DATE NOT NULL,
	CONSTRAINT pk_review PRIMARY KEY (fund_id, no),
	CONSTRAINT uq_review_fund_id_project_no_version_stage_cycle_reviewer UNIQUE (fund_id, project_no, version, stage, cycle, reviewer),
	CONSTRAINT fk_review_fund_id_project_no FOREIGN KEY(fund_id, project_no) REFERENCES project (fund_id, no),
	CONSTRAINT fk_review_fund_id_reviewer FOREIGN KEY(fund_id, reviewer) REFERENCES person (fund_id, login)
)
-- next
CREATE TABLE running_cost (
	fund_id BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	no BIGINT NOT NULL,
	source TEXT COLLATE "C" NOT NULL,
	account TEXT COLLATE "C" NOT NULL,
	bank TEXT COLLATE "C" NOT NULL,
	fen BIGINT NOT NULL,
	voucher_no BIGINT NOT NULL,
	bounced_voucher_no BIGINT,
	CONSTRAINT pk_running_cost PRIMARY KEY (fund_id, no),
	CONSTRAINT ck_running_cost_fen CHECK (fen BETWEEN 1 AND 1000000000000000),
	CONSTRAINT fk_running_cost_fund_id_source FOREIGN KEY(fund_id, source) REFERENCES funding_source (fund_id, key),
	CONSTRAINT fk_running_cost_fund_id_account FOREIGN KEY(fund_id, account) REFERENCES account (fund_id, key),
	CONSTRAINT fk_running_cost_fund_id_bank FOREIGN KEY(fund_id, bank) REFERENCES account (fund_id, key),
	CONSTRAINT fk_running_cost_fund_id_voucher_no FOREIGN KEY(fund_id, voucher_no) REFERENCES voucher (fund_id, no),
	CONSTRAINT fk_running_cost_fund_id_bounced_voucher_no FOREIGN KEY(fund_id, bounced_voucher_no) REFERENCES voucher (fund_id, no)
)
-- next
CREATE TABLE signature (
	fund_id BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	voucher_no BIGINT NOT NULL,
	part TEXT COLLATE "C" NOT NULL,
	login TEXT COLLATE "C" NOT NULL,
	on_date DATE NOT NULL,
	CONSTRAINT pk_signature PRIMARY KEY (fund_id, voucher_no, part),
	CONSTRAINT ck_signature_part CHECK (part = 'chief' OR part = 'posted' OR part = 'cashier' OR part = 'reviewed' OR part = 'prepared')
)
-- next
CREATE TABLE transfer (
	fund_id BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	no BIGINT NOT NULL,
	from_bank TEXT COLLATE "C" NOT NULL,
	to_bank TEXT COLLATE "C" NOT NULL,
	fen BIGINT NOT NULL,
	voucher_no BIGINT NOT NULL,
	arrived_voucher_no BIGINT,
	CONSTRAINT pk_transfer PRIMARY KEY (fund_id, no),
	CONSTRAINT ck_transfer_fen CHECK (fen BETWEEN 1 AND 1000000000000000),
	CONSTRAINT ck_transfer_two_accounts CHECK (from_bank <> to_bank),
	CONSTRAINT fk_transfer_fund_id_from_bank FOREIGN KEY(fund_id, from_bank) REFERENCES account (fund_id, key),
	CONSTRAINT fk_transfer_fund_id_to_bank FOREIGN KEY(fund_id, to_bank) REFERENCES account (fund_id, key),
	CONSTRAINT fk_transfer_fund_id_voucher_no FOREIGN KEY(fund_id, voucher_no) REFERENCES voucher (fund_id, no),
	CONSTRAINT fk_transfer_fund_id_arrived_voucher_no FOREIGN KEY(fund_id, arrived_voucher_no) REFERENCES voucher (fund_id, no)
)
-- next
CREATE TABLE approval_line (
	fund_id BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	approval_no BIGINT NOT NULL,
	line BIGINT NOT NULL,
	approved_fen BIGINT NOT NULL,
	CONSTRAINT pk_approval_line PRIMARY KEY (fund_id, approval_no, line),
	CONSTRAINT ck_approval_line_approved_fen CHECK (approved_fen BETWEEN 0 AND 1000000000000000),
	CONSTRAINT fk_approval_line_fund_id_approval_no FOREIGN KEY(fund_id, approval_no) REFERENCES approval (fund_id, no)
)
-- next
CREATE TABLE budget_line (
	fund_id BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	application_no BIGINT NOT NULL,
	line BIGINT NOT NULL,
	kind TEXT COLLATE "C" NOT NULL,
	description TEXT COLLATE "C" NOT NULL,
	requested_fen BIGINT NOT NULL,
	CONSTRAINT pk_budget_line PRIMARY KEY (fund_id, application_no, line),
	CONSTRAINT ck_budget_line_kind CHECK (kind = 'materials' OR kind = 'labour' OR kind = 'venue' OR kind = 'publicity' OR kind = 'activity' OR kind = 'other'),
	CONSTRAINT ck_budget_line_requested_fen CHECK (requested_fen BETWEEN 1 AND 1000000000000000),
	CONSTRAINT fk_budget_line_fund_id_application_no FOREIGN KEY(fund_id, application_no) REFERENCES application (fund_id, no)
)
-- next
CREATE TABLE disbursement (
	fund_id BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	no BIGINT NOT NULL,
	project_no BIGINT NOT NULL,
	claim_no BIGINT,
	payee_no BIGINT NOT NULL,
	fen BIGINT NOT NULL,
	state TEXT COLLATE "C" NOT NULL,
	bank TEXT COLLATE "C",
	CONSTRAINT pk_disbursement PRIMARY KEY (fund_id, no),
	CONSTRAINT ck_disbursement_fen CHECK (fen BETWEEN 1 AND 1000000000000000),
	CONSTRAINT ck_disbursement_state CHECK (state = 'requested' OR state = 'checked' OR state = 'approved' OR state = 'paid' OR state = 'acknowledged' OR state = 'returned' OR state = 'declined' OR state = 'bounced'),
	CONSTRAINT fk_disbursement_fund_id_project_no FOREIGN KEY(fund_id, project_no) REFERENCES project (fund_id, no),
	CONSTRAINT fk_disbursement_fund_id_claim_no FOREIGN KEY(fund_id, claim_no) REFERENCES claim (fund_id, no),
	CONSTRAINT fk_disbursement_fund_id_payee_no FOREIGN KEY(fund_id, payee_no) REFERENCES payee (fund_id, no),
	CONSTRAINT fk_disbursement_fund_id_bank FOREIGN KEY(fund_id, bank) REFERENCES account (fund_id, key)
)
-- next
CREATE TABLE money_return (
	fund_id BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	no BIGINT NOT NULL,
	source TEXT COLLATE "C" NOT NULL,
	funding_no BIGINT,
	fen BIGINT NOT NULL,
	party TEXT COLLATE "C" NOT NULL,
	reason TEXT COLLATE "C" NOT NULL,
	ground TEXT COLLATE "C" NOT NULL,
	state TEXT COLLATE "C" NOT NULL,
	bank TEXT COLLATE "C",
	voucher_no BIGINT NOT NULL,
	paid_voucher_no BIGINT,
	CONSTRAINT pk_money_return PRIMARY KEY (fund_id, no),
	CONSTRAINT ck_money_return_fen CHECK (fen BETWEEN 1 AND 1000000000000000),
	CONSTRAINT ck_money_return_ground CHECK (ground = 'unspent' OR ground = 'mistaken' OR ground = 'ordered'),
	CONSTRAINT ck_money_return_state CHECK (state = 'decided' OR state = 'paid'),
	CONSTRAINT fk_money_return_fund_id_source FOREIGN KEY(fund_id, source) REFERENCES funding_source (fund_id, key),
	CONSTRAINT fk_money_return_fund_id_funding_no FOREIGN KEY(fund_id, funding_no) REFERENCES funding (fund_id, no),
	CONSTRAINT fk_money_return_fund_id_bank FOREIGN KEY(fund_id, bank) REFERENCES account (fund_id, key),
	CONSTRAINT fk_money_return_fund_id_voucher_no FOREIGN KEY(fund_id, voucher_no) REFERENCES voucher (fund_id, no),
	CONSTRAINT fk_money_return_fund_id_paid_voucher_no FOREIGN KEY(fund_id, paid_voucher_no) REFERENCES voucher (fund_id, no)
)
-- next
CREATE TABLE notice (
	fund_id BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	no BIGINT NOT NULL,
	project_no BIGINT NOT NULL,
	approval_no BIGINT,
	amendment_no BIGINT,
	published_on DATE NOT NULL,
	starts_on DATE NOT NULL,
	ends_on DATE NOT NULL,
	first_day TEXT COLLATE "C" NOT NULL,
	working_days BIGINT NOT NULL,
	published_fen BIGINT NOT NULL,
	publication TEXT COLLATE "C" NOT NULL,
	reason TEXT COLLATE "C" NOT NULL,
	on_date DATE NOT NULL,
	CONSTRAINT pk_notice PRIMARY KEY (fund_id, no),
	CONSTRAINT ck_notice_published_fen CHECK (published_fen BETWEEN 1 AND 1000000000000000),
	CONSTRAINT ck_notice_first_day CHECK (first_day = 'start' OR first_day = 'next'),
	CONSTRAINT ck_notice_of_one CHECK ((approval_no IS NULL) <> (amendment_no IS NULL)),
	CONSTRAINT ck_notice_starts_on CHECK (starts_on >= published_on),
	CONSTRAINT ck_notice_ends_on CHECK (ends_on >= starts_on),
	CONSTRAINT ck_notice_working_days CHECK (working_days >= 0),
	CONSTRAINT fk_notice_fund_id_project_no FOREIGN KEY(fund_id, project_no) REFERENCES project (fund_id, no),
	CONSTRAINT fk_notice_fund_id_approval_no FOREIGN KEY(fund_id, approval_no) REFERENCES approval (fund_id, no),
	CONSTRAINT fk_notice_fund_id_amendment_no FOREIGN KEY(fund_id, amendment_no) REFERENCES amendment (fund_id, no)
)
-- next
CREATE TABLE opening_cost (
	fund_id BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	claim_no BIGINT NOT NULL,
	kind TEXT COLLATE "C" NOT NULL,
	source TEXT COLLATE "C" NOT NULL,
	year BIGINT NOT NULL,
	fen BIGINT NOT NULL,
	CONSTRAINT pk_opening_cost PRIMARY KEY (fund_id, claim_no, kind, source),
	CONSTRAINT ck_opening_cost_kind CHECK (kind = 'materials' OR kind = 'labour' OR kind = 'venue' OR kind = 'publicity' OR kind = 'activity' OR kind = 'other'),
	CONSTRAINT ck_opening_cost_fen CHECK (fen BETWEEN 1 AND 1000000000000000),
	CONSTRAINT fk_opening_cost_fund_id_claim_no FOREIGN KEY(fund_id, claim_no) REFERENCES claim (fund_id, no),
	CONSTRAINT fk_opening_cost_fund_id_source FOREIGN KEY(fund_id, source) REFERENCES funding_source (fund_id, key)
)
-- next
CREATE TABLE receipt (
	fund_id BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	no BIGINT NOT NULL,
	claim_no BIGINT NOT NULL,
	version BIGINT NOT NULL,
	line BIGINT NOT NULL,
	kind TEXT COLLATE "C" NOT NULL,
	number TEXT COLLATE "C" NOT NULL,
	plain_number TEXT COLLATE "C" NOT NULL,
	seller TEXT COLLATE "C" NOT NULL,
	issued_on DATE NOT NULL,
	claimed_fen BIGINT NOT NULL,
	code TEXT COLLATE "C" NOT NULL,
	face_fen BIGINT,
	sheets BIGINT NOT NULL,
	attachment_sha256 TEXT COLLATE "C",
	CONSTRAINT pk_receipt PRIMARY KEY (fund_id, no),
	CONSTRAINT ck_receipt_kind CHECK (kind = 'invoice' OR kind = 'receipt' OR kind = 'signed_list' OR kind = 'bank_slip' OR kind = 'photo'),
	CONSTRAINT ck_receipt_claimed_fen CHECK (claimed_fen BETWEEN 1 AND 1000000000000000),
	CONSTRAINT ck_receipt_face_fen CHECK (face_fen IS NULL OR (kind = 'invoice' AND face_fen > claimed_fen)),
	CONSTRAINT ck_receipt_sheets CHECK (sheets BETWEEN 1 AND 999),
	CONSTRAINT fk_receipt_fund_id_claim_no FOREIGN KEY(fund_id, claim_no) REFERENCES claim (fund_id, no),
	CONSTRAINT fk_receipt_fund_id_attachment_sha256 FOREIGN KEY(fund_id, attachment_sha256) REFERENCES attachment (fund_id, sha256)
)
-- next
CREATE TABLE admission (
	fund_id BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	receipt_no BIGINT NOT NULL,
	admitted_fen BIGINT NOT NULL,
	reason TEXT COLLATE "C" NOT NULL,
	CONSTRAINT pk_admission PRIMARY KEY (fund_id, receipt_no),
	CONSTRAINT ck_admission_admitted_fen CHECK (admitted_fen BETWEEN 0 AND 1000000000000000),
	CONSTRAINT fk_admission_fund_id_receipt_no FOREIGN KEY(fund_id, receipt_no) REFERENCES receipt (fund_id, no)
)
-- next
CREATE TABLE disbursement_share (
	fund_id BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	disbursement_no BIGINT NOT NULL,
	source TEXT COLLATE "C" NOT NULL,
	place BIGINT NOT NULL,
	fen BIGINT NOT NULL,
	bank TEXT COLLATE "C",
	CONSTRAINT pk_disbursement_share PRIMARY KEY (fund_id, disbursement_no, source),
	CONSTRAINT ck_disbursement_share_fen CHECK (fen BETWEEN 0 AND 1000000000000000),
	CONSTRAINT fk_disbursement_share_fund_id_disbursement_no FOREIGN KEY(fund_id, disbursement_no) REFERENCES disbursement (fund_id, no),
	CONSTRAINT fk_disbursement_share_fund_id_source FOREIGN KEY(fund_id, source) REFERENCES funding_source (fund_id, key),
	CONSTRAINT fk_disbursement_share_fund_id_bank FOREIGN KEY(fund_id, bank) REFERENCES account (fund_id, key)
)
-- next
CREATE TABLE recovery (
	fund_id BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	no BIGINT NOT NULL,
	project_no BIGINT NOT NULL,
	receipt_no BIGINT,
	source TEXT COLLATE "C" NOT NULL,
	bearer TEXT COLLATE "C",
	consent TEXT COLLATE "C" NOT NULL,
	fen BIGINT NOT NULL,
	recovered_fen BIGINT NOT NULL,
	state TEXT COLLATE "C" NOT NULL,
	reason TEXT COLLATE "C" NOT NULL,
	on_date DATE NOT NULL,
	voucher_no BIGINT NOT NULL,
	CONSTRAINT pk_recovery PRIMARY KEY (fund_id, no),
	CONSTRAINT ck_recovery_fen CHECK (fen BETWEEN 1 AND 1000000000000000),
	CONSTRAINT ck_recovery_recovered_fen CHECK (recovered_fen BETWEEN 0 AND fen),
	CONSTRAINT ck_recovery_state CHECK (state = 'open' OR state = 'recovered' OR state = 'written_off' OR state = 'never_paid'),
	CONSTRAINT fk_recovery_fund_id_project_no FOREIGN KEY(fund_id, project_no) REFERENCES project (fund_id, no),
	CONSTRAINT fk_recovery_fund_id_receipt_no FOREIGN KEY(fund_id, receipt_no) REFERENCES receipt (fund_id, no),
	CONSTRAINT fk_recovery_fund_id_source FOREIGN KEY(fund_id, source) REFERENCES funding_source (fund_id, key),
	CONSTRAINT fk_recovery_fund_id_bearer FOREIGN KEY(fund_id, bearer) REFERENCES funding_source (fund_id, key),
	CONSTRAINT fk_recovery_fund_id_voucher_no FOREIGN KEY(fund_id, voucher_no) REFERENCES voucher (fund_id, no)
)
-- next
CREATE TABLE suspicion (
	fund_id BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	no BIGINT NOT NULL,
	claim_no BIGINT NOT NULL,
	receipt_no BIGINT NOT NULL,
	earlier_no BIGINT NOT NULL,
	ground TEXT COLLATE "C" NOT NULL,
	dismissed_by TEXT COLLATE "C",
	dismissed_on DATE,
	reason TEXT COLLATE "C",
	CONSTRAINT pk_suspicion PRIMARY KEY (fund_id, no),
	CONSTRAINT ck_suspicion_no CHECK (no >= 1),
	CONSTRAINT ck_suspicion_ground CHECK (ground = 'split' OR ground = 'same_number' OR ground = 'same_file' OR ground = 'same_payment'),
	CONSTRAINT ck_suspicion_two_receipts CHECK (receipt_no <> earlier_no),
	CONSTRAINT ck_suspicion_dismissed CHECK ((dismissed_by IS NULL) = (dismissed_on IS NULL) AND (dismissed_by IS NULL) = (reason IS NULL)),
	CONSTRAINT uq_suspicion_fund_id_receipt_no_earlier_no_ground UNIQUE (fund_id, receipt_no, earlier_no, ground),
	CONSTRAINT fk_suspicion_fund_id_claim_no FOREIGN KEY(fund_id, claim_no) REFERENCES claim (fund_id, no),
	CONSTRAINT fk_suspicion_fund_id_receipt_no FOREIGN KEY(fund_id, receipt_no) REFERENCES receipt (fund_id, no),
	CONSTRAINT fk_suspicion_fund_id_earlier_no FOREIGN KEY(fund_id, earlier_no) REFERENCES receipt (fund_id, no),
	CONSTRAINT fk_suspicion_fund_id_dismissed_by FOREIGN KEY(fund_id, dismissed_by) REFERENCES person (fund_id, login)
)
-- next
CREATE TABLE evidence (
	fund_id BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	no BIGINT NOT NULL,
	voucher_no BIGINT,
	project_no BIGINT,
	claim_no BIGINT,
	disbursement_no BIGINT,
	recovery_no BIGINT,
	payee_no BIGINT,
	funding_no BIGINT,
	return_no BIGINT,
	running_cost_no BIGINT,
	transfer_no BIGINT,
	source TEXT COLLATE "C",
	bank TEXT COLLATE "C",
	document TEXT COLLATE "C" NOT NULL,
	original TEXT COLLATE "C" NOT NULL,
	sheets BIGINT NOT NULL,
	sha256 TEXT COLLATE "C",
	place TEXT COLLATE "C",
	number TEXT COLLATE "C",
	host_no BIGINT,
	reason TEXT COLLATE "C",
	attached_by TEXT COLLATE "C" NOT NULL,
	on_date DATE NOT NULL,
	withdrawn_on DATE,
	withdrawn_reason TEXT COLLATE "C",
	CONSTRAINT pk_evidence PRIMARY KEY (fund_id, no),
	CONSTRAINT ck_evidence_no CHECK (no >= 1),
	CONSTRAINT ck_evidence_one_object CHECK (CASE WHEN voucher_no IS NULL THEN 0 ELSE 1 END + CASE WHEN project_no IS NULL THEN 0 ELSE 1 END + CASE WHEN claim_no IS NULL THEN 0 ELSE 1 END + CASE WHEN disbursement_no IS NULL THEN 0 ELSE 1 END + CASE WHEN recovery_no IS NULL THEN 0 ELSE 1 END + CASE WHEN payee_no IS NULL THEN 0 ELSE 1 END + CASE WHEN funding_no IS NULL THEN 0 ELSE 1 END + CASE WHEN return_no IS NULL THEN 0 ELSE 1 END + CASE WHEN running_cost_no IS NULL THEN 0 ELSE 1 END + CASE WHEN transfer_no IS NULL THEN 0 ELSE 1 END + CASE WHEN source IS NULL THEN 0 ELSE 1 END + CASE WHEN bank IS NULL THEN 0 ELSE 1 END = 1),
	CONSTRAINT ck_evidence_document CHECK (document = 'bank_slip' OR document = 'receipts' OR document = 'decision' OR document = 'letter' OR document = 'agreement' OR document = 'payee_receipt' OR document = 'calculation' OR document = 'other'),
	CONSTRAINT ck_evidence_original CHECK (original = 'file' OR original = 'paper' OR original = 'shared' OR original = 'elsewhere' OR original = 'absent'),
	CONSTRAINT ck_evidence_sheets CHECK ((original IN ('file', 'paper') AND sheets BETWEEN 1 AND 999) OR (original NOT IN ('file', 'paper') AND sheets = 0)),
	CONSTRAINT ck_evidence_of_voucher CHECK (voucher_no IS NOT NULL OR original IN ('file', 'paper')),
	CONSTRAINT ck_evidence_sha256 CHECK ((sha256 IS NOT NULL) = (original = 'file')),
	CONSTRAINT ck_evidence_place CHECK ((place IS NOT NULL) = (original IN ('paper', 'elsewhere'))),
	CONSTRAINT ck_evidence_number CHECK ((number IS NOT NULL) = (original = 'elsewhere')),
	CONSTRAINT ck_evidence_host_no CHECK ((host_no IS NOT NULL) = (original = 'shared')),
	CONSTRAINT ck_evidence_reason CHECK ((reason IS NOT NULL) = (original = 'absent')),
	CONSTRAINT ck_evidence_host CHECK (host_no IS NULL OR host_no <> voucher_no),
	CONSTRAINT ck_evidence_withdrawn CHECK ((withdrawn_on IS NULL) = (withdrawn_reason IS NULL)),
	CONSTRAINT fk_evidence_fund_id_voucher_no FOREIGN KEY(fund_id, voucher_no) REFERENCES voucher (fund_id, no),
	CONSTRAINT fk_evidence_fund_id_project_no FOREIGN KEY(fund_id, project_no) REFERENCES project (fund_id, no),
	CONSTRAINT fk_evidence_fund_id_claim_no FOREIGN KEY(fund_id, claim_no) REFERENCES claim (fund_id, no),
	CONSTRAINT fk_evidence_fund_id_disbursement_no FOREIGN KEY(fund_id, disbursement_no) REFERENCES disbursement (fund_id, no),
	CONSTRAINT fk_evidence_fund_id_recovery_no FOREIGN KEY(fund_id, recovery_no) REFERENCES recovery (fund_id, no),
	CONSTRAINT fk_evidence_fund_id_payee_no FOREIGN KEY(fund_id, payee_no) REFERENCES payee (fund_id, no),
	CONSTRAINT fk_evidence_fund_id_funding_no FOREIGN KEY(fund_id, funding_no) REFERENCES funding (fund_id, no),
	CONSTRAINT fk_evidence_fund_id_return_no FOREIGN KEY(fund_id, return_no) REFERENCES money_return (fund_id, no),
	CONSTRAINT fk_evidence_fund_id_running_cost_no FOREIGN KEY(fund_id, running_cost_no) REFERENCES running_cost (fund_id, no),
	CONSTRAINT fk_evidence_fund_id_transfer_no FOREIGN KEY(fund_id, transfer_no) REFERENCES transfer (fund_id, no),
	CONSTRAINT fk_evidence_fund_id_source FOREIGN KEY(fund_id, source) REFERENCES funding_source (fund_id, key),
	CONSTRAINT fk_evidence_fund_id_bank FOREIGN KEY(fund_id, bank) REFERENCES bank_account (fund_id, key),
	CONSTRAINT fk_evidence_fund_id_sha256 FOREIGN KEY(fund_id, sha256) REFERENCES attachment (fund_id, sha256),
	CONSTRAINT fk_evidence_fund_id_host_no FOREIGN KEY(fund_id, host_no) REFERENCES voucher (fund_id, no),
	CONSTRAINT fk_evidence_fund_id_attached_by FOREIGN KEY(fund_id, attached_by) REFERENCES person (fund_id, login)
)
-- next
CREATE TABLE step (
	fund_id BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	no BIGINT NOT NULL,
	project_no BIGINT NOT NULL,
	disbursement_no BIGINT,
	claim_no BIGINT,
	recovery_no BIGINT,
	action TEXT COLLATE "C" NOT NULL,
	from_state TEXT COLLATE "C",
	to_state TEXT COLLATE "C",
	actor TEXT COLLATE "C" NOT NULL,
	role TEXT COLLATE "C" NOT NULL,
	on_date DATE NOT NULL,
	reason TEXT COLLATE "C" NOT NULL,
	voucher_no BIGINT,
	opening BOOLEAN NOT NULL,
	CONSTRAINT pk_step PRIMARY KEY (fund_id, no),
	CONSTRAINT ck_step_role CHECK (role = 'preparer' OR role = 'head' OR role = 'subdistrict_reviewer' OR role = 'district_reviewer' OR role = 'district_approver' OR role = 'accountant' OR role = 'cashier' OR role = 'supervisor' OR role = 'auditor' OR role = 'admin'),
	CONSTRAINT fk_step_fund_id_project_no FOREIGN KEY(fund_id, project_no) REFERENCES project (fund_id, no),
	CONSTRAINT fk_step_fund_id_disbursement_no FOREIGN KEY(fund_id, disbursement_no) REFERENCES disbursement (fund_id, no),
	CONSTRAINT fk_step_fund_id_claim_no FOREIGN KEY(fund_id, claim_no) REFERENCES claim (fund_id, no),
	CONSTRAINT fk_step_fund_id_recovery_no FOREIGN KEY(fund_id, recovery_no) REFERENCES recovery (fund_id, no),
	CONSTRAINT fk_step_fund_id_actor FOREIGN KEY(fund_id, actor) REFERENCES person (fund_id, login),
	CONSTRAINT fk_step_fund_id_voucher_no FOREIGN KEY(fund_id, voucher_no) REFERENCES voucher (fund_id, no)
)
-- next
CREATE INDEX ix_record_fund_id_actor_seq_question_sha256 ON record (fund_id, actor, seq, question_sha256) WHERE question_sha256 IS NOT NULL
-- next
CREATE INDEX ix_record_fund_id_outcome_seq ON record (fund_id, outcome, seq)
-- next
CREATE INDEX ix_cosignature_fund_id_input_sha256 ON cosignature (fund_id, input_sha256)
-- next
CREATE INDEX ix_role_grant_fund_id_seq ON role_grant (fund_id, seq)
-- next
CREATE INDEX ix_payee_fund_id_community_key ON payee (fund_id, community_key)
-- next
CREATE INDEX ix_project_fund_id_community_key_no ON project (fund_id, community_key, no)
-- next
CREATE INDEX ix_project_fund_id_state_no ON project (fund_id, state, no)
-- next
CREATE INDEX ix_project_fund_id_state_seq ON project (fund_id, state, seq)
-- next
CREATE UNIQUE INDEX ix_voucher_fund_id_annuls_no ON voucher (fund_id, annuls_no) WHERE annuls_no IS NOT NULL
-- next
CREATE INDEX ix_voucher_fund_id_on_date ON voucher (fund_id, on_date)
-- next
CREATE INDEX ix_amendment_fund_id_project_no ON amendment (fund_id, project_no)
-- next
CREATE INDEX ix_approval_fund_id_project_no ON approval (fund_id, project_no)
-- next
CREATE INDEX ix_claim_fund_id_project_no ON claim (fund_id, project_no)
-- next
CREATE INDEX ix_claim_fund_id_state_seq ON claim (fund_id, state, seq)
-- next
CREATE INDEX ix_objection_fund_id_project_no ON objection (fund_id, project_no)
-- next
CREATE INDEX ix_posting_fund_id_project_no ON posting (fund_id, project_no) WHERE project_no IS NOT NULL
-- next
CREATE INDEX ix_posting_fund_id_voucher_no ON posting (fund_id, voucher_no)
-- next
CREATE INDEX ix_refund_fund_id_project_no ON refund (fund_id, project_no)
-- next
CREATE INDEX ix_disbursement_fund_id_project_no ON disbursement (fund_id, project_no)
-- next
CREATE INDEX ix_disbursement_fund_id_state_seq ON disbursement (fund_id, state, seq)
-- next
CREATE INDEX ix_notice_fund_id_amendment_no ON notice (fund_id, amendment_no) WHERE amendment_no IS NOT NULL
-- next
CREATE INDEX ix_notice_fund_id_approval_no ON notice (fund_id, approval_no) WHERE approval_no IS NOT NULL
-- next
CREATE INDEX ix_notice_fund_id_project_no ON notice (fund_id, project_no)
-- next
CREATE INDEX ix_receipt_fund_id_attachment_sha256 ON receipt (fund_id, attachment_sha256) WHERE attachment_sha256 IS NOT NULL
-- next
CREATE INDEX ix_receipt_fund_id_claim_no ON receipt (fund_id, claim_no)
-- next
CREATE INDEX ix_receipt_fund_id_issued_on_claimed_fen ON receipt (fund_id, issued_on, claimed_fen)
-- next
CREATE INDEX ix_receipt_fund_id_plain_number ON receipt (fund_id, plain_number)
-- next
CREATE INDEX ix_recovery_fund_id_project_no ON recovery (fund_id, project_no)
-- next
CREATE INDEX ix_recovery_fund_id_state_seq ON recovery (fund_id, state, seq)
-- next
CREATE INDEX ix_suspicion_fund_id_claim_no ON suspicion (fund_id, claim_no)
-- next
CREATE INDEX ix_evidence_fund_id_claim_no ON evidence (fund_id, claim_no) WHERE claim_no IS NOT NULL
-- next
CREATE INDEX ix_evidence_fund_id_host_no ON evidence (fund_id, host_no) WHERE host_no IS NOT NULL
-- next
CREATE INDEX ix_evidence_fund_id_project_no ON evidence (fund_id, project_no) WHERE project_no IS NOT NULL
-- next
CREATE INDEX ix_evidence_fund_id_sha256 ON evidence (fund_id, sha256) WHERE sha256 IS NOT NULL
-- next
CREATE INDEX ix_evidence_fund_id_voucher_no ON evidence (fund_id, voucher_no) WHERE voucher_no IS NOT NULL
-- next
CREATE INDEX ix_step_fund_id_action_to_state_project_no ON step (fund_id, action, to_state, project_no) WHERE to_state IS NOT NULL
-- next
CREATE INDEX ix_step_fund_id_claim_no ON step (fund_id, claim_no) WHERE claim_no IS NOT NULL
-- next
CREATE INDEX ix_step_fund_id_disbursement_no ON step (fund_id, disbursement_no) WHERE disbursement_no IS NOT NULL
-- next
CREATE INDEX ix_step_fund_id_project_no ON step (fund_id, project_no)
-- next
CREATE INDEX ix_step_fund_id_voucher_no ON step (fund_id, voucher_no) WHERE voucher_no IS NOT NULL
-- next
-- The classic line view: each posting seen from either side. A red debit shows as a
-- negative credit of its account, a red credit as a negative debit (会计基础工作规范 §51).
CREATE VIEW line AS
  SELECT fund_id, voucher_no, no AS posting_no, seq, debit AS account_key, project_no,
    debit_source AS source,
    CASE WHEN debit_red THEN 0 ELSE fen END AS debit_fen,
    CASE WHEN debit_red THEN -fen ELSE 0 END AS credit_fen
  FROM posting
  UNION ALL
  SELECT fund_id, voucher_no, no, seq, credit, project_no, credit_source,
    CASE WHEN credit_red THEN -fen ELSE 0 END,
    CASE WHEN credit_red THEN 0 ELSE fen END
  FROM posting;
-- next
CREATE VIEW v_fund AS
SELECT
  f.code AS fund,
  f.name AS fund_name,
  f.replay AS replay,
  r.seq AS head_seq,
  r.sha256 AS head_sha256,
  r.recorded_at AS recorded_at
FROM fund f JOIN record r ON r.fund_id = f.id AND r.seq = f.head_seq
-- next
CREATE VIEW v_account AS
SELECT
  f.code AS fund,
  a.key AS account,
  n.code AS account_code,
  n.name_zh AS account_zh,
  n.name_en AS account_en,
  a.book AS book,
  a.side AS side,
  a.control AS control,
  CASE WHEN a.restricted THEN 1 WHEN NOT a.restricted THEN 0 END AS restricted,
  a.by_project AS by_project,
  CASE WHEN a.by_source THEN 1 WHEN NOT a.by_source THEN 0 END AS by_source,
  (SELECT CAST(COALESCE(SUM(b.fen), 0) AS BIGINT) FROM balance b
    WHERE b.fund_id = a.fund_id AND b.account_key = a.key) AS balance_fen
FROM account a
  JOIN fund f ON f.id = a.fund_id
  LEFT JOIN fund_year y ON y.fund_id = a.fund_id AND y.year = (SELECT MAX(z.year) FROM fund_year z WHERE z.fund_id = a.fund_id)
  LEFT JOIN account_code n ON n.fund_id = a.fund_id
    AND n.edition = y.edition AND n.account_key = a.key
-- next
CREATE VIEW v_voucher AS
SELECT
  f.code AS fund,
  v.no AS voucher_no,
  v.month || CASE v.series WHEN 'money' THEN ' 记-' ELSE ' 备-' END
    || substr('0000', 1 + length(CAST(v.number AS TEXT))) || CAST(v.number AS TEXT) AS voucher,
  v.month AS month,
  v.series AS series,
  v.number AS number,
  to_char(v.on_date, 'YYYY-MM-DD') AS on_date,
  v.kind AS kind,
  v.rule AS rule,
  v.summary AS summary,
  v.attachments AS attachments,
  v.pair_no AS pair_no,
  v.annuls_no AS annuls_no,
  x.no AS annulled_by_no,
  (SELECT CAST(COALESCE(SUM(l.debit_fen), 0) AS BIGINT) FROM line l
    WHERE l.fund_id = v.fund_id AND l.voucher_no = v.no) AS debit_fen,
  (SELECT CAST(COALESCE(SUM(l.credit_fen), 0) AS BIGINT) FROM line l
    WHERE l.fund_id = v.fund_id AND l.voucher_no = v.no) AS credit_fen,
  w.login AS preparer,
  w.name AS preparer_name,
  to_char(s.on_date, 'YYYY-MM-DD') AS prepared_on,
  u.login AS reviewer,
  u.name AS reviewer_name,
  to_char(t.on_date, 'YYYY-MM-DD') AS reviewed_on,
  v.seq AS seq
FROM voucher v
  JOIN fund f ON f.id = v.fund_id
  LEFT JOIN voucher x ON x.fund_id = v.fund_id AND x.annuls_no = v.no
  LEFT JOIN signature s ON s.fund_id = v.fund_id AND s.voucher_no = v.no AND s.part = 'prepared'
  LEFT JOIN person w ON w.fund_id = s.fund_id AND w.login = s.login
  LEFT JOIN signature t ON t.fund_id = v.fund_id AND t.voucher_no = v.no AND t.part = 'reviewed'
  LEFT JOIN person u ON u.fund_id = t.fund_id AND u.login = t.login
-- next
CREATE VIEW v_signature AS
SELECT
  f.code AS fund,
  CAST(g.voucher_no AS TEXT) || '/' || g.part AS signature,
  g.voucher_no AS voucher_no,
  v.month || CASE v.series WHEN 'money' THEN ' 记-' ELSE ' 备-' END
    || substr('0000', 1 + length(CAST(v.number AS TEXT))) || CAST(v.number AS TEXT) AS voucher,
  g.part AS part,
  u.login AS login,
  u.name AS signer_name,
  to_char(g.on_date, 'YYYY-MM-DD') AS on_date,
  g.seq AS seq
FROM signature g
  JOIN fund f ON f.id = g.fund_id
  JOIN voucher v ON v.fund_id = g.fund_id AND v.no = g.voucher_no
  JOIN person u ON u.fund_id = g.fund_id AND u.login = g.login
-- next
CREATE VIEW v_line AS
SELECT
  f.code AS fund,
  v.no AS voucher_no,
  v.month || CASE v.series WHEN 'money' THEN ' 记-' ELSE ' 备-' END
    || substr('0000', 1 + length(CAST(v.number AS TEXT))) || CAST(v.number AS TEXT) AS voucher,
  v.month AS month,
  v.series AS series,
  v.number AS number,
  to_char(v.on_date, 'YYYY-MM-DD') AS on_date,
  v.kind AS kind,
  v.rule AS rule,
  v.summary AS summary,
  l.posting_no AS posting_no,
  a.key AS account,
  n.code AS account_code,
  n.name_zh AS account_zh,
  n.name_en AS account_en,
  a.book AS book,
  a.side AS side,
  l.project_no AS project_no,
  p.code AS project,
  p.title AS project_title,
  l.source AS source,
  o.name AS source_name,
  l.debit_fen AS debit_fen,
  l.credit_fen AS credit_fen,
  l.seq AS seq
FROM line l
  JOIN fund f ON f.id = l.fund_id
  JOIN voucher v ON v.fund_id = l.fund_id AND v.no = l.voucher_no
  JOIN account a ON a.fund_id = l.fund_id AND a.key = l.account_key
  LEFT JOIN project p ON p.fund_id = l.fund_id AND p.no = l.project_no
  LEFT JOIN funding_source o ON o.fund_id = l.fund_id AND o.key = l.source
  LEFT JOIN fund_year y ON y.fund_id = v.fund_id AND y.year = CAST(substr(v.month, 1, 4) AS BIGINT)
  LEFT JOIN account_code n ON n.fund_id = a.fund_id
    AND n.edition = y.edition AND n.account_key = a.key
-- next
CREATE VIEW v_project_balance AS
SELECT
  f.code AS fund,
  p.no AS project_no,
  p.code AS project,
  p.title AS project_title,
  a.key AS account,
  n.code AS account_code,
  n.name_zh AS account_zh,
  n.name_en AS account_en,
  a.book AS book,
  a.side AS side,
  o.key AS source,
  o.name AS source_name,
  b.fen AS balance_fen
FROM project_balance b
  JOIN fund f ON f.id = b.fund_id
  JOIN project p ON p.fund_id = b.fund_id AND p.no = b.project_no
  JOIN account a ON a.fund_id = b.fund_id AND a.key = b.account_key
  LEFT JOIN funding_source o ON o.fund_id = b.fund_id AND o.key = b.source
  LEFT JOIN fund_year y ON y.fund_id = a.fund_id AND y.year = (SELECT MAX(z.year) FROM fund_year z WHERE z.fund_id = a.fund_id)
  LEFT JOIN account_code n ON n.fund_id = a.fund_id
    AND n.edition = y.edition AND n.account_key = a.key
-- next
CREATE VIEW v_source AS
SELECT
  f.code AS fund,
  o.key AS source,
  o.name AS source_name,
  CASE WHEN o.restricted THEN 1 WHEN NOT o.restricted THEN 0 END AS restricted,
  o.purpose AS purpose,
  o.giver AS giver,
  to_char(o.from_on, 'YYYY-MM-DD') AS from_on,
  to_char(o.until_on, 'YYYY-MM-DD') AS until_on,
  CASE WHEN o.returnable THEN 1 WHEN NOT o.returnable THEN 0 END AS returnable,
  o.overhead_percent AS overhead_percent,
  k.key AS bank,
  COALESCE((SELECT b.fen FROM balance b WHERE b.fund_id = o.fund_id
    AND b.source = o.key AND b.account_key = 'b_free'), 0) AS free_fen,
  COALESCE((SELECT b.fen FROM balance b WHERE b.fund_id = o.fund_id
    AND b.source = o.key AND b.account_key = 'b_uncovered'), 0) AS gap_fen,
  (SELECT CAST(COALESCE(SUM(CASE a.side WHEN 'credit' THEN b.fen ELSE -b.fen END), 0) AS BIGINT)
    FROM balance b JOIN account a ON a.fund_id = b.fund_id AND a.key = b.account_key
    WHERE b.fund_id = o.fund_id AND b.source = o.key AND a.restricted IS NOT NULL) AS net_assets_fen,
  o.seq AS seq
FROM funding_source o
  JOIN fund f ON f.id = o.fund_id
  LEFT JOIN bank_account k ON k.fund_id = o.fund_id AND k.account_key = o.bank
-- next
CREATE VIEW v_cosignature AS
SELECT
  f.code AS fund,
  g.no AS cosignature_no,
  g.deed AS deed,
  g.input AS input,
  g.role AS role,
  u.login AS login,
  u.name AS signer_name,
  to_char(g.on_date, 'YYYY-MM-DD') AS on_date,
  g.other_role AS other_role,
  g.state AS state,
  g.end_reason AS end_reason,
  g.seq AS seq
FROM cosignature g
  JOIN fund f ON f.id = g.fund_id
  JOIN person u ON u.fund_id = g.fund_id AND u.login = g.login
-- next
CREATE VIEW v_project_source AS
SELECT
  f.code AS fund,
  p.no AS project_no,
  p.code AS project,
  p.title AS project_title,
  x.place AS place,
  o.key AS source,
  o.name AS source_name,
  x.seq AS seq
FROM project_source x
  JOIN fund f ON f.id = x.fund_id
  JOIN project p ON p.fund_id = x.fund_id AND p.no = x.project_no
  JOIN funding_source o ON o.fund_id = x.fund_id AND o.key = x.source
-- next
CREATE VIEW v_bank AS
SELECT
  f.code AS fund,
  k.key AS bank,
  k.name AS bank_name,
  k.number AS bank_number,
  k.account_key AS account,
  k.source AS source,
  (SELECT CAST(COALESCE(SUM(b.fen), 0) AS BIGINT) FROM balance b
    WHERE b.fund_id = k.fund_id AND b.account_key = k.account_key) AS balance_fen,
  k.seq AS seq
FROM bank_account k
  JOIN fund f ON f.id = k.fund_id
-- next
CREATE VIEW v_period AS
SELECT
  f.code AS fund,
  m.key AS month,
  m.year AS year,
  y.edition AS edition,
  CASE WHEN m.closed THEN 1 WHEN NOT m.closed THEN 0 END AS closed,
  m.seq AS seq
FROM period m
  JOIN fund f ON f.id = m.fund_id
  JOIN fund_year y ON y.fund_id = m.fund_id AND y.year = m.year
-- next
CREATE VIEW v_record AS
SELECT
  f.code AS fund,
  r.seq AS seq,
  r.outcome AS outcome,
  r.deed AS deed,
  r.deed_edition AS deed_edition,
  r.action AS action,
  r.actor AS actor,
  w.name AS actor_name,
  to_char(r.on_date, 'YYYY-MM-DD') AS on_date,
  r.recorded_at AS recorded_at,
  r.database_user AS database_user,
  r.key AS key,
  r.changed_rows AS changed_rows,
  r.sha256 AS sha256
FROM record r
  JOIN fund f ON f.id = r.fund_id
  LEFT JOIN person w ON w.fund_id = r.fund_id AND w.login = r.actor
-- next
CREATE VIEW v_refusal AS
SELECT
  f.code AS fund,
  r.seq AS seq,
  r.deed AS deed,
  r.action AS action,
  r.actor AS actor,
  w.name AS actor_name,
  to_char(r.on_date, 'YYYY-MM-DD') AS on_date,
  r.recorded_at AS recorded_at,
  r.database_user AS database_user,
  (r.body::json #>> '{refusal,code}') COLLATE "C" AS refusal_code
FROM record r
  JOIN fund f ON f.id = r.fund_id
  LEFT JOIN person w ON w.fund_id = r.fund_id AND w.login = r.actor
  WHERE r.outcome = 'refused'
-- next
CREATE VIEW v_project AS
SELECT
  f.code AS fund,
  p.no AS project_no,
  p.code AS project,
  p.title AS project_title,
  m.key AS community_key,
  m.name AS community,
  s.key AS subdistrict_key,
  s.name AS subdistrict,
  p.round_key AS round,
  o.name AS round_name,
  p.category AS category,
  p.state AS state,
  p.returned_from AS returned_from,
  to_char(p.due_on, 'YYYY-MM-DD') AS due_on,
  p.version AS version,
  to_char(a.starts_on, 'YYYY-MM-DD') AS starts_on,
  to_char(a.ends_on, 'YYYY-MM-DD') AS ends_on,
  a.requested_fen AS requested_fen,
  -(SELECT CAST(COALESCE(SUM(q.fen * (CASE WHEN COALESCE(d.control, d.key) IN ('b_committed') THEN 1 ELSE 0 END - CASE WHEN COALESCE(c.control, c.key) IN ('b_committed') THEN 1 ELSE 0 END)), 0) AS BIGINT) FROM posting q
    JOIN account d ON d.fund_id = q.fund_id AND d.key = q.debit
    JOIN account c ON c.fund_id = q.fund_id AND c.key = q.credit
    JOIN voucher v ON v.fund_id = q.fund_id AND v.no = q.voucher_no
    LEFT JOIN voucher x ON x.fund_id = v.fund_id AND x.no = v.annuls_no
    WHERE q.fund_id = p.fund_id AND q.project_no = p.no AND (COALESCE(d.control, d.key) IN ('b_committed') OR COALESCE(c.control, c.key) IN ('b_committed'))
      AND COALESCE(x.rule, v.rule) IN ('established', 'supplement', 'cut')) - (SELECT CAST(COALESCE(SUM(q.fen * (CASE WHEN COALESCE(d.control, d.key) IN ('b_committed', 'b_payment', 'b_disbursed') THEN 1 ELSE 0 END - CASE WHEN COALESCE(c.control, c.key) IN ('b_committed', 'b_payment', 'b_disbursed') THEN 1 ELSE 0 END)), 0) AS BIGINT) FROM posting q
    JOIN account d ON d.fund_id = q.fund_id AND d.key = q.debit
    JOIN account c ON c.fund_id = q.fund_id AND c.key = q.credit
    JOIN voucher v ON v.fund_id = q.fund_id AND v.no = q.voucher_no
    LEFT JOIN voucher x ON x.fund_id = v.fund_id AND x.no = v.annuls_no
    WHERE q.fund_id = p.fund_id AND q.project_no = p.no AND (COALESCE(d.control, d.key) IN ('b_committed', 'b_payment', 'b_disbursed') OR COALESCE(c.control, c.key) IN ('b_committed', 'b_payment', 'b_disbursed'))
      AND COALESCE(x.rule, v.rule) IN ('opening')) AS approved_fen,
  -(SELECT CAST(COALESCE(SUM(q.fen * (CASE WHEN COALESCE(d.control, d.key) IN ('bank') THEN 1 ELSE 0 END - CASE WHEN COALESCE(c.control, c.key) IN ('bank') THEN 1 ELSE 0 END)), 0) AS BIGINT) FROM posting q
    JOIN account d ON d.fund_id = q.fund_id AND d.key = q.debit
    JOIN account c ON c.fund_id = q.fund_id AND c.key = q.credit
    JOIN voucher v ON v.fund_id = q.fund_id AND v.no = q.voucher_no
    LEFT JOIN voucher x ON x.fund_id = v.fund_id AND x.no = v.annuls_no
    WHERE q.fund_id = p.fund_id AND q.project_no = p.no AND (COALESCE(d.control, d.key) IN ('bank') OR COALESCE(c.control, c.key) IN ('bank'))
      AND COALESCE(x.rule, v.rule) IN ('advance_paid', 'reimbursement_paid', 'advance_bounced', 'reimbursement_bounced')) - (SELECT CAST(COALESCE(SUM(q.fen * (CASE WHEN COALESCE(d.control, d.key) IN ('b_disbursed') THEN 1 ELSE 0 END - CASE WHEN COALESCE(c.control, c.key) IN ('b_disbursed') THEN 1 ELSE 0 END)), 0) AS BIGINT) FROM posting q
    JOIN account d ON d.fund_id = q.fund_id AND d.key = q.debit
    JOIN account c ON c.fund_id = q.fund_id AND c.key = q.credit
    JOIN voucher v ON v.fund_id = q.fund_id AND v.no = q.voucher_no
    LEFT JOIN voucher x ON x.fund_id = v.fund_id AND x.no = v.annuls_no
    WHERE q.fund_id = p.fund_id AND q.project_no = p.no AND (COALESCE(d.control, d.key) IN ('b_disbursed') OR COALESCE(c.control, c.key) IN ('b_disbursed'))
      AND COALESCE(x.rule, v.rule) IN ('opening')) AS paid_fen,
  (SELECT CAST(COALESCE(SUM(q.fen * (CASE WHEN COALESCE(d.control, d.key) IN ('programme_cost', 'prior_year') THEN 1 ELSE 0 END - CASE WHEN COALESCE(c.control, c.key) IN ('programme_cost', 'prior_year') THEN 1 ELSE 0 END)), 0) AS BIGINT) FROM posting q
    JOIN account d ON d.fund_id = q.fund_id AND d.key = q.debit
    JOIN account c ON c.fund_id = q.fund_id AND c.key = q.credit
    JOIN voucher v ON v.fund_id = q.fund_id AND v.no = q.voucher_no
    LEFT JOIN voucher x ON x.fund_id = v.fund_id AND x.no = v.annuls_no
    WHERE q.fund_id = p.fund_id AND q.project_no = p.no AND (COALESCE(d.control, d.key) IN ('programme_cost', 'prior_year') OR COALESCE(c.control, c.key) IN ('programme_cost', 'prior_year'))
      AND COALESCE(x.rule, v.rule) NOT IN ('year_end_income', 'year_end_cost', 'year_end_prior_year', 'year_end_prior_year_release')) - (SELECT CAST(COALESCE(SUM(q.fen * (CASE WHEN COALESCE(d.control, d.key) IN ('b_disbursed', 'advance', 'recoverable', 'payable', 'programme_cost', 'prior_year') THEN 1 ELSE 0 END - CASE WHEN COALESCE(c.control, c.key) IN ('b_disbursed', 'advance', 'recoverable', 'payable', 'programme_cost', 'prior_year') THEN 1 ELSE 0 END)), 0) AS BIGINT) FROM posting q
    JOIN account d ON d.fund_id = q.fund_id AND d.key = q.debit
    JOIN account c ON c.fund_id = q.fund_id AND c.key = q.credit
    JOIN voucher v ON v.fund_id = q.fund_id AND v.no = q.voucher_no
    LEFT JOIN voucher x ON x.fund_id = v.fund_id AND x.no = v.annuls_no
    WHERE q.fund_id = p.fund_id AND q.project_no = p.no AND (COALESCE(d.control, d.key) IN ('b_disbursed', 'advance', 'recoverable', 'payable', 'programme_cost', 'prior_year') OR COALESCE(c.control, c.key) IN ('b_disbursed', 'advance', 'recoverable', 'payable', 'programme_cost', 'prior_year'))
      AND COALESCE(x.rule, v.rule) IN ('opening')) AS spent_fen,
  (SELECT CAST(COALESCE(SUM(q.fen * (CASE WHEN COALESCE(d.control, d.key) IN ('bank') THEN 1 ELSE 0 END - CASE WHEN COALESCE(c.control, c.key) IN ('bank') THEN 1 ELSE 0 END)), 0) AS BIGINT) FROM posting q
    JOIN account d ON d.fund_id = q.fund_id AND d.key = q.debit
    JOIN account c ON c.fund_id = q.fund_id AND c.key = q.credit
    JOIN voucher v ON v.fund_id = q.fund_id AND v.no = q.voucher_no
    LEFT JOIN voucher x ON x.fund_id = v.fund_id AND x.no = v.annuls_no
    WHERE q.fund_id = p.fund_id AND q.project_no = p.no AND (COALESCE(d.control, d.key) IN ('bank') OR COALESCE(c.control, c.key) IN ('bank'))
      AND COALESCE(x.rule, v.rule) IN ('refund', 'recovered')) AS returned_fen,
  (SELECT CAST(COALESCE(SUM(b.fen), 0) AS BIGINT) FROM project_balance b
    WHERE b.fund_id = p.fund_id AND b.project_no = p.no
      AND b.account_key = 'advance') AS advance_fen,
  (SELECT CAST(COALESCE(SUM(b.fen), 0) AS BIGINT) FROM project_balance b
    WHERE b.fund_id = p.fund_id AND b.project_no = p.no
      AND b.account_key = 'payable') AS payable_fen,
  (SELECT CAST(COALESCE(SUM(b.fen), 0) AS BIGINT) FROM project_balance b
    WHERE b.fund_id = p.fund_id AND b.project_no = p.no
      AND b.account_key = 'recoverable') AS recoverable_fen,
  p.seq AS seq
FROM project p
  JOIN fund f ON f.id = p.fund_id
  JOIN community m ON m.fund_id = p.fund_id AND m.key = p.community_key
  JOIN subdistrict s ON s.fund_id = m.fund_id AND s.key = m.subdistrict_key
  JOIN round o ON o.fund_id = p.fund_id AND o.key = p.round_key
  LEFT JOIN application a ON a.fund_id = p.fund_id AND a.project_no = p.no
    AND a.version = p.version
-- next
CREATE VIEW v_application AS
SELECT
  f.code AS fund,
  p.no AS project_no,
  p.code AS project,
  p.title AS project_title,
  a.no AS application_no,
  a.version AS version,
  a.title AS title,
  a.purpose AS purpose,
  to_char(a.starts_on, 'YYYY-MM-DD') AS starts_on,
  to_char(a.ends_on, 'YYYY-MM-DD') AS ends_on,
  a.requested_fen AS requested_fen,
  a.seq AS seq
FROM application a
  JOIN fund f ON f.id = a.fund_id
  JOIN project p ON p.fund_id = a.fund_id AND p.no = a.project_no
-- next
CREATE VIEW v_budget_line AS
SELECT
  f.code AS fund,
  p.no AS project_no,
  p.code AS project,
  p.title AS project_title,
  a.version AS version,
  i.line AS line,
  i.kind AS kind,
  i.description AS description,
  i.requested_fen AS requested_fen,
  g.approved_fen + (SELECT CAST(COALESCE(SUM(z.change_fen), 0) AS BIGINT) FROM amendment z
    WHERE z.fund_id = p.fund_id AND z.project_no = p.no AND z.line = i.line
      AND z.voucher_no IS NOT NULL) AS granted_fen,
  i.seq AS seq
FROM budget_line i
  JOIN fund f ON f.id = i.fund_id
  JOIN application a ON a.fund_id = i.fund_id AND a.no = i.application_no
  JOIN project p ON p.fund_id = a.fund_id AND p.no = a.project_no
  LEFT JOIN approval e ON e.fund_id = p.fund_id AND e.no = (SELECT MAX(z.no) FROM approval z
      WHERE z.fund_id = p.fund_id AND z.project_no = p.no)
    AND e.version = a.version
  LEFT JOIN approval_line g ON g.fund_id = e.fund_id AND g.approval_no = e.no AND g.line = i.line
-- next
CREATE VIEW v_review AS
SELECT
  f.code AS fund,
  p.no AS project_no,
  p.code AS project,
  p.title AS project_title,
  w.no AS review_no,
  w.version AS version,
  w.stage AS stage,
  w.cycle AS cycle,
  u.login AS reviewer,
  u.name AS reviewer_name,
  CASE WHEN w.agrees THEN 1 WHEN NOT w.agrees THEN 0 END AS agrees,
  w.recommended_fen AS recommended_fen,
  w.opinion AS opinion,
  to_char(w.on_date, 'YYYY-MM-DD') AS on_date,
  w.seq AS seq
FROM review w
  JOIN fund f ON f.id = w.fund_id
  JOIN project p ON p.fund_id = w.fund_id AND p.no = w.project_no
  JOIN person u ON u.fund_id = w.fund_id AND u.login = w.reviewer
-- next
CREATE VIEW v_approval AS
SELECT
  f.code AS fund,
  p.no AS project_no,
  p.code AS project,
  p.title AS project_title,
  e.no AS approval_no,
  e.version AS version,
  e.approved_fen AS granted_fen,
  e.approver AS approver,
  u.name AS approver_name,
  to_char(e.on_date, 'YYYY-MM-DD') AS on_date,
  to_char((SELECT k.ends_on FROM notice k WHERE k.fund_id = e.fund_id AND k.approval_no = e.no ORDER BY k.no DESC LIMIT 1), 'YYYY-MM-DD') AS notice_until,
  e.voucher_no AS voucher_no,
  e.seq AS seq
FROM approval e
  JOIN fund f ON f.id = e.fund_id
  JOIN project p ON p.fund_id = e.fund_id AND p.no = e.project_no
  LEFT JOIN person u ON u.fund_id = e.fund_id AND u.login = e.approver
-- next
CREATE VIEW v_amendment AS
SELECT
  f.code AS fund,
  p.no AS project_no,
  p.code AS project,
  p.title AS project_title,
  z.no AS amendment_no,
  z.line AS line,
  z.change_fen AS change_fen,
  z.reason AS reason,
  to_char(z.on_date, 'YYYY-MM-DD') AS on_date,
  to_char((SELECT k.ends_on FROM notice k WHERE k.fund_id = z.fund_id AND k.amendment_no = z.no ORDER BY k.no DESC LIMIT 1), 'YYYY-MM-DD') AS notice_until,
  z.voucher_no AS voucher_no,
  z.seq AS seq
FROM amendment z
  JOIN fund f ON f.id = z.fund_id
  JOIN project p ON p.fund_id = z.fund_id AND p.no = z.project_no
-- next
CREATE VIEW v_notice AS
SELECT
  f.code AS fund,
  p.no AS project_no,
  p.code AS project,
  p.title AS project_title,
  k.no AS notice_no,
  k.approval_no AS approval_no,
  k.amendment_no AS amendment_no,
  to_char(k.published_on, 'YYYY-MM-DD') AS published_on,
  to_char(k.starts_on, 'YYYY-MM-DD') AS notice_from,
  to_char(k.ends_on, 'YYYY-MM-DD') AS notice_until,
  k.first_day AS first_day,
  k.working_days AS working_days,
  k.published_fen AS published_fen,
  k.publication AS publication,
  k.reason AS reason,
  to_char(k.on_date, 'YYYY-MM-DD') AS on_date,
  k.seq AS seq
FROM notice k
  JOIN fund f ON f.id = k.fund_id
  JOIN project p ON p.fund_id = k.fund_id AND p.no = k.project_no
-- next
CREATE VIEW v_objection AS
SELECT
  f.code AS fund,
  p.no AS project_no,
  p.code AS project,
  p.title AS project_title,
  j.no AS objection_no,
  j.raised_by AS raised_by,
  j.reason AS reason,
  to_char(j.on_date, 'YYYY-MM-DD') AS on_date,
  j.answer AS answer,
  to_char(j.answered_on, 'YYYY-MM-DD') AS answered_on,
  j.seq AS seq
FROM objection j
  JOIN fund f ON f.id = j.fund_id
  JOIN project p ON p.fund_id = j.fund_id AND p.no = j.project_no
-- next
CREATE VIEW v_step AS
SELECT
  f.code AS fund,
  p.no AS project_no,
  p.code AS project,
  p.title AS project_title,
  t.no AS step_no,
  t.disbursement_no AS disbursement_no,
  t.claim_no AS claim_no,
  t.recovery_no AS recovery_no,
  t.action AS action,
  t.from_state AS from_state,
  t.to_state AS to_state,
  t.actor AS actor,
  u.name AS actor_name,
  t.role AS role,
  to_char(t.on_date, 'YYYY-MM-DD') AS on_date,
  t.reason AS reason,
  t.voucher_no AS voucher_no,
  t.seq AS seq
FROM step t
  JOIN fund f ON f.id = t.fund_id
  JOIN project p ON p.fund_id = t.fund_id AND p.no = t.project_no
  JOIN person u ON u.fund_id = t.fund_id AND u.login = t.actor
-- next
CREATE VIEW v_advance AS
SELECT
  f.code AS fund,
  p.no AS project_no,
  p.code AS project,
  p.title AS project_title,
  m.key AS community_key,
  m.name AS community,
  s.key AS subdistrict_key,
  s.name AS subdistrict,
  (SELECT CAST(COALESCE(SUM(q.fen * (CASE WHEN COALESCE(d.control, d.key) IN ('advance') THEN 1 ELSE 0 END - CASE WHEN COALESCE(c.control, c.key) IN ('advance') THEN 1 ELSE 0 END)), 0) AS BIGINT) FROM posting q
    JOIN account d ON d.fund_id = q.fund_id AND d.key = q.debit
    JOIN account c ON c.fund_id = q.fund_id AND c.key = q.credit
    JOIN voucher v ON v.fund_id = q.fund_id AND v.no = q.voucher_no
    LEFT JOIN voucher x ON x.fund_id = v.fund_id AND x.no = v.annuls_no
    WHERE q.fund_id = p.fund_id AND q.project_no = p.no AND (COALESCE(d.control, d.key) IN ('advance') OR COALESCE(c.control, c.key) IN ('advance'))
      AND COALESCE(x.rule, v.rule) IN ('advance_paid', 'advance_bounced', 'opening')) AS advanced_fen,
  (SELECT CAST(COALESCE(SUM(b.fen), 0) AS BIGINT) FROM project_balance b
    WHERE b.fund_id = p.fund_id AND b.project_no = p.no
      AND b.account_key = 'advance') AS advance_fen,
  to_char((SELECT MAX(v.on_date) FROM posting q
    JOIN account d ON d.fund_id = q.fund_id AND d.key = q.debit
    JOIN account c ON c.fund_id = q.fund_id AND c.key = q.credit
    JOIN voucher v ON v.fund_id = q.fund_id AND v.no = q.voucher_no
    LEFT JOIN voucher x ON x.fund_id = v.fund_id AND x.no = v.annuls_no
    WHERE q.fund_id = p.fund_id AND q.project_no = p.no AND (COALESCE(d.control, d.key) IN ('advance') OR COALESCE(c.control, c.key) IN ('advance'))
      AND COALESCE(x.rule, v.rule) IN ('advance_paid')), 'YYYY-MM-DD') AS last_paid_on
FROM project p
  JOIN fund f ON f.id = p.fund_id
  JOIN community m ON m.fund_id = p.fund_id AND m.key = p.community_key
  JOIN subdistrict s ON s.fund_id = m.fund_id AND s.key = m.subdistrict_key
  WHERE EXISTS (SELECT 1 FROM project_balance b WHERE b.fund_id = p.fund_id
    AND b.project_no = p.no AND b.account_key = 'advance')
-- next
CREATE VIEW v_funding AS
SELECT
  f.code AS fund,
  n.no AS funding_no,
  n.project_no AS project_no,
  n.kind AS kind,
  n.party AS party,
  o.key AS source,
  o.name AS source_name,
  n.purpose AS purpose,
  n.fen AS amount_fen,
  n.returned_fen AS returned_fen,
  k.key AS bank,
  k.name AS bank_name,
  to_char(n.on_date, 'YYYY-MM-DD') AS on_date,
  n.voucher_no AS voucher_no,
  n.identified_voucher_no AS identified_voucher_no,
  n.seq AS seq
FROM funding n
  JOIN fund f ON f.id = n.fund_id
  LEFT JOIN funding_source o ON o.fund_id = n.fund_id AND o.key = n.source
  LEFT JOIN bank_account k ON k.fund_id = n.fund_id AND k.account_key = n.bank
-- next
CREATE VIEW v_disbursement AS
SELECT
  f.code AS fund,
  d.no AS disbursement_no,
  p.no AS project_no,
  p.code AS project,
  p.title AS project_title,
  d.claim_no AS claim_no,
  d.fen AS amount_fen,
  d.state AS state,
  y.no AS payee_no,
  y.name AS payee,
  y.bank AS payee_bank,
  y.number AS payee_number,
  k.key AS bank,
  k.name AS bank_name,
  to_char((SELECT MAX(t.on_date) FROM step t WHERE t.fund_id = d.fund_id
    AND t.disbursement_no = d.no AND t.action = 'disbursement.pay'), 'YYYY-MM-DD') AS last_paid_on,
  d.seq AS seq
FROM disbursement d
  JOIN fund f ON f.id = d.fund_id
  JOIN project p ON p.fund_id = d.fund_id AND p.no = d.project_no
  JOIN payee y ON y.fund_id = d.fund_id AND y.no = d.payee_no
  LEFT JOIN bank_account k ON k.fund_id = d.fund_id AND k.account_key = d.bank
-- next
CREATE VIEW v_disbursement_share AS
SELECT
  f.code AS fund,
  h.disbursement_no AS disbursement_no,
  h.place AS place,
  o.key AS source,
  o.name AS source_name,
  h.fen AS amount_fen,
  k.key AS bank,
  k.name AS bank_name,
  h.seq AS seq
FROM disbursement_share h
  JOIN fund f ON f.id = h.fund_id
  JOIN funding_source o ON o.fund_id = h.fund_id AND o.key = h.source
  LEFT JOIN bank_account k ON k.fund_id = h.fund_id AND k.account_key = h.bank
-- next
CREATE VIEW v_return AS
SELECT
  f.code AS fund,
  r.no AS return_no,
  to_char(v.on_date, 'YYYY-MM-DD') AS on_date,
  r.funding_no AS funding_no,
  o.key AS source,
  o.name AS source_name,
  r.party AS party,
  r.fen AS amount_fen,
  r.ground AS ground,
  r.state AS state,
  r.reason AS reason,
  k.key AS bank,
  k.name AS bank_name,
  r.voucher_no AS voucher_no,
  r.paid_voucher_no AS paid_voucher_no,
  r.seq AS seq
FROM money_return r
  JOIN fund f ON f.id = r.fund_id
  JOIN funding_source o ON o.fund_id = r.fund_id AND o.key = r.source
  JOIN voucher v ON v.fund_id = r.fund_id AND v.no = r.voucher_no
  LEFT JOIN bank_account k ON k.fund_id = r.fund_id AND k.account_key = r.bank
-- next
CREATE VIEW v_transfer AS
SELECT
  f.code AS fund,
  r.no AS transfer_no,
  to_char(v.on_date, 'YYYY-MM-DD') AS on_date,
  r.from_bank AS from_bank,
  r.to_bank AS to_bank,
  r.fen AS amount_fen,
  r.voucher_no AS voucher_no,
  r.arrived_voucher_no AS arrived_voucher_no,
  r.seq AS seq
FROM transfer r
  JOIN fund f ON f.id = r.fund_id
  JOIN voucher v ON v.fund_id = r.fund_id AND v.no = r.voucher_no
-- next
CREATE VIEW v_running_cost AS
SELECT
  f.code AS fund,
  r.no AS running_cost_no,
  to_char(v.on_date, 'YYYY-MM-DD') AS on_date,
  v.summary AS summary,
  o.key AS source,
  o.name AS source_name,
  r.account AS account,
  r.fen AS amount_fen,
  k.key AS bank,
  k.name AS bank_name,
  r.voucher_no AS voucher_no,
  r.bounced_voucher_no AS bounced_voucher_no,
  r.seq AS seq
FROM running_cost r
  JOIN fund f ON f.id = r.fund_id
  JOIN funding_source o ON o.fund_id = r.fund_id AND o.key = r.source
  JOIN voucher v ON v.fund_id = r.fund_id AND v.no = r.voucher_no
  LEFT JOIN bank_account k ON k.fund_id = r.fund_id AND k.account_key = r.bank
-- next
CREATE VIEW v_claim AS
SELECT
  f.code AS fund,
  c.no AS claim_no,
  p.no AS project_no,
  p.code AS project,
  p.title AS project_title,
  CASE WHEN c.reimburses THEN 1 WHEN NOT c.reimburses THEN 0 END AS reimburses,
  c.version AS version,
  c.state AS state,
  c.claimed_fen AS claimed_fen,
  c.admitted_fen AS admitted_fen,
  c.seq AS seq
FROM claim c
  JOIN fund f ON f.id = c.fund_id
  JOIN project p ON p.fund_id = c.fund_id AND p.no = c.project_no
-- next
CREATE VIEW v_claim_line AS
SELECT
  f.code AS fund,
  c.no AS claim_no,
  p.no AS project_no,
  p.code AS project,
  p.title AS project_title,
  c.state AS state,
  r.line AS line,
  MAX(i.kind) AS kind,
  MAX(i.description) AS description,
  COUNT(r.no) AS receipts,
  CAST(COALESCE(SUM(r.claimed_fen), 0) AS BIGINT) AS claimed_fen,
  CAST(SUM(j.admitted_fen) AS BIGINT) AS admitted_fen
FROM claim c
  JOIN fund f ON f.id = c.fund_id
  JOIN project p ON p.fund_id = c.fund_id AND p.no = c.project_no
  JOIN receipt r ON r.fund_id = c.fund_id AND r.claim_no = c.no AND r.version = c.version
  LEFT JOIN admission j ON j.fund_id = r.fund_id AND j.receipt_no = r.no
  LEFT JOIN approval e ON e.fund_id = p.fund_id
    AND e.no = (SELECT MAX(z.no) FROM approval z
      WHERE z.fund_id = p.fund_id AND z.project_no = p.no)
  LEFT JOIN application a ON a.fund_id = e.fund_id AND a.project_no = e.project_no
    AND a.version = e.version
  LEFT JOIN budget_line i ON i.fund_id = a.fund_id AND i.application_no = a.no
    AND i.line = r.line
  GROUP BY f.code, c.no, p.no, p.code, p.title, c.state, r.line
-- next
CREATE VIEW v_receipt AS
SELECT
  f.code AS fund,
  r.no AS receipt_no,
  c.no AS claim_no,
  p.no AS project_no,
  p.code AS project,
  p.title AS project_title,
  r.version AS version,
  CASE WHEN r.version = c.version THEN 1 WHEN NOT r.version = c.version THEN 0 END AS is_present,
  r.line AS line,
  i.description AS description,
  r.kind AS kind,
  r.number AS receipt_number,
  r.seller AS seller,
  to_char(r.issued_on, 'YYYY-MM-DD') AS issued_on,
  r.claimed_fen AS claimed_fen,
  j.admitted_fen AS admitted_fen,
  j.reason AS reason,
  r.code AS invoice_code,
  r.face_fen AS face_fen,
  r.sheets AS sheets,
  r.attachment_sha256 AS attachment_sha256,
  r.seq AS seq
FROM receipt r
  JOIN fund f ON f.id = r.fund_id
  JOIN claim c ON c.fund_id = r.fund_id AND c.no = r.claim_no
  JOIN project p ON p.fund_id = c.fund_id AND p.no = c.project_no
  LEFT JOIN admission j ON j.fund_id = r.fund_id AND j.receipt_no = r.no
  LEFT JOIN approval e ON e.fund_id = p.fund_id
    AND e.no = (SELECT MAX(z.no) FROM approval z
      WHERE z.fund_id = p.fund_id AND z.project_no = p.no)
  LEFT JOIN application a ON a.fund_id = e.fund_id AND a.project_no = e.project_no
    AND a.version = e.version
  LEFT JOIN budget_line i ON i.fund_id = a.fund_id AND i.application_no = a.no
    AND i.line = r.line
-- next
CREATE VIEW v_refund AS
SELECT
  f.code AS fund,
  p.no AS project_no,
  p.code AS project,
  p.title AS project_title,
  d.no AS refund_no,
  d.fen AS amount_fen,
  k.key AS bank,
  k.name AS bank_name,
  to_char(d.on_date, 'YYYY-MM-DD') AS on_date,
  d.voucher_no AS voucher_no,
  d.seq AS seq
FROM refund d
  JOIN fund f ON f.id = d.fund_id
  JOIN project p ON p.fund_id = d.fund_id AND p.no = d.project_no
  LEFT JOIN bank_account k ON k.fund_id = d.fund_id AND k.account_key = d.bank
-- next
CREATE VIEW v_recovery AS
SELECT
  f.code AS fund,
  d.no AS recovery_no,
  p.no AS project_no,
  p.code AS project,
  p.title AS project_title,
  d.receipt_no AS receipt_no,
  d.source AS source,
  d.bearer AS bearer,
  d.fen AS amount_fen,
  d.recovered_fen AS recovered_fen,
  d.state AS state,
  d.reason AS reason,
  to_char(d.on_date, 'YYYY-MM-DD') AS on_date,
  d.voucher_no AS voucher_no,
  d.seq AS seq
FROM recovery d
  JOIN fund f ON f.id = d.fund_id
  JOIN project p ON p.fund_id = d.fund_id AND p.no = d.project_no
-- next
CREATE VIEW v_attachment AS
SELECT
  f.code AS fund,
  h.sha256 AS attachment_sha256,
  h.media_type AS media_type,
  h.size AS size,
  h.seq AS seq
FROM attachment h
  JOIN fund f ON f.id = h.fund_id
-- next
CREATE VIEW v_person AS
SELECT
  f.code AS fund,
  u.login AS login,
  u.name AS person_name,
  u.database_user AS database_user,
  CASE WHEN u.active THEN 1 WHEN NOT u.active THEN 0 END AS active,
  u.seq AS seq
FROM person u
  JOIN fund f ON f.id = u.fund_id
-- next
CREATE VIEW v_person_role AS
SELECT
  f.code AS fund,
  g.no AS grant_no,
  u.login AS login,
  u.name AS person_name,
  CASE WHEN u.active THEN 1 WHEN NOT u.active THEN 0 END AS active,
  g.role AS role,
  g.scope_kind AS scope_kind,
  g.scope_key AS scope_key,
  COALESCE(m.name, s.name) AS scope_name,
  to_char(g.from_on, 'YYYY-MM-DD') AS from_on,
  to_char(g.until_on, 'YYYY-MM-DD') AS until_on,
  g.granted_by AS granted_by,
  g.seq AS seq
FROM role_grant g
  JOIN fund f ON f.id = g.fund_id
  JOIN person u ON u.fund_id = g.fund_id AND u.login = g.login
  LEFT JOIN community m ON m.fund_id = g.fund_id AND m.key = g.scope_key
    AND g.scope_kind = 'community'
  LEFT JOIN subdistrict s ON s.fund_id = g.fund_id AND s.key = g.scope_key
    AND g.scope_kind = 'subdistrict'
-- next
CREATE VIEW v_interest AS
SELECT
  f.code AS fund,
  g.no AS interest_no,
  u.login AS login,
  u.name AS person_name,
  g.community_key AS community_key,
  m.name AS community,
  g.project_no AS project_no,
  p.code AS project,
  g.reason AS reason,
  to_char(g.on_date, 'YYYY-MM-DD') AS on_date,
  g.seq AS seq
FROM interest g
  JOIN fund f ON f.id = g.fund_id
  JOIN person u ON u.fund_id = g.fund_id AND u.login = g.login
  LEFT JOIN community m ON m.fund_id = g.fund_id AND m.key = g.community_key
  LEFT JOIN project p ON p.fund_id = g.fund_id AND p.no = g.project_no
-- next
CREATE VIEW v_community AS
SELECT
  f.code AS fund,
  m.key AS community_key,
  m.name AS community,
  s.key AS subdistrict_key,
  s.name AS subdistrict,
  m.seq AS seq
FROM community m
  JOIN fund f ON f.id = m.fund_id
  JOIN subdistrict s ON s.fund_id = m.fund_id AND s.key = m.subdistrict_key
-- next
CREATE VIEW v_payee AS
SELECT
  f.code AS fund,
  y.no AS payee_no,
  m.key AS community_key,
  m.name AS community,
  y.name AS payee,
  y.bank AS payee_bank,
  y.number AS payee_number,
  y.recorded_by AS recorded_by,
  y.verified_by AS verified_by,
  to_char(y.verified_on, 'YYYY-MM-DD') AS verified_on,
  y.seq AS seq
FROM payee y
  JOIN fund f ON f.id = y.fund_id
  JOIN community m ON m.fund_id = y.fund_id AND m.key = y.community_key
-- next
CREATE VIEW v_round AS
SELECT
  f.code AS fund,
  o.key AS round,
  o.name AS round_name,
  to_char(o.opens_on, 'YYYY-MM-DD') AS opens_on,
  to_char(o.closes_on, 'YYYY-MM-DD') AS closes_on,
  o.cap_fen AS cap_fen,
  o.first_day AS first_day,
  o.seq AS seq
FROM round o
  JOIN fund f ON f.id = o.fund_id
-- next
CREATE VIEW v_setting AS
SELECT
  f.code AS fund,
  g.key AS setting,
  g.value AS value,
  g.seq AS seq
FROM setting g
  JOIN fund f ON f.id = g.fund_id
-- next
CREATE VIEW v_published AS
SELECT
  f.code AS fund,
  g.figure AS figure,
  to_char(g.as_of, 'YYYY-MM-DD') AS as_of,
  g.edition AS edition_no,
  g.value AS value,
  g.unit AS unit,
  g.publication AS publication,
  g.reason AS reason,
  g.seq AS seq
FROM published g
  JOIN fund f ON f.id = g.fund_id
-- next
CREATE VIEW v_calendar_year AS
SELECT
  f.code AS fund,
  q.year AS year,
  q.paper AS paper,
  q.seq AS seq
FROM calendar_year q
  JOIN fund f ON f.id = q.fund_id
-- next
CREATE VIEW v_holiday AS
SELECT
  f.code AS fund,
  to_char(h.on_date, 'YYYY-MM-DD') AS on_date,
  h.name AS holiday,
  CASE WHEN h.works THEN 1 WHEN NOT h.works THEN 0 END AS works,
  h.seq AS seq
FROM holiday h
  JOIN fund f ON f.id = h.fund_id
-- next
CREATE VIEW v_adoption AS
SELECT
  f.code AS fund,
  a.edition AS rules_edition,
  x.name AS accountant_name,
  to_char(a.accountant_on, 'YYYY-MM-DD') AS accountant_on,
  z.name AS supervisor_name,
  to_char(a.supervisor_on, 'YYYY-MM-DD') AS supervisor_on,
  a.seq AS seq
FROM adoption a
  JOIN fund f ON f.id = a.fund_id
  JOIN person x ON x.fund_id = a.fund_id AND x.login = a.accountant
  JOIN person z ON z.fund_id = a.fund_id AND z.login = a.supervisor
-- next
CREATE VIEW v_handover AS
SELECT
  f.code AS fund,
  h.no AS handover_no,
  h.role AS role,
  x.login AS outgoing,
  x.name AS outgoing_name,
  z.login AS incoming,
  z.name AS incoming_name,
  to_char(h.on_date, 'YYYY-MM-DD') AS on_date,
  h.state AS state,
  h.absent_reason AS absent_reason,
  h.delegate AS delegate,
  h.cancel_reason AS cancel_reason,
  wu.name AS witness_name,
  to_char(w.on_date, 'YYYY-MM-DD') AS witnessed_on,
  h.seq AS seq
FROM handover h
  JOIN fund f ON f.id = h.fund_id
  JOIN person x ON x.fund_id = h.fund_id AND x.login = h.from_login
  JOIN person z ON z.fund_id = h.fund_id AND z.login = h.to_login
  LEFT JOIN handover_signature w ON w.fund_id = h.fund_id AND w.handover_no = h.no AND w.part = 'witnessed'
  LEFT JOIN person wu ON wu.fund_id = h.fund_id
    AND wu.login = w.login
-- next
CREATE VIEW v_handover_item AS
SELECT
  f.code AS fund,
  i.handover_no AS handover_no,
  i.item AS item_no,
  i.kind AS kind,
  i.key AS item_key,
  i.title AS item_title,
  i.size AS how_many,
  i.fen AS amount_fen,
  i.seq AS seq
FROM handover_item i
  JOIN fund f ON f.id = i.fund_id
-- next
CREATE VIEW v_handover_signature AS
SELECT
  f.code AS fund,
  g.handover_no AS handover_no,
  g.part AS part,
  g.login AS login,
  u.name AS signer_name,
  to_char(g.on_date, 'YYYY-MM-DD') AS on_date,
  g.seq AS seq
FROM handover_signature g
  JOIN fund f ON f.id = g.fund_id
  JOIN person u ON u.fund_id = g.fund_id AND u.login = g.login
-- next
CREATE VIEW v_evidence AS
SELECT
  f.code AS fund,
  e.no AS evidence_no,
  e.voucher_no AS voucher_no,
  e.project_no AS project_no,
  e.claim_no AS claim_no,
  e.disbursement_no AS disbursement_no,
  e.recovery_no AS recovery_no,
  e.payee_no AS payee_no,
  e.funding_no AS funding_no,
  e.return_no AS return_no,
  e.running_cost_no AS running_cost_no,
  e.transfer_no AS transfer_no,
  e.source AS source,
  e.bank AS bank,
  e.document AS document,
  e.original AS original,
  e.sheets AS sheets,
  e.sha256 AS attachment_sha256,
  e.place AS place_of_paper,
  e.number AS original_number,
  e.host_no AS host_no,
  e.reason AS reason,
  e.attached_by AS login,
  to_char(e.on_date, 'YYYY-MM-DD') AS on_date,
  to_char(e.withdrawn_on, 'YYYY-MM-DD') AS withdrawn_on,
  e.withdrawn_reason AS withdrawn_reason,
  e.seq AS seq
FROM evidence e
  JOIN fund f ON f.id = e.fund_id
-- next
CREATE VIEW v_suspicion AS
SELECT
  f.code AS fund,
  s.no AS suspicion_no,
  s.claim_no AS claim_no,
  s.receipt_no AS receipt_no,
  s.earlier_no AS earlier_no,
  s.ground AS likeness,
  s.dismissed_by AS login,
  to_char(s.dismissed_on, 'YYYY-MM-DD') AS on_date,
  s.reason AS reason,
  s.seq AS seq
FROM suspicion s
  JOIN fund f ON f.id = s.fund_id
-- next
COMMENT ON VIEW v_fund IS 'Funds of the ledger, and where the chain of each stands.'
-- next
COMMENT ON COLUMN v_fund.fund IS 'the fund''s code'
-- next
COMMENT ON COLUMN v_fund.fund_name IS 'the fund''s name'
-- next
COMMENT ON COLUMN v_fund.replay IS 'why a past is done again in this fund; empty in live books'
-- next
COMMENT ON COLUMN v_fund.head_seq IS 'the number of the last audit record'
-- next
COMMENT ON COLUMN v_fund.head_sha256 IS 'the hash of the last audit record'
-- next
COMMENT ON COLUMN v_fund.recorded_at IS 'when it was recorded, UTC'
-- next
COMMENT ON VIEW v_account IS 'Accounts, named by the newest chart, with what they stand at now.'
-- next
COMMENT ON COLUMN v_account.fund IS 'the fund''s code'
-- next
COMMENT ON COLUMN v_account.account IS 'the account''s key, the same in every chart'
-- next
COMMENT ON COLUMN v_account.account_code IS 'the account''s code in the chart of the year'
-- next
COMMENT ON COLUMN v_account.account_zh IS 'the account''s name in Chinese'
-- next
COMMENT ON COLUMN v_account.account_en IS 'the account''s name in English'
-- next
COMMENT ON COLUMN v_account.book IS 'money or budget: the two books'
-- next
COMMENT ON COLUMN v_account.side IS 'the side on which the account grows: debit or credit'
-- next
COMMENT ON COLUMN v_account.control IS 'the account that this one is a leaf of'
-- next
COMMENT ON COLUMN v_account.restricted IS 'whether the money is restricted 限定性'
-- next
COMMENT ON COLUMN v_account.by_project IS 'whether postings name a project: no, may or yes'
-- next
COMMENT ON COLUMN v_account.by_source IS 'whether postings name a source of funds'
-- next
COMMENT ON COLUMN v_account.balance_fen IS 'balance on the account''s own side'
-- next
COMMENT ON VIEW v_voucher IS 'Vouchers 记账凭证, with what they book and who signed them.'
-- next
COMMENT ON COLUMN v_voucher.fund IS 'the fund''s code'
-- next
COMMENT ON COLUMN v_voucher.voucher_no IS 'the voucher''s number in the fund'
-- next
COMMENT ON COLUMN v_voucher.voucher IS 'the voucher''s number as printed, like 2024-05 记-0012'
-- next
COMMENT ON COLUMN v_voucher.month IS 'the month of the books, YYYY-MM'
-- next
COMMENT ON COLUMN v_voucher.series IS 'money 记 or budget 备: each is numbered by itself'
-- next
COMMENT ON COLUMN v_voucher.number IS 'the voucher''s number in its month, as printed'
-- next
COMMENT ON COLUMN v_voucher.on_date IS 'the business day'
-- next
COMMENT ON COLUMN v_voucher.kind IS 'of which kind it is'
-- next
COMMENT ON COLUMN v_voucher.rule IS 'the posting rule'
-- next
COMMENT ON COLUMN v_voucher.summary IS 'the summary 摘要'
-- next
COMMENT ON COLUMN v_voucher.attachments IS 'how many papers it was booked with'
-- next
COMMENT ON COLUMN v_voucher.pair_no IS 'of a 备, the 记 that the same deed made'
-- next
COMMENT ON COLUMN v_voucher.annuls_no IS 'the voucher that this red one annuls'
-- next
COMMENT ON COLUMN v_voucher.annulled_by_no IS 'the red voucher that annuls this one'
-- next
COMMENT ON COLUMN v_voucher.debit_fen IS 'debit, red below zero'
-- next
COMMENT ON COLUMN v_voucher.credit_fen IS 'credit, red below zero'
-- next
COMMENT ON COLUMN v_voucher.preparer IS 'who prepared 制单: login'
-- next
COMMENT ON COLUMN v_voucher.preparer_name IS 'who prepared 制单: name'
-- next
COMMENT ON COLUMN v_voucher.prepared_on IS 'the day it was prepared'
-- next
COMMENT ON COLUMN v_voucher.reviewer IS 'who reviewed: login'
-- next
COMMENT ON COLUMN v_voucher.reviewer_name IS 'who reviewed: name'
-- next
COMMENT ON COLUMN v_voucher.reviewed_on IS 'the day it was reviewed 复核'
-- next
COMMENT ON COLUMN v_voucher.seq IS 'the audit record that wrote the row last'
-- next
COMMENT ON VIEW v_signature IS 'Signatures of money vouchers: who signed which part, and when.'
-- next
COMMENT ON COLUMN v_signature.fund IS 'the fund''s code'
-- next
COMMENT ON COLUMN v_signature.signature IS 'the signature: its voucher and part'
-- next
COMMENT ON COLUMN v_signature.voucher_no IS 'the voucher''s number in the fund'
-- next
COMMENT ON COLUMN v_signature.voucher IS 'the voucher''s number as printed, like 2024-05 记-0012'
-- next
COMMENT ON COLUMN v_signature.part IS 'what is signed: of a voucher prepared, cashier, reviewed, posted or chief; of a handover given, taken or witnessed'
-- next
COMMENT ON COLUMN v_signature.login IS 'the person''s login'
-- next
COMMENT ON COLUMN v_signature.signer_name IS 'name of who signed'
-- next
COMMENT ON COLUMN v_signature.on_date IS 'the business day'
-- next
COMMENT ON COLUMN v_signature.seq IS 'the audit record that wrote the row last'
-- next
COMMENT ON VIEW v_line IS 'Lines of vouchers 分录行: each posting seen from its debit and from its credit account; red ones are negative.'
-- next
COMMENT ON COLUMN v_line.fund IS 'the fund''s code'
-- next
COMMENT ON COLUMN v_line.voucher_no IS 'the voucher''s number in the fund'
-- next
COMMENT ON COLUMN v_line.voucher IS 'the voucher''s number as printed, like 2024-05 记-0012'
-- next
COMMENT ON COLUMN v_line.month IS 'the month of the books, YYYY-MM'
-- next
COMMENT ON COLUMN v_line.series IS 'money 记 or budget 备: each is numbered by itself'
-- next
COMMENT ON COLUMN v_line.number IS 'the voucher''s number in its month, as printed'
-- next
COMMENT ON COLUMN v_line.on_date IS 'the business day'
-- next
COMMENT ON COLUMN v_line.kind IS 'of which kind it is'
-- next
COMMENT ON COLUMN v_line.rule IS 'the posting rule'
-- next
COMMENT ON COLUMN v_line.summary IS 'the summary 摘要'
-- next
COMMENT ON COLUMN v_line.posting_no IS 'the posting''s number in the fund; its two lines share it'
-- next
COMMENT ON COLUMN v_line.account IS 'the account''s key, the same in every chart'
-- next
COMMENT ON COLUMN v_line.account_code IS 'the account''s code in the chart of the year'
-- next
COMMENT ON COLUMN v_line.account_zh IS 'the account''s name in Chinese'
-- next
COMMENT ON COLUMN v_line.account_en IS 'the account''s name in English'
-- next
COMMENT ON COLUMN v_line.book IS 'money or budget: the two books'
-- next
COMMENT ON COLUMN v_line.side IS 'the side on which the account grows: debit or credit'
-- next
COMMENT ON COLUMN v_line.project_no IS 'the project''s number'
-- next
COMMENT ON COLUMN v_line.project IS 'the project''s code'
-- next
COMMENT ON COLUMN v_line.project_title IS 'the project''s title'
-- next
COMMENT ON COLUMN v_line.source IS 'the source of funds, by key'
-- next
COMMENT ON COLUMN v_line.source_name IS 'the source of funds, by name'
-- next
COMMENT ON COLUMN v_line.debit_fen IS 'debit, red below zero'
-- next
COMMENT ON COLUMN v_line.credit_fen IS 'credit, red below zero'
-- next
COMMENT ON COLUMN v_line.seq IS 'the audit record that wrote the row last'
-- next
COMMENT ON VIEW v_project_balance IS 'What each account of each project stands at now, by source of funds.'
-- next
COMMENT ON COLUMN v_project_balance.fund IS 'the fund''s code'
-- next
COMMENT ON COLUMN v_project_balance.project_no IS 'the project''s number'
-- next
COMMENT ON COLUMN v_project_balance.project IS 'the project''s code'
-- next
COMMENT ON COLUMN v_project_balance.project_title IS 'the project''s title'
-- next
COMMENT ON COLUMN v_project_balance.account IS 'the account''s key, the same in every chart'
-- next
COMMENT ON COLUMN v_project_balance.account_code IS 'the account''s code in the chart of the year'
-- next
COMMENT ON COLUMN v_project_balance.account_zh IS 'the account''s name in Chinese'
-- next
COMMENT ON COLUMN v_project_balance.account_en IS 'the account''s name in English'
-- next
COMMENT ON COLUMN v_project_balance.book IS 'money or budget: the two books'
-- next
COMMENT ON COLUMN v_project_balance.side IS 'the side on which the account grows: debit or credit'
-- next
COMMENT ON COLUMN v_project_balance.source IS 'the source of funds, by key'
-- next
COMMENT ON COLUMN v_project_balance.source_name IS 'the source of funds, by name'
-- next
COMMENT ON COLUMN v_project_balance.balance_fen IS 'balance on the account''s own side'
-- next
COMMENT ON VIEW v_source IS 'Sources of funds 资金来源: their terms, and what is left of each now.'
-- next
COMMENT ON COLUMN v_source.fund IS 'the fund''s code'
-- next
COMMENT ON COLUMN v_source.source IS 'the source of funds, by key'
-- next
COMMENT ON COLUMN v_source.source_name IS 'the source of funds, by name'
-- next
COMMENT ON COLUMN v_source.restricted IS 'whether the money is restricted 限定性'
-- next
COMMENT ON COLUMN v_source.purpose IS 'what the money is for'
-- next
COMMENT ON COLUMN v_source.giver IS 'who gave the money'
-- next
COMMENT ON COLUMN v_source.from_on IS 'the first day'
-- next
COMMENT ON COLUMN v_source.until_on IS 'the last day, if it is known'
-- next
COMMENT ON COLUMN v_source.returnable IS 'whether what is left of it goes back'
-- next
COMMENT ON COLUMN v_source.overhead_percent IS 'the share of it that may pay running costs, in %'
-- next
COMMENT ON COLUMN v_source.bank IS 'the fund''s bank account, by key'
-- next
COMMENT ON COLUMN v_source.free_fen IS 'what is free to approve'
-- next
COMMENT ON COLUMN v_source.gap_fen IS 'by how much it is overdrawn'
-- next
COMMENT ON COLUMN v_source.net_assets_fen IS 'what the source is worth: net assets, the year included'
-- next
COMMENT ON COLUMN v_source.seq IS 'the audit record that wrote the row last'
-- next
COMMENT ON VIEW v_cosignature IS 'Who signed the deeds that two people sign 会签, and what still waits.'
-- next
COMMENT ON COLUMN v_cosignature.fund IS 'the fund''s code'
-- next
COMMENT ON COLUMN v_cosignature.cosignature_no IS 'the number of the signature'
-- next
COMMENT ON COLUMN v_cosignature.deed IS 'the deed'
-- next
COMMENT ON COLUMN v_cosignature.input IS 'what was asked, as its record keeps it'
-- next
COMMENT ON COLUMN v_cosignature.role IS 'the role'
-- next
COMMENT ON COLUMN v_cosignature.login IS 'the person''s login'
-- next
COMMENT ON COLUMN v_cosignature.signer_name IS 'name of who signed'
-- next
COMMENT ON COLUMN v_cosignature.on_date IS 'the business day'
-- next
COMMENT ON COLUMN v_cosignature.other_role IS 'the role that signs beside it'
-- next
COMMENT ON COLUMN v_cosignature.state IS 'where it stands'
-- next
COMMENT ON COLUMN v_cosignature.end_reason IS 'why it was withdrawn or returned'
-- next
COMMENT ON COLUMN v_cosignature.seq IS 'the audit record that wrote the row last'
-- next
COMMENT ON VIEW v_project_source IS 'The sources that pay for each project, in the order they are used up.'
-- next
COMMENT ON COLUMN v_project_source.fund IS 'the fund''s code'
-- next
COMMENT ON COLUMN v_project_source.project_no IS 'the project''s number'
-- next
COMMENT ON COLUMN v_project_source.project IS 'the project''s code'
-- next
COMMENT ON COLUMN v_project_source.project_title IS 'the project''s title'
-- next
COMMENT ON COLUMN v_project_source.place IS 'its place in the order of use'
-- next
COMMENT ON COLUMN v_project_source.source IS 'the source of funds, by key'
-- next
COMMENT ON COLUMN v_project_source.source_name IS 'the source of funds, by name'
-- next
COMMENT ON COLUMN v_project_source.seq IS 'the audit record that wrote the row last'
-- next
COMMENT ON VIEW v_bank IS 'Bank accounts of the fund, with what the books say is on them.'
-- next
COMMENT ON COLUMN v_bank.fund IS 'the fund''s code'
-- next
COMMENT ON COLUMN v_bank.bank IS 'the fund''s bank account, by key'
-- next
COMMENT ON COLUMN v_bank.bank_name IS 'the fund''s bank account, by name'
-- next
COMMENT ON COLUMN v_bank.bank_number IS 'the number of the fund''s bank account'
-- next
COMMENT ON COLUMN v_bank.account IS 'the account''s key, the same in every chart'
-- next
COMMENT ON COLUMN v_bank.source IS 'the source of funds, by key'
-- next
COMMENT ON COLUMN v_bank.balance_fen IS 'balance on the account''s own side'
-- next
COMMENT ON COLUMN v_bank.seq IS 'the audit record that wrote the row last'
-- next
COMMENT ON VIEW v_period IS 'Months of the books, and whether they are closed.'
-- next
COMMENT ON COLUMN v_period.fund IS 'the fund''s code'
-- next
COMMENT ON COLUMN v_period.month IS 'the month of the books, YYYY-MM'
-- next
COMMENT ON COLUMN v_period.year IS 'the fund year'
-- next
COMMENT ON COLUMN v_period.edition IS 'the edition of the chart'
-- next
COMMENT ON COLUMN v_period.closed IS 'whether the month is closed'
-- next
COMMENT ON COLUMN v_period.seq IS 'the audit record that wrote the row last'
-- next
COMMENT ON VIEW v_record IS 'Audit records: every deed that was accepted or refused, in order.'
-- next
COMMENT ON COLUMN v_record.fund IS 'the fund''s code'
-- next
COMMENT ON COLUMN v_record.seq IS 'the audit record that wrote the row last'
-- next
COMMENT ON COLUMN v_record.outcome IS 'accepted or refused'
-- next
COMMENT ON COLUMN v_record.deed IS 'the deed'
-- next
COMMENT ON COLUMN v_record.deed_edition IS 'the edition of the deed'
-- next
COMMENT ON COLUMN v_record.action IS 'the right that was asked for'
-- next
COMMENT ON COLUMN v_record.actor IS 'who acted: login'
-- next
COMMENT ON COLUMN v_record.actor_name IS 'who acted: name'
-- next
COMMENT ON COLUMN v_record.on_date IS 'the business day'
-- next
COMMENT ON COLUMN v_record.recorded_at IS 'when it was recorded, UTC'
-- next
COMMENT ON COLUMN v_record.database_user IS 'the user of the database, or of the system'
-- next
COMMENT ON COLUMN v_record.key IS 'the key by which the deed is done once'
-- next
COMMENT ON COLUMN v_record.changed_rows IS 'how many rows it put in or changed'
-- next
COMMENT ON COLUMN v_record.sha256 IS 'the record''s hash'
-- next
COMMENT ON VIEW v_refusal IS 'Deeds that were refused: who asked for what, and by which rule.'
-- next
COMMENT ON COLUMN v_refusal.fund IS 'the fund''s code'
-- next
COMMENT ON COLUMN v_refusal.seq IS 'the audit record that wrote the row last'
-- next
COMMENT ON COLUMN v_refusal.deed IS 'the deed'
-- next
COMMENT ON COLUMN v_refusal.action IS 'the right that was asked for'
-- next
COMMENT ON COLUMN v_refusal.actor IS 'who acted: login'
-- next
COMMENT ON COLUMN v_refusal.actor_name IS 'who acted: name'
-- next
COMMENT ON COLUMN v_refusal.on_date IS 'the business day'
-- next
COMMENT ON COLUMN v_refusal.recorded_at IS 'when it was recorded, UTC'
-- next
COMMENT ON COLUMN v_refusal.database_user IS 'the user of the database, or of the system'
-- next
COMMENT ON COLUMN v_refusal.refusal_code IS 'the stable code of what was refused'
-- next
COMMENT ON VIEW v_project IS 'Projects, where they are at home, how they stand, and their money.'
-- next
COMMENT ON COLUMN v_project.fund IS 'the fund''s code'
-- next
COMMENT ON COLUMN v_project.project_no IS 'the project''s number'
-- next
COMMENT ON COLUMN v_project.project IS 'the project''s code'
-- next
COMMENT ON COLUMN v_project.project_title IS 'the project''s title'
-- next
COMMENT ON COLUMN v_project.community_key IS 'the community''s key'
-- next
COMMENT ON COLUMN v_project.community IS 'the community''s name'
-- next
COMMENT ON COLUMN v_project.subdistrict_key IS 'the subdistrict''s key'
-- next
COMMENT ON COLUMN v_project.subdistrict IS 'the subdistrict''s name'
-- next
COMMENT ON COLUMN v_project.round IS 'the round''s key'
-- next
COMMENT ON COLUMN v_project.round_name IS 'the round''s name'
-- next
COMMENT ON COLUMN v_project.category IS 'the category of the project'
-- next
COMMENT ON COLUMN v_project.state IS 'where it stands'
-- next
COMMENT ON COLUMN v_project.returned_from IS 'the stage that returned it last'
-- next
COMMENT ON COLUMN v_project.due_on IS 'until when it was to be mended'
-- next
COMMENT ON COLUMN v_project.version IS 'the version of the application or claim'
-- next
COMMENT ON COLUMN v_project.starts_on IS 'the first day of the project'
-- next
COMMENT ON COLUMN v_project.ends_on IS 'the last day of the project'
-- next
COMMENT ON COLUMN v_project.requested_fen IS 'amount applied for'
-- next
COMMENT ON COLUMN v_project.approved_fen IS 'established 立项, with supplements and cuts'
-- next
COMMENT ON COLUMN v_project.paid_fen IS 'paid out, less what bounced'
-- next
COMMENT ON COLUMN v_project.spent_fen IS 'admitted cost, less corrections of earlier years'
-- next
COMMENT ON COLUMN v_project.returned_fen IS 'what came back, or was given back'
-- next
COMMENT ON COLUMN v_project.advance_fen IS 'advances not accounted for yet'
-- next
COMMENT ON COLUMN v_project.payable_fen IS 'what the fund owes the community'
-- next
COMMENT ON COLUMN v_project.recoverable_fen IS 'what the community owes the fund'
-- next
COMMENT ON COLUMN v_project.seq IS 'the audit record that wrote the row last'
-- next
COMMENT ON VIEW v_application IS 'Applications 申报书: each version as it was handed in.'
-- next
COMMENT ON COLUMN v_application.fund IS 'the fund''s code'
-- next
COMMENT ON COLUMN v_application.project_no IS 'the project''s number'
-- next
COMMENT ON COLUMN v_application.project IS 'the project''s code'
-- next
COMMENT ON COLUMN v_application.project_title IS 'the project''s title'
-- next
COMMENT ON COLUMN v_application.application_no IS 'the application''s number'
-- next
COMMENT ON COLUMN v_application.version IS 'the version of the application or claim'
-- next
COMMENT ON COLUMN v_application.title IS 'the title in this version'
-- next
COMMENT ON COLUMN v_application.purpose IS 'what the money is for'
-- next
COMMENT ON COLUMN v_application.starts_on IS 'the first day of the project'
-- next
COMMENT ON COLUMN v_application.ends_on IS 'the last day of the project'
-- next
COMMENT ON COLUMN v_application.requested_fen IS 'amount applied for'
-- next
COMMENT ON COLUMN v_application.seq IS 'the audit record that wrote the row last'
-- next
COMMENT ON VIEW v_budget_line IS 'Budget lines of every version; what the last approval and its amendments grant stands with the version that was approved.'
-- next
COMMENT ON COLUMN v_budget_line.fund IS 'the fund''s code'
-- next
COMMENT ON COLUMN v_budget_line.project_no IS 'the project''s number'
-- next
COMMENT ON COLUMN v_budget_line.project IS 'the project''s code'
-- next
COMMENT ON COLUMN v_budget_line.project_title IS 'the project''s title'
-- next
COMMENT ON COLUMN v_budget_line.version IS 'the version of the application or claim'
-- next
COMMENT ON COLUMN v_budget_line.line IS 'the budget line'
-- next
COMMENT ON COLUMN v_budget_line.kind IS 'of which kind it is'
-- next
COMMENT ON COLUMN v_budget_line.description IS 'what the budget line is for'
-- next
COMMENT ON COLUMN v_budget_line.requested_fen IS 'amount applied for'
-- next
COMMENT ON COLUMN v_budget_line.granted_fen IS 'what the approval grants, amendments of a line included'
-- next
COMMENT ON COLUMN v_budget_line.seq IS 'the audit record that wrote the row last'
-- next
COMMENT ON VIEW v_review IS 'Reviews 评审: each reviewer''s verdict on a version at a stage.'
-- next
COMMENT ON COLUMN v_review.fund IS 'the fund''s code'
-- next
COMMENT ON COLUMN v_review.project_no IS 'the project''s number'
-- next
COMMENT ON COLUMN v_review.project IS 'the project''s code'
-- next
COMMENT ON COLUMN v_review.project_title IS 'the project''s title'
-- next
COMMENT ON COLUMN v_review.review_no IS 'the number of the review'
-- next
COMMENT ON COLUMN v_review.version IS 'the version of the application or claim'
-- next
COMMENT ON COLUMN v_review.stage IS 'the stage of the review'
-- next
COMMENT ON COLUMN v_review.cycle IS 'which time it is at this stage'
-- next
COMMENT ON COLUMN v_review.reviewer IS 'who reviewed: login'
-- next
COMMENT ON COLUMN v_review.reviewer_name IS 'who reviewed: name'
-- next
COMMENT ON COLUMN v_review.agrees IS 'whether the reviewer agrees'
-- next
COMMENT ON COLUMN v_review.recommended_fen IS 'the amount that the reviewer recommends'
-- next
COMMENT ON COLUMN v_review.opinion IS 'the reviewer''s opinion'
-- next
COMMENT ON COLUMN v_review.on_date IS 'the business day'
-- next
COMMENT ON COLUMN v_review.seq IS 'the audit record that wrote the row last'
-- next
COMMENT ON VIEW v_approval IS 'Approvals, which wait for their public notice 公示.'
-- next
COMMENT ON COLUMN v_approval.fund IS 'the fund''s code'
-- next
COMMENT ON COLUMN v_approval.project_no IS 'the project''s number'
-- next
COMMENT ON COLUMN v_approval.project IS 'the project''s code'
-- next
COMMENT ON COLUMN v_approval.project_title IS 'the project''s title'
-- next
COMMENT ON COLUMN v_approval.approval_no IS 'the number of the approval'
-- next
COMMENT ON COLUMN v_approval.version IS 'the version of the application or claim'
-- next
COMMENT ON COLUMN v_approval.granted_fen IS 'what the approval grants, amendments of a line included'
-- next
COMMENT ON COLUMN v_approval.approver IS 'who approved: login'
-- next
COMMENT ON COLUMN v_approval.approver_name IS 'who approved: name'
-- next
COMMENT ON COLUMN v_approval.on_date IS 'the business day'
-- next
COMMENT ON COLUMN v_approval.notice_until IS 'the last day of the public notice'
-- next
COMMENT ON COLUMN v_approval.voucher_no IS 'the voucher''s number in the fund'
-- next
COMMENT ON COLUMN v_approval.seq IS 'the audit record that wrote the row last'
-- next
COMMENT ON VIEW v_amendment IS 'Supplements and cuts of approved lines.'
-- next
COMMENT ON COLUMN v_amendment.fund IS 'the fund''s code'
-- next
COMMENT ON COLUMN v_amendment.project_no IS 'the project''s number'
-- next
COMMENT ON COLUMN v_amendment.project IS 'the project''s code'
-- next
COMMENT ON COLUMN v_amendment.project_title IS 'the project''s title'
-- next
COMMENT ON COLUMN v_amendment.amendment_no IS 'the number of the amendment'
-- next
COMMENT ON COLUMN v_amendment.line IS 'the budget line'
-- next
COMMENT ON COLUMN v_amendment.change_fen IS 'supplement, or cut below zero'
-- next
COMMENT ON COLUMN v_amendment.reason IS 'the reason'
-- next
COMMENT ON COLUMN v_amendment.on_date IS 'the business day'
-- next
COMMENT ON COLUMN v_amendment.notice_until IS 'the last day of the public notice'
-- next
COMMENT ON COLUMN v_amendment.voucher_no IS 'the voucher''s number in the fund'
-- next
COMMENT ON COLUMN v_amendment.seq IS 'the audit record that wrote the row last'
-- next
COMMENT ON VIEW v_notice IS 'Public notices 公示: of what, from when until when. The last one counts.'
-- next
COMMENT ON COLUMN v_notice.fund IS 'the fund''s code'
-- next
COMMENT ON COLUMN v_notice.project_no IS 'the project''s number'
-- next
COMMENT ON COLUMN v_notice.project IS 'the project''s code'
-- next
COMMENT ON COLUMN v_notice.project_title IS 'the project''s title'
-- next
COMMENT ON COLUMN v_notice.notice_no IS 'the number of the public notice'
-- next
COMMENT ON COLUMN v_notice.approval_no IS 'the number of the approval'
-- next
COMMENT ON COLUMN v_notice.amendment_no IS 'the number of the amendment'
-- next
COMMENT ON COLUMN v_notice.published_on IS 'the day the list was published'
-- next
COMMENT ON COLUMN v_notice.notice_from IS 'the day the public notice starts'
-- next
COMMENT ON COLUMN v_notice.notice_until IS 'the last day of the public notice'
-- next
COMMENT ON COLUMN v_notice.first_day IS 'which day of a notice is its first: start, or the next'
-- next
COMMENT ON COLUMN v_notice.working_days IS 'how many working days the notice runs'
-- next
COMMENT ON COLUMN v_notice.published_fen IS 'the amount that the published list says'
-- next
COMMENT ON COLUMN v_notice.publication IS 'where it was published'
-- next
COMMENT ON COLUMN v_notice.reason IS 'the reason'
-- next
COMMENT ON COLUMN v_notice.on_date IS 'the business day'
-- next
COMMENT ON COLUMN v_notice.seq IS 'the audit record that wrote the row last'
-- next
COMMENT ON VIEW v_objection IS 'Objections raised on public notice, and how they were answered.'
-- next
COMMENT ON COLUMN v_objection.fund IS 'the fund''s code'
-- next
COMMENT ON COLUMN v_objection.project_no IS 'the project''s number'
-- next
COMMENT ON COLUMN v_objection.project IS 'the project''s code'
-- next
COMMENT ON COLUMN v_objection.project_title IS 'the project''s title'
-- next
COMMENT ON COLUMN v_objection.objection_no IS 'the number of the objection'
-- next
COMMENT ON COLUMN v_objection.raised_by IS 'who objected'
-- next
COMMENT ON COLUMN v_objection.reason IS 'the reason'
-- next
COMMENT ON COLUMN v_objection.on_date IS 'the business day'
-- next
COMMENT ON COLUMN v_objection.answer IS 'upheld or dismissed'
-- next
COMMENT ON COLUMN v_objection.answered_on IS 'the day of the answer'
-- next
COMMENT ON COLUMN v_objection.seq IS 'the audit record that wrote the row last'
-- next
COMMENT ON VIEW v_step IS 'Steps of cases: who did what to which, in which role, on which day.'
-- next
COMMENT ON COLUMN v_step.fund IS 'the fund''s code'
-- next
COMMENT ON COLUMN v_step.project_no IS 'the project''s number'
-- next
COMMENT ON COLUMN v_step.project IS 'the project''s code'
-- next
COMMENT ON COLUMN v_step.project_title IS 'the project''s title'
-- next
COMMENT ON COLUMN v_step.step_no IS 'the step''s number'
-- next
COMMENT ON COLUMN v_step.disbursement_no IS 'the disbursement''s number'
-- next
COMMENT ON COLUMN v_step.claim_no IS 'the claim''s number'
-- next
COMMENT ON COLUMN v_step.recovery_no IS 'the recovery''s number'
-- next
COMMENT ON COLUMN v_step.action IS 'the right that was asked for'
-- next
COMMENT ON COLUMN v_step.from_state IS 'the state before'
-- next
COMMENT ON COLUMN v_step.to_state IS 'the state after'
-- next
COMMENT ON COLUMN v_step.actor IS 'who acted: login'
-- next
COMMENT ON COLUMN v_step.actor_name IS 'who acted: name'
-- next
COMMENT ON COLUMN v_step.role IS 'the role'
-- next
COMMENT ON COLUMN v_step.on_date IS 'the business day'
-- next
COMMENT ON COLUMN v_step.reason IS 'the reason'
-- next
COMMENT ON COLUMN v_step.voucher_no IS 'the voucher''s number in the fund'
-- next
COMMENT ON COLUMN v_step.seq IS 'the audit record that wrote the row last'
-- next
COMMENT ON VIEW v_advance IS 'Advances of projects: what was paid, and what is not accounted for yet.'
-- next
COMMENT ON COLUMN v_advance.fund IS 'the fund''s code'
-- next
COMMENT ON COLUMN v_advance.project_no IS 'the project''s number'
-- next
COMMENT ON COLUMN v_advance.project IS 'the project''s code'
-- next
COMMENT ON COLUMN v_advance.project_title IS 'the project''s title'
-- next
COMMENT ON COLUMN v_advance.community_key IS 'the community''s key'
-- next
COMMENT ON COLUMN v_advance.community IS 'the community''s name'
-- next
COMMENT ON COLUMN v_advance.subdistrict_key IS 'the subdistrict''s key'
-- next
COMMENT ON COLUMN v_advance.subdistrict IS 'the subdistrict''s name'
-- next
COMMENT ON COLUMN v_advance.advanced_fen IS 'advances paid, less what bounced'
-- next
COMMENT ON COLUMN v_advance.advance_fen IS 'advances not accounted for yet'
-- next
COMMENT ON COLUMN v_advance.last_paid_on IS 'the day of the last payment'
-- next
COMMENT ON VIEW v_funding IS 'Money received: donations, grants, and receipts not yet identified.'
-- next
COMMENT ON COLUMN v_funding.fund IS 'the fund''s code'
-- next
COMMENT ON COLUMN v_funding.funding_no IS 'the number of the money received'
-- next
COMMENT ON COLUMN v_funding.project_no IS 'the project''s number'
-- next
COMMENT ON COLUMN v_funding.kind IS 'of which kind it is'
-- next
COMMENT ON COLUMN v_funding.party IS 'whom the money came from'
-- next
COMMENT ON COLUMN v_funding.source IS 'the source of funds, by key'
-- next
COMMENT ON COLUMN v_funding.source_name IS 'the source of funds, by name'
-- next
COMMENT ON COLUMN v_funding.purpose IS 'what the money is for'
-- next
COMMENT ON COLUMN v_funding.amount_fen IS 'the amount'
-- next
COMMENT ON COLUMN v_funding.returned_fen IS 'what came back, or was given back'
-- next
COMMENT ON COLUMN v_funding.bank IS 'the fund''s bank account, by key'
-- next
COMMENT ON COLUMN v_funding.bank_name IS 'the fund''s bank account, by name'
-- next
COMMENT ON COLUMN v_funding.on_date IS 'the business day'
-- next
COMMENT ON COLUMN v_funding.voucher_no IS 'the voucher''s number in the fund'
-- next
COMMENT ON COLUMN v_funding.identified_voucher_no IS 'the voucher by which it was identified'
-- next
COMMENT ON COLUMN v_funding.seq IS 'the audit record that wrote the row last'
-- next
COMMENT ON VIEW v_disbursement IS 'Disbursements 拨付: advances and reimbursements, and whom they go to.'
-- next
COMMENT ON COLUMN v_disbursement.fund IS 'the fund''s code'
-- next
COMMENT ON COLUMN v_disbursement.disbursement_no IS 'the disbursement''s number'
-- next
COMMENT ON COLUMN v_disbursement.project_no IS 'the project''s number'
-- next
COMMENT ON COLUMN v_disbursement.project IS 'the project''s code'
-- next
COMMENT ON COLUMN v_disbursement.project_title IS 'the project''s title'
-- next
COMMENT ON COLUMN v_disbursement.claim_no IS 'the claim''s number'
-- next
COMMENT ON COLUMN v_disbursement.amount_fen IS 'the amount'
-- next
COMMENT ON COLUMN v_disbursement.state IS 'where it stands'
-- next
COMMENT ON COLUMN v_disbursement.payee_no IS 'the payee''s number'
-- next
COMMENT ON COLUMN v_disbursement.payee IS 'the name on the payee''s account'
-- next
COMMENT ON COLUMN v_disbursement.payee_bank IS 'the payee''s bank'
-- next
COMMENT ON COLUMN v_disbursement.payee_number IS 'the number of the payee''s account'
-- next
COMMENT ON COLUMN v_disbursement.bank IS 'the fund''s bank account, by key'
-- next
COMMENT ON COLUMN v_disbursement.bank_name IS 'the fund''s bank account, by name'
-- next
COMMENT ON COLUMN v_disbursement.last_paid_on IS 'the day of the last payment'
-- next
COMMENT ON COLUMN v_disbursement.seq IS 'the audit record that wrote the row last'
-- next
COMMENT ON VIEW v_disbursement_share IS 'What of each payment is of which source of funds, in order.'
-- next
COMMENT ON COLUMN v_disbursement_share.fund IS 'the fund''s code'
-- next
COMMENT ON COLUMN v_disbursement_share.disbursement_no IS 'the disbursement''s number'
-- next
COMMENT ON COLUMN v_disbursement_share.place IS 'its place in the order of use'
-- next
COMMENT ON COLUMN v_disbursement_share.source IS 'the source of funds, by key'
-- next
COMMENT ON COLUMN v_disbursement_share.source_name IS 'the source of funds, by name'
-- next
COMMENT ON COLUMN v_disbursement_share.amount_fen IS 'the amount'
-- next
COMMENT ON COLUMN v_disbursement_share.bank IS 'the fund''s bank account, by key'
-- next
COMMENT ON COLUMN v_disbursement_share.bank_name IS 'the fund''s bank account, by name'
-- next
COMMENT ON COLUMN v_disbursement_share.seq IS 'the audit record that wrote the row last'
-- next
COMMENT ON VIEW v_return IS 'Money that goes back to whoever gave it: decided, then paid.'
-- next
COMMENT ON COLUMN v_return.fund IS 'the fund''s code'
-- next
COMMENT ON COLUMN v_return.return_no IS 'the number of the return'
-- next
COMMENT ON COLUMN v_return.on_date IS 'the business day'
-- next
COMMENT ON COLUMN v_return.funding_no IS 'the number of the money received'
-- next
COMMENT ON COLUMN v_return.source IS 'the source of funds, by key'
-- next
COMMENT ON COLUMN v_return.source_name IS 'the source of funds, by name'
-- next
COMMENT ON COLUMN v_return.party IS 'whom the money came from'
-- next
COMMENT ON COLUMN v_return.amount_fen IS 'the amount'
-- next
COMMENT ON COLUMN v_return.ground IS 'why it goes back'
-- next
COMMENT ON COLUMN v_return.state IS 'where it stands'
-- next
COMMENT ON COLUMN v_return.reason IS 'the reason'
-- next
COMMENT ON COLUMN v_return.bank IS 'the fund''s bank account, by key'
-- next
COMMENT ON COLUMN v_return.bank_name IS 'the fund''s bank account, by name'
-- next
COMMENT ON COLUMN v_return.voucher_no IS 'the voucher''s number in the fund'
-- next
COMMENT ON COLUMN v_return.paid_voucher_no IS 'the voucher by which it was paid'
-- next
COMMENT ON COLUMN v_return.seq IS 'the audit record that wrote the row last'
-- next
COMMENT ON VIEW v_transfer IS 'Money moved between the fund''s own accounts, and what is in transit.'
-- next
COMMENT ON COLUMN v_transfer.fund IS 'the fund''s code'
-- next
COMMENT ON COLUMN v_transfer.transfer_no IS 'the number of the transfer'
-- next
COMMENT ON COLUMN v_transfer.on_date IS 'the business day'
-- next
COMMENT ON COLUMN v_transfer.from_bank IS 'the account that the money leaves'
-- next
COMMENT ON COLUMN v_transfer.to_bank IS 'the account that the money comes to'
-- next
COMMENT ON COLUMN v_transfer.amount_fen IS 'the amount'
-- next
COMMENT ON COLUMN v_transfer.voucher_no IS 'the voucher''s number in the fund'
-- next
COMMENT ON COLUMN v_transfer.arrived_voucher_no IS 'the voucher of its arrival; empty in transit'
-- next
COMMENT ON COLUMN v_transfer.seq IS 'the audit record that wrote the row last'
-- next
COMMENT ON VIEW v_running_cost IS 'What running the fund cost, and whether it came back.'
-- next
COMMENT ON COLUMN v_running_cost.fund IS 'the fund''s code'
-- next
COMMENT ON COLUMN v_running_cost.running_cost_no IS 'the number of the running cost'
-- next
COMMENT ON COLUMN v_running_cost.on_date IS 'the business day'
-- next
COMMENT ON COLUMN v_running_cost.summary IS 'the summary 摘要'
-- next
COMMENT ON COLUMN v_running_cost.source IS 'the source of funds, by key'
-- next
COMMENT ON COLUMN v_running_cost.source_name IS 'the source of funds, by name'
-- next
COMMENT ON COLUMN v_running_cost.account IS 'the account''s key, the same in every chart'
-- next
COMMENT ON COLUMN v_running_cost.amount_fen IS 'the amount'
-- next
COMMENT ON COLUMN v_running_cost.bank IS 'the fund''s bank account, by key'
-- next
COMMENT ON COLUMN v_running_cost.bank_name IS 'the fund''s bank account, by name'
-- next
COMMENT ON COLUMN v_running_cost.voucher_no IS 'the voucher''s number in the fund'
-- next
COMMENT ON COLUMN v_running_cost.bounced_voucher_no IS 'the voucher by which it came back'
-- next
COMMENT ON COLUMN v_running_cost.seq IS 'the audit record that wrote the row last'
-- next
COMMENT ON VIEW v_claim IS 'Claims 支出报账, as they stand.'
-- next
COMMENT ON COLUMN v_claim.fund IS 'the fund''s code'
-- next
COMMENT ON COLUMN v_claim.claim_no IS 'the claim''s number'
-- next
COMMENT ON COLUMN v_claim.project_no IS 'the project''s number'
-- next
COMMENT ON COLUMN v_claim.project IS 'the project''s code'
-- next
COMMENT ON COLUMN v_claim.project_title IS 'the project''s title'
-- next
COMMENT ON COLUMN v_claim.reimburses IS 'whether it pays back what the community spent itself'
-- next
COMMENT ON COLUMN v_claim.version IS 'the version of the application or claim'
-- next
COMMENT ON COLUMN v_claim.state IS 'where it stands'
-- next
COMMENT ON COLUMN v_claim.claimed_fen IS 'amount claimed'
-- next
COMMENT ON COLUMN v_claim.admitted_fen IS 'amount admitted; empty until it is decided'
-- next
COMMENT ON COLUMN v_claim.seq IS 'the audit record that wrote the row last'
-- next
COMMENT ON VIEW v_claim_line IS 'Claims by budget line, in their present version.'
-- next
COMMENT ON COLUMN v_claim_line.fund IS 'the fund''s code'
-- next
COMMENT ON COLUMN v_claim_line.claim_no IS 'the claim''s number'
-- next
COMMENT ON COLUMN v_claim_line.project_no IS 'the project''s number'
-- next
COMMENT ON COLUMN v_claim_line.project IS 'the project''s code'
-- next
COMMENT ON COLUMN v_claim_line.project_title IS 'the project''s title'
-- next
COMMENT ON COLUMN v_claim_line.state IS 'where it stands'
-- next
COMMENT ON COLUMN v_claim_line.line IS 'the budget line'
-- next
COMMENT ON COLUMN v_claim_line.kind IS 'of which kind it is'
-- next
COMMENT ON COLUMN v_claim_line.description IS 'what the budget line is for'
-- next
COMMENT ON COLUMN v_claim_line.receipts IS 'how many receipts'
-- next
COMMENT ON COLUMN v_claim_line.claimed_fen IS 'amount claimed'
-- next
COMMENT ON COLUMN v_claim_line.admitted_fen IS 'amount admitted; empty until it is decided'
-- next
COMMENT ON VIEW v_receipt IS 'Receipts 票据 of every version of a claim, and what was admitted of each.'
-- next
COMMENT ON COLUMN v_receipt.fund IS 'the fund''s code'
-- next
COMMENT ON COLUMN v_receipt.receipt_no IS 'the receipt''s number in the fund'
-- next
COMMENT ON COLUMN v_receipt.claim_no IS 'the claim''s number'
-- next
COMMENT ON COLUMN v_receipt.project_no IS 'the project''s number'
-- next
COMMENT ON COLUMN v_receipt.project IS 'the project''s code'
-- next
COMMENT ON COLUMN v_receipt.project_title IS 'the project''s title'
-- next
COMMENT ON COLUMN v_receipt.version IS 'the version of the application or claim'
-- next
COMMENT ON COLUMN v_receipt.is_present IS 'whether it belongs to the claim''s present version'
-- next
COMMENT ON COLUMN v_receipt.line IS 'the budget line'
-- next
COMMENT ON COLUMN v_receipt.description IS 'what the budget line is for'
-- next
COMMENT ON COLUMN v_receipt.kind IS 'of which kind it is'
-- next
COMMENT ON COLUMN v_receipt.receipt_number IS 'the number on the receipt'
-- next
COMMENT ON COLUMN v_receipt.seller IS 'who issued the receipt'
-- next
COMMENT ON COLUMN v_receipt.issued_on IS 'the day on the receipt'
-- next
COMMENT ON COLUMN v_receipt.claimed_fen IS 'amount claimed'
-- next
COMMENT ON COLUMN v_receipt.admitted_fen IS 'amount admitted; empty until it is decided'
-- next
COMMENT ON COLUMN v_receipt.reason IS 'the reason'
-- next
COMMENT ON COLUMN v_receipt.invoice_code IS 'the code of an older 发票'
-- next
COMMENT ON COLUMN v_receipt.face_fen IS 'what the 发票 is over, where a part of it is claimed'
-- next
COMMENT ON COLUMN v_receipt.sheets IS 'how many sheets it has 张数'
-- next
COMMENT ON COLUMN v_receipt.attachment_sha256 IS 'the hash of the file'
-- next
COMMENT ON COLUMN v_receipt.seq IS 'the audit record that wrote the row last'
-- next
COMMENT ON VIEW v_refund IS 'Unspent money that came back 结余退回.'
-- next
COMMENT ON COLUMN v_refund.fund IS 'the fund''s code'
-- next
COMMENT ON COLUMN v_refund.project_no IS 'the project''s number'
-- next
COMMENT ON COLUMN v_refund.project IS 'the project''s code'
-- next
COMMENT ON COLUMN v_refund.project_title IS 'the project''s title'
-- next
COMMENT ON COLUMN v_refund.refund_no IS 'the number of the refund'
-- next
COMMENT ON COLUMN v_refund.amount_fen IS 'the amount'
-- next
COMMENT ON COLUMN v_refund.bank IS 'the fund''s bank account, by key'
-- next
COMMENT ON COLUMN v_refund.bank_name IS 'the fund''s bank account, by name'
-- next
COMMENT ON COLUMN v_refund.on_date IS 'the business day'
-- next
COMMENT ON COLUMN v_refund.voucher_no IS 'the voucher''s number in the fund'
-- next
COMMENT ON COLUMN v_refund.seq IS 'the audit record that wrote the row last'
-- next
COMMENT ON VIEW v_recovery IS 'Money disallowed 核减 that the community owes until it is recovered 追回.'
-- next
COMMENT ON COLUMN v_recovery.fund IS 'the fund''s code'
-- next
COMMENT ON COLUMN v_recovery.recovery_no IS 'the recovery''s number'
-- next
COMMENT ON COLUMN v_recovery.project_no IS 'the project''s number'
-- next
COMMENT ON COLUMN v_recovery.project IS 'the project''s code'
-- next
COMMENT ON COLUMN v_recovery.project_title IS 'the project''s title'
-- next
COMMENT ON COLUMN v_recovery.receipt_no IS 'the receipt''s number in the fund'
-- next
COMMENT ON COLUMN v_recovery.source IS 'the source of funds, by key'
-- next
COMMENT ON COLUMN v_recovery.bearer IS 'the source that bears what was written off'
-- next
COMMENT ON COLUMN v_recovery.amount_fen IS 'the amount'
-- next
COMMENT ON COLUMN v_recovery.recovered_fen IS 'what has been recovered'
-- next
COMMENT ON COLUMN v_recovery.state IS 'where it stands'
-- next
COMMENT ON COLUMN v_recovery.reason IS 'the reason'
-- next
COMMENT ON COLUMN v_recovery.on_date IS 'the business day'
-- next
COMMENT ON COLUMN v_recovery.voucher_no IS 'the voucher''s number in the fund'
-- next
COMMENT ON COLUMN v_recovery.seq IS 'the audit record that wrote the row last'
-- next
COMMENT ON VIEW v_attachment IS 'Files kept in the ledger, by their hash; their content is not shown.'
-- next
COMMENT ON COLUMN v_attachment.fund IS 'the fund''s code'
-- next
COMMENT ON COLUMN v_attachment.attachment_sha256 IS 'the hash of the file'
-- next
COMMENT ON COLUMN v_attachment.media_type IS 'the kind of file'
-- next
COMMENT ON COLUMN v_attachment.size IS 'bytes'
-- next
COMMENT ON COLUMN v_attachment.seq IS 'the audit record that wrote the row last'
-- next
COMMENT ON VIEW v_person IS 'People who may act, or might.'
-- next
COMMENT ON COLUMN v_person.fund IS 'the fund''s code'
-- next
COMMENT ON COLUMN v_person.login IS 'the person''s login'
-- next
COMMENT ON COLUMN v_person.person_name IS 'the person''s name'
-- next
COMMENT ON COLUMN v_person.database_user IS 'the user of the database, or of the system'
-- next
COMMENT ON COLUMN v_person.active IS 'whether the person may still act'
-- next
COMMENT ON COLUMN v_person.seq IS 'the audit record that wrote the row last'
-- next
COMMENT ON VIEW v_person_role IS 'Roles that people hold or held: where, from when, until when.'
-- next
COMMENT ON COLUMN v_person_role.fund IS 'the fund''s code'
-- next
COMMENT ON COLUMN v_person_role.grant_no IS 'the number of the role''s grant'
-- next
COMMENT ON COLUMN v_person_role.login IS 'the person''s login'
-- next
COMMENT ON COLUMN v_person_role.person_name IS 'the person''s name'
-- next
COMMENT ON COLUMN v_person_role.active IS 'whether the person may still act'
-- next
COMMENT ON COLUMN v_person_role.role IS 'the role'
-- next
COMMENT ON COLUMN v_person_role.scope_kind IS 'district, subdistrict or community'
-- next
COMMENT ON COLUMN v_person_role.scope_key IS 'the key of the place; empty for the district'
-- next
COMMENT ON COLUMN v_person_role.scope_name IS 'the name of the place'
-- next
COMMENT ON COLUMN v_person_role.from_on IS 'the first day'
-- next
COMMENT ON COLUMN v_person_role.until_on IS 'the last day, if it is known'
-- next
COMMENT ON COLUMN v_person_role.granted_by IS 'who granted it: login'
-- next
COMMENT ON COLUMN v_person_role.seq IS 'the audit record that wrote the row last'
-- next
COMMENT ON VIEW v_interest IS 'Declared conflicts of interest 回避.'
-- next
COMMENT ON COLUMN v_interest.fund IS 'the fund''s code'
-- next
COMMENT ON COLUMN v_interest.interest_no IS 'the number of the declaration'
-- next
COMMENT ON COLUMN v_interest.login IS 'the person''s login'
-- next
COMMENT ON COLUMN v_interest.person_name IS 'the person''s name'
-- next
COMMENT ON COLUMN v_interest.community_key IS 'the community''s key'
-- next
COMMENT ON COLUMN v_interest.community IS 'the community''s name'
-- next
COMMENT ON COLUMN v_interest.project_no IS 'the project''s number'
-- next
COMMENT ON COLUMN v_interest.project IS 'the project''s code'
-- next
COMMENT ON COLUMN v_interest.reason IS 'the reason'
-- next
COMMENT ON COLUMN v_interest.on_date IS 'the business day'
-- next
COMMENT ON COLUMN v_interest.seq IS 'the audit record that wrote the row last'
-- next
COMMENT ON VIEW v_community IS 'Communities 社区, each in its subdistrict.'
-- next
COMMENT ON COLUMN v_community.fund IS 'the fund''s code'
-- next
COMMENT ON COLUMN v_community.community_key IS 'the community''s key'
-- next
COMMENT ON COLUMN v_community.community IS 'the community''s name'
-- next
COMMENT ON COLUMN v_community.subdistrict_key IS 'the subdistrict''s key'
-- next
COMMENT ON COLUMN v_community.subdistrict IS 'the subdistrict''s name'
-- next
COMMENT ON COLUMN v_community.seq IS 'the audit record that wrote the row last'
-- next
COMMENT ON VIEW v_payee IS 'Where communities are paid, and who verified it.'
-- next
COMMENT ON COLUMN v_payee.fund IS 'the fund''s code'
-- next
COMMENT ON COLUMN v_payee.payee_no IS 'the payee''s number'
-- next
COMMENT ON COLUMN v_payee.community_key IS 'the community''s key'
-- next
COMMENT ON COLUMN v_payee.community IS 'the community''s name'
-- next
COMMENT ON COLUMN v_payee.payee IS 'the name on the payee''s account'
-- next
COMMENT ON COLUMN v_payee.payee_bank IS 'the payee''s bank'
-- next
COMMENT ON COLUMN v_payee.payee_number IS 'the number of the payee''s account'
-- next
COMMENT ON COLUMN v_payee.recorded_by IS 'who entered it: login'
-- next
COMMENT ON COLUMN v_payee.verified_by IS 'who verified it: login'
-- next
COMMENT ON COLUMN v_payee.verified_on IS 'the day it was verified'
-- next
COMMENT ON COLUMN v_payee.seq IS 'the audit record that wrote the row last'
-- next
COMMENT ON VIEW v_round IS 'Rounds of applications 申报批次.'
-- next
COMMENT ON COLUMN v_round.fund IS 'the fund''s code'
-- next
COMMENT ON COLUMN v_round.round IS 'the round''s key'
-- next
COMMENT ON COLUMN v_round.round_name IS 'the round''s name'
-- next
COMMENT ON COLUMN v_round.opens_on IS 'the first day of the round'
-- next
COMMENT ON COLUMN v_round.closes_on IS 'the last day of the round'
-- next
COMMENT ON COLUMN v_round.cap_fen IS 'the most that one application may ask for'
-- next
COMMENT ON COLUMN v_round.first_day IS 'which day of a notice is its first: start, or the next'
-- next
COMMENT ON COLUMN v_round.seq IS 'the audit record that wrote the row last'
-- next
COMMENT ON VIEW v_setting IS 'Settings of the fund.'
-- next
COMMENT ON COLUMN v_setting.fund IS 'the fund''s code'
-- next
COMMENT ON COLUMN v_setting.setting IS 'the setting''s key'
-- next
COMMENT ON COLUMN v_setting.value IS 'the value'
-- next
COMMENT ON COLUMN v_setting.seq IS 'the audit record that wrote the row last'
-- next
COMMENT ON VIEW v_published IS 'Figures that somebody published: what reconciliation must meet.'
-- next
COMMENT ON COLUMN v_published.fund IS 'the fund''s code'
-- next
COMMENT ON COLUMN v_published.figure IS 'the figure''s name'
-- next
COMMENT ON COLUMN v_published.as_of IS 'the day that the figure speaks of'
-- next
COMMENT ON COLUMN v_published.edition_no IS 'which figure of this name and day it is; the last counts'
-- next
COMMENT ON COLUMN v_published.value IS 'the value'
-- next
COMMENT ON COLUMN v_published.unit IS 'the unit of the figure'
-- next
COMMENT ON COLUMN v_published.publication IS 'where it was published'
-- next
COMMENT ON COLUMN v_published.reason IS 'the reason'
-- next
COMMENT ON COLUMN v_published.seq IS 'the audit record that wrote the row last'
-- next
COMMENT ON VIEW v_calendar_year IS 'Years whose calendar the fund has, and the papers that say so.'
-- next
COMMENT ON COLUMN v_calendar_year.fund IS 'the fund''s code'
-- next
COMMENT ON COLUMN v_calendar_year.year IS 'the fund year'
-- next
COMMENT ON COLUMN v_calendar_year.paper IS 'the number of the paper that says so'
-- next
COMMENT ON COLUMN v_calendar_year.seq IS 'the audit record that wrote the row last'
-- next
COMMENT ON VIEW v_holiday IS 'Days off, and weekend days that are worked 调休.'
-- next
COMMENT ON COLUMN v_holiday.fund IS 'the fund''s code'
-- next
COMMENT ON COLUMN v_holiday.on_date IS 'the business day'
-- next
COMMENT ON COLUMN v_holiday.holiday IS 'what the day is called'
-- next
COMMENT ON COLUMN v_holiday.works IS 'whether it is a weekend day that is worked'
-- next
COMMENT ON COLUMN v_holiday.seq IS 'the audit record that wrote the row last'
-- next
COMMENT ON VIEW v_adoption IS 'Rules editions that the fund adopted 采用, and the two who signed.'
-- next
COMMENT ON COLUMN v_adoption.fund IS 'the fund''s code'
-- next
COMMENT ON COLUMN v_adoption.rules_edition IS 'the edition of the rules that vouchers are made by'
-- next
COMMENT ON COLUMN v_adoption.accountant_name IS 'the accountant who signed the adoption: name'
-- next
COMMENT ON COLUMN v_adoption.accountant_on IS 'the day the accountant signed it'
-- next
COMMENT ON COLUMN v_adoption.supervisor_name IS 'the supervisor who signed the adoption: name'
-- next
COMMENT ON COLUMN v_adoption.supervisor_on IS 'the day the supervisor signed it'
-- next
COMMENT ON COLUMN v_adoption.seq IS 'the audit record that wrote the row last'
-- next
COMMENT ON VIEW v_handover IS 'Handovers of accounting work 会计工作交接: from whom, to whom, how far.'
-- next
COMMENT ON COLUMN v_handover.fund IS 'the fund''s code'
-- next
COMMENT ON COLUMN v_handover.handover_no IS 'the number of the handover'
-- next
COMMENT ON COLUMN v_handover.role IS 'the role'
-- next
COMMENT ON COLUMN v_handover.outgoing IS 'who hands over: login'
-- next
COMMENT ON COLUMN v_handover.outgoing_name IS 'who hands over: name'
-- next
COMMENT ON COLUMN v_handover.incoming IS 'who takes over: login'
-- next
COMMENT ON COLUMN v_handover.incoming_name IS 'who takes over: name'
-- next
COMMENT ON COLUMN v_handover.on_date IS 'the business day'
-- next
COMMENT ON COLUMN v_handover.state IS 'where it stands'
-- next
COMMENT ON COLUMN v_handover.absent_reason IS 'why a supervisor arranged it; empty where none did'
-- next
COMMENT ON COLUMN v_handover.delegate IS 'who brought it on in place of who hands over'
-- next
COMMENT ON COLUMN v_handover.cancel_reason IS 'why it was called off'
-- next
COMMENT ON COLUMN v_handover.witness_name IS 'the supervisor who witnessed it: name'
-- next
COMMENT ON COLUMN v_handover.witnessed_on IS 'the day it was witnessed'
-- next
COMMENT ON COLUMN v_handover.seq IS 'the audit record that wrote the row last'
-- next
COMMENT ON VIEW v_handover_item IS 'What was open when work was handed over: the lines of the list 移交清单.'
-- next
COMMENT ON COLUMN v_handover_item.fund IS 'the fund''s code'
-- next
COMMENT ON COLUMN v_handover_item.handover_no IS 'the number of the handover'
-- next
COMMENT ON COLUMN v_handover_item.item_no IS 'the place in the list'
-- next
COMMENT ON COLUMN v_handover_item.kind IS 'of which kind it is'
-- next
COMMENT ON COLUMN v_handover_item.item_key IS 'the number, month or key of what is open'
-- next
COMMENT ON COLUMN v_handover_item.item_title IS 'what it is called'
-- next
COMMENT ON COLUMN v_handover_item.how_many IS 'how many there are'
-- next
COMMENT ON COLUMN v_handover_item.amount_fen IS 'the amount'
-- next
COMMENT ON COLUMN v_handover_item.seq IS 'the audit record that wrote the row last'
-- next
COMMENT ON VIEW v_handover_signature IS 'Signatures of handovers: who gave, took and witnessed, and when.'
-- next
COMMENT ON COLUMN v_handover_signature.fund IS 'the fund''s code'
-- next
COMMENT ON COLUMN v_handover_signature.handover_no IS 'the number of the handover'
-- next
COMMENT ON COLUMN v_handover_signature.part IS 'what is signed: of a voucher prepared, cashier, reviewed, posted or chief; of a handover given, taken or witnessed'
-- next
COMMENT ON COLUMN v_handover_signature.login IS 'the person''s login'
-- next
COMMENT ON COLUMN v_handover_signature.signer_name IS 'name of who signed'
-- next
COMMENT ON COLUMN v_handover_signature.on_date IS 'the business day'
-- next
COMMENT ON COLUMN v_handover_signature.seq IS 'the audit record that wrote the row last'
-- next
COMMENT ON VIEW v_evidence IS 'What is attached to vouchers and other things, and where originals are.'
-- next
COMMENT ON COLUMN v_evidence.fund IS 'the fund''s code'
-- next
COMMENT ON COLUMN v_evidence.evidence_no IS 'the number of what is attached'
-- next
COMMENT ON COLUMN v_evidence.voucher_no IS 'the voucher''s number in the fund'
-- next
COMMENT ON COLUMN v_evidence.project_no IS 'the project''s number'
-- next
COMMENT ON COLUMN v_evidence.claim_no IS 'the claim''s number'
-- next
COMMENT ON COLUMN v_evidence.disbursement_no IS 'the disbursement''s number'
-- next
COMMENT ON COLUMN v_evidence.recovery_no IS 'the recovery''s number'
-- next
COMMENT ON COLUMN v_evidence.payee_no IS 'the payee''s number'
-- next
COMMENT ON COLUMN v_evidence.funding_no IS 'the number of the money received'
-- next
COMMENT ON COLUMN v_evidence.return_no IS 'the number of the return'
-- next
COMMENT ON COLUMN v_evidence.running_cost_no IS 'the number of the running cost'
-- next
COMMENT ON COLUMN v_evidence.transfer_no IS 'the number of the transfer'
-- next
COMMENT ON COLUMN v_evidence.source IS 'the source of funds, by key'
-- next
COMMENT ON COLUMN v_evidence.bank IS 'the fund''s bank account, by key'
-- next
COMMENT ON COLUMN v_evidence.document IS 'what kind of paper it is'
-- next
COMMENT ON COLUMN v_evidence.original IS 'where its original is: file, paper, with another voucher…'
-- next
COMMENT ON COLUMN v_evidence.sheets IS 'how many sheets it has 张数'
-- next
COMMENT ON COLUMN v_evidence.attachment_sha256 IS 'the hash of the file'
-- next
COMMENT ON COLUMN v_evidence.place_of_paper IS 'where the paper is kept'
-- next
COMMENT ON COLUMN v_evidence.original_number IS 'the number of the original in a register of its own'
-- next
COMMENT ON COLUMN v_evidence.host_no IS 'the voucher that the original is attached to 附于'
-- next
COMMENT ON COLUMN v_evidence.reason IS 'the reason'
-- next
COMMENT ON COLUMN v_evidence.login IS 'the person''s login'
-- next
COMMENT ON COLUMN v_evidence.on_date IS 'the business day'
-- next
COMMENT ON COLUMN v_evidence.withdrawn_on IS 'the day it was withdrawn'
-- next
COMMENT ON COLUMN v_evidence.withdrawn_reason IS 'why it was withdrawn'
-- next
COMMENT ON COLUMN v_evidence.seq IS 'the audit record that wrote the row last'
-- next
COMMENT ON VIEW v_suspicion IS 'Receipts that look like others, and why somebody says they are not.'
-- next
COMMENT ON COLUMN v_suspicion.fund IS 'the fund''s code'
-- next
COMMENT ON COLUMN v_suspicion.suspicion_no IS 'the number of the suspicion'
-- next
COMMENT ON COLUMN v_suspicion.claim_no IS 'the claim''s number'
-- next
COMMENT ON COLUMN v_suspicion.receipt_no IS 'the receipt''s number in the fund'
-- next
COMMENT ON COLUMN v_suspicion.earlier_no IS 'the receipt that it looks like'
-- next
COMMENT ON COLUMN v_suspicion.likeness IS 'in what the two are alike'
-- next
COMMENT ON COLUMN v_suspicion.login IS 'the person''s login'
-- next
COMMENT ON COLUMN v_suspicion.on_date IS 'the business day'
-- next
COMMENT ON COLUMN v_suspicion.reason IS 'the reason'
-- next
COMMENT ON COLUMN v_suspicion.seq IS 'the audit record that wrote the row last'
-- next
-- A row goes in only for the record whose number was taken.
CREATE FUNCTION fundledger_row_insert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM new_rows n LEFT JOIN fund f ON f.id = n.fund_id
      WHERE n.seq IS DISTINCT FROM f.next_seq) THEN
    RAISE EXCEPTION 'fundledger:seq: a row of % belongs to the next audit record',
      TG_TABLE_NAME;
  END IF;
  RETURN NULL;
END $$;
-- next
CREATE TRIGGER account_insert AFTER INSERT ON account
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_row_insert();
-- next
CREATE TRIGGER attachment_insert AFTER INSERT ON attachment
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_row_insert();
-- next
CREATE TRIGGER calendar_year_insert AFTER INSERT ON calendar_year
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_row_insert();
-- next
CREATE TRIGGER fund_year_insert AFTER INSERT ON fund_year
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_row_insert();
-- next
CREATE TRIGGER holiday_insert AFTER INSERT ON holiday
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_row_insert();
-- next
CREATE TRIGGER person_insert AFTER INSERT ON person
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_row_insert();
-- next
CREATE TRIGGER published_insert AFTER INSERT ON published
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_row_insert();
-- next
CREATE TRIGGER round_insert AFTER INSERT ON round
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_row_insert();
-- next
CREATE TRIGGER setting_insert AFTER INSERT ON setting
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_row_insert();
-- next
CREATE TRIGGER subdistrict_insert AFTER INSERT ON subdistrict
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_row_insert();
-- next
CREATE TRIGGER account_code_insert AFTER INSERT ON account_code
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_row_insert();
-- next
CREATE TRIGGER adoption_insert AFTER INSERT ON adoption
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_row_insert();
-- next
CREATE TRIGGER community_insert AFTER INSERT ON community
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_row_insert();
-- next
CREATE TRIGGER cosignature_insert AFTER INSERT ON cosignature
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_row_insert();
-- next
CREATE TRIGGER funding_source_insert AFTER INSERT ON funding_source
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_row_insert();
-- next
CREATE TRIGGER period_insert AFTER INSERT ON period
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_row_insert();
-- next
CREATE TRIGGER role_grant_insert AFTER INSERT ON role_grant
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_row_insert();
-- next
CREATE TRIGGER bank_account_insert AFTER INSERT ON bank_account
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_row_insert();
-- next
CREATE TRIGGER handover_insert AFTER INSERT ON handover
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_row_insert();
-- next
CREATE TRIGGER payee_insert AFTER INSERT ON payee
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_row_insert();
-- next
CREATE TRIGGER project_insert AFTER INSERT ON project
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_row_insert();
-- next
CREATE TRIGGER amendment_insert AFTER INSERT ON amendment
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_row_insert();
-- next
CREATE TRIGGER application_insert AFTER INSERT ON application
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_row_insert();
-- next
CREATE TRIGGER approval_insert AFTER INSERT ON approval
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_row_insert();
-- next
CREATE TRIGGER claim_insert AFTER INSERT ON claim
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_row_insert();
-- next
CREATE TRIGGER funding_insert AFTER INSERT ON funding
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_row_insert();
-- next
CREATE TRIGGER handover_item_insert AFTER INSERT ON handover_item
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_row_insert();
-- next
CREATE TRIGGER handover_signature_insert AFTER INSERT ON handover_signature
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_row_insert();
-- next
CREATE TRIGGER interest_insert AFTER INSERT ON interest
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_row_insert();
-- next
CREATE TRIGGER objection_insert AFTER INSERT ON objection
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_row_insert();
-- next
CREATE TRIGGER opening_insert AFTER INSERT ON opening
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_row_insert();
-- next
CREATE TRIGGER project_source_insert AFTER INSERT ON project_source
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_row_insert();
-- next
CREATE TRIGGER refund_insert AFTER INSERT ON refund
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_row_insert();
-- next
CREATE TRIGGER review_insert AFTER INSERT ON review
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_row_insert();
-- next
CREATE TRIGGER running_cost_insert AFTER INSERT ON running_cost
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_row_insert();
-- next
CREATE TRIGGER transfer_insert AFTER INSERT ON transfer
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_row_insert();
-- next
CREATE TRIGGER approval_line_insert AFTER INSERT ON approval_line
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_row_insert();
-- next
CREATE TRIGGER budget_line_insert AFTER INSERT ON budget_line
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_row_insert();
-- next
CREATE TRIGGER disbursement_insert AFTER INSERT ON disbursement
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_row_insert();
-- next
CREATE TRIGGER money_return_insert AFTER INSERT ON money_return
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_row_insert();
-- next
CREATE TRIGGER notice_insert AFTER INSERT ON notice
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_row_insert();
-- next
CREATE TRIGGER opening_cost_insert AFTER INSERT ON opening_cost
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_row_insert();
-- next
CREATE TRIGGER receipt_insert AFTER INSERT ON receipt
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_row_insert();
-- next
CREATE TRIGGER admission_insert AFTER INSERT ON admission
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_row_insert();
-- next
CREATE TRIGGER disbursement_share_insert AFTER INSERT ON disbursement_share
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_row_insert();
-- next
CREATE TRIGGER recovery_insert AFTER INSERT ON recovery
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_row_insert();
-- next
CREATE TRIGGER suspicion_insert AFTER INSERT ON suspicion
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_row_insert();
-- next
CREATE TRIGGER evidence_insert AFTER INSERT ON evidence
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_row_insert();
-- next
CREATE TRIGGER step_insert AFTER INSERT ON step
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_row_insert();
-- next
-- Only the declared columns of a row change, and only for the next audit record.
CREATE FUNCTION fundledger_row_update() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NEW.seq IS DISTINCT FROM (SELECT next_seq FROM fund WHERE id = NEW.fund_id) THEN
    RAISE EXCEPTION 'fundledger:seq: a row of % belongs to the next audit record',
      TG_TABLE_NAME;
  END IF;
  IF (to_jsonb(OLD) - TG_ARGV) IS DISTINCT FROM (to_jsonb(NEW) - TG_ARGV) THEN
    RAISE EXCEPTION 'fundledger:fixed: this column of % never changes', TG_TABLE_NAME;
  END IF;
  RETURN NEW;
END $$;
-- next
CREATE TRIGGER fund_year_update BEFORE UPDATE ON fund_year
  FOR EACH ROW EXECUTE FUNCTION fundledger_row_update('seq', 'closed');
-- next
CREATE TRIGGER person_update BEFORE UPDATE ON person
  FOR EACH ROW EXECUTE FUNCTION fundledger_row_update('seq', 'active');
-- next
CREATE TRIGGER round_update BEFORE UPDATE ON round
  FOR EACH ROW EXECUTE FUNCTION fundledger_row_update('seq', 'closes_on');
-- next
CREATE TRIGGER setting_update BEFORE UPDATE ON setting
  FOR EACH ROW EXECUTE FUNCTION fundledger_row_update('seq', 'value');
-- next
CREATE TRIGGER cosignature_update BEFORE UPDATE ON cosignature
  FOR EACH ROW EXECUTE FUNCTION fundledger_row_update('seq', 'state', 'end_reason');
-- next
CREATE TRIGGER funding_source_update BEFORE UPDATE ON funding_source
  FOR EACH ROW EXECUTE FUNCTION fundledger_row_update('seq', 'name', 'purpose', 'giver', 'from_on', 'until_on', 'returnable', 'overhead_percent', 'bank');
-- next
CREATE TRIGGER period_update BEFORE UPDATE ON period
  FOR EACH ROW EXECUTE FUNCTION fundledger_row_update('seq', 'closed');
-- next
CREATE TRIGGER role_grant_update BEFORE UPDATE ON role_grant
  FOR EACH ROW EXECUTE FUNCTION fundledger_row_update('seq', 'until_on');
-- next
CREATE TRIGGER bank_account_update BEFORE UPDATE ON bank_account
  FOR EACH ROW EXECUTE FUNCTION fundledger_row_update('seq', 'source');
-- next
CREATE TRIGGER handover_update BEFORE UPDATE ON handover
  FOR EACH ROW EXECUTE FUNCTION fundledger_row_update('seq', 'state', 'cancel_reason');
-- next
CREATE TRIGGER payee_update BEFORE UPDATE ON payee
  FOR EACH ROW EXECUTE FUNCTION fundledger_row_update('seq', 'verified_by', 'verified_on');
-- next
CREATE TRIGGER project_update BEFORE UPDATE ON project
  FOR EACH ROW EXECUTE FUNCTION fundledger_row_update('seq', 'title', 'version', 'state', 'returned_from', 'due_on', 'reviewers_needed');
-- next
CREATE TRIGGER amendment_update BEFORE UPDATE ON amendment
  FOR EACH ROW EXECUTE FUNCTION fundledger_row_update('seq', 'voucher_no');
-- next
CREATE TRIGGER claim_update BEFORE UPDATE ON claim
  FOR EACH ROW EXECUTE FUNCTION fundledger_row_update('seq', 'claimed_fen', 'admitted_fen', 'version', 'state');
-- next
CREATE TRIGGER funding_update BEFORE UPDATE ON funding
  FOR EACH ROW EXECUTE FUNCTION fundledger_row_update('seq', 'kind', 'party', 'source', 'purpose', 'fen', 'returned_fen', 'bank', 'project_no', 'voucher_no', 'identified_voucher_no');
-- next
CREATE TRIGGER objection_update BEFORE UPDATE ON objection
  FOR EACH ROW EXECUTE FUNCTION fundledger_row_update('seq', 'answer', 'answered_on');
-- next
CREATE TRIGGER project_source_update BEFORE UPDATE ON project_source
  FOR EACH ROW EXECUTE FUNCTION fundledger_row_update('seq', 'place');
-- next
CREATE TRIGGER refund_update BEFORE UPDATE ON refund
  FOR EACH ROW EXECUTE FUNCTION fundledger_row_update('seq', 'project_no', 'fen', 'bank', 'voucher_no');
-- next
CREATE TRIGGER running_cost_update BEFORE UPDATE ON running_cost
  FOR EACH ROW EXECUTE FUNCTION fundledger_row_update('seq', 'source', 'account', 'bank', 'fen', 'voucher_no', 'bounced_voucher_no');
-- next
CREATE TRIGGER transfer_update BEFORE UPDATE ON transfer
  FOR EACH ROW EXECUTE FUNCTION fundledger_row_update('seq', 'from_bank', 'to_bank', 'voucher_no', 'arrived_voucher_no');
-- next
CREATE TRIGGER disbursement_update BEFORE UPDATE ON disbursement
  FOR EACH ROW EXECUTE FUNCTION fundledger_row_update('seq', 'payee_no', 'fen', 'state', 'bank');
-- next
CREATE TRIGGER money_return_update BEFORE UPDATE ON money_return
  FOR EACH ROW EXECUTE FUNCTION fundledger_row_update('seq', 'state', 'bank', 'voucher_no', 'paid_voucher_no');
-- next
CREATE TRIGGER disbursement_share_update BEFORE UPDATE ON disbursement_share
  FOR EACH ROW EXECUTE FUNCTION fundledger_row_update('seq', 'fen', 'bank');
-- next
CREATE TRIGGER recovery_update BEFORE UPDATE ON recovery
  FOR EACH ROW EXECUTE FUNCTION fundledger_row_update('seq', 'bearer', 'consent', 'recovered_fen', 'state');
-- next
CREATE TRIGGER suspicion_update BEFORE UPDATE ON suspicion
  FOR EACH ROW EXECUTE FUNCTION fundledger_row_update('seq', 'dismissed_by', 'dismissed_on', 'reason');
-- next
CREATE TRIGGER evidence_update BEFORE UPDATE ON evidence
  FOR EACH ROW EXECUTE FUNCTION fundledger_row_update('seq', 'withdrawn_on', 'withdrawn_reason');
-- next
-- What is written here is never rewritten.
CREATE FUNCTION fundledger_never_update() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'fundledger:append_only: rows of % are never changed', TG_TABLE_NAME;
END $$;
-- next
CREATE TRIGGER account_update BEFORE UPDATE ON account
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_update();
-- next
CREATE TRIGGER attachment_update BEFORE UPDATE ON attachment
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_update();
-- next
CREATE TRIGGER calendar_year_update BEFORE UPDATE ON calendar_year
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_update();
-- next
CREATE TRIGGER holiday_update BEFORE UPDATE ON holiday
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_update();
-- next
CREATE TRIGGER published_update BEFORE UPDATE ON published
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_update();
-- next
CREATE TRIGGER record_update BEFORE UPDATE ON record
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_update();
-- next
CREATE TRIGGER subdistrict_update BEFORE UPDATE ON subdistrict
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_update();
-- next
CREATE TRIGGER account_code_update BEFORE UPDATE ON account_code
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_update();
-- next
CREATE TRIGGER adoption_update BEFORE UPDATE ON adoption
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_update();
-- next
CREATE TRIGGER community_update BEFORE UPDATE ON community
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_update();
-- next
CREATE TRIGGER voucher_update BEFORE UPDATE ON voucher
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_update();
-- next
CREATE TRIGGER application_update BEFORE UPDATE ON application
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_update();
-- next
CREATE TRIGGER approval_update BEFORE UPDATE ON approval
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_update();
-- next
CREATE TRIGGER handover_item_update BEFORE UPDATE ON handover_item
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_update();
-- next
CREATE TRIGGER handover_signature_update BEFORE UPDATE ON handover_signature
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_update();
-- next
CREATE TRIGGER interest_update BEFORE UPDATE ON interest
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_update();
-- next
CREATE TRIGGER opening_update BEFORE UPDATE ON opening
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_update();
-- next
CREATE TRIGGER posting_update BEFORE UPDATE ON posting
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_update();
-- next
CREATE TRIGGER review_update BEFORE UPDATE ON review
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_update();
-- next
CREATE TRIGGER signature_update BEFORE UPDATE ON signature
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_update();
-- next
CREATE TRIGGER approval_line_update BEFORE UPDATE ON approval_line
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_update();
-- next
CREATE TRIGGER budget_line_update BEFORE UPDATE ON budget_line
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_update();
-- next
CREATE TRIGGER notice_update BEFORE UPDATE ON notice
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_update();
-- next
CREATE TRIGGER opening_cost_update BEFORE UPDATE ON opening_cost
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_update();
-- next
CREATE TRIGGER receipt_update BEFORE UPDATE ON receipt
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_update();
-- next
CREATE TRIGGER admission_update BEFORE UPDATE ON admission
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_update();
-- next
CREATE TRIGGER step_update BEFORE UPDATE ON step
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_update();
-- next
-- Nothing is ever deleted: a mistake is reversed in red.
CREATE FUNCTION fundledger_never_delete() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'fundledger:never_deleted: rows of % are never deleted',
    TG_TABLE_NAME;
END $$;
-- next
CREATE TRIGGER account_delete BEFORE DELETE OR TRUNCATE ON account
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER attachment_delete BEFORE DELETE OR TRUNCATE ON attachment
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER calendar_year_delete BEFORE DELETE OR TRUNCATE ON calendar_year
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER fund_year_delete BEFORE DELETE OR TRUNCATE ON fund_year
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER holiday_delete BEFORE DELETE OR TRUNCATE ON holiday
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER person_delete BEFORE DELETE OR TRUNCATE ON person
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER published_delete BEFORE DELETE OR TRUNCATE ON published
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER record_delete BEFORE DELETE OR TRUNCATE ON record
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER round_delete BEFORE DELETE OR TRUNCATE ON round
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER setting_delete BEFORE DELETE OR TRUNCATE ON setting
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER subdistrict_delete BEFORE DELETE OR TRUNCATE ON subdistrict
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER account_code_delete BEFORE DELETE OR TRUNCATE ON account_code
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER adoption_delete BEFORE DELETE OR TRUNCATE ON adoption
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER balance_delete BEFORE DELETE OR TRUNCATE ON balance
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER community_delete BEFORE DELETE OR TRUNCATE ON community
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER cosignature_delete BEFORE DELETE OR TRUNCATE ON cosignature
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER fund_delete BEFORE DELETE OR TRUNCATE ON fund
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER funding_source_delete BEFORE DELETE OR TRUNCATE ON funding_source
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER period_delete BEFORE DELETE OR TRUNCATE ON period
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER role_grant_delete BEFORE DELETE OR TRUNCATE ON role_grant
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER bank_account_delete BEFORE DELETE OR TRUNCATE ON bank_account
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER handover_delete BEFORE DELETE OR TRUNCATE ON handover
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER payee_delete BEFORE DELETE OR TRUNCATE ON payee
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER project_delete BEFORE DELETE OR TRUNCATE ON project
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER voucher_delete BEFORE DELETE OR TRUNCATE ON voucher
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER amendment_delete BEFORE DELETE OR TRUNCATE ON amendment
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER application_delete BEFORE DELETE OR TRUNCATE ON application
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER approval_delete BEFORE DELETE OR TRUNCATE ON approval
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER claim_delete BEFORE DELETE OR TRUNCATE ON claim
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER funding_delete BEFORE DELETE OR TRUNCATE ON funding
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER handover_item_delete BEFORE DELETE OR TRUNCATE ON handover_item
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER handover_signature_delete BEFORE DELETE OR TRUNCATE ON handover_signature
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER interest_delete BEFORE DELETE OR TRUNCATE ON interest
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER objection_delete BEFORE DELETE OR TRUNCATE ON objection
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER opening_delete BEFORE DELETE OR TRUNCATE ON opening
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER posting_delete BEFORE DELETE OR TRUNCATE ON posting
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER project_balance_delete BEFORE DELETE OR TRUNCATE ON project_balance
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER project_source_delete BEFORE DELETE OR TRUNCATE ON project_source
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER refund_delete BEFORE DELETE OR TRUNCATE ON refund
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER review_delete BEFORE DELETE OR TRUNCATE ON review
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER running_cost_delete BEFORE DELETE OR TRUNCATE ON running_cost
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER signature_delete BEFORE DELETE OR TRUNCATE ON signature
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER transfer_delete BEFORE DELETE OR TRUNCATE ON transfer
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER approval_line_delete BEFORE DELETE OR TRUNCATE ON approval_line
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER budget_line_delete BEFORE DELETE OR TRUNCATE ON budget_line
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER disbursement_delete BEFORE DELETE OR TRUNCATE ON disbursement
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER money_return_delete BEFORE DELETE OR TRUNCATE ON money_return
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER notice_delete BEFORE DELETE OR TRUNCATE ON notice
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER opening_cost_delete BEFORE DELETE OR TRUNCATE ON opening_cost
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER receipt_delete BEFORE DELETE OR TRUNCATE ON receipt
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER admission_delete BEFORE DELETE OR TRUNCATE ON admission
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER disbursement_share_delete BEFORE DELETE OR TRUNCATE ON disbursement_share
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER recovery_delete BEFORE DELETE OR TRUNCATE ON recovery
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER suspicion_delete BEFORE DELETE OR TRUNCATE ON suspicion
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER evidence_delete BEFORE DELETE OR TRUNCATE ON evidence
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER step_delete BEFORE DELETE OR TRUNCATE ON step
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
-- A fund begins with an empty chain and its next number taken for the first record, which the
-- deferred foreign key then demands: there is no fund without its genesis.
CREATE FUNCTION fundledger_fund_insert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NEW.head_seq <> 0 OR NEW.head_sha256 <> '0000000000000000000000000000000000000000000000000000000000000000'
      OR NEW.last_voucher_no <> 0 OR NEW.last_posting_no <> 0
      OR NEW.next_seq IS DISTINCT FROM 1 THEN
    RAISE EXCEPTION 'fundledger:genesis: a fund begins with an empty chain';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER fund_insert BEFORE INSERT ON fund
  FOR EACH ROW EXECUTE FUNCTION fundledger_fund_insert();
-- next
-- Two things happen to a fund's row. The next number is taken: a deferred
-- foreign key then demands that record before the commit. And the record is sealed: the
-- head moves by one to an existing record that follows the old head, and no number is
-- taken any more.
CREATE FUNCTION fundledger_fund_update() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF (NEW.id, NEW.code, NEW.name, NEW.replay)
      IS DISTINCT FROM (OLD.id, OLD.code, OLD.name, OLD.replay) THEN
    RAISE EXCEPTION 'fundledger:fixed: this column of fund never changes';
  END IF;
  IF NEW.head_seq = OLD.head_seq THEN
    IF OLD.next_seq IS NOT NULL OR NEW.next_seq IS DISTINCT FROM OLD.head_seq + 1
        OR (NEW.head_sha256, NEW.last_voucher_no, NEW.last_posting_no) IS DISTINCT FROM
          (OLD.head_sha256, OLD.last_voucher_no, OLD.last_posting_no) THEN
      RAISE EXCEPTION 'fundledger:next_record: next_seq is taken for the next audit record';
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.next_seq IS NOT NULL OR NOT EXISTS (SELECT 1 FROM record WHERE fund_id = OLD.id
      AND seq = OLD.next_seq AND seq = OLD.head_seq + 1 AND seq = NEW.head_seq
      AND prev_sha256 = OLD.head_sha256 AND sha256 = NEW.head_sha256) THEN
    RAISE EXCEPTION 'fundledger:head: the head moves only to the next audit record';
  END IF;
  IF NEW.last_voucher_no IS DISTINCT FROM
        (SELECT COALESCE(MAX(no), 0) FROM voucher WHERE fund_id = OLD.id)
      OR NEW.last_posting_no IS DISTINCT FROM
        (SELECT COALESCE(MAX(no), 0) FROM posting WHERE fund_id = OLD.id) THEN
    RAISE EXCEPTION 'fundledger:head: the last rows are those sealed last';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER fund_update BEFORE UPDATE ON fund
  FOR EACH ROW EXECUTE FUNCTION fundledger_fund_update();
-- next
-- A voucher goes in after the last sealed one, for the record under way. Its number,
-- month and period are judged when the record is sealed.
CREATE FUNCTION fundledger_voucher_insert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM new_rows n LEFT JOIN fund f ON f.id = n.fund_id
      WHERE n.seq IS DISTINCT FROM f.next_seq
        OR n.no <= f.last_voucher_no) THEN
    RAISE EXCEPTION 'fundledger:seq: a voucher belongs to the next audit record';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER voucher_insert AFTER INSERT ON voucher
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_voucher_insert();
-- next
-- A posting goes in after the last sealed one, for the record under way.
CREATE FUNCTION fundledger_posting_insert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM new_rows n LEFT JOIN fund f ON f.id = n.fund_id
      WHERE n.seq IS DISTINCT FROM f.next_seq OR n.no <= f.last_posting_no) THEN
    RAISE EXCEPTION 'fundledger:seq: a posting belongs to the next audit record';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER posting_insert AFTER INSERT ON posting
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_posting_insert();
-- next
-- A signature goes in only for the record whose number was taken; it names a voucher
-- and a person that are there. Vouchers are dense, so the last number tells.
CREATE FUNCTION fundledger_signature_insert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM new_rows n LEFT JOIN fund f ON f.id = n.fund_id
      WHERE n.seq IS DISTINCT FROM f.next_seq) THEN
    RAISE EXCEPTION 'fundledger:seq: a row of signature belongs to the next audit record';
  END IF;
  IF EXISTS (SELECT 1 FROM (SELECT fund_id, login, MIN(voucher_no) AS first,
        MAX(voucher_no) AS last FROM new_rows GROUP BY fund_id, login) n
      LEFT JOIN person p ON p.fund_id = n.fund_id AND p.login = n.login
      WHERE p.login IS NULL OR n.first < 1 OR n.last > COALESCE(
        (SELECT MAX(no) FROM voucher WHERE fund_id = n.fund_id), 0)) THEN
    RAISE EXCEPTION
      'fundledger:reference: a signature names a voucher or a person that is not there';
  END IF;
  IF EXISTS (SELECT 1 FROM new_rows n JOIN voucher v ON v.fund_id = n.fund_id
        AND v.no = n.voucher_no WHERE v.series = 'budget') THEN
    RAISE EXCEPTION 'fundledger:unsigned: a budget voucher is signed by nobody';
  END IF;
  IF EXISTS (SELECT 1 FROM new_rows n JOIN signature s ON s.fund_id = n.fund_id
        AND s.voucher_no = n.voucher_no AND s.login = n.login AND s.part <> n.part
      WHERE NOT (s.part IN ('prepared', 'posted') AND n.part IN ('prepared', 'posted'))
        AND NOT (s.part IN ('reviewed', 'chief') AND n.part IN ('reviewed', 'chief'))) THEN
    RAISE EXCEPTION 'fundledger:apart: one person does not sign these two parts';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER signature_insert AFTER INSERT ON signature
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_signature_insert();
-- next
-- A record follows the head, hashes what it says, and is made by who is connected: by
-- what an earlier record says of them, since a deed could make anybody anyone. Where a
-- past is done again, one user acts for everybody in it, and the record names whom the
-- past names; the actor is still a person of the fund.
CREATE FUNCTION fundledger_record_insert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  replayed boolean := (SELECT replay IS NOT NULL FROM fund WHERE id = NEW.fund_id);
BEGIN
  IF NOT EXISTS (SELECT 1 FROM fund WHERE id = NEW.fund_id
      AND NEW.seq = next_seq AND NEW.prev_sha256 = head_sha256) THEN
    RAISE EXCEPTION 'fundledger:chain: a record follows the head of its chain';
  END IF;
  IF position(E'\n' IN NEW.stamp) > 0 THEN
    RAISE EXCEPTION 'fundledger:chain: a stamp is one line';
  END IF;
  IF NEW.sha256 IS DISTINCT FROM encode(sha256(convert_to(NEW.prev_sha256 || E'\n'
      || NEW.stamp || E'\n' || NEW.body || E'\n', 'UTF8')), 'hex') THEN
    RAISE EXCEPTION 'fundledger:chain: the hash is not that of the record';
  END IF;
  IF NOT replayed AND NEW.database_user IS DISTINCT FROM session_user THEN
    RAISE EXCEPTION 'fundledger:session: the record names another database user';
  END IF;
  IF NOT EXISTS (SELECT 1 FROM person WHERE fund_id = NEW.fund_id
      AND login = NEW.actor AND (replayed OR database_user = session_user) AND active
      AND (seq < NEW.seq OR NEW.seq = 1)) THEN
    RAISE EXCEPTION 'fundledger:session: this database user is not %', NEW.actor;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER record_insert BEFORE INSERT ON record
  FOR EACH ROW EXECUTE FUNCTION fundledger_record_insert();
-- next
-- Seal a deed. Its vouchers and postings are judged as a whole, the balances move, the
-- floors of every balance the deed touched are judged (once a deed, since a
-- red-then-blue correction may dip inside it), and the head moves. Postings name only
-- what is there: vouchers are dense, and each pair of accounts is looked up once. (Foreign
-- keys would ask for every row, which took a third of an import; nothing that is named
-- is ever deleted or renumbered.) New rows are sought between two numbers: for `no >`
-- with a number it does not know, a plan expects a third of the table, and reads it all.
CREATE FUNCTION fundledger_record_seal() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  sealed bigint := (SELECT last_posting_no FROM fund WHERE id = NEW.fund_id);
  sealed_voucher bigint := (SELECT last_voucher_no FROM fund WHERE id = NEW.fund_id);
  latest bigint;
  latest_voucher bigint;
  fresh bigint;
  first_voucher bigint;
  last_voucher bigint;
  unknown boolean;
  crossed boolean;
  mixed boolean;
  controlled boolean;
  misplaced boolean;
  sourceless boolean;
  nowhere boolean;
  wrong_kind boolean;
BEGIN
  IF NEW.seq = 1 AND (SELECT COUNT(*) FROM person
      WHERE fund_id = NEW.fund_id AND active) < 2 THEN
    RAISE EXCEPTION 'fundledger:genesis: two people found a fund';
  END IF;
  IF NEW.seq > 1 AND EXISTS (SELECT 1 FROM role_grant
      WHERE fund_id = NEW.fund_id AND seq = NEW.seq AND login = NEW.actor) THEN
    RAISE EXCEPTION 'fundledger:own_role: nobody grants a role to themselves';
  END IF;
  latest_voucher := COALESCE(
    (SELECT MAX(no) FROM voucher WHERE fund_id = NEW.fund_id), sealed_voucher);
  SELECT COUNT(*) INTO fresh FROM voucher WHERE fund_id = NEW.fund_id
    AND no BETWEEN sealed_voucher + 1 AND latest_voucher;
  IF fresh > 0 THEN
    IF NEW.outcome = 'refused' THEN
      RAISE EXCEPTION 'fundledger:refusal: what is refused books nothing';
    END IF;
    IF latest_voucher - sealed_voucher <> fresh THEN
      RAISE EXCEPTION 'fundledger:number: vouchers are counted without a gap';
    END IF;
    IF EXISTS (SELECT 1 FROM (SELECT month, series, MIN(number) AS low,
          MAX(number) AS high, COUNT(*) AS count FROM voucher
          WHERE fund_id = NEW.fund_id
            AND no BETWEEN sealed_voucher + 1 AND latest_voucher GROUP BY month, series) v
        WHERE v.high - v.low + 1 <> v.count OR v.low <> 1 + COALESCE(
          (SELECT MAX(o.number) FROM voucher o WHERE o.fund_id = NEW.fund_id
            AND o.month = v.month AND o.series = v.series AND o.number < v.low), 0)) THEN
      RAISE EXCEPTION 'fundledger:number: voucher numbers of a month have no gap';
    END IF;
    IF EXISTS (SELECT 1 FROM voucher b LEFT JOIN voucher m ON m.fund_id = b.fund_id
          AND m.no = b.pair_no AND m.seq = b.seq AND m.series = 'money'
          AND m.on_date = b.on_date
        WHERE b.fund_id = NEW.fund_id
          AND b.no BETWEEN sealed_voucher + 1 AND latest_voucher
          AND b.pair_no IS NOT NULL AND m.no IS NULL) THEN
      RAISE EXCEPTION 'fundledger:pair: a budget voucher names the money voucher of its deed';
    END IF;
    IF EXISTS (SELECT 1 FROM voucher v
        WHERE v.fund_id = NEW.fund_id
          AND v.no BETWEEN sealed_voucher + 1 AND latest_voucher
          AND to_char(v.on_date, 'YYYY-MM BC') IS DISTINCT FROM v.month || ' AD') THEN
      RAISE EXCEPTION 'fundledger:month: the date of a voucher lies in its month';
    END IF;
    IF EXISTS (SELECT 1 FROM (SELECT DISTINCT month FROM voucher
          WHERE fund_id = NEW.fund_id
            AND no BETWEEN sealed_voucher + 1 AND latest_voucher) v
        LEFT JOIN period p ON p.fund_id = NEW.fund_id AND p.key = v.month
        WHERE p.closed IS DISTINCT FROM false) THEN
      RAISE EXCEPTION 'fundledger:closed_period: this month is closed or not opened';
    END IF;
  END IF;
  latest := COALESCE(
    (SELECT MAX(no) FROM posting WHERE fund_id = NEW.fund_id), sealed);
  SELECT COUNT(*), MIN(voucher_no), MAX(voucher_no)
    INTO fresh, first_voucher, last_voucher FROM posting
    WHERE fund_id = NEW.fund_id AND no BETWEEN sealed + 1 AND latest;
  IF fresh > 0 THEN
    IF latest - sealed <> fresh THEN
      RAISE EXCEPTION 'fundledger:dense: postings are counted without a gap';
    END IF;
    IF first_voucher <= sealed_voucher THEN
      RAISE EXCEPTION 'fundledger:old_voucher: no posting joins a sealed voucher';
    END IF;
    IF last_voucher > latest_voucher THEN
      RAISE EXCEPTION 'fundledger:reference: a posting names a voucher that is not there';
    END IF;
    SELECT bool_or(d.key IS NULL OR c.key IS NULL
          OR p.project_no IS NOT NULL AND j.no IS NULL),
        bool_or(d.book <> c.book),
        bool_or(d.book IS DISTINCT FROM p.series),
        bool_or(d.key IN (SELECT control FROM account WHERE fund_id = NEW.fund_id)
          OR c.key IN (SELECT control FROM account WHERE fund_id = NEW.fund_id)),
        bool_or(CASE WHEN p.project_no IS NULL
          THEN 'yes' IN (d.by_project, c.by_project)
          ELSE d.by_project = 'no' AND c.by_project = 'no' END),
        bool_or((p.debit_source IS NULL) = d.by_source
          OR (p.credit_source IS NULL) = c.by_source),
        bool_or(p.debit_source IS NOT NULL AND ds.key IS NULL
          OR p.credit_source IS NOT NULL AND cs.key IS NULL),
        bool_or((d.restricted <> ds.restricted AND NOT (p.kind IN ('release', 'closing') AND d.side = 'credit' AND COALESCE(d.control, '') <> 'prior_year' AND ds.restricted)) OR (c.restricted <> cs.restricted AND NOT (p.kind IN ('release', 'closing') AND c.side = 'credit' AND COALESCE(c.control, '') <> 'prior_year' AND cs.restricted)))
      INTO unknown, crossed, mixed, controlled, misplaced, sourceless, nowhere, wrong_kind
      FROM (SELECT q.debit, q.credit, q.project_no, v.series, v.kind,
            q.debit_source, q.credit_source FROM posting q
          LEFT JOIN voucher v ON v.fund_id = q.fund_id AND v.no = q.voucher_no
          WHERE q.fund_id = NEW.fund_id AND q.no BETWEEN sealed + 1 AND latest
          GROUP BY 1, 2, 3, 4, 5, 6, 7) p
        LEFT JOIN account d ON d.fund_id = NEW.fund_id AND d.key = p.debit
        LEFT JOIN account c ON c.fund_id = NEW.fund_id AND c.key = p.credit
        LEFT JOIN project j ON j.fund_id = NEW.fund_id AND j.no = p.project_no
        LEFT JOIN funding_source ds ON ds.fund_id = NEW.fund_id AND ds.key = p.debit_source
        LEFT JOIN funding_source cs ON cs.fund_id = NEW.fund_id AND cs.key = p.credit_source;
    IF unknown THEN
      RAISE EXCEPTION
        'fundledger:reference: a posting names an account or a project that is not there';
    END IF;
    IF crossed THEN
      RAISE EXCEPTION 'fundledger:book: a posting never crosses books';
    END IF;
    IF mixed THEN
      RAISE EXCEPTION 'fundledger:series: a voucher holds postings of its own book only';
    END IF;
    IF controlled THEN
      RAISE EXCEPTION 'fundledger:leaf: a control account takes no posting';
    END IF;
    IF misplaced THEN
      RAISE EXCEPTION 'fundledger:by_project: this account is kept by project';
    END IF;
    IF sourceless THEN
      RAISE EXCEPTION 'fundledger:by_source: this account is kept by source of funds';
    END IF;
    IF nowhere THEN
      RAISE EXCEPTION 'fundledger:reference: a posting names a source that is not there';
    END IF;
    IF wrong_kind THEN
      RAISE EXCEPTION
        'fundledger:restriction: restricted and unrestricted money have leaves of their own';
    END IF;
    WITH pair AS MATERIALIZED (SELECT debit, credit, debit_source, credit_source,
          SUM(fen) AS fen FROM posting
        WHERE fund_id = NEW.fund_id AND no BETWEEN sealed + 1 AND latest
        GROUP BY debit, credit, debit_source, credit_source)
    INSERT INTO balance AS b (fund_id, source, account_key, seq, fen)
      SELECT NEW.fund_id, x.source, a.key, NEW.seq,
        SUM(CASE a.side WHEN 'debit' THEN x.fen ELSE -x.fen END)::bigint
      FROM (SELECT debit AS key, COALESCE(debit_source, '') AS source, fen FROM pair
            UNION ALL SELECT credit, COALESCE(credit_source, ''), -fen FROM pair) x
      JOIN account a ON a.fund_id = NEW.fund_id AND a.key = x.key
      GROUP BY x.source, a.key
      ON CONFLICT (fund_id, source, account_key)
        DO UPDATE SET seq = EXCLUDED.seq, fen = b.fen + EXCLUDED.fen;
    WITH pair AS MATERIALIZED (SELECT project_no, debit, credit, debit_source,
          credit_source, SUM(fen) AS fen
        FROM posting WHERE fund_id = NEW.fund_id AND no BETWEEN sealed + 1 AND latest
          AND project_no IS NOT NULL
        GROUP BY project_no, debit, credit, debit_source, credit_source)
    INSERT INTO project_balance AS b (fund_id, project_no, account_key, source, seq, fen)
      SELECT NEW.fund_id, x.project_no, a.key, x.source, NEW.seq,
        SUM(CASE a.side WHEN 'debit' THEN x.fen ELSE -x.fen END)::bigint
      FROM (SELECT debit AS key, project_no, COALESCE(debit_source, '') AS source, fen
              FROM pair
            UNION ALL SELECT credit, project_no, COALESCE(credit_source, ''), -fen
              FROM pair) x
      JOIN account a ON a.fund_id = NEW.fund_id AND a.key = x.key
        AND a.by_project <> 'no'
      GROUP BY x.project_no, a.key, x.source
      ON CONFLICT (fund_id, project_no, account_key, source)
        DO UPDATE SET seq = EXCLUDED.seq, fen = b.fen + EXCLUDED.fen;
    IF EXISTS (SELECT 1 FROM balance b
        JOIN account a ON a.fund_id = b.fund_id AND a.key = b.account_key
        WHERE b.fund_id = NEW.fund_id AND b.seq = NEW.seq
          AND a.floor AND b.fen < 0) THEN
      RAISE EXCEPTION 'fundledger:floor: an account would fall below its floor';
    END IF;
    IF EXISTS (SELECT 1 FROM (SELECT DISTINCT project_no, debit, credit FROM posting
          WHERE fund_id = NEW.fund_id AND no BETWEEN sealed + 1 AND latest
            AND project_no IS NOT NULL) p
        JOIN project_balance b ON b.fund_id = NEW.fund_id
          AND b.project_no = p.project_no AND b.account_key IN (p.debit, p.credit)
        JOIN account a ON a.fund_id = b.fund_id AND a.key = b.account_key
        WHERE a.floor AND b.fen < 0) THEN
      RAISE EXCEPTION 'fundledger:floor: a project would fall below its floor';
    END IF;
    IF EXISTS (SELECT 1 FROM (SELECT DISTINCT project_no FROM posting
          WHERE fund_id = NEW.fund_id AND no BETWEEN sealed + 1 AND latest
            AND project_no IS NOT NULL AND (debit IN ('payable', 'b_payment')
              OR credit IN ('payable', 'b_payment'))) p
        JOIN project_balance o ON o.fund_id = NEW.fund_id
          AND o.project_no = p.project_no AND o.account_key = 'payable'
        WHERE o.fen > COALESCE((SELECT fen FROM project_balance c
          WHERE c.fund_id = NEW.fund_id AND c.project_no = o.project_no
            AND c.account_key = 'b_payment' AND c.source = o.source), 0)) THEN
      RAISE EXCEPTION
        'fundledger:cover: what is owed to a project is approved for payment';
    END IF;
    IF EXISTS (SELECT 1 FROM funding_source s JOIN balance g ON g.fund_id = s.fund_id
          AND g.source = s.key AND g.account_key = 'b_uncovered' AND g.seq = NEW.seq
        WHERE s.fund_id = NEW.fund_id AND s.restricted AND g.fen <> 0) THEN
      RAISE EXCEPTION 'fundledger:gap: a restricted source has no gap';
    END IF;
    IF EXISTS (SELECT 1 FROM funding_source s
        WHERE s.fund_id = NEW.fund_id AND s.restricted
          AND EXISTS (SELECT 1 FROM balance t WHERE t.fund_id = s.fund_id
            AND t.source = s.key AND t.seq = NEW.seq)
          AND (SELECT SUM(CASE a.side WHEN 'credit' THEN b.fen ELSE -b.fen END)
            FROM balance b JOIN account a ON a.fund_id = b.fund_id
              AND a.key = b.account_key
            WHERE b.fund_id = s.fund_id AND b.source = s.key
              AND a.restricted IS NOT NULL) < 0) THEN
      RAISE EXCEPTION
        'fundledger:source: restricted money was spent on something else';
    END IF;
  END IF;
  UPDATE fund SET next_seq = NULL, head_seq = NEW.seq, head_sha256 = NEW.sha256,
      last_voucher_no = latest_voucher, last_posting_no = latest
    WHERE id = NEW.fund_id;
  RETURN NULL;
END $$;
CREATE TRIGGER record_seal AFTER INSERT ON record
  FOR EACH ROW EXECUTE FUNCTION fundledger_record_seal();
-- next
-- What proves a voucher changes only while its month is open.
CREATE FUNCTION fundledger_evidence_month() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM new_rows n
      LEFT JOIN voucher v ON v.fund_id = n.fund_id AND v.no = n.voucher_no
      LEFT JOIN period p ON p.fund_id = v.fund_id AND p.key = v.month
      WHERE n.voucher_no IS NOT NULL AND p.closed IS DISTINCT FROM false) THEN
    RAISE EXCEPTION
      'fundledger:closed_period: the month of this voucher is closed or not opened';
  END IF;
  RETURN NULL;
END $$;
-- next
CREATE TRIGGER evidence_month_insert AFTER insert ON evidence
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_evidence_month();
-- next
CREATE TRIGGER evidence_month_update AFTER update ON evidence
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_evidence_month();
-- next
-- Balances move only while a record is being sealed: it is there, and not yet head.
CREATE FUNCTION fundledger_balance_touch() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM fund f
      JOIN record r ON r.fund_id = f.id AND r.seq = f.head_seq + 1
      WHERE f.id = NEW.fund_id AND r.seq = NEW.seq) THEN
    RAISE EXCEPTION 'fundledger:balance: balances move only by postings';
  END IF;
  RETURN NEW;
END $$;
-- next
CREATE TRIGGER balance_touch BEFORE INSERT OR UPDATE ON balance
  FOR EACH ROW EXECUTE FUNCTION fundledger_balance_touch();
-- next
CREATE TRIGGER project_balance_touch BEFORE INSERT OR UPDATE ON project_balance
  FOR EACH ROW EXECUTE FUNCTION fundledger_balance_touch();
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON account FROM PUBLIC;
GRANT SELECT ON account TO fundledger_app, fundledger_reader;
-- next
GRANT INSERT ON account TO fundledger_app;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON attachment FROM PUBLIC;
GRANT SELECT ON attachment TO fundledger_app, fundledger_reader;
-- next
GRANT INSERT ON attachment TO fundledger_app;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON calendar_year FROM PUBLIC;
GRANT SELECT ON calendar_year TO fundledger_app, fundledger_reader;
-- next
GRANT INSERT ON calendar_year TO fundledger_app;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON fund_year FROM PUBLIC;
GRANT SELECT ON fund_year TO fundledger_app, fundledger_reader;
-- next
GRANT INSERT ON fund_year TO fundledger_app;
-- next
GRANT UPDATE (seq, closed) ON fund_year TO fundledger_app;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON holiday FROM PUBLIC;
GRANT SELECT ON holiday TO fundledger_app, fundledger_reader;
-- next
GRANT INSERT ON holiday TO fundledger_app;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON person FROM PUBLIC;
GRANT SELECT ON person TO fundledger_app, fundledger_reader;
-- next
GRANT INSERT ON person TO fundledger_app;
-- next
GRANT UPDATE (seq, active) ON person TO fundledger_app;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON published FROM PUBLIC;
GRANT SELECT ON published TO fundledger_app, fundledger_reader;
-- next
GRANT INSERT ON published TO fundledger_app;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON record FROM PUBLIC;
GRANT SELECT ON record TO fundledger_app, fundledger_reader;
-- next
GRANT INSERT ON record TO fundledger_app;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON round FROM PUBLIC;
GRANT SELECT ON round TO fundledger_app, fundledger_reader;
-- next
GRANT INSERT ON round TO fundledger_app;
-- next
GRANT UPDATE (seq, closes_on) ON round TO fundledger_app;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON setting FROM PUBLIC;
GRANT SELECT ON setting TO fundledger_app, fundledger_reader;
-- next
GRANT INSERT ON setting TO fundledger_app;
-- next
GRANT UPDATE (seq, value) ON setting TO fundledger_app;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON subdistrict FROM PUBLIC;
GRANT SELECT ON subdistrict TO fundledger_app, fundledger_reader;
-- next
GRANT INSERT ON subdistrict TO fundledger_app;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON account_code FROM PUBLIC;
GRANT SELECT ON account_code TO fundledger_app, fundledger_reader;
-- next
GRANT INSERT ON account_code TO fundledger_app;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON adoption FROM PUBLIC;
GRANT SELECT ON adoption TO fundledger_app, fundledger_reader;
-- next
GRANT INSERT ON adoption TO fundledger_app;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON balance FROM PUBLIC;
GRANT SELECT ON balance TO fundledger_app, fundledger_reader;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON community FROM PUBLIC;
GRANT SELECT ON community TO fundledger_app, fundledger_reader;
-- next
GRANT INSERT ON community TO fundledger_app;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON cosignature FROM PUBLIC;
GRANT SELECT ON cosignature TO fundledger_app, fundledger_reader;
-- next
GRANT INSERT ON cosignature TO fundledger_app;
-- next
GRANT UPDATE (seq, state, end_reason) ON cosignature TO fundledger_app;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON fund FROM PUBLIC;
GRANT SELECT ON fund TO fundledger_app, fundledger_reader;
-- next
GRANT INSERT ON fund TO fundledger_app;
-- next
GRANT UPDATE (next_seq) ON fund TO fundledger_app;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON funding_source FROM PUBLIC;
GRANT SELECT ON funding_source TO fundledger_app, fundledger_reader;
-- next
GRANT INSERT ON funding_source TO fundledger_app;
-- next
GRANT UPDATE (seq, name, purpose, giver, from_on, until_on, returnable, overhead_percent, bank) ON funding_source TO fundledger_app;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON period FROM PUBLIC;
GRANT SELECT ON period TO fundledger_app, fundledger_reader;
-- next
GRANT INSERT ON period TO fundledger_app;
-- next
GRANT UPDATE (seq, closed) ON period TO fundledger_app;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON role_grant FROM PUBLIC;
GRANT SELECT ON role_grant TO fundledger_app, fundledger_reader;
-- next
GRANT INSERT ON role_grant TO fundledger_app;
-- next
GRANT UPDATE (seq, until_on) ON role_grant TO fundledger_app;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON bank_account FROM PUBLIC;
GRANT SELECT ON bank_account TO fundledger_app, fundledger_reader;
-- next
GRANT INSERT ON bank_account TO fundledger_app;
-- next
GRANT UPDATE (seq, source) ON bank_account TO fundledger_app;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON handover FROM PUBLIC;
GRANT SELECT ON handover TO fundledger_app, fundledger_reader;
-- next
GRANT INSERT ON handover TO fundledger_app;
-- next
GRANT UPDATE (seq, state, cancel_reason) ON handover TO fundledger_app;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON payee FROM PUBLIC;
GRANT SELECT ON payee TO fundledger_app, fundledger_reader;
-- next
GRANT INSERT ON payee TO fundledger_app;
-- next
GRANT UPDATE (seq, verified_by, verified_on) ON payee TO fundledger_app;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON project FROM PUBLIC;
GRANT SELECT ON project TO fundledger_app, fundledger_reader;
-- next
GRANT INSERT ON project TO fundledger_app;
-- next
GRANT UPDATE (seq, title, version, state, returned_from, due_on, reviewers_needed) ON project TO fundledger_app;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON voucher FROM PUBLIC;
GRANT SELECT ON voucher TO fundledger_app, fundledger_reader;
-- next
GRANT INSERT ON voucher TO fundledger_app;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON amendment FROM PUBLIC;
GRANT SELECT ON amendment TO fundledger_app, fundledger_reader;
-- next
GRANT INSERT ON amendment TO fundledger_app;
-- next
GRANT UPDATE (seq, voucher_no) ON amendment TO fundledger_app;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON application FROM PUBLIC;
GRANT SELECT ON application TO fundledger_app, fundledger_reader;
-- next
GRANT INSERT ON application TO fundledger_app;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON approval FROM PUBLIC;
GRANT SELECT ON approval TO fundledger_app, fundledger_reader;
-- next
GRANT INSERT ON approval TO fundledger_app;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON claim FROM PUBLIC;
GRANT SELECT ON claim TO fundledger_app, fundledger_reader;
-- next
GRANT INSERT ON claim TO fundledger_app;
-- next
GRANT UPDATE (seq, claimed_fen, admitted_fen, version, state) ON claim TO fundledger_app;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON funding FROM PUBLIC;
GRANT SELECT ON funding TO fundledger_app, fundledger_reader;
-- next
GRANT INSERT ON funding TO fundledger_app;
-- next
GRANT UPDATE (seq, kind, party, source, purpose, fen, returned_fen, bank, project_no, voucher_no, identified_voucher_no) ON funding TO fundledger_app;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON handover_item FROM PUBLIC;
GRANT SELECT ON handover_item TO fundledger_app, fundledger_reader;
-- next
GRANT INSERT ON handover_item TO fundledger_app;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON handover_signature FROM PUBLIC;
GRANT SELECT ON handover_signature TO fundledger_app, fundledger_reader;
-- next
GRANT INSERT ON handover_signature TO fundledger_app;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON interest FROM PUBLIC;
GRANT SELECT ON interest TO fundledger_app, fundledger_reader;
-- next
GRANT INSERT ON interest TO fundledger_app;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON objection FROM PUBLIC;
GRANT SELECT ON objection TO fundledger_app, fundledger_reader;
-- next
GRANT INSERT ON objection TO fundledger_app;
-- next
GRANT UPDATE (seq, answer, answered_on) ON objection TO fundledger_app;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON opening FROM PUBLIC;
GRANT SELECT ON opening TO fundledger_app, fundledger_reader;
-- next
GRANT INSERT ON opening TO fundledger_app;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON posting FROM PUBLIC;
GRANT SELECT ON posting TO fundledger_app, fundledger_reader;
-- next
GRANT INSERT ON posting TO fundledger_app;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON project_balance FROM PUBLIC;
GRANT SELECT ON project_balance TO fundledger_app, fundledger_reader;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON project_source FROM PUBLIC;
GRANT SELECT ON project_source TO fundledger_app, fundledger_reader;
-- next
GRANT INSERT ON project_source TO fundledger_app;
-- next
GRANT UPDATE (seq, place) ON project_source TO fundledger_app;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON refund FROM PUBLIC;
GRANT SELECT ON refund TO fundledger_app, fundledger_reader;
-- next
GRANT INSERT ON refund TO fundledger_app;
-- next
GRANT UPDATE (seq, project_no, fen, bank, voucher_no) ON refund TO fundledger_app;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON review FROM PUBLIC;
GRANT SELECT ON review TO fundledger_app, fundledger_reader;
-- next
GRANT INSERT ON review TO fundledger_app;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON running_cost FROM PUBLIC;
GRANT SELECT ON running_cost TO fundledger_app, fundledger_reader;
-- next
GRANT INSERT ON running_cost TO fundledger_app;
-- next
GRANT UPDATE (seq, source, account, bank, fen, voucher_no, bounced_voucher_no) ON running_cost TO fundledger_app;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON signature FROM PUBLIC;
GRANT SELECT ON signature TO fundledger_app, fundledger_reader;
-- next
GRANT INSERT ON signature TO fundledger_app;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON transfer FROM PUBLIC;
GRANT SELECT ON transfer TO fundledger_app, fundledger_reader;
-- next
GRANT INSERT ON transfer TO fundledger_app;
-- next
GRANT UPDATE (seq, from_bank, to_bank, voucher_no, arrived_voucher_no) ON transfer TO fundledger_app;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON approval_line FROM PUBLIC;
GRANT SELECT ON approval_line TO fundledger_app, fundledger_reader;
-- next
GRANT INSERT ON approval_line TO fundledger_app;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON budget_line FROM PUBLIC;
GRANT SELECT ON budget_line TO fundledger_app, fundledger_reader;
-- next
GRANT INSERT ON budget_line TO fundledger_app;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON disbursement FROM PUBLIC;
GRANT SELECT ON disbursement TO fundledger_app, fundledger_reader;
-- next
GRANT INSERT ON disbursement TO fundledger_app;
-- next
GRANT UPDATE (seq, payee_no, fen, state, bank) ON disbursement TO fundledger_app;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON money_return FROM PUBLIC;
GRANT SELECT ON money_return TO fundledger_app, fundledger_reader;
-- next
GRANT INSERT ON money_return TO fundledger_app;
-- next
GRANT UPDATE (seq, state, bank, voucher_no, paid_voucher_no) ON money_return TO fundledger_app;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON notice FROM PUBLIC;
GRANT SELECT ON notice TO fundledger_app, fundledger_reader;
-- next
GRANT INSERT ON notice TO fundledger_app;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON opening_cost FROM PUBLIC;
GRANT SELECT ON opening_cost TO fundledger_app, fundledger_reader;
-- next
GRANT INSERT ON opening_cost TO fundledger_app;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON receipt FROM PUBLIC;
GRANT SELECT ON receipt TO fundledger_app, fundledger_reader;
-- next
GRANT INSERT ON receipt TO fundledger_app;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON admission FROM PUBLIC;
GRANT SELECT ON admission TO fundledger_app, fundledger_reader;
-- next
GRANT INSERT ON admission TO fundledger_app;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON disbursement_share FROM PUBLIC;
GRANT SELECT ON disbursement_share TO fundledger_app, fundledger_reader;
-- next
GRANT INSERT ON disbursement_share TO fundledger_app;
-- next
GRANT UPDATE (seq, fen, bank) ON disbursement_share TO fundledger_app;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON recovery FROM PUBLIC;
GRANT SELECT ON recovery TO fundledger_app, fundledger_reader;
-- next
GRANT INSERT ON recovery TO fundledger_app;
-- next
GRANT UPDATE (seq, bearer, consent, recovered_fen, state) ON recovery TO fundledger_app;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON suspicion FROM PUBLIC;
GRANT SELECT ON suspicion TO fundledger_app, fundledger_reader;
-- next
GRANT INSERT ON suspicion TO fundledger_app;
-- next
GRANT UPDATE (seq, dismissed_by, dismissed_on, reason) ON suspicion TO fundledger_app;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON evidence FROM PUBLIC;
GRANT SELECT ON evidence TO fundledger_app, fundledger_reader;
-- next
GRANT INSERT ON evidence TO fundledger_app;
-- next
GRANT UPDATE (seq, withdrawn_on, withdrawn_reason) ON evidence TO fundledger_app;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON step FROM PUBLIC;
GRANT SELECT ON step TO fundledger_app, fundledger_reader;
-- next
GRANT INSERT ON step TO fundledger_app;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON line FROM PUBLIC;
GRANT SELECT ON line TO fundledger_app, fundledger_reader;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON v_fund FROM PUBLIC;
GRANT SELECT ON v_fund TO fundledger_app, fundledger_reader;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON v_account FROM PUBLIC;
GRANT SELECT ON v_account TO fundledger_app, fundledger_reader;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON v_voucher FROM PUBLIC;
GRANT SELECT ON v_voucher TO fundledger_app, fundledger_reader;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON v_signature FROM PUBLIC;
GRANT SELECT ON v_signature TO fundledger_app, fundledger_reader;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON v_line FROM PUBLIC;
GRANT SELECT ON v_line TO fundledger_app, fundledger_reader;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON v_project_balance FROM PUBLIC;
GRANT SELECT ON v_project_balance TO fundledger_app, fundledger_reader;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON v_source FROM PUBLIC;
GRANT SELECT ON v_source TO fundledger_app, fundledger_reader;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON v_cosignature FROM PUBLIC;
GRANT SELECT ON v_cosignature TO fundledger_app, fundledger_reader;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON v_project_source FROM PUBLIC;
GRANT SELECT ON v_project_source TO fundledger_app, fundledger_reader;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON v_bank FROM PUBLIC;
GRANT SELECT ON v_bank TO fundledger_app, fundledger_reader;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON v_period FROM PUBLIC;
GRANT SELECT ON v_period TO fundledger_app, fundledger_reader;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON v_record FROM PUBLIC;
GRANT SELECT ON v_record TO fundledger_app, fundledger_reader;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON v_refusal FROM PUBLIC;
GRANT SELECT ON v_refusal TO fundledger_app, fundledger_reader;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON v_project FROM PUBLIC;
GRANT SELECT ON v_project TO fundledger_app, fundledger_reader;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON v_application FROM PUBLIC;
GRANT SELECT ON v_application TO fundledger_app, fundledger_reader;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON v_budget_line FROM PUBLIC;
GRANT SELECT ON v_budget_line TO fundledger_app, fundledger_reader;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON v_review FROM PUBLIC;
GRANT SELECT ON v_review TO fundledger_app, fundledger_reader;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON v_approval FROM PUBLIC;
GRANT SELECT ON v_approval TO fundledger_app, fundledger_reader;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON v_amendment FROM PUBLIC;
GRANT SELECT ON v_amendment TO fundledger_app, fundledger_reader;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON v_notice FROM PUBLIC;
GRANT SELECT ON v_notice TO fundledger_app, fundledger_reader;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON v_objection FROM PUBLIC;
GRANT SELECT ON v_objection TO fundledger_app, fundledger_reader;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON v_step FROM PUBLIC;
GRANT SELECT ON v_step TO fundledger_app, fundledger_reader;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON v_advance FROM PUBLIC;
GRANT SELECT ON v_advance TO fundledger_app, fundledger_reader;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON v_funding FROM PUBLIC;
GRANT SELECT ON v_funding TO fundledger_app, fundledger_reader;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON v_disbursement FROM PUBLIC;
GRANT SELECT ON v_disbursement TO fundledger_app, fundledger_reader;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON v_disbursement_share FROM PUBLIC;
GRANT SELECT ON v_disbursement_share TO fundledger_app, fundledger_reader;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON v_return FROM PUBLIC;
GRANT SELECT ON v_return TO fundledger_app, fundledger_reader;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON v_transfer FROM PUBLIC;
GRANT SELECT ON v_transfer TO fundledger_app, fundledger_reader;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON v_running_cost FROM PUBLIC;
GRANT SELECT ON v_running_cost TO fundledger_app, fundledger_reader;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON v_claim FROM PUBLIC;
GRANT SELECT ON v_claim TO fundledger_app, fundledger_reader;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON v_claim_line FROM PUBLIC;
GRANT SELECT ON v_claim_line TO fundledger_app, fundledger_reader;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON v_receipt FROM PUBLIC;
GRANT SELECT ON v_receipt TO fundledger_app, fundledger_reader;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON v_refund FROM PUBLIC;
GRANT SELECT ON v_refund TO fundledger_app, fundledger_reader;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON v_recovery FROM PUBLIC;
GRANT SELECT ON v_recovery TO fundledger_app, fundledger_reader;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON v_attachment FROM PUBLIC;
GRANT SELECT ON v_attachment TO fundledger_app, fundledger_reader;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON v_person FROM PUBLIC;
GRANT SELECT ON v_person TO fundledger_app, fundledger_reader;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON v_person_role FROM PUBLIC;
GRANT SELECT ON v_person_role TO fundledger_app, fundledger_reader;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON v_interest FROM PUBLIC;
GRANT SELECT ON v_interest TO fundledger_app, fundledger_reader;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON v_community FROM PUBLIC;
GRANT SELECT ON v_community TO fundledger_app, fundledger_reader;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON v_payee FROM PUBLIC;
GRANT SELECT ON v_payee TO fundledger_app, fundledger_reader;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON v_round FROM PUBLIC;
GRANT SELECT ON v_round TO fundledger_app, fundledger_reader;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON v_setting FROM PUBLIC;
GRANT SELECT ON v_setting TO fundledger_app, fundledger_reader;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON v_published FROM PUBLIC;
GRANT SELECT ON v_published TO fundledger_app, fundledger_reader;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON v_calendar_year FROM PUBLIC;
GRANT SELECT ON v_calendar_year TO fundledger_app, fundledger_reader;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON v_holiday FROM PUBLIC;
GRANT SELECT ON v_holiday TO fundledger_app, fundledger_reader;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON v_adoption FROM PUBLIC;
GRANT SELECT ON v_adoption TO fundledger_app, fundledger_reader;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON v_handover FROM PUBLIC;
GRANT SELECT ON v_handover TO fundledger_app, fundledger_reader;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON v_handover_item FROM PUBLIC;
GRANT SELECT ON v_handover_item TO fundledger_app, fundledger_reader;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON v_handover_signature FROM PUBLIC;
GRANT SELECT ON v_handover_signature TO fundledger_app, fundledger_reader;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON v_evidence FROM PUBLIC;
GRANT SELECT ON v_evidence TO fundledger_app, fundledger_reader;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON v_suspicion FROM PUBLIC;
GRANT SELECT ON v_suspicion TO fundledger_app, fundledger_reader;
