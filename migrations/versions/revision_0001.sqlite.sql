CREATE TABLE account (
	fund_id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	"key" TEXT NOT NULL,
	book TEXT NOT NULL,
	side TEXT NOT NULL,
	floor INTEGER NOT NULL,
	by_project TEXT NOT NULL,
	by_source INTEGER NOT NULL,
	control TEXT,
	restricted INTEGER,
	CONSTRAINT pk_account PRIMARY KEY (fund_id, "key"),
	CONSTRAINT ck_account_book CHECK (book = 'money' OR book = 'budget'),
	CONSTRAINT ck_account_side CHECK (side = 'debit' OR side = 'credit'),
	CONSTRAINT ck_account_by_project CHECK (by_project = 'no' OR by_project = 'may' OR by_project = 'yes'),
	CONSTRAINT ck_account_floor CHECK (floor IN (0, 1)),
	CONSTRAINT ck_account_by_source CHECK (by_source IN (0, 1)),
	CONSTRAINT ck_account_restricted CHECK (restricted IN (0, 1))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE attachment (
	fund_id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	sha256 TEXT NOT NULL,
	media_type TEXT NOT NULL,
	size INTEGER NOT NULL,
	content BLOB NOT NULL,
	CONSTRAINT pk_attachment PRIMARY KEY (fund_id, sha256),
	CONSTRAINT ck_attachment_size CHECK (size BETWEEN 1 AND 20971520),
	CONSTRAINT ck_attachment_content CHECK (length(content) = size)
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE calendar_year (
	fund_id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	year INTEGER NOT NULL,
	paper TEXT NOT NULL,
	CONSTRAINT pk_calendar_year PRIMARY KEY (fund_id, year)
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE fund_year (
	fund_id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	year INTEGER NOT NULL,
	edition TEXT NOT NULL,
	closed INTEGER NOT NULL,
	CONSTRAINT pk_fund_year PRIMARY KEY (fund_id, year),
	CONSTRAINT ck_fund_year_closed CHECK (closed IN (0, 1))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE holiday (
	fund_id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	on_date TEXT NOT NULL,
	works INTEGER NOT NULL,
	name TEXT NOT NULL,
	CONSTRAINT pk_holiday PRIMARY KEY (fund_id, on_date),
	CONSTRAINT ck_holiday_on_date CHECK (on_date IS NULL OR on_date IS date(on_date, '+0 days')),
	CONSTRAINT ck_holiday_works CHECK (works IN (0, 1))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE person (
	fund_id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	login TEXT NOT NULL,
	name TEXT NOT NULL,
	database_user TEXT,
	active INTEGER NOT NULL,
	CONSTRAINT pk_person PRIMARY KEY (fund_id, login),
	CONSTRAINT ck_person_active CHECK (active IN (0, 1))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE published (
	fund_id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	no INTEGER NOT NULL,
	figure TEXT NOT NULL,
	as_of TEXT NOT NULL,
	edition INTEGER NOT NULL,
	value TEXT NOT NULL,
	unit TEXT NOT NULL,
	publication TEXT NOT NULL,
	reason TEXT NOT NULL,
	CONSTRAINT pk_published PRIMARY KEY (fund_id, no),
	CONSTRAINT ck_published_figure CHECK (figure = 'communities' OR figure = 'projects_reviewed' OR figure = 'approved' OR figure = 'spent' OR figure = 'paid'),
	CONSTRAINT ck_published_unit CHECK (unit = '元' OR unit = '万元' OR unit = '个'),
	CONSTRAINT ck_published_edition CHECK (edition >= 1),
	CONSTRAINT ck_published_reason CHECK (edition = 1 OR reason <> ''),
	CONSTRAINT uq_published_fund_id_figure_as_of_edition UNIQUE (fund_id, figure, as_of, edition),
	CONSTRAINT ck_published_as_of CHECK (as_of IS NULL OR as_of IS date(as_of, '+0 days'))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE record (
	fund_id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	prev_sha256 TEXT NOT NULL,
	sha256 TEXT NOT NULL,
	outcome TEXT NOT NULL,
	deed TEXT NOT NULL,
	deed_edition INTEGER NOT NULL,
	action TEXT NOT NULL,
	actor TEXT NOT NULL,
	on_date TEXT NOT NULL,
	recorded_at TEXT NOT NULL,
	database_user TEXT NOT NULL,
	"key" TEXT,
	changed_rows INTEGER NOT NULL,
	question_sha256 TEXT,
	stamp TEXT NOT NULL,
	body TEXT NOT NULL,
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
	CONSTRAINT uq_record_fund_id_key UNIQUE (fund_id, "key"),
	CONSTRAINT ck_record_on_date CHECK (on_date IS NULL OR on_date IS date(on_date, '+0 days'))
)
 STRICT
-- next
CREATE TABLE round (
	fund_id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	"key" TEXT NOT NULL,
	name TEXT NOT NULL,
	opens_on TEXT NOT NULL,
	closes_on TEXT NOT NULL,
	cap_fen INTEGER NOT NULL,
	first_day TEXT NOT NULL,
	CONSTRAINT pk_round PRIMARY KEY (fund_id, "key"),
	CONSTRAINT ck_round_cap_fen CHECK (cap_fen BETWEEN 1 AND 1000000000000000),
	CONSTRAINT ck_round_first_day CHECK (first_day = 'start' OR first_day = 'next'),
	CONSTRAINT ck_round_opens_on CHECK (opens_on IS NULL OR opens_on IS date(opens_on, '+0 days')),
	CONSTRAINT ck_round_closes_on CHECK (closes_on IS NULL OR closes_on IS date(closes_on, '+0 days'))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE setting (
	fund_id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	"key" TEXT NOT NULL,
	value TEXT NOT NULL,
	CONSTRAINT pk_setting PRIMARY KEY (fund_id, "key")
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE subdistrict (
	fund_id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	"key" TEXT NOT NULL,
	name TEXT NOT NULL,
	CONSTRAINT pk_subdistrict PRIMARY KEY (fund_id, "key")
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE account_code (
	fund_id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	edition TEXT NOT NULL,
	account_key TEXT NOT NULL,
	code TEXT NOT NULL,
	name_zh TEXT NOT NULL,
	name_en TEXT NOT NULL,
	CONSTRAINT pk_account_code PRIMARY KEY (fund_id, edition, account_key),
	CONSTRAINT uq_account_code_fund_id_edition_code UNIQUE (fund_id, edition, code),
	CONSTRAINT fk_account_code_fund_id_account_key FOREIGN KEY(fund_id, account_key) REFERENCES account (fund_id, "key")
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE adoption (
	fund_id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	edition INTEGER NOT NULL,
	rules TEXT NOT NULL,
	accountant TEXT NOT NULL,
	accountant_on TEXT NOT NULL,
	supervisor TEXT NOT NULL,
	supervisor_on TEXT NOT NULL,
	CONSTRAINT pk_adoption PRIMARY KEY (fund_id, edition),
	CONSTRAINT ck_adoption_edition CHECK (edition >= 1),
	CONSTRAINT ck_adoption_two_people CHECK (accountant <> supervisor),
	CONSTRAINT fk_adoption_fund_id_accountant FOREIGN KEY(fund_id, accountant) REFERENCES person (fund_id, login),
	CONSTRAINT fk_adoption_fund_id_supervisor FOREIGN KEY(fund_id, supervisor) REFERENCES person (fund_id, login),
	CONSTRAINT ck_adoption_accountant_on CHECK (accountant_on IS NULL OR accountant_on IS date(accountant_on, '+0 days')),
	CONSTRAINT ck_adoption_supervisor_on CHECK (supervisor_on IS NULL OR supervisor_on IS date(supervisor_on, '+0 days'))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE balance (
	fund_id INTEGER NOT NULL,
	source TEXT NOT NULL,
	account_key TEXT NOT NULL,
	seq INTEGER NOT NULL,
	fen INTEGER NOT NULL,
	CONSTRAINT pk_balance PRIMARY KEY (fund_id, source, account_key),
	CONSTRAINT fk_balance_fund_id_account_key FOREIGN KEY(fund_id, account_key) REFERENCES account (fund_id, "key")
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE community (
	fund_id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	"key" TEXT NOT NULL,
	name TEXT NOT NULL,
	subdistrict_key TEXT NOT NULL,
	CONSTRAINT pk_community PRIMARY KEY (fund_id, "key"),
	CONSTRAINT fk_community_fund_id_subdistrict_key FOREIGN KEY(fund_id, subdistrict_key) REFERENCES subdistrict (fund_id, "key")
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE cosignature (
	fund_id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	no INTEGER NOT NULL,
	deed TEXT NOT NULL,
	input TEXT NOT NULL,
	input_sha256 TEXT NOT NULL,
	role TEXT NOT NULL,
	other_role TEXT NOT NULL,
	login TEXT NOT NULL,
	on_date TEXT NOT NULL,
	state TEXT NOT NULL,
	end_reason TEXT,
	CONSTRAINT pk_cosignature PRIMARY KEY (fund_id, no),
	CONSTRAINT ck_cosignature_input_sha256 CHECK (length(input_sha256) = 64),
	CONSTRAINT ck_cosignature_role CHECK (role = 'preparer' OR role = 'head' OR role = 'subdistrict_reviewer' OR role = 'district_reviewer' OR role = 'district_approver' OR role = 'accountant' OR role = 'cashier' OR role = 'supervisor' OR role = 'auditor' OR role = 'admin'),
	CONSTRAINT ck_cosignature_other_role CHECK (other_role = 'preparer' OR other_role = 'head' OR other_role = 'subdistrict_reviewer' OR other_role = 'district_reviewer' OR other_role = 'district_approver' OR other_role = 'accountant' OR other_role = 'cashier' OR other_role = 'supervisor' OR other_role = 'auditor' OR other_role = 'admin'),
	CONSTRAINT ck_cosignature_state CHECK (state = 'waiting' OR state = 'done' OR state = 'withdrawn' OR state = 'returned'),
	CONSTRAINT ck_cosignature_two_roles CHECK (role <> other_role),
	CONSTRAINT ck_cosignature_ended CHECK ((state = 'waiting' OR state = 'done') = (end_reason IS NULL)),
	CONSTRAINT fk_cosignature_fund_id_login FOREIGN KEY(fund_id, login) REFERENCES person (fund_id, login),
	CONSTRAINT ck_cosignature_on_date CHECK (on_date IS NULL OR on_date IS date(on_date, '+0 days'))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE fund (
	id INTEGER NOT NULL,
	code TEXT NOT NULL,
	name TEXT NOT NULL,
	replay TEXT,
	next_seq INTEGER,
	head_seq INTEGER NOT NULL,
	head_sha256 TEXT NOT NULL,
	last_voucher_no INTEGER NOT NULL,
	last_posting_no INTEGER NOT NULL,
	CONSTRAINT pk_fund PRIMARY KEY (id),
	CONSTRAINT ck_fund_id CHECK (id >= 1),
	CONSTRAINT ck_fund_replay CHECK (replay IS NULL OR replay = 'demo' OR replay = 'migration'),
	CONSTRAINT uq_fund_code UNIQUE (code),
	CONSTRAINT fk_fund_id_next_seq FOREIGN KEY(id, next_seq) REFERENCES record (fund_id, seq) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE funding_source (
	fund_id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	"key" TEXT NOT NULL,
	name TEXT NOT NULL,
	restricted INTEGER NOT NULL,
	purpose TEXT NOT NULL,
	giver TEXT NOT NULL,
	from_on TEXT,
	until_on TEXT,
	returnable INTEGER NOT NULL,
	overhead_percent INTEGER NOT NULL,
	bank TEXT,
	CONSTRAINT pk_funding_source PRIMARY KEY (fund_id, "key"),
	CONSTRAINT ck_funding_source_key CHECK (length(key) > 0),
	CONSTRAINT ck_funding_source_overhead_percent CHECK (overhead_percent BETWEEN 0 AND 100),
	CONSTRAINT fk_funding_source_fund_id_bank FOREIGN KEY(fund_id, bank) REFERENCES account (fund_id, "key"),
	CONSTRAINT ck_funding_source_restricted CHECK (restricted IN (0, 1)),
	CONSTRAINT ck_funding_source_from_on CHECK (from_on IS NULL OR from_on IS date(from_on, '+0 days')),
	CONSTRAINT ck_funding_source_until_on CHECK (until_on IS NULL OR until_on IS date(until_on, '+0 days')),
	CONSTRAINT ck_funding_source_returnable CHECK (returnable IN (0, 1))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE period (
	fund_id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	"key" TEXT NOT NULL,
	year INTEGER NOT NULL,
	closed INTEGER NOT NULL,
	CONSTRAINT pk_period PRIMARY KEY (fund_id, "key"),
	CONSTRAINT ck_period_key CHECK (key LIKE '____-__'),
	CONSTRAINT fk_period_fund_id_year FOREIGN KEY(fund_id, year) REFERENCES fund_year (fund_id, year),
	CONSTRAINT ck_period_closed CHECK (closed IN (0, 1))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE role_grant (
	fund_id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	no INTEGER NOT NULL,
	login TEXT NOT NULL,
	role TEXT NOT NULL,
	scope_kind TEXT NOT NULL,
	scope_key TEXT,
	granted_by TEXT NOT NULL,
	from_on TEXT NOT NULL,
	until_on TEXT,
	CONSTRAINT pk_role_grant PRIMARY KEY (fund_id, no),
	CONSTRAINT ck_role_grant_role CHECK (role = 'preparer' OR role = 'head' OR role = 'subdistrict_reviewer' OR role = 'district_reviewer' OR role = 'district_approver' OR role = 'accountant' OR role = 'cashier' OR role = 'supervisor' OR role = 'auditor' OR role = 'admin'),
	CONSTRAINT ck_role_grant_scope_kind CHECK (scope_kind = 'district' OR scope_kind = 'subdistrict' OR scope_kind = 'community'),
	CONSTRAINT ck_role_grant_scope CHECK ((scope_kind = 'district') = (scope_key IS NULL)),
	CONSTRAINT fk_role_grant_fund_id_login FOREIGN KEY(fund_id, login) REFERENCES person (fund_id, login),
	CONSTRAINT ck_role_grant_from_on CHECK (from_on IS NULL OR from_on IS date(from_on, '+0 days')),
	CONSTRAINT ck_role_grant_until_on CHECK (until_on IS NULL OR until_on IS date(until_on, '+0 days'))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE bank_account (
	fund_id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	"key" TEXT NOT NULL,
	account_key TEXT NOT NULL,
	name TEXT NOT NULL,
	bank TEXT NOT NULL,
	number TEXT NOT NULL,
	source TEXT NOT NULL,
	CONSTRAINT pk_bank_account PRIMARY KEY (fund_id, "key"),
	CONSTRAINT uq_bank_account_fund_id_account_key UNIQUE (fund_id, account_key),
	CONSTRAINT uq_bank_account_fund_id_number UNIQUE (fund_id, number),
	CONSTRAINT fk_bank_account_fund_id_account_key FOREIGN KEY(fund_id, account_key) REFERENCES account (fund_id, "key"),
	CONSTRAINT fk_bank_account_fund_id_source FOREIGN KEY(fund_id, source) REFERENCES funding_source (fund_id, "key")
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE handover (
	fund_id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	no INTEGER NOT NULL,
	role TEXT NOT NULL,
	grant_no INTEGER NOT NULL,
	from_login TEXT NOT NULL,
	to_login TEXT NOT NULL,
	on_date TEXT NOT NULL,
	absent_reason TEXT,
	delegate TEXT,
	state TEXT NOT NULL,
	cancel_reason TEXT,
	CONSTRAINT pk_handover PRIMARY KEY (fund_id, no),
	CONSTRAINT ck_handover_role CHECK (role = 'accountant' OR role = 'cashier'),
	CONSTRAINT ck_handover_state CHECK (state = 'proposed' OR state = 'accepted' OR state = 'complete' OR state = 'cancelled'),
	CONSTRAINT ck_handover_two_people CHECK (from_login <> to_login),
	CONSTRAINT ck_handover_delegate CHECK (delegate IS NULL OR absent_reason IS NOT NULL),
	CONSTRAINT ck_handover_cancelled CHECK ((state <> 'cancelled') = (cancel_reason IS NULL)),
	CONSTRAINT fk_handover_fund_id_grant_no FOREIGN KEY(fund_id, grant_no) REFERENCES role_grant (fund_id, no),
	CONSTRAINT fk_handover_fund_id_from_login FOREIGN KEY(fund_id, from_login) REFERENCES person (fund_id, login),
	CONSTRAINT fk_handover_fund_id_to_login FOREIGN KEY(fund_id, to_login) REFERENCES person (fund_id, login),
	CONSTRAINT ck_handover_on_date CHECK (on_date IS NULL OR on_date IS date(on_date, '+0 days'))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE payee (
	fund_id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	no INTEGER NOT NULL,
	community_key TEXT NOT NULL,
	name TEXT NOT NULL,
	bank TEXT NOT NULL,
	number TEXT NOT NULL,
	recorded_by TEXT NOT NULL,
	verified_by TEXT,
	verified_on TEXT,
	CONSTRAINT pk_payee PRIMARY KEY (fund_id, no),
	CONSTRAINT ck_payee_eyes CHECK (verified_by IS NULL OR verified_by <> recorded_by),
	CONSTRAINT fk_payee_fund_id_community_key FOREIGN KEY(fund_id, community_key) REFERENCES community (fund_id, "key"),
	CONSTRAINT ck_payee_verified_on CHECK (verified_on IS NULL OR verified_on IS date(verified_on, '+0 days'))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE project (
	fund_id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	no INTEGER NOT NULL,
	code TEXT NOT NULL,
	community_key TEXT NOT NULL,
	round_key TEXT NOT NULL,
	category TEXT NOT NULL,
	title TEXT NOT NULL,
	version INTEGER NOT NULL,
	state TEXT NOT NULL,
	returned_from TEXT,
	due_on TEXT,
	reviewers_needed INTEGER,
	CONSTRAINT pk_project PRIMARY KEY (fund_id, no),
	CONSTRAINT ck_project_no CHECK (no >= 1),
	CONSTRAINT ck_project_state CHECK (state = 'draft' OR state = 'submitted' OR state = 'subdistrict_review' OR state = 'district_review' OR state = 'returned' OR state = 'rejected' OR state = 'withdrawn' OR state = 'on_notice' OR state = 'established' OR state = 'active' OR state = 'suspended' OR state = 'closing' OR state = 'closed' OR state = 'cancelled'),
	CONSTRAINT ck_project_returned_from CHECK (returned_from IS NULL OR returned_from = 'draft' OR returned_from = 'submitted' OR returned_from = 'subdistrict_review' OR returned_from = 'district_review' OR returned_from = 'returned' OR returned_from = 'rejected' OR returned_from = 'withdrawn' OR returned_from = 'on_notice' OR returned_from = 'established' OR returned_from = 'active' OR returned_from = 'suspended' OR returned_from = 'closing' OR returned_from = 'closed' OR returned_from = 'cancelled'),
	CONSTRAINT uq_project_fund_id_code UNIQUE (fund_id, code),
	CONSTRAINT fk_project_fund_id_community_key FOREIGN KEY(fund_id, community_key) REFERENCES community (fund_id, "key"),
	CONSTRAINT fk_project_fund_id_round_key FOREIGN KEY(fund_id, round_key) REFERENCES round (fund_id, "key"),
	CONSTRAINT ck_project_due_on CHECK (due_on IS NULL OR due_on IS date(due_on, '+0 days'))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE voucher (
	fund_id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	no INTEGER NOT NULL,
	month TEXT NOT NULL,
	series TEXT NOT NULL,
	number INTEGER NOT NULL,
	on_date TEXT NOT NULL,
	summary TEXT NOT NULL,
	kind TEXT NOT NULL,
	rule TEXT NOT NULL,
	attachments INTEGER NOT NULL,
	annuls_no INTEGER,
	pair_no INTEGER,
	CONSTRAINT pk_voucher PRIMARY KEY (fund_id, no),
	CONSTRAINT ck_voucher_no CHECK (no >= 1),
	CONSTRAINT ck_voucher_number CHECK (number >= 1),
	CONSTRAINT ck_voucher_attachments CHECK (attachments >= 0),
	CONSTRAINT ck_voucher_kind CHECK (kind = 'normal' OR kind = 'red' OR kind = 'blue' OR kind = 'opening' OR kind = 'release' OR kind = 'closing'),
	CONSTRAINT ck_voucher_series CHECK (series = 'money' OR series = 'budget'),
	CONSTRAINT ck_voucher_pair_no CHECK (pair_no IS NULL OR (series = 'budget' AND pair_no = no - 1)),
	CONSTRAINT uq_voucher_fund_id_month_series_number UNIQUE (fund_id, month, series, number),
	CONSTRAINT fk_voucher_fund_id_month FOREIGN KEY(fund_id, month) REFERENCES period (fund_id, "key"),
	CONSTRAINT fk_voucher_fund_id_annuls_no FOREIGN KEY(fund_id, annuls_no) REFERENCES voucher (fund_id, no),
	CONSTRAINT ck_voucher_on_date CHECK (on_date IS NULL OR on_date IS date(on_date, '+0 days'))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE amendment (
	fund_id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	no INTEGER NOT NULL,
	project_no INTEGER NOT NULL,
	line INTEGER NOT NULL,
	change_fen INTEGER NOT NULL,
	reason TEXT NOT NULL,
	on_date TEXT NOT NULL,
	voucher_no INTEGER,
	CONSTRAINT pk_amendment PRIMARY KEY (fund_id, no),
	CONSTRAINT ck_amendment_change_fen CHECK (change_fen <> 0),
	CONSTRAINT fk_amendment_fund_id_project_no FOREIGN KEY(fund_id, project_no) REFERENCES project (fund_id, no),
	CONSTRAINT fk_amendment_fund_id_voucher_no FOREIGN KEY(fund_id, voucher_no) REFERENCES voucher (fund_id, no),
	CONSTRAINT ck_amendment_on_date CHECK (on_date IS NULL OR on_date IS date(on_date, '+0 days'))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE application (
	fund_id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	no INTEGER NOT NULL,
	project_no INTEGER NOT NULL,
	version INTEGER NOT NULL,
	title TEXT NOT NULL,
	purpose TEXT NOT NULL,
	starts_on TEXT NOT NULL,
	ends_on TEXT NOT NULL,
	requested_fen INTEGER NOT NULL,
	CONSTRAINT pk_application PRIMARY KEY (fund_id, no),
	CONSTRAINT ck_application_requested_fen CHECK (requested_fen BETWEEN 1 AND 1000000000000000),
	CONSTRAINT uq_application_fund_id_project_no_version UNIQUE (fund_id, project_no, version),
	CONSTRAINT fk_application_fund_id_project_no FOREIGN KEY(fund_id, project_no) REFERENCES project (fund_id, no),
	CONSTRAINT ck_application_starts_on CHECK (starts_on IS NULL OR starts_on IS date(starts_on, '+0 days')),
	CONSTRAINT ck_application_ends_on CHECK (ends_on IS NULL OR ends_on IS date(ends_on, '+0 days'))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE approval (
	fund_id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	no INTEGER NOT NULL,
	project_no INTEGER NOT NULL,
	version INTEGER NOT NULL,
	approved_fen INTEGER NOT NULL,
	approver TEXT NOT NULL,
	on_date TEXT NOT NULL,
	voucher_no INTEGER NOT NULL,
	CONSTRAINT pk_approval PRIMARY KEY (fund_id, no),
	CONSTRAINT ck_approval_approved_fen CHECK (approved_fen BETWEEN 1 AND 1000000000000000),
	CONSTRAINT fk_approval_fund_id_project_no FOREIGN KEY(fund_id, project_no) REFERENCES project (fund_id, no),
	CONSTRAINT fk_approval_fund_id_voucher_no FOREIGN KEY(fund_id, voucher_no) REFERENCES voucher (fund_id, no),
	CONSTRAINT ck_approval_on_date CHECK (on_date IS NULL OR on_date IS date(on_date, '+0 days'))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE claim (
	fund_id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	no INTEGER NOT NULL,
	project_no INTEGER NOT NULL,
	reimburses INTEGER NOT NULL,
	claimed_fen INTEGER NOT NULL,
	admitted_fen INTEGER,
	version INTEGER NOT NULL,
	state TEXT NOT NULL,
	CONSTRAINT pk_claim PRIMARY KEY (fund_id, no),
	CONSTRAINT ck_claim_claimed_fen CHECK (claimed_fen BETWEEN 1 AND 1000000000000000),
	CONSTRAINT ck_claim_admitted_fen CHECK (admitted_fen IS NULL OR admitted_fen BETWEEN 0 AND claimed_fen),
	CONSTRAINT ck_claim_state CHECK (state = 'draft' OR state = 'submitted' OR state = 'returned' OR state = 'admitted' OR state = 'rejected'),
	CONSTRAINT fk_claim_fund_id_project_no FOREIGN KEY(fund_id, project_no) REFERENCES project (fund_id, no),
	CONSTRAINT ck_claim_reimburses CHECK (reimburses IN (0, 1))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE funding (
	fund_id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	no INTEGER NOT NULL,
	kind TEXT NOT NULL,
	party TEXT NOT NULL,
	source TEXT,
	purpose TEXT NOT NULL,
	fen INTEGER NOT NULL,
	returned_fen INTEGER NOT NULL,
	bank TEXT NOT NULL,
	on_date TEXT NOT NULL,
	project_no INTEGER,
	voucher_no INTEGER NOT NULL,
	identified_voucher_no INTEGER,
	CONSTRAINT pk_funding PRIMARY KEY (fund_id, no),
	CONSTRAINT ck_funding_kind CHECK (kind = 'donation' OR kind = 'grant' OR kind = 'unidentified'),
	CONSTRAINT ck_funding_fen CHECK (fen BETWEEN 0 AND 1000000000000000),
	CONSTRAINT ck_funding_returned_fen CHECK (returned_fen BETWEEN 0 AND fen),
	CONSTRAINT ck_funding_source CHECK ((kind = 'unidentified') = (source IS NULL)),
	CONSTRAINT fk_funding_fund_id_source FOREIGN KEY(fund_id, source) REFERENCES funding_source (fund_id, "key"),
	CONSTRAINT fk_funding_fund_id_project_no FOREIGN KEY(fund_id, project_no) REFERENCES project (fund_id, no),
	CONSTRAINT fk_funding_fund_id_bank FOREIGN KEY(fund_id, bank) REFERENCES account (fund_id, "key"),
	CONSTRAINT fk_funding_fund_id_voucher_no FOREIGN KEY(fund_id, voucher_no) REFERENCES voucher (fund_id, no),
	CONSTRAINT fk_funding_fund_id_identified_voucher_no FOREIGN KEY(fund_id, identified_voucher_no) REFERENCES voucher (fund_id, no),
	CONSTRAINT ck_funding_on_date CHECK (on_date IS NULL OR on_date IS date(on_date, '+0 days'))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE handover_item (
	fund_id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	handover_no INTEGER NOT NULL,
	item INTEGER NOT NULL,
	kind TEXT NOT NULL,
	"key" TEXT NOT NULL,
	title TEXT NOT NULL,
	size INTEGER NOT NULL,
	fen INTEGER,
	CONSTRAINT pk_handover_item PRIMARY KEY (fund_id, handover_no, item),
	CONSTRAINT ck_handover_item_kind CHECK (kind = 'to_prepare' OR kind = 'to_countersign' OR kind = 'to_review' OR kind = 'to_post' OR kind = 'claim_to_admit' OR kind = 'payment_to_check' OR kind = 'payment_to_make' OR kind = 'money_to_recover' OR kind = 'money_to_identify' OR kind = 'receipt_without_file' OR kind = 'month_open' OR kind = 'bank_balance'),
	CONSTRAINT ck_handover_item_size CHECK (size >= 1),
	CONSTRAINT fk_handover_item_fund_id_handover_no FOREIGN KEY(fund_id, handover_no) REFERENCES handover (fund_id, no)
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE handover_signature (
	fund_id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	handover_no INTEGER NOT NULL,
	part TEXT NOT NULL,
	login TEXT NOT NULL,
	on_date TEXT NOT NULL,
	CONSTRAINT pk_handover_signature PRIMARY KEY (fund_id, handover_no, part),
	CONSTRAINT ck_handover_signature_part CHECK (part = 'given' OR part = 'taken' OR part = 'witnessed'),
	CONSTRAINT uq_handover_signature_fund_id_handover_no_login UNIQUE (fund_id, handover_no, login),
	CONSTRAINT fk_handover_signature_fund_id_handover_no FOREIGN KEY(fund_id, handover_no) REFERENCES handover (fund_id, no),
	CONSTRAINT fk_handover_signature_fund_id_login FOREIGN KEY(fund_id, login) REFERENCES person (fund_id, login),
	CONSTRAINT ck_handover_signature_on_date CHECK (on_date IS NULL OR on_date IS date(on_date, '+0 days'))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE interest (
	fund_id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	no INTEGER NOT NULL,
	login TEXT NOT NULL,
	community_key TEXT,
	project_no INTEGER,
	reason TEXT NOT NULL,
	on_date TEXT NOT NULL,
	CONSTRAINT pk_interest PRIMARY KEY (fund_id, no),
	CONSTRAINT ck_interest_one_subject CHECK ((community_key IS NULL) <> (project_no IS NULL)),
	CONSTRAINT fk_interest_fund_id_login FOREIGN KEY(fund_id, login) REFERENCES person (fund_id, login),
	CONSTRAINT fk_interest_fund_id_community_key FOREIGN KEY(fund_id, community_key) REFERENCES community (fund_id, "key"),
	CONSTRAINT fk_interest_fund_id_project_no FOREIGN KEY(fund_id, project_no) REFERENCES project (fund_id, no),
	CONSTRAINT ck_interest_on_date CHECK (on_date IS NULL OR on_date IS date(on_date, '+0 days'))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE objection (
	fund_id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	no INTEGER NOT NULL,
	project_no INTEGER NOT NULL,
	raised_by TEXT NOT NULL,
	reason TEXT NOT NULL,
	on_date TEXT NOT NULL,
	answer TEXT,
	answered_on TEXT,
	CONSTRAINT pk_objection PRIMARY KEY (fund_id, no),
	CONSTRAINT ck_objection_answer CHECK (answer IS NULL OR answer IN ('upheld', 'dismissed')),
	CONSTRAINT fk_objection_fund_id_project_no FOREIGN KEY(fund_id, project_no) REFERENCES project (fund_id, no),
	CONSTRAINT ck_objection_on_date CHECK (on_date IS NULL OR on_date IS date(on_date, '+0 days')),
	CONSTRAINT ck_objection_answered_on CHECK (answered_on IS NULL OR answered_on IS date(answered_on, '+0 days'))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE opening (
	fund_id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	no INTEGER NOT NULL,
	kind TEXT NOT NULL,
	accountant TEXT NOT NULL,
	supervisor TEXT NOT NULL,
	on_date TEXT NOT NULL,
	last_voucher_no INTEGER NOT NULL,
	CONSTRAINT pk_opening PRIMARY KEY (fund_id, no),
	CONSTRAINT ck_opening_kind CHECK (kind = 'journal' OR kind = 'books'),
	CONSTRAINT ck_opening_two_people CHECK (accountant <> supervisor),
	CONSTRAINT fk_opening_fund_id_accountant FOREIGN KEY(fund_id, accountant) REFERENCES person (fund_id, login),
	CONSTRAINT fk_opening_fund_id_supervisor FOREIGN KEY(fund_id, supervisor) REFERENCES person (fund_id, login),
	CONSTRAINT fk_opening_fund_id_last_voucher_no FOREIGN KEY(fund_id, last_voucher_no) REFERENCES voucher (fund_id, no),
	CONSTRAINT ck_opening_on_date CHECK (on_date IS NULL OR on_date IS date(on_date, '+0 days'))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE posting (
	fund_id INTEGER NOT NULL,
	no INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	voucher_no INTEGER NOT NULL,
	debit TEXT NOT NULL,
	credit TEXT NOT NULL,
	fen INTEGER NOT NULL,
	debit_red INTEGER NOT NULL,
	credit_red INTEGER NOT NULL,
	project_no INTEGER,
	debit_source TEXT,
	credit_source TEXT,
	CONSTRAINT pk_posting PRIMARY KEY (fund_id, no),
	CONSTRAINT ck_posting_no CHECK (no >= 1),
	CONSTRAINT ck_posting_fen CHECK (fen BETWEEN 1 AND 1000000000000000),
	CONSTRAINT ck_posting_two_places CHECK (debit <> credit OR COALESCE(debit_source, '') <> COALESCE(credit_source, '')),
	CONSTRAINT fk_posting_fund_id_voucher_no FOREIGN KEY(fund_id, voucher_no) REFERENCES voucher (fund_id, no),
	CONSTRAINT fk_posting_fund_id_debit FOREIGN KEY(fund_id, debit) REFERENCES account (fund_id, "key"),
	CONSTRAINT fk_posting_fund_id_credit FOREIGN KEY(fund_id, credit) REFERENCES account (fund_id, "key"),
	CONSTRAINT fk_posting_fund_id_project_no FOREIGN KEY(fund_id, project_no) REFERENCES project (fund_id, no),
	CONSTRAINT ck_posting_debit_red CHECK (debit_red IN (0, 1)),
	CONSTRAINT ck_posting_credit_red CHECK (credit_red IN (0, 1))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE project_balance (
	fund_id INTEGER NOT NULL,
	project_no INTEGER NOT NULL,
	account_key TEXT NOT NULL,
	source TEXT NOT NULL,
	seq INTEGER NOT NULL,
	fen INTEGER NOT NULL,
	CONSTRAINT pk_project_balance PRIMARY KEY (fund_id, project_no, account_key, source),
	CONSTRAINT fk_project_balance_fund_id_account_key FOREIGN KEY(fund_id, account_key) REFERENCES account (fund_id, "key"),
	CONSTRAINT fk_project_balance_fund_id_project_no FOREIGN KEY(fund_id, project_no) REFERENCES project (fund_id, no)
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE project_source (
	fund_id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	project_no INTEGER NOT NULL,
	source TEXT NOT NULL,
	place INTEGER NOT NULL,
	CONSTRAINT pk_project_source PRIMARY KEY (fund_id, project_no, source),
	CONSTRAINT fk_project_source_fund_id_project_no FOREIGN KEY(fund_id, project_no) REFERENCES project (fund_id, no),
	CONSTRAINT fk_project_source_fund_id_source FOREIGN KEY(fund_id, source) REFERENCES funding_source (fund_id, "key")
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE refund (
	fund_id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	no INTEGER NOT NULL,
	project_no INTEGER NOT NULL,
	fen INTEGER NOT NULL,
	bank TEXT NOT NULL,
	on_date TEXT NOT NULL,
	voucher_no INTEGER NOT NULL,
	CONSTRAINT pk_refund PRIMARY KEY (fund_id, no),
	CONSTRAINT ck_refund_fen CHECK (fen BETWEEN 1 AND 1000000000000000),
	CONSTRAINT fk_refund_fund_id_project_no FOREIGN KEY(fund_id, project_no) REFERENCES project (fund_id, no),
	CONSTRAINT fk_refund_fund_id_bank FOREIGN KEY(fund_id, bank) REFERENCES account (fund_id, "key"),
	CONSTRAINT fk_refund_fund_id_voucher_no FOREIGN KEY(fund_id, voucher_no) REFERENCES voucher (fund_id, no),
	CONSTRAINT ck_refund_on_date CHECK (on_date IS NULL OR on_date IS date(on_date, '+0 days'))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE review (
	fund_id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	no INTEGER NOT NULL,
	project_no INTEGER NOT NULL,
	version INTEGER NOT NULL,
	stage TEXT NOT NULL,
	cycle INTEGER NOT NULL,
	reviewer TEXT NOT NULL,
	agrees INTEGER NOT NULL,
	recommended_fen INTEGER,
	opinion TEXT NOT NULL,
	on_date TEXT NOT NULL,
	CONSTRAINT pk_review PRIMARY KEY (fund_id, no),
	CONSTRAINT uq_review_fund_id_project_no_version_stage_cycle_reviewer UNIQUE (fund_id, project_no, version, stage, cycle, reviewer),
	CONSTRAINT fk_review_fund_id_project_no FOREIGN KEY(fund_id, project_no) REFERENCES project (fund_id, no),
	CONSTRAINT fk_review_fund_id_reviewer FOREIGN KEY(fund_id, reviewer) REFERENCES person (fund_id, login),
	CONSTRAINT ck_review_agrees CHECK (agrees IN (0, 1)),
	CONSTRAINT ck_review_on_date CHECK (on_date IS NULL OR on_date IS date(on_date, '+0 days'))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE running_cost (
	fund_id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	no INTEGER NOT NULL,
	source TEXT NOT NULL,
	account TEXT NOT NULL,
	bank TEXT NOT NULL,
	fen INTEGER NOT NULL,
	voucher_no INTEGER NOT NULL,
	bounced_voucher_no INTEGER,
	CONSTRAINT pk_running_cost PRIMARY KEY (fund_id, no),
	CONSTRAINT ck_running_cost_fen CHECK (fen BETWEEN 1 AND 1000000000000000),
	CONSTRAINT fk_running_cost_fund_id_source FOREIGN KEY(fund_id, source) REFERENCES funding_source (fund_id, "key"),
	CONSTRAINT fk_running_cost_fund_id_account FOREIGN KEY(fund_id, account) REFERENCES account (fund_id, "key"),
	CONSTRAINT fk_running_cost_fund_id_bank FOREIGN KEY(fund_id, bank) REFERENCES account (fund_id, "key"),
	CONSTRAINT fk_running_cost_fund_id_voucher_no FOREIGN KEY(fund_id, voucher_no) REFERENCES voucher (fund_id, no),
	CONSTRAINT fk_running_cost_fund_id_bounced_voucher_no FOREIGN KEY(fund_id, bounced_voucher_no) REFERENCES voucher (fund_id, no)
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE signature (
	fund_id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	voucher_no INTEGER NOT NULL,
	part TEXT NOT NULL,
	login TEXT NOT NULL,
	on_date TEXT NOT NULL,
	CONSTRAINT pk_signature PRIMARY KEY (fund_id, voucher_no, part),
	CONSTRAINT ck_signature_part CHECK (part = 'chief' OR part = 'posted' OR part = 'cashier' OR part = 'reviewed' OR part = 'prepared'),
	CONSTRAINT fk_signature_fund_id_voucher_no FOREIGN KEY(fund_id, voucher_no) REFERENCES voucher (fund_id, no),
	CONSTRAINT fk_signature_fund_id_login FOREIGN KEY(fund_id, login) REFERENCES person (fund_id, login),
	CONSTRAINT ck_signature_on_date CHECK (on_date IS NULL OR on_date IS date(on_date, '+0 days'))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE transfer (
	fund_id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	no INTEGER NOT NULL,
	from_bank TEXT NOT NULL,
	to_bank TEXT NOT NULL,
	fen INTEGER NOT NULL,
	voucher_no INTEGER NOT NULL,
	arrived_voucher_no INTEGER,
	CONSTRAINT pk_transfer PRIMARY KEY (fund_id, no),
	CONSTRAINT ck_transfer_fen CHECK (fen BETWEEN 1 AND 1000000000000000),
	CONSTRAINT ck_transfer_two_accounts CHECK (from_bank <> to_bank),
	CONSTRAINT fk_transfer_fund_id_from_bank FOREIGN KEY(fund_id, from_bank) REFERENCES account (fund_id, "key"),
	CONSTRAINT fk_transfer_fund_id_to_bank FOREIGN KEY(fund_id, to_bank) REFERENCES account (fund_id, "key"),
	CONSTRAINT fk_transfer_fund_id_voucher_no FOREIGN KEY(fund_id, voucher_no) REFERENCES voucher (fund_id, no),
	CONSTRAINT fk_transfer_fund_id_arrived_voucher_no FOREIGN KEY(fund_id, arrived_voucher_no) REFERENCES voucher (fund_id, no)
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE approval_line (
	fund_id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	approval_no INTEGER NOT NULL,
	line INTEGER NOT NULL,
	approved_fen INTEGER NOT NULL,
	CONSTRAINT pk_approval_line PRIMARY KEY (fund_id, approval_no, line),
	CONSTRAINT ck_approval_line_approved_fen CHECK (approved_fen BETWEEN 0 AND 1000000000000000),
	CONSTRAINT fk_approval_line_fund_id_approval_no FOREIGN KEY(fund_id, approval_no) REFERENCES approval (fund_id, no)
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE budget_line (
	fund_id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	application_no INTEGER NOT NULL,
	line INTEGER NOT NULL,
	kind TEXT NOT NULL,
	description TEXT NOT NULL,
	requested_fen INTEGER NOT NULL,
	CONSTRAINT pk_budget_line PRIMARY KEY (fund_id, application_no, line),
	CONSTRAINT ck_budget_line_kind CHECK (kind = 'materials' OR kind = 'labour' OR kind = 'venue' OR kind = 'publicity' OR kind = 'activity' OR kind = 'other'),
	CONSTRAINT ck_budget_line_requested_fen CHECK (requested_fen BETWEEN 1 AND 1000000000000000),
	CONSTRAINT fk_budget_line_fund_id_application_no FOREIGN KEY(fund_id, application_no) REFERENCES application (fund_id, no)
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE disbursement (
	fund_id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	no INTEGER NOT NULL,
	project_no INTEGER NOT NULL,
	claim_no INTEGER,
	payee_no INTEGER NOT NULL,
	fen INTEGER NOT NULL,
	state TEXT NOT NULL,
	bank TEXT,
	CONSTRAINT pk_disbursement PRIMARY KEY (fund_id, no),
	CONSTRAINT ck_disbursement_fen CHECK (fen BETWEEN 1 AND 1000000000000000),
	CONSTRAINT ck_disbursement_state CHECK (state = 'requested' OR state = 'checked' OR state = 'approved' OR state = 'paid' OR state = 'acknowledged' OR state = 'returned' OR state = 'declined' OR state = 'bounced'),
	CONSTRAINT fk_disbursement_fund_id_project_no FOREIGN KEY(fund_id, project_no) REFERENCES project (fund_id, no),
	CONSTRAINT fk_disbursement_fund_id_claim_no FOREIGN KEY(fund_id, claim_no) REFERENCES claim (fund_id, no),
	CONSTRAINT fk_disbursement_fund_id_payee_no FOREIGN KEY(fund_id, payee_no) REFERENCES payee (fund_id, no),
	CONSTRAINT fk_disbursement_fund_id_bank FOREIGN KEY(fund_id, bank) REFERENCES account (fund_id, "key")
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE money_return (
	fund_id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	no INTEGER NOT NULL,
	source TEXT NOT NULL,
	funding_no INTEGER,
	fen INTEGER NOT NULL,
	party TEXT NOT NULL,
	reason TEXT NOT NULL,
	ground TEXT NOT NULL,
	state TEXT NOT NULL,
	bank TEXT,
	voucher_no INTEGER NOT NULL,
	paid_voucher_no INTEGER,
	CONSTRAINT pk_money_return PRIMARY KEY (fund_id, no),
	CONSTRAINT ck_money_return_fen CHECK (fen BETWEEN 1 AND 1000000000000000),
	CONSTRAINT ck_money_return_ground CHECK (ground = 'unspent' OR ground = 'mistaken' OR ground = 'ordered'),
	CONSTRAINT ck_money_return_state CHECK (state = 'decided' OR state = 'paid'),
	CONSTRAINT fk_money_return_fund_id_source FOREIGN KEY(fund_id, source) REFERENCES funding_source (fund_id, "key"),
	CONSTRAINT fk_money_return_fund_id_funding_no FOREIGN KEY(fund_id, funding_no) REFERENCES funding (fund_id, no),
	CONSTRAINT fk_money_return_fund_id_bank FOREIGN KEY(fund_id, bank) REFERENCES account (fund_id, "key"),
	CONSTRAINT fk_money_return_fund_id_voucher_no FOREIGN KEY(fund_id, voucher_no) REFERENCES voucher (fund_id, no),
	CONSTRAINT fk_money_return_fund_id_paid_voucher_no FOREIGN KEY(fund_id, paid_voucher_no) REFERENCES voucher (fund_id, no)
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE notice (
	fund_id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	no INTEGER NOT NULL,
	project_no INTEGER NOT NULL,
	approval_no INTEGER,
	amendment_no INTEGER,
	published_on TEXT NOT NULL,
	starts_on TEXT NOT NULL,
	ends_on TEXT NOT NULL,
	first_day TEXT NOT NULL,
	working_days INTEGER NOT NULL,
	published_fen INTEGER NOT NULL,
	publication TEXT NOT NULL,
	reason TEXT NOT NULL,
	on_date TEXT NOT NULL,
	CONSTRAINT pk_notice PRIMARY KEY (fund_id, no),
	CONSTRAINT ck_notice_published_fen CHECK (published_fen BETWEEN 1 AND 1000000000000000),
	CONSTRAINT ck_notice_first_day CHECK (first_day = 'start' OR first_day = 'next'),
	CONSTRAINT ck_notice_of_one CHECK ((approval_no IS NULL) <> (amendment_no IS NULL)),
	CONSTRAINT ck_notice_starts_on CHECK (starts_on >= published_on),
	CONSTRAINT ck_notice_ends_on CHECK (ends_on >= starts_on),
	CONSTRAINT ck_notice_working_days CHECK (working_days >= 0),
	CONSTRAINT fk_notice_fund_id_project_no FOREIGN KEY(fund_id, project_no) REFERENCES project (fund_id, no),
	CONSTRAINT fk_notice_fund_id_approval_no FOREIGN KEY(fund_id, approval_no) REFERENCES approval (fund_id, no),
	CONSTRAINT fk_notice_fund_id_amendment_no FOREIGN KEY(fund_id, amendment_no) REFERENCES amendment (fund_id, no),
	CONSTRAINT ck_notice_published_on CHECK (published_on IS NULL OR published_on IS date(published_on, '+0 days')),
	CONSTRAINT ck_notice_starts_on CHECK (starts_on IS NULL OR starts_on IS date(starts_on, '+0 days')),
	CONSTRAINT ck_notice_ends_on CHECK (ends_on IS NULL OR ends_on IS date(ends_on, '+0 days')),
	CONSTRAINT ck_notice_on_date CHECK (on_date IS NULL OR on_date IS date(on_date, '+0 days'))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE opening_cost (
	fund_id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	claim_no INTEGER NOT NULL,
	kind TEXT NOT NULL,
	source TEXT NOT NULL,
	year INTEGER NOT NULL,
	fen INTEGER NOT NULL,
	CONSTRAINT pk_opening_cost PRIMARY KEY (fund_id, claim_no, kind, source),
	CONSTRAINT ck_opening_cost_kind CHECK (kind = 'materials' OR kind = 'labour' OR kind = 'venue' OR kind = 'publicity' OR kind = 'activity' OR kind = 'other'),
	CONSTRAINT ck_opening_cost_fen CHECK (fen BETWEEN 1 AND 1000000000000000),
	CONSTRAINT fk_opening_cost_fund_id_claim_no FOREIGN KEY(fund_id, claim_no) REFERENCES claim (fund_id, no),
	CONSTRAINT fk_opening_cost_fund_id_source FOREIGN KEY(fund_id, source) REFERENCES funding_source (fund_id, "key")
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE receipt (
	fund_id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	no INTEGER NOT NULL,
	claim_no INTEGER NOT NULL,
	version INTEGER NOT NULL,
	line INTEGER NOT NULL,
	kind TEXT NOT NULL,
	number TEXT NOT NULL,
	plain_number TEXT NOT NULL,
	seller TEXT NOT NULL,
	issued_on TEXT NOT NULL,
	claimed_fen INTEGER NOT NULL,
	code TEXT NOT NULL,
	face_fen INTEGER,
	sheets INTEGER NOT NULL,
	attachment_sha256 TEXT,
	CONSTRAINT pk_receipt PRIMARY KEY (fund_id, no),
	CONSTRAINT ck_receipt_kind CHECK (kind = 'invoice' OR kind = 'receipt' OR kind = 'signed_list' OR kind = 'bank_slip' OR kind = 'photo'),
	CONSTRAINT ck_receipt_claimed_fen CHECK (claimed_fen BETWEEN 1 AND 1000000000000000),
	CONSTRAINT ck_receipt_face_fen CHECK (face_fen IS NULL OR (kind = 'invoice' AND face_fen > claimed_fen)),
	CONSTRAINT ck_receipt_sheets CHECK (sheets BETWEEN 1 AND 999),
	CONSTRAINT fk_receipt_fund_id_claim_no FOREIGN KEY(fund_id, claim_no) REFERENCES claim (fund_id, no),
	CONSTRAINT fk_receipt_fund_id_attachment_sha256 FOREIGN KEY(fund_id, attachment_sha256) REFERENCES attachment (fund_id, sha256),
	CONSTRAINT ck_receipt_issued_on CHECK (issued_on IS NULL OR issued_on IS date(issued_on, '+0 days'))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE admission (
	fund_id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	receipt_no INTEGER NOT NULL,
	admitted_fen INTEGER NOT NULL,
	reason TEXT NOT NULL,
	CONSTRAINT pk_admission PRIMARY KEY (fund_id, receipt_no),
	CONSTRAINT ck_admission_admitted_fen CHECK (admitted_fen BETWEEN 0 AND 1000000000000000),
	CONSTRAINT fk_admission_fund_id_receipt_no FOREIGN KEY(fund_id, receipt_no) REFERENCES receipt (fund_id, no)
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE disbursement_share (
	fund_id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	disbursement_no INTEGER NOT NULL,
	source TEXT NOT NULL,
	place INTEGER NOT NULL,
	fen INTEGER NOT NULL,
	bank TEXT,
	CONSTRAINT pk_disbursement_share PRIMARY KEY (fund_id, disbursement_no, source),
	CONSTRAINT ck_disbursement_share_fen CHECK (fen BETWEEN 0 AND 1000000000000000),
	CONSTRAINT fk_disbursement_share_fund_id_disbursement_no FOREIGN KEY(fund_id, disbursement_no) REFERENCES disbursement (fund_id, no),
	CONSTRAINT fk_disbursement_share_fund_id_source FOREIGN KEY(fund_id, source) REFERENCES funding_source (fund_id, "key"),
	CONSTRAINT fk_disbursement_share_fund_id_bank FOREIGN KEY(fund_id, bank) REFERENCES account (fund_id, "key")
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE recovery (
	fund_id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	no INTEGER NOT NULL,
	project_no INTEGER NOT NULL,
	receipt_no INTEGER,
	source TEXT NOT NULL,
	bearer TEXT,
	consent TEXT NOT NULL,
	fen INTEGER NOT NULL,
	recovered_fen INTEGER NOT NULL,
	state TEXT NOT NULL,
	reason TEXT NOT NULL,
	on_date TEXT NOT NULL,
	voucher_no INTEGER NOT NULL,
	CONSTRAINT pk_recovery PRIMARY KEY (fund_id, no),
	CONSTRAINT ck_recovery_fen CHECK (fen BETWEEN 1 AND 1000000000000000),
	CONSTRAINT ck_recovery_recovered_fen CHECK (recovered_fen BETWEEN 0 AND fen),
	CONSTRAINT ck_recovery_state CHECK (state = 'open' OR state = 'recovered' OR state = 'written_off' OR state = 'never_paid'),
	CONSTRAINT fk_recovery_fund_id_project_no FOREIGN KEY(fund_id, project_no) REFERENCES project (fund_id, no),
	CONSTRAINT fk_recovery_fund_id_receipt_no FOREIGN KEY(fund_id, receipt_no) REFERENCES receipt (fund_id, no),
	CONSTRAINT fk_recovery_fund_id_source FOREIGN KEY(fund_id, source) REFERENCES funding_source (fund_id, "key"),
	CONSTRAINT fk_recovery_fund_id_bearer FOREIGN KEY(fund_id, bearer) REFERENCES funding_source (fund_id, "key"),
	CONSTRAINT fk_recovery_fund_id_voucher_no FOREIGN KEY(fund_id, voucher_no) REFERENCES voucher (fund_id, no),
	CONSTRAINT ck_recovery_on_date CHECK (on_date IS NULL OR on_date IS date(on_date, '+0 days'))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE suspicion (
	fund_id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	no INTEGER NOT NULL,
	claim_no INTEGER NOT NULL,
	receipt_no INTEGER NOT NULL,
	earlier_no INTEGER NOT NULL,
	ground TEXT NOT NULL,
	dismissed_by TEXT,
	dismissed_on TEXT,
	reason TEXT,
	CONSTRAINT pk_suspicion PRIMARY KEY (fund_id, no),
	CONSTRAINT ck_suspicion_no CHECK (no >= 1),
	CONSTRAINT ck_suspicion_ground CHECK (ground = 'split' OR ground = 'same_number' OR ground = 'same_file' OR ground = 'same_payment'),
	CONSTRAINT ck_suspicion_two_receipts CHECK (receipt_no <> earlier_no),
	CONSTRAINT ck_suspicion_dismissed CHECK ((dismissed_by IS NULL) = (dismissed_on IS NULL) AND (dismissed_by IS NULL) = (reason IS NULL)),
	CONSTRAINT uq_suspicion_fund_id_receipt_no_earlier_no_ground UNIQUE (fund_id, receipt_no, earlier_no, ground),
	CONSTRAINT fk_suspicion_fund_id_claim_no FOREIGN KEY(fund_id, claim_no) REFERENCES claim (fund_id, no),
	CONSTRAINT fk_suspicion_fund_id_receipt_no FOREIGN KEY(fund_id, receipt_no) REFERENCES receipt (fund_id, no),
	CONSTRAINT fk_suspicion_fund_id_earlier_no FOREIGN KEY(fund_id, earlier_no) REFERENCES receipt (fund_id, no),
	CONSTRAINT fk_suspicion_fund_id_dismissed_by FOREIGN KEY(fund_id, dismissed_by) REFERENCES person (fund_id, login),
	CONSTRAINT ck_suspicion_dismissed_on CHECK (dismissed_on IS NULL OR dismissed_on IS date(dismissed_on, '+0 days'))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE evidence (
	fund_id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	no INTEGER NOT NULL,
	voucher_no INTEGER,
	project_no INTEGER,
	claim_no INTEGER,
	disbursement_no INTEGER,
	recovery_no INTEGER,
	payee_no INTEGER,
	funding_no INTEGER,
	return_no INTEGER,
	running_cost_no INTEGER,
	transfer_no INTEGER,
	source TEXT,
	bank TEXT,
	document TEXT NOT NULL,
	original TEXT NOT NULL,
	sheets INTEGER NOT NULL,
	sha256 TEXT,
	place TEXT,
	number TEXT,
	host_no INTEGER,
	reason TEXT,
	attached_by TEXT NOT NULL,
	on_date TEXT NOT NULL,
	withdrawn_on TEXT,
	withdrawn_reason TEXT,
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
	CONSTRAINT fk_evidence_fund_id_source FOREIGN KEY(fund_id, source) REFERENCES funding_source (fund_id, "key"),
	CONSTRAINT fk_evidence_fund_id_bank FOREIGN KEY(fund_id, bank) REFERENCES bank_account (fund_id, "key"),
	CONSTRAINT fk_evidence_fund_id_sha256 FOREIGN KEY(fund_id, sha256) REFERENCES attachment (fund_id, sha256),
	CONSTRAINT fk_evidence_fund_id_host_no FOREIGN KEY(fund_id, host_no) REFERENCES voucher (fund_id, no),
	CONSTRAINT fk_evidence_fund_id_attached_by FOREIGN KEY(fund_id, attached_by) REFERENCES person (fund_id, login),
	CONSTRAINT ck_evidence_on_date CHECK (on_date IS NULL OR on_date IS date(on_date, '+0 days')),
	CONSTRAINT ck_evidence_withdrawn_on CHECK (withdrawn_on IS NULL OR withdrawn_on IS date(withdrawn_on, '+0 days'))
)
 WITHOUT ROWID,
 STRICT
-- next
CREATE TABLE step (
	fund_id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	no INTEGER NOT NULL,
	project_no INTEGER NOT NULL,
	disbursement_no INTEGER,
	claim_no INTEGER,
	recovery_no INTEGER,
	action TEXT NOT NULL,
	from_state TEXT,
	to_state TEXT,
	actor TEXT NOT NULL,
	role TEXT NOT NULL,
	on_date TEXT NOT NULL,
	reason TEXT NOT NULL,
	voucher_no INTEGER,
	opening INTEGER NOT NULL,
	CONSTRAINT pk_step PRIMARY KEY (fund_id, no),
	CONSTRAINT ck_step_role CHECK (role = 'preparer' OR role = 'head' OR role = 'subdistrict_reviewer' OR role = 'district_reviewer' OR role = 'district_approver' OR role = 'accountant' OR role = 'cashier' OR role = 'supervisor' OR role = 'auditor' OR role = 'admin'),
	CONSTRAINT fk_step_fund_id_project_no FOREIGN KEY(fund_id, project_no) REFERENCES project (fund_id, no),
	CONSTRAINT fk_step_fund_id_disbursement_no FOREIGN KEY(fund_id, disbursement_no) REFERENCES disbursement (fund_id, no),
	CONSTRAINT fk_step_fund_id_claim_no FOREIGN KEY(fund_id, claim_no) REFERENCES claim (fund_id, no),
	CONSTRAINT fk_step_fund_id_recovery_no FOREIGN KEY(fund_id, recovery_no) REFERENCES recovery (fund_id, no),
	CONSTRAINT fk_step_fund_id_actor FOREIGN KEY(fund_id, actor) REFERENCES person (fund_id, login),
	CONSTRAINT fk_step_fund_id_voucher_no FOREIGN KEY(fund_id, voucher_no) REFERENCES voucher (fund_id, no),
	CONSTRAINT ck_step_on_date CHECK (on_date IS NULL OR on_date IS date(on_date, '+0 days')),
	CONSTRAINT ck_step_opening CHECK (opening IN (0, 1))
)
 WITHOUT ROWID,
 STRICT
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
  a.restricted AS restricted,
  a.by_project AS by_project,
  a.by_source AS by_source,
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
  v.on_date AS on_date,
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
  s.on_date AS prepared_on,
  u.login AS reviewer,
  u.name AS reviewer_name,
  t.on_date AS reviewed_on,
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
  g.on_date AS on_date,
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
  v.on_date AS on_date,
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
  o.restricted AS restricted,
  o.purpose AS purpose,
  o.giver AS giver,
  o.from_on AS from_on,
  o.until_on AS until_on,
  o.returnable AS returnable,
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
  g.on_date AS on_date,
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
  m.closed AS closed,
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
  r.on_date AS on_date,
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
  r.on_date AS on_date,
  r.recorded_at AS recorded_at,
  r.database_user AS database_user,
  json_extract(r.body, '$.refusal.code') AS refusal_code
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
  p.due_on AS due_on,
  p.version AS version,
  a.starts_on AS starts_on,
  a.ends_on AS ends_on,
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
  a.starts_on AS starts_on,
  a.ends_on AS ends_on,
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
  w.agrees AS agrees,
  w.recommended_fen AS recommended_fen,
  w.opinion AS opinion,
  w.on_date AS on_date,
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
  e.on_date AS on_date,
  (SELECT k.ends_on FROM notice k WHERE k.fund_id = e.fund_id AND k.approval_no = e.no ORDER BY k.no DESC LIMIT 1) AS notice_until,
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
  z.on_date AS on_date,
  (SELECT k.ends_on FROM notice k WHERE k.fund_id = z.fund_id AND k.amendment_no = z.no ORDER BY k.no DESC LIMIT 1) AS notice_until,
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
  k.published_on AS published_on,
  k.starts_on AS notice_from,
  k.ends_on AS notice_until,
  k.first_day AS first_day,
  k.working_days AS working_days,
  k.published_fen AS published_fen,
  k.publication AS publication,
  k.reason AS reason,
  k.on_date AS on_date,
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
  j.on_date AS on_date,
  j.answer AS answer,
  j.answered_on AS answered_on,
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
  t.on_date AS on_date,
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
  (SELECT MAX(v.on_date) FROM posting q
    JOIN account d ON d.fund_id = q.fund_id AND d.key = q.debit
    JOIN account c ON c.fund_id = q.fund_id AND c.key = q.credit
    JOIN voucher v ON v.fund_id = q.fund_id AND v.no = q.voucher_no
    LEFT JOIN voucher x ON x.fund_id = v.fund_id AND x.no = v.annuls_no
    WHERE q.fund_id = p.fund_id AND q.project_no = p.no AND (COALESCE(d.control, d.key) IN ('advance') OR COALESCE(c.control, c.key) IN ('advance'))
      AND COALESCE(x.rule, v.rule) IN ('advance_paid')) AS last_paid_on
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
  n.on_date AS on_date,
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
  (SELECT MAX(t.on_date) FROM step t WHERE t.fund_id = d.fund_id
    AND t.disbursement_no = d.no AND t.action = 'disbursement.pay') AS last_paid_on,
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
  v.on_date AS on_date,
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
  v.on_date AS on_date,
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
  v.on_date AS on_date,
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
  c.reimburses AS reimburses,
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
  r.version = c.version AS is_present,
  r.line AS line,
  i.description AS description,
  r.kind AS kind,
  r.number AS receipt_number,
  r.seller AS seller,
  r.issued_on AS issued_on,
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
  d.on_date AS on_date,
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
  d.on_date AS on_date,
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
  u.active AS active,
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
  u.active AS active,
  g.role AS role,
  g.scope_kind AS scope_kind,
  g.scope_key AS scope_key,
  COALESCE(m.name, s.name) AS scope_name,
  g.from_on AS from_on,
  g.until_on AS until_on,
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
  g.on_date AS on_date,
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
  y.verified_on AS verified_on,
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
  o.opens_on AS opens_on,
  o.closes_on AS closes_on,
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
  g.as_of AS as_of,
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
  h.on_date AS on_date,
  h.name AS holiday,
  h.works AS works,
  h.seq AS seq
FROM holiday h
  JOIN fund f ON f.id = h.fund_id
-- next
CREATE VIEW v_adoption AS
SELECT
  f.code AS fund,
  a.edition AS rules_edition,
  x.name AS accountant_name,
  a.accountant_on AS accountant_on,
  z.name AS supervisor_name,
  a.supervisor_on AS supervisor_on,
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
  h.on_date AS on_date,
  h.state AS state,
  h.absent_reason AS absent_reason,
  h.delegate AS delegate,
  h.cancel_reason AS cancel_reason,
  wu.name AS witness_name,
  w.on_date AS witnessed_on,
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
  g.on_date AS on_date,
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
  e.on_date AS on_date,
  e.withdrawn_on AS withdrawn_on,
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
  s.dismissed_on AS on_date,
  s.reason AS reason,
  s.seq AS seq
FROM suspicion s
  JOIN fund f ON f.id = s.fund_id
-- next
-- A row goes in only for the record whose number was taken, and never over
-- another: REPLACE would delete it without a word. CHECKs and keys must be on: while a
-- statement's rows are still being read, a prompt may switch keys inside a deed.
CREATE TRIGGER account_insert BEFORE INSERT ON account BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of account belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:exists: this row of account is already there')
    WHERE EXISTS (SELECT 1 FROM account WHERE fund_id = NEW.fund_id AND key = NEW.key);
END;
-- next
-- A row goes in only for the record whose number was taken, and never over
-- another: REPLACE would delete it without a word. CHECKs and keys must be on: while a
-- statement's rows are still being read, a prompt may switch keys inside a deed.
CREATE TRIGGER attachment_insert BEFORE INSERT ON attachment BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of attachment belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:exists: this row of attachment is already there')
    WHERE EXISTS (SELECT 1 FROM attachment WHERE fund_id = NEW.fund_id AND sha256 = NEW.sha256);
END;
-- next
-- A row goes in only for the record whose number was taken, and never over
-- another: REPLACE would delete it without a word. CHECKs and keys must be on: while a
-- statement's rows are still being read, a prompt may switch keys inside a deed.
CREATE TRIGGER calendar_year_insert BEFORE INSERT ON calendar_year BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of calendar_year belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:exists: this row of calendar_year is already there')
    WHERE EXISTS (SELECT 1 FROM calendar_year WHERE fund_id = NEW.fund_id AND year = NEW.year);
END;
-- next
-- A row goes in only for the record whose number was taken, and never over
-- another: REPLACE would delete it without a word. CHECKs and keys must be on: while a
-- statement's rows are still being read, a prompt may switch keys inside a deed.
CREATE TRIGGER fund_year_insert BEFORE INSERT ON fund_year BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of fund_year belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:exists: this row of fund_year is already there')
    WHERE EXISTS (SELECT 1 FROM fund_year WHERE fund_id = NEW.fund_id AND year = NEW.year);
END;
-- next
-- A row goes in only for the record whose number was taken, and never over
-- another: REPLACE would delete it without a word. CHECKs and keys must be on: while a
-- statement's rows are still being read, a prompt may switch keys inside a deed.
CREATE TRIGGER holiday_insert BEFORE INSERT ON holiday BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of holiday belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:exists: this row of holiday is already there')
    WHERE EXISTS (SELECT 1 FROM holiday WHERE fund_id = NEW.fund_id AND on_date = NEW.on_date);
END;
-- next
-- A row goes in only for the record whose number was taken, and never over
-- another: REPLACE would delete it without a word. CHECKs and keys must be on: while a
-- statement's rows are still being read, a prompt may switch keys inside a deed.
CREATE TRIGGER person_insert BEFORE INSERT ON person BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of person belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:exists: this row of person is already there')
    WHERE EXISTS (SELECT 1 FROM person WHERE fund_id = NEW.fund_id AND login = NEW.login);
END;
-- next
-- A row goes in only for the record whose number was taken, and never over
-- another: REPLACE would delete it without a word. CHECKs and keys must be on: while a
-- statement's rows are still being read, a prompt may switch keys inside a deed.
CREATE TRIGGER published_insert BEFORE INSERT ON published BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of published belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:exists: this row of published is already there')
    WHERE EXISTS (SELECT 1 FROM published WHERE fund_id = NEW.fund_id AND no = NEW.no)
    OR EXISTS (SELECT 1 FROM published WHERE fund_id = NEW.fund_id AND figure = NEW.figure AND as_of = NEW.as_of AND edition = NEW.edition);
END;
-- next
-- A row goes in only for the record whose number was taken, and never over
-- another: REPLACE would delete it without a word. CHECKs and keys must be on: while a
-- statement's rows are still being read, a prompt may switch keys inside a deed.
CREATE TRIGGER round_insert BEFORE INSERT ON round BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of round belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:exists: this row of round is already there')
    WHERE EXISTS (SELECT 1 FROM round WHERE fund_id = NEW.fund_id AND key = NEW.key);
END;
-- next
-- A row goes in only for the record whose number was taken, and never over
-- another: REPLACE would delete it without a word. CHECKs and keys must be on: while a
-- statement's rows are still being read, a prompt may switch keys inside a deed.
CREATE TRIGGER setting_insert BEFORE INSERT ON setting BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of setting belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:exists: this row of setting is already there')
    WHERE EXISTS (SELECT 1 FROM setting WHERE fund_id = NEW.fund_id AND key = NEW.key);
END;
-- next
-- A row goes in only for the record whose number was taken, and never over
-- another: REPLACE would delete it without a word. CHECKs and keys must be on: while a
-- statement's rows are still being read, a prompt may switch keys inside a deed.
CREATE TRIGGER subdistrict_insert BEFORE INSERT ON subdistrict BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of subdistrict belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:exists: this row of subdistrict is already there')
    WHERE EXISTS (SELECT 1 FROM subdistrict WHERE fund_id = NEW.fund_id AND key = NEW.key);
END;
-- next
-- A row goes in only for the record whose number was taken, and never over
-- another: REPLACE would delete it without a word. CHECKs and keys must be on: while a
-- statement's rows are still being read, a prompt may switch keys inside a deed.
CREATE TRIGGER account_code_insert BEFORE INSERT ON account_code BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of account_code belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:exists: this row of account_code is already there')
    WHERE EXISTS (SELECT 1 FROM account_code WHERE fund_id = NEW.fund_id AND edition = NEW.edition AND account_key = NEW.account_key)
    OR EXISTS (SELECT 1 FROM account_code WHERE fund_id = NEW.fund_id AND edition = NEW.edition AND code = NEW.code);
END;
-- next
-- A row goes in only for the record whose number was taken, and never over
-- another: REPLACE would delete it without a word. CHECKs and keys must be on: while a
-- statement's rows are still being read, a prompt may switch keys inside a deed.
CREATE TRIGGER adoption_insert BEFORE INSERT ON adoption BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of adoption belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:exists: this row of adoption is already there')
    WHERE EXISTS (SELECT 1 FROM adoption WHERE fund_id = NEW.fund_id AND edition = NEW.edition);
END;
-- next
-- A row goes in only for the record whose number was taken, and never over
-- another: REPLACE would delete it without a word. CHECKs and keys must be on: while a
-- statement's rows are still being read, a prompt may switch keys inside a deed.
CREATE TRIGGER community_insert BEFORE INSERT ON community BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of community belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:exists: this row of community is already there')
    WHERE EXISTS (SELECT 1 FROM community WHERE fund_id = NEW.fund_id AND key = NEW.key);
END;
-- next
-- A row goes in only for the record whose number was taken, and never over
-- another: REPLACE would delete it without a word. CHECKs and keys must be on: while a
-- statement's rows are still being read, a prompt may switch keys inside a deed.
CREATE TRIGGER cosignature_insert BEFORE INSERT ON cosignature BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of cosignature belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:exists: this row of cosignature is already there')
    WHERE EXISTS (SELECT 1 FROM cosignature WHERE fund_id = NEW.fund_id AND no = NEW.no);
END;
-- next
-- A row goes in only for the record whose number was taken, and never over
-- another: REPLACE would delete it without a word. CHECKs and keys must be on: while a
-- statement's rows are still being read, a prompt may switch keys inside a deed.
CREATE TRIGGER funding_source_insert BEFORE INSERT ON funding_source BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of funding_source belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:exists: this row of funding_source is already there')
    WHERE EXISTS (SELECT 1 FROM funding_source WHERE fund_id = NEW.fund_id AND key = NEW.key);
END;
-- next
-- A row goes in only for the record whose number was taken, and never over
-- another: REPLACE would delete it without a word. CHECKs and keys must be on: while a
-- statement's rows are still being read, a prompt may switch keys inside a deed.
CREATE TRIGGER period_insert BEFORE INSERT ON period BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of period belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:exists: this row of period is already there')
    WHERE EXISTS (SELECT 1 FROM period WHERE fund_id = NEW.fund_id AND key = NEW.key);
END;
-- next
-- A row goes in only for the record whose number was taken, and never over
-- another: REPLACE would delete it without a word. CHECKs and keys must be on: while a
-- statement's rows are still being read, a prompt may switch keys inside a deed.
CREATE TRIGGER role_grant_insert BEFORE INSERT ON role_grant BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of role_grant belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:exists: this row of role_grant is already there')
    WHERE EXISTS (SELECT 1 FROM role_grant WHERE fund_id = NEW.fund_id AND no = NEW.no);
END;
-- next
-- A row goes in only for the record whose number was taken, and never over
-- another: REPLACE would delete it without a word. CHECKs and keys must be on: while a
-- statement's rows are still being read, a prompt may switch keys inside a deed.
CREATE TRIGGER bank_account_insert BEFORE INSERT ON bank_account BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of bank_account belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:exists: this row of bank_account is already there')
    WHERE EXISTS (SELECT 1 FROM bank_account WHERE fund_id = NEW.fund_id AND key = NEW.key)
    OR EXISTS (SELECT 1 FROM bank_account WHERE fund_id = NEW.fund_id AND account_key = NEW.account_key)
    OR EXISTS (SELECT 1 FROM bank_account WHERE fund_id = NEW.fund_id AND number = NEW.number);
END;
-- next
-- A row goes in only for the record whose number was taken, and never over
-- another: REPLACE would delete it without a word. CHECKs and keys must be on: while a
-- statement's rows are still being read, a prompt may switch keys inside a deed.
CREATE TRIGGER handover_insert BEFORE INSERT ON handover BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of handover belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:exists: this row of handover is already there')
    WHERE EXISTS (SELECT 1 FROM handover WHERE fund_id = NEW.fund_id AND no = NEW.no);
END;
-- next
-- A row goes in only for the record whose number was taken, and never over
-- another: REPLACE would delete it without a word. CHECKs and keys must be on: while a
-- statement's rows are still being read, a prompt may switch keys inside a deed.
CREATE TRIGGER payee_insert BEFORE INSERT ON payee BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of payee belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:exists: this row of payee is already there')
    WHERE EXISTS (SELECT 1 FROM payee WHERE fund_id = NEW.fund_id AND no = NEW.no);
END;
-- next
-- A row goes in only for the record whose number was taken, and never over
-- another: REPLACE would delete it without a word. CHECKs and keys must be on: while a
-- statement's rows are still being read, a prompt may switch keys inside a deed.
CREATE TRIGGER project_insert BEFORE INSERT ON project BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of project belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:exists: this row of project is already there')
    WHERE EXISTS (SELECT 1 FROM project WHERE fund_id = NEW.fund_id AND no = NEW.no)
    OR EXISTS (SELECT 1 FROM project WHERE fund_id = NEW.fund_id AND code = NEW.code);
END;
-- next
-- A row goes in only for the record whose number was taken, and never over
-- another: REPLACE would delete it without a word. CHECKs and keys must be on: while a
-- statement's rows are still being read, a prompt may switch keys inside a deed.
CREATE TRIGGER amendment_insert BEFORE INSERT ON amendment BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of amendment belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:exists: this row of amendment is already there')
    WHERE EXISTS (SELECT 1 FROM amendment WHERE fund_id = NEW.fund_id AND no = NEW.no);
END;
-- next
-- A row goes in only for the record whose number was taken, and never over
-- another: REPLACE would delete it without a word. CHECKs and keys must be on: while a
-- statement's rows are still being read, a prompt may switch keys inside a deed.
CREATE TRIGGER application_insert BEFORE INSERT ON application BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of application belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:exists: this row of application is already there')
    WHERE EXISTS (SELECT 1 FROM application WHERE fund_id = NEW.fund_id AND no = NEW.no)
    OR EXISTS (SELECT 1 FROM application WHERE fund_id = NEW.fund_id AND project_no = NEW.project_no AND version = NEW.version);
END;
-- next
-- A row goes in only for the record whose number was taken, and never over
-- another: REPLACE would delete it without a word. CHECKs and keys must be on: while a
-- statement's rows are still being read, a prompt may switch keys inside a deed.
CREATE TRIGGER approval_insert BEFORE INSERT ON approval BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of approval belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:exists: this row of approval is already there')
    WHERE EXISTS (SELECT 1 FROM approval WHERE fund_id = NEW.fund_id AND no = NEW.no);
END;
-- next
-- A row goes in only for the record whose number was taken, and never over
-- another: REPLACE would delete it without a word. CHECKs and keys must be on: while a
-- statement's rows are still being read, a prompt may switch keys inside a deed.
CREATE TRIGGER claim_insert BEFORE INSERT ON claim BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of claim belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:exists: this row of claim is already there')
    WHERE EXISTS (SELECT 1 FROM claim WHERE fund_id = NEW.fund_id AND no = NEW.no);
END;
-- next
-- A row goes in only for the record whose number was taken, and never over
-- another: REPLACE would delete it without a word. CHECKs and keys must be on: while a
-- statement's rows are still being read, a prompt may switch keys inside a deed.
CREATE TRIGGER funding_insert BEFORE INSERT ON funding BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of funding belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:exists: this row of funding is already there')
    WHERE EXISTS (SELECT 1 FROM funding WHERE fund_id = NEW.fund_id AND no = NEW.no);
END;
-- next
-- A row goes in only for the record whose number was taken, and never over
-- another: REPLACE would delete it without a word. CHECKs and keys must be on: while a
-- statement's rows are still being read, a prompt may switch keys inside a deed.
CREATE TRIGGER handover_item_insert BEFORE INSERT ON handover_item BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of handover_item belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:exists: this row of handover_item is already there')
    WHERE EXISTS (SELECT 1 FROM handover_item WHERE fund_id = NEW.fund_id AND handover_no = NEW.handover_no AND item = NEW.item);
END;
-- next
-- A row goes in only for the record whose number was taken, and never over
-- another: REPLACE would delete it without a word. CHECKs and keys must be on: while a
-- statement's rows are still being read, a prompt may switch keys inside a deed.
CREATE TRIGGER handover_signature_insert BEFORE INSERT ON handover_signature BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of handover_signature belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:exists: this row of handover_signature is already there')
    WHERE EXISTS (SELECT 1 FROM handover_signature WHERE fund_id = NEW.fund_id AND handover_no = NEW.handover_no AND part = NEW.part)
    OR EXISTS (SELECT 1 FROM handover_signature WHERE fund_id = NEW.fund_id AND handover_no = NEW.handover_no AND login = NEW.login);
END;
-- next
-- A row goes in only for the record whose number was taken, and never over
-- another: REPLACE would delete it without a word. CHECKs and keys must be on: while a
-- statement's rows are still being read, a prompt may switch keys inside a deed.
CREATE TRIGGER interest_insert BEFORE INSERT ON interest BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of interest belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:exists: this row of interest is already there')
    WHERE EXISTS (SELECT 1 FROM interest WHERE fund_id = NEW.fund_id AND no = NEW.no);
END;
-- next
-- A row goes in only for the record whose number was taken, and never over
-- another: REPLACE would delete it without a word. CHECKs and keys must be on: while a
-- statement's rows are still being read, a prompt may switch keys inside a deed.
CREATE TRIGGER objection_insert BEFORE INSERT ON objection BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of objection belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:exists: this row of objection is already there')
    WHERE EXISTS (SELECT 1 FROM objection WHERE fund_id = NEW.fund_id AND no = NEW.no);
END;
-- next
-- A row goes in only for the record whose number was taken, and never over
-- another: REPLACE would delete it without a word. CHECKs and keys must be on: while a
-- statement's rows are still being read, a prompt may switch keys inside a deed.
CREATE TRIGGER opening_insert BEFORE INSERT ON opening BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of opening belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:exists: this row of opening is already there')
    WHERE EXISTS (SELECT 1 FROM opening WHERE fund_id = NEW.fund_id AND no = NEW.no);
END;
-- next
-- A row goes in only for the record whose number was taken, and never over
-- another: REPLACE would delete it without a word. CHECKs and keys must be on: while a
-- statement's rows are still being read, a prompt may switch keys inside a deed.
CREATE TRIGGER project_source_insert BEFORE INSERT ON project_source BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of project_source belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:exists: this row of project_source is already there')
    WHERE EXISTS (SELECT 1 FROM project_source WHERE fund_id = NEW.fund_id AND project_no = NEW.project_no AND source = NEW.source);
END;
-- next
-- A row goes in only for the record whose number was taken, and never over
-- another: REPLACE would delete it without a word. CHECKs and keys must be on: while a
-- statement's rows are still being read, a prompt may switch keys inside a deed.
CREATE TRIGGER refund_insert BEFORE INSERT ON refund BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of refund belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:exists: this row of refund is already there')
    WHERE EXISTS (SELECT 1 FROM refund WHERE fund_id = NEW.fund_id AND no = NEW.no);
END;
-- next
-- A row goes in only for the record whose number was taken, and never over
-- another: REPLACE would delete it without a word. CHECKs and keys must be on: while a
-- statement's rows are still being read, a prompt may switch keys inside a deed.
CREATE TRIGGER review_insert BEFORE INSERT ON review BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of review belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:exists: this row of review is already there')
    WHERE EXISTS (SELECT 1 FROM review WHERE fund_id = NEW.fund_id AND no = NEW.no)
    OR EXISTS (SELECT 1 FROM review WHERE fund_id = NEW.fund_id AND project_no = NEW.project_no AND version = NEW.version AND stage = NEW.stage AND cycle = NEW.cycle AND reviewer = NEW.reviewer);
END;
-- next
-- A row goes in only for the record whose number was taken, and never over
-- another: REPLACE would delete it without a word. CHECKs and keys must be on: while a
-- statement's rows are still being read, a prompt may switch keys inside a deed.
CREATE TRIGGER running_cost_insert BEFORE INSERT ON running_cost BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of running_cost belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:exists: this row of running_cost is already there')
    WHERE EXISTS (SELECT 1 FROM running_cost WHERE fund_id = NEW.fund_id AND no = NEW.no);
END;
-- next
-- A row goes in only for the record whose number was taken, and never over
-- another: REPLACE would delete it without a word. CHECKs and keys must be on: while a
-- statement's rows are still being read, a prompt may switch keys inside a deed.
CREATE TRIGGER transfer_insert BEFORE INSERT ON transfer BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of transfer belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:exists: this row of transfer is already there')
    WHERE EXISTS (SELECT 1 FROM transfer WHERE fund_id = NEW.fund_id AND no = NEW.no);
END;
-- next
-- A row goes in only for the record whose number was taken, and never over
-- another: REPLACE would delete it without a word. CHECKs and keys must be on: while a
-- statement's rows are still being read, a prompt may switch keys inside a deed.
CREATE TRIGGER approval_line_insert BEFORE INSERT ON approval_line BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of approval_line belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:exists: this row of approval_line is already there')
    WHERE EXISTS (SELECT 1 FROM approval_line WHERE fund_id = NEW.fund_id AND approval_no = NEW.approval_no AND line = NEW.line);
END;
-- next
-- A row goes in only for the record whose number was taken, and never over
-- another: REPLACE would delete it without a word. CHECKs and keys must be on: while a
-- statement's rows are still being read, a prompt may switch keys inside a deed.
CREATE TRIGGER budget_line_insert BEFORE INSERT ON budget_line BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of budget_line belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:exists: this row of budget_line is already there')
    WHERE EXISTS (SELECT 1 FROM budget_line WHERE fund_id = NEW.fund_id AND application_no = NEW.application_no AND line = NEW.line);
END;
-- next
-- A row goes in only for the record whose number was taken, and never over
-- another: REPLACE would delete it without a word. CHECKs and keys must be on: while a
-- statement's rows are still being read, a prompt may switch keys inside a deed.
CREATE TRIGGER disbursement_insert BEFORE INSERT ON disbursement BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of disbursement belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:exists: this row of disbursement is already there')
    WHERE EXISTS (SELECT 1 FROM disbursement WHERE fund_id = NEW.fund_id AND no = NEW.no);
END;
-- next
-- A row goes in only for the record whose number was taken, and never over
-- another: REPLACE would delete it without a word. CHECKs and keys must be on: while a
-- statement's rows are still being read, a prompt may switch keys inside a deed.
CREATE TRIGGER money_return_insert BEFORE INSERT ON money_return BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of money_return belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:exists: this row of money_return is already there')
    WHERE EXISTS (SELECT 1 FROM money_return WHERE fund_id = NEW.fund_id AND no = NEW.no);
END;
-- next
-- A row goes in only for the record whose number was taken, and never over
-- another: REPLACE would delete it without a word. CHECKs and keys must be on: while a
-- statement's rows are still being read, a prompt may switch keys inside a deed.
CREATE TRIGGER notice_insert BEFORE INSERT ON notice BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of notice belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:exists: this row of notice is already there')
    WHERE EXISTS (SELECT 1 FROM notice WHERE fund_id = NEW.fund_id AND no = NEW.no);
END;
-- next
-- A row goes in only for the record whose number was taken, and never over
-- another: REPLACE would delete it without a word. CHECKs and keys must be on: while a
-- statement's rows are still being read, a prompt may switch keys inside a deed.
CREATE TRIGGER opening_cost_insert BEFORE INSERT ON opening_cost BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of opening_cost belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:exists: this row of opening_cost is already there')
    WHERE EXISTS (SELECT 1 FROM opening_cost WHERE fund_id = NEW.fund_id AND claim_no = NEW.claim_no AND kind = NEW.kind AND source = NEW.source);
END;
-- next
-- A row goes in only for the record whose number was taken, and never over
-- another: REPLACE would delete it without a word. CHECKs and keys must be on: while a
-- statement's rows are still being read, a prompt may switch keys inside a deed.
CREATE TRIGGER receipt_insert BEFORE INSERT ON receipt BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of receipt belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:exists: this row of receipt is already there')
    WHERE EXISTS (SELECT 1 FROM receipt WHERE fund_id = NEW.fund_id AND no = NEW.no);
END;
-- next
-- A row goes in only for the record whose number was taken, and never over
-- another: REPLACE would delete it without a word. CHECKs and keys must be on: while a
-- statement's rows are still being read, a prompt may switch keys inside a deed.
CREATE TRIGGER admission_insert BEFORE INSERT ON admission BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of admission belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:exists: this row of admission is already there')
    WHERE EXISTS (SELECT 1 FROM admission WHERE fund_id = NEW.fund_id AND receipt_no = NEW.receipt_no);
END;
-- next
-- A row goes in only for the record whose number was taken, and never over
-- another: REPLACE would delete it without a word. CHECKs and keys must be on: while a
-- statement's rows are still being read, a prompt may switch keys inside a deed.
CREATE TRIGGER disbursement_share_insert BEFORE INSERT ON disbursement_share BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of disbursement_share belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:exists: this row of disbursement_share is already there')
    WHERE EXISTS (SELECT 1 FROM disbursement_share WHERE fund_id = NEW.fund_id AND disbursement_no = NEW.disbursement_no AND source = NEW.source);
END;
-- next
-- A row goes in only for the record whose number was taken, and never over
-- another: REPLACE would delete it without a word. CHECKs and keys must be on: while a
-- statement's rows are still being read, a prompt may switch keys inside a deed.
CREATE TRIGGER recovery_insert BEFORE INSERT ON recovery BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of recovery belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:exists: this row of recovery is already there')
    WHERE EXISTS (SELECT 1 FROM recovery WHERE fund_id = NEW.fund_id AND no = NEW.no);
END;
-- next
-- A row goes in only for the record whose number was taken, and never over
-- another: REPLACE would delete it without a word. CHECKs and keys must be on: while a
-- statement's rows are still being read, a prompt may switch keys inside a deed.
CREATE TRIGGER suspicion_insert BEFORE INSERT ON suspicion BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of suspicion belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:exists: this row of suspicion is already there')
    WHERE EXISTS (SELECT 1 FROM suspicion WHERE fund_id = NEW.fund_id AND no = NEW.no)
    OR EXISTS (SELECT 1 FROM suspicion WHERE fund_id = NEW.fund_id AND receipt_no = NEW.receipt_no AND earlier_no = NEW.earlier_no AND ground = NEW.ground);
END;
-- next
-- A row goes in only for the record whose number was taken, and never over
-- another: REPLACE would delete it without a word. CHECKs and keys must be on: while a
-- statement's rows are still being read, a prompt may switch keys inside a deed.
CREATE TRIGGER evidence_insert BEFORE INSERT ON evidence BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of evidence belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:exists: this row of evidence is already there')
    WHERE EXISTS (SELECT 1 FROM evidence WHERE fund_id = NEW.fund_id AND no = NEW.no);
END;
-- next
-- A row goes in only for the record whose number was taken, and never over
-- another: REPLACE would delete it without a word. CHECKs and keys must be on: while a
-- statement's rows are still being read, a prompt may switch keys inside a deed.
CREATE TRIGGER step_insert BEFORE INSERT ON step BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of step belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:exists: this row of step is already there')
    WHERE EXISTS (SELECT 1 FROM step WHERE fund_id = NEW.fund_id AND no = NEW.no);
END;
-- next
-- Only the declared columns of a row change, and only for the next audit record.
CREATE TRIGGER fund_year_update BEFORE UPDATE ON fund_year BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of fund_year belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:fixed: this column of fund_year never changes')
    WHERE NEW.fund_id IS NOT OLD.fund_id OR NEW.year IS NOT OLD.year OR NEW.edition IS NOT OLD.edition;
END;
-- next
-- Only the declared columns of a row change, and only for the next audit record.
CREATE TRIGGER person_update BEFORE UPDATE ON person BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of person belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:fixed: this column of person never changes')
    WHERE NEW.fund_id IS NOT OLD.fund_id OR NEW.login IS NOT OLD.login OR NEW.name IS NOT OLD.name OR NEW.database_user IS NOT OLD.database_user;
END;
-- next
-- Only the declared columns of a row change, and only for the next audit record.
CREATE TRIGGER round_update BEFORE UPDATE ON round BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of round belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:fixed: this column of round never changes')
    WHERE NEW.fund_id IS NOT OLD.fund_id OR NEW.key IS NOT OLD.key OR NEW.name IS NOT OLD.name OR NEW.opens_on IS NOT OLD.opens_on OR NEW.cap_fen IS NOT OLD.cap_fen OR NEW.first_day IS NOT OLD.first_day;
END;
-- next
-- Only the declared columns of a row change, and only for the next audit record.
CREATE TRIGGER setting_update BEFORE UPDATE ON setting BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of setting belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:fixed: this column of setting never changes')
    WHERE NEW.fund_id IS NOT OLD.fund_id OR NEW.key IS NOT OLD.key;
END;
-- next
-- Only the declared columns of a row change, and only for the next audit record.
CREATE TRIGGER cosignature_update BEFORE UPDATE ON cosignature BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of cosignature belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:fixed: this column of cosignature never changes')
    WHERE NEW.fund_id IS NOT OLD.fund_id OR NEW.no IS NOT OLD.no OR NEW.deed IS NOT OLD.deed OR NEW.input IS NOT OLD.input OR NEW.input_sha256 IS NOT OLD.input_sha256 OR NEW.role IS NOT OLD.role OR NEW.other_role IS NOT OLD.other_role OR NEW.login IS NOT OLD.login OR NEW.on_date IS NOT OLD.on_date;
END;
-- next
-- Only the declared columns of a row change, and only for the next audit record.
CREATE TRIGGER funding_source_update BEFORE UPDATE ON funding_source BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of funding_source belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:fixed: this column of funding_source never changes')
    WHERE NEW.fund_id IS NOT OLD.fund_id OR NEW.key IS NOT OLD.key OR NEW.restricted IS NOT OLD.restricted;
END;
-- next
-- Only the declared columns of a row change, and only for the next audit record.
CREATE TRIGGER period_update BEFORE UPDATE ON period BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of period belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:fixed: this column of period never changes')
    WHERE NEW.fund_id IS NOT OLD.fund_id OR NEW.key IS NOT OLD.key OR NEW.year IS NOT OLD.year;
END;
-- next
-- Only the declared columns of a row change, and only for the next audit record.
CREATE TRIGGER role_grant_update BEFORE UPDATE ON role_grant BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of role_grant belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:fixed: this column of role_grant never changes')
    WHERE NEW.fund_id IS NOT OLD.fund_id OR NEW.no IS NOT OLD.no OR NEW.login IS NOT OLD.login OR NEW.role IS NOT OLD.role OR NEW.scope_kind IS NOT OLD.scope_kind OR NEW.scope_key IS NOT OLD.scope_key OR NEW.granted_by IS NOT OLD.granted_by OR NEW.from_on IS NOT OLD.from_on;
END;
-- next
-- Only the declared columns of a row change, and only for the next audit record.
CREATE TRIGGER bank_account_update BEFORE UPDATE ON bank_account BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of bank_account belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:fixed: this column of bank_account never changes')
    WHERE NEW.fund_id IS NOT OLD.fund_id OR NEW.key IS NOT OLD.key OR NEW.account_key IS NOT OLD.account_key OR NEW.name IS NOT OLD.name OR NEW.bank IS NOT OLD.bank OR NEW.number IS NOT OLD.number;
END;
-- next
-- Only the declared columns of a row change, and only for the next audit record.
CREATE TRIGGER handover_update BEFORE UPDATE ON handover BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of handover belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:fixed: this column of handover never changes')
    WHERE NEW.fund_id IS NOT OLD.fund_id OR NEW.no IS NOT OLD.no OR NEW.role IS NOT OLD.role OR NEW.grant_no IS NOT OLD.grant_no OR NEW.from_login IS NOT OLD.from_login OR NEW.to_login IS NOT OLD.to_login OR NEW.on_date IS NOT OLD.on_date OR NEW.absent_reason IS NOT OLD.absent_reason OR NEW.delegate IS NOT OLD.delegate;
END;
-- next
-- Only the declared columns of a row change, and only for the next audit record.
CREATE TRIGGER payee_update BEFORE UPDATE ON payee BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of payee belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:fixed: this column of payee never changes')
    WHERE NEW.fund_id IS NOT OLD.fund_id OR NEW.no IS NOT OLD.no OR NEW.community_key IS NOT OLD.community_key OR NEW.name IS NOT OLD.name OR NEW.bank IS NOT OLD.bank OR NEW.number IS NOT OLD.number OR NEW.recorded_by IS NOT OLD.recorded_by;
END;
-- next
-- Only the declared columns of a row change, and only for the next audit record.
CREATE TRIGGER project_update BEFORE UPDATE ON project BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of project belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:fixed: this column of project never changes')
    WHERE NEW.fund_id IS NOT OLD.fund_id OR NEW.no IS NOT OLD.no OR NEW.code IS NOT OLD.code OR NEW.community_key IS NOT OLD.community_key OR NEW.round_key IS NOT OLD.round_key OR NEW.category IS NOT OLD.category;
END;
-- next
-- Only the declared columns of a row change, and only for the next audit record.
CREATE TRIGGER amendment_update BEFORE UPDATE ON amendment BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of amendment belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:fixed: this column of amendment never changes')
    WHERE NEW.fund_id IS NOT OLD.fund_id OR NEW.no IS NOT OLD.no OR NEW.project_no IS NOT OLD.project_no OR NEW.line IS NOT OLD.line OR NEW.change_fen IS NOT OLD.change_fen OR NEW.reason IS NOT OLD.reason OR NEW.on_date IS NOT OLD.on_date;
END;
-- next
-- Only the declared columns of a row change, and only for the next audit record.
CREATE TRIGGER claim_update BEFORE UPDATE ON claim BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of claim belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:fixed: this column of claim never changes')
    WHERE NEW.fund_id IS NOT OLD.fund_id OR NEW.no IS NOT OLD.no OR NEW.project_no IS NOT OLD.project_no OR NEW.reimburses IS NOT OLD.reimburses;
END;
-- next
-- Only the declared columns of a row change, and only for the next audit record.
CREATE TRIGGER funding_update BEFORE UPDATE ON funding BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of funding belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:fixed: this column of funding never changes')
    WHERE NEW.fund_id IS NOT OLD.fund_id OR NEW.no IS NOT OLD.no OR NEW.on_date IS NOT OLD.on_date;
END;
-- next
-- Only the declared columns of a row change, and only for the next audit record.
CREATE TRIGGER objection_update BEFORE UPDATE ON objection BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of objection belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:fixed: this column of objection never changes')
    WHERE NEW.fund_id IS NOT OLD.fund_id OR NEW.no IS NOT OLD.no OR NEW.project_no IS NOT OLD.project_no OR NEW.raised_by IS NOT OLD.raised_by OR NEW.reason IS NOT OLD.reason OR NEW.on_date IS NOT OLD.on_date;
END;
-- next
-- Only the declared columns of a row change, and only for the next audit record.
CREATE TRIGGER project_source_update BEFORE UPDATE ON project_source BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of project_source belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:fixed: this column of project_source never changes')
    WHERE NEW.fund_id IS NOT OLD.fund_id OR NEW.project_no IS NOT OLD.project_no OR NEW.source IS NOT OLD.source;
END;
-- next
-- Only the declared columns of a row change, and only for the next audit record.
CREATE TRIGGER refund_update BEFORE UPDATE ON refund BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of refund belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:fixed: this column of refund never changes')
    WHERE NEW.fund_id IS NOT OLD.fund_id OR NEW.no IS NOT OLD.no OR NEW.on_date IS NOT OLD.on_date;
END;
-- next
-- Only the declared columns of a row change, and only for the next audit record.
CREATE TRIGGER running_cost_update BEFORE UPDATE ON running_cost BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of running_cost belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:fixed: this column of running_cost never changes')
    WHERE NEW.fund_id IS NOT OLD.fund_id OR NEW.no IS NOT OLD.no;
END;
-- next
-- Only the declared columns of a row change, and only for the next audit record.
CREATE TRIGGER transfer_update BEFORE UPDATE ON transfer BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of transfer belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:fixed: this column of transfer never changes')
    WHERE NEW.fund_id IS NOT OLD.fund_id OR NEW.no IS NOT OLD.no OR NEW.fen IS NOT OLD.fen;
END;
-- next
-- Only the declared columns of a row change, and only for the next audit record.
CREATE TRIGGER disbursement_update BEFORE UPDATE ON disbursement BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of disbursement belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:fixed: this column of disbursement never changes')
    WHERE NEW.fund_id IS NOT OLD.fund_id OR NEW.no IS NOT OLD.no OR NEW.project_no IS NOT OLD.project_no OR NEW.claim_no IS NOT OLD.claim_no;
END;
-- next
-- Only the declared columns of a row change, and only for the next audit record.
CREATE TRIGGER money_return_update BEFORE UPDATE ON money_return BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of money_return belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:fixed: this column of money_return never changes')
    WHERE NEW.fund_id IS NOT OLD.fund_id OR NEW.no IS NOT OLD.no OR NEW.source IS NOT OLD.source OR NEW.funding_no IS NOT OLD.funding_no OR NEW.fen IS NOT OLD.fen OR NEW.party IS NOT OLD.party OR NEW.reason IS NOT OLD.reason OR NEW.ground IS NOT OLD.ground;
END;
-- next
-- Only the declared columns of a row change, and only for the next audit record.
CREATE TRIGGER disbursement_share_update BEFORE UPDATE ON disbursement_share BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of disbursement_share belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:fixed: this column of disbursement_share never changes')
    WHERE NEW.fund_id IS NOT OLD.fund_id OR NEW.disbursement_no IS NOT OLD.disbursement_no OR NEW.source IS NOT OLD.source OR NEW.place IS NOT OLD.place;
END;
-- next
-- Only the declared columns of a row change, and only for the next audit record.
CREATE TRIGGER recovery_update BEFORE UPDATE ON recovery BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of recovery belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:fixed: this column of recovery never changes')
    WHERE NEW.fund_id IS NOT OLD.fund_id OR NEW.no IS NOT OLD.no OR NEW.project_no IS NOT OLD.project_no OR NEW.receipt_no IS NOT OLD.receipt_no OR NEW.source IS NOT OLD.source OR NEW.fen IS NOT OLD.fen OR NEW.reason IS NOT OLD.reason OR NEW.on_date IS NOT OLD.on_date OR NEW.voucher_no IS NOT OLD.voucher_no;
END;
-- next
-- Only the declared columns of a row change, and only for the next audit record.
CREATE TRIGGER suspicion_update BEFORE UPDATE ON suspicion BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of suspicion belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:fixed: this column of suspicion never changes')
    WHERE NEW.fund_id IS NOT OLD.fund_id OR NEW.no IS NOT OLD.no OR NEW.claim_no IS NOT OLD.claim_no OR NEW.receipt_no IS NOT OLD.receipt_no OR NEW.earlier_no IS NOT OLD.earlier_no OR NEW.ground IS NOT OLD.ground;
END;
-- next
-- Only the declared columns of a row change, and only for the next audit record.
CREATE TRIGGER evidence_update BEFORE UPDATE ON evidence BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of evidence belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:fixed: this column of evidence never changes')
    WHERE NEW.fund_id IS NOT OLD.fund_id OR NEW.no IS NOT OLD.no OR NEW.voucher_no IS NOT OLD.voucher_no OR NEW.project_no IS NOT OLD.project_no OR NEW.claim_no IS NOT OLD.claim_no OR NEW.disbursement_no IS NOT OLD.disbursement_no OR NEW.recovery_no IS NOT OLD.recovery_no OR NEW.payee_no IS NOT OLD.payee_no OR NEW.funding_no IS NOT OLD.funding_no OR NEW.return_no IS NOT OLD.return_no OR NEW.running_cost_no IS NOT OLD.running_cost_no OR NEW.transfer_no IS NOT OLD.transfer_no OR NEW.source IS NOT OLD.source OR NEW.bank IS NOT OLD.bank OR NEW.document IS NOT OLD.document OR NEW.original IS NOT OLD.original OR NEW.sheets IS NOT OLD.sheets OR NEW.sha256 IS NOT OLD.sha256 OR NEW.place IS NOT OLD.place OR NEW.number IS NOT OLD.number OR NEW.host_no IS NOT OLD.host_no OR NEW.reason IS NOT OLD.reason OR NEW.attached_by IS NOT OLD.attached_by OR NEW.on_date IS NOT OLD.on_date;
END;
-- next
-- What is written here is never rewritten.
CREATE TRIGGER account_update BEFORE UPDATE ON account BEGIN
  SELECT RAISE(ABORT, 'fundledger:append_only: rows of account are never changed');
END;
-- next
-- What is written here is never rewritten.
CREATE TRIGGER attachment_update BEFORE UPDATE ON attachment BEGIN
  SELECT RAISE(ABORT, 'fundledger:append_only: rows of attachment are never changed');
END;
-- next
-- What is written here is never rewritten.
CREATE TRIGGER calendar_year_update BEFORE UPDATE ON calendar_year BEGIN
  SELECT RAISE(ABORT, 'fundledger:append_only: rows of calendar_year are never changed');
END;
-- next
-- What is written here is never rewritten.
CREATE TRIGGER holiday_update BEFORE UPDATE ON holiday BEGIN
  SELECT RAISE(ABORT, 'fundledger:append_only: rows of holiday are never changed');
END;
-- next
-- What is written here is never rewritten.
CREATE TRIGGER published_update BEFORE UPDATE ON published BEGIN
  SELECT RAISE(ABORT, 'fundledger:append_only: rows of published are never changed');
END;
-- next
-- What is written here is never rewritten.
CREATE TRIGGER record_update BEFORE UPDATE ON record BEGIN
  SELECT RAISE(ABORT, 'fundledger:append_only: rows of record are never changed');
END;
-- next
-- What is written here is never rewritten.
CREATE TRIGGER subdistrict_update BEFORE UPDATE ON subdistrict BEGIN
  SELECT RAISE(ABORT, 'fundledger:append_only: rows of subdistrict are never changed');
END;
-- next
-- What is written here is never rewritten.
CREATE TRIGGER account_code_update BEFORE UPDATE ON account_code BEGIN
  SELECT RAISE(ABORT, 'fundledger:append_only: rows of account_code are never changed');
END;
-- next
-- What is written here is never rewritten.
CREATE TRIGGER adoption_update BEFORE UPDATE ON adoption BEGIN
  SELECT RAISE(ABORT, 'fundledger:append_only: rows of adoption are never changed');
END;
-- next
-- What is written here is never rewritten.
CREATE TRIGGER community_update BEFORE UPDATE ON community BEGIN
  SELECT RAISE(ABORT, 'fundledger:append_only: rows of community are never changed');
END;
-- next
-- What is written here is never rewritten.
CREATE TRIGGER voucher_update BEFORE UPDATE ON voucher BEGIN
  SELECT RAISE(ABORT, 'fundledger:append_only: rows of voucher are never changed');
END;
-- next
-- What is written here is never rewritten.
CREATE TRIGGER application_update BEFORE UPDATE ON application BEGIN
  SELECT RAISE(ABORT, 'fundledger:append_only: rows of application are never changed');
END;
-- next
-- What is written here is never rewritten.
CREATE TRIGGER approval_update BEFORE UPDATE ON approval BEGIN
  SELECT RAISE(ABORT, 'fundledger:append_only: rows of approval are never changed');
END;
-- next
-- What is written here is never rewritten.
CREATE TRIGGER handover_item_update BEFORE UPDATE ON handover_item BEGIN
  SELECT RAISE(ABORT, 'fundledger:append_only: rows of handover_item are never changed');
END;
-- next
-- What is written here is never rewritten.
CREATE TRIGGER handover_signature_update BEFORE UPDATE ON handover_signature BEGIN
  SELECT RAISE(ABORT, 'fundledger:append_only: rows of handover_signature are never changed');
END;
-- next
-- What is written here is never rewritten.
CREATE TRIGGER interest_update BEFORE UPDATE ON interest BEGIN
  SELECT RAISE(ABORT, 'fundledger:append_only: rows of interest are never changed');
END;
-- next
-- What is written here is never rewritten.
CREATE TRIGGER opening_update BEFORE UPDATE ON opening BEGIN
  SELECT RAISE(ABORT, 'fundledger:append_only: rows of opening are never changed');
END;
-- next
-- What is written here is never rewritten.
CREATE TRIGGER posting_update BEFORE UPDATE ON posting BEGIN
  SELECT RAISE(ABORT, 'fundledger:append_only: rows of posting are never changed');
END;
-- next
-- What is written here is never rewritten.
CREATE TRIGGER review_update BEFORE UPDATE ON review BEGIN
  SELECT RAISE(ABORT, 'fundledger:append_only: rows of review are never changed');
END;
-- next
-- What is written here is never rewritten.
CREATE TRIGGER signature_update BEFORE UPDATE ON signature BEGIN
  SELECT RAISE(ABORT, 'fundledger:append_only: rows of signature are never changed');
END;
-- next
-- What is written here is never rewritten.
CREATE TRIGGER approval_line_update BEFORE UPDATE ON approval_line BEGIN
  SELECT RAISE(ABORT, 'fundledger:append_only: rows of approval_line are never changed');
END;
-- next
-- What is written here is never rewritten.
CREATE TRIGGER budget_line_update BEFORE UPDATE ON budget_line BEGIN
  SELECT RAISE(ABORT, 'fundledger:append_only: rows of budget_line are never changed');
END;
-- next
-- What is written here is never rewritten.
CREATE TRIGGER notice_update BEFORE UPDATE ON notice BEGIN
  SELECT RAISE(ABORT, 'fundledger:append_only: rows of notice are never changed');
END;
-- next
-- What is written here is never rewritten.
CREATE TRIGGER opening_cost_update BEFORE UPDATE ON opening_cost BEGIN
  SELECT RAISE(ABORT, 'fundledger:append_only: rows of opening_cost are never changed');
END;
-- next
-- What is written here is never rewritten.
CREATE TRIGGER receipt_update BEFORE UPDATE ON receipt BEGIN
  SELECT RAISE(ABORT, 'fundledger:append_only: rows of receipt are never changed');
END;
-- next
-- What is written here is never rewritten.
CREATE TRIGGER admission_update BEFORE UPDATE ON admission BEGIN
  SELECT RAISE(ABORT, 'fundledger:append_only: rows of admission are never changed');
END;
-- next
-- What is written here is never rewritten.
CREATE TRIGGER step_update BEFORE UPDATE ON step BEGIN
  SELECT RAISE(ABORT, 'fundledger:append_only: rows of step are never changed');
END;
-- next
-- Nothing is ever deleted: a mistake is reversed in red.
CREATE TRIGGER account_delete BEFORE DELETE ON account BEGIN
  SELECT RAISE(ABORT, 'fundledger:never_deleted: rows of account are never deleted');
END;
-- next
-- Nothing is ever deleted: a mistake is reversed in red.
CREATE TRIGGER attachment_delete BEFORE DELETE ON attachment BEGIN
  SELECT RAISE(ABORT, 'fundledger:never_deleted: rows of attachment are never deleted');
END;
-- next
-- Nothing is ever deleted: a mistake is reversed in red.
CREATE TRIGGER calendar_year_delete BEFORE DELETE ON calendar_year BEGIN
  SELECT RAISE(ABORT, 'fundledger:never_deleted: rows of calendar_year are never deleted');
END;
-- next
-- Nothing is ever deleted: a mistake is reversed in red.
CREATE TRIGGER fund_year_delete BEFORE DELETE ON fund_year BEGIN
  SELECT RAISE(ABORT, 'fundledger:never_deleted: rows of fund_year are never deleted');
END;
-- next
-- Nothing is ever deleted: a mistake is reversed in red.
CREATE TRIGGER holiday_delete BEFORE DELETE ON holiday BEGIN
  SELECT RAISE(ABORT, 'fundledger:never_deleted: rows of holiday are never deleted');
END;
-- next
-- Nothing is ever deleted: a mistake is reversed in red.
CREATE TRIGGER person_delete BEFORE DELETE ON person BEGIN
  SELECT RAISE(ABORT, 'fundledger:never_deleted: rows of person are never deleted');
END;
-- next
-- Nothing is ever deleted: a mistake is reversed in red.
CREATE TRIGGER published_delete BEFORE DELETE ON published BEGIN
  SELECT RAISE(ABORT, 'fundledger:never_deleted: rows of published are never deleted');
END;
-- next
-- Nothing is ever deleted: a mistake is reversed in red.
CREATE TRIGGER record_delete BEFORE DELETE ON record BEGIN
  SELECT RAISE(ABORT, 'fundledger:never_deleted: rows of record are never deleted');
END;
-- next
-- Nothing is ever deleted: a mistake is reversed in red.
CREATE TRIGGER round_delete BEFORE DELETE ON round BEGIN
  SELECT RAISE(ABORT, 'fundledger:never_deleted: rows of round are never deleted');
END;
-- next
-- Nothing is ever deleted: a mistake is reversed in red.
CREATE TRIGGER setting_delete BEFORE DELETE ON setting BEGIN
  SELECT RAISE(ABORT, 'fundledger:never_deleted: rows of setting are never deleted');
END;
-- next
-- Nothing is ever deleted: a mistake is reversed in red.
CREATE TRIGGER subdistrict_delete BEFORE DELETE ON subdistrict BEGIN
  SELECT RAISE(ABORT, 'fundledger:never_deleted: rows of subdistrict are never deleted');
END;
-- next
-- Nothing is ever deleted: a mistake is reversed in red.
CREATE TRIGGER account_code_delete BEFORE DELETE ON account_code BEGIN
  SELECT RAISE(ABORT, 'fundledger:never_deleted: rows of account_code are never deleted');
END;
-- next
-- Nothing is ever deleted: a mistake is reversed in red.
CREATE TRIGGER adoption_delete BEFORE DELETE ON adoption BEGIN
  SELECT RAISE(ABORT, 'fundledger:never_deleted: rows of adoption are never deleted');
END;
-- next
-- Nothing is ever deleted: a mistake is reversed in red.
CREATE TRIGGER balance_delete BEFORE DELETE ON balance BEGIN
  SELECT RAISE(ABORT, 'fundledger:never_deleted: rows of balance are never deleted');
END;
-- next
-- Nothing is ever deleted: a mistake is reversed in red.
CREATE TRIGGER community_delete BEFORE DELETE ON community BEGIN
  SELECT RAISE(ABORT, 'fundledger:never_deleted: rows of community are never deleted');
END;
-- next
-- Nothing is ever deleted: a mistake is reversed in red.
CREATE TRIGGER cosignature_delete BEFORE DELETE ON cosignature BEGIN
  SELECT RAISE(ABORT, 'fundledger:never_deleted: rows of cosignature are never deleted');
END;
-- next
-- Nothing is ever deleted: a mistake is reversed in red.
CREATE TRIGGER fund_delete BEFORE DELETE ON fund BEGIN
  SELECT RAISE(ABORT, 'fundledger:never_deleted: rows of fund are never deleted');
END;
-- next
-- Nothing is ever deleted: a mistake is reversed in red.
CREATE TRIGGER funding_source_delete BEFORE DELETE ON funding_source BEGIN
  SELECT RAISE(ABORT, 'fundledger:never_deleted: rows of funding_source are never deleted');
END;
-- next
-- Nothing is ever deleted: a mistake is reversed in red.
CREATE TRIGGER period_delete BEFORE DELETE ON period BEGIN
  SELECT RAISE(ABORT, 'fundledger:never_deleted: rows of period are never deleted');
END;
-- next
-- Nothing is ever deleted: a mistake is reversed in red.
CREATE TRIGGER role_grant_delete BEFORE DELETE ON role_grant BEGIN
  SELECT RAISE(ABORT, 'fundledger:never_deleted: rows of role_grant are never deleted');
END;
-- next
-- Nothing is ever deleted: a mistake is reversed in red.
CREATE TRIGGER bank_account_delete BEFORE DELETE ON bank_account BEGIN
  SELECT RAISE(ABORT, 'fundledger:never_deleted: rows of bank_account are never deleted');
END;
-- next
-- Nothing is ever deleted: a mistake is reversed in red.
CREATE TRIGGER handover_delete BEFORE DELETE ON handover BEGIN
  SELECT RAISE(ABORT, 'fundledger:never_deleted: rows of handover are never deleted');
END;
-- next
-- Nothing is ever deleted: a mistake is reversed in red.
CREATE TRIGGER payee_delete BEFORE DELETE ON payee BEGIN
  SELECT RAISE(ABORT, 'fundledger:never_deleted: rows of payee are never deleted');
END;
-- next
-- Nothing is ever deleted: a mistake is reversed in red.
CREATE TRIGGER project_delete BEFORE DELETE ON project BEGIN
  SELECT RAISE(ABORT, 'fundledger:never_deleted: rows of project are never deleted');
END;
-- next
-- Nothing is ever deleted: a mistake is reversed in red.
CREATE TRIGGER voucher_delete BEFORE DELETE ON voucher BEGIN
  SELECT RAISE(ABORT, 'fundledger:never_deleted: rows of voucher are never deleted');
END;
-- next
-- Nothing is ever deleted: a mistake is reversed in red.
CREATE TRIGGER amendment_delete BEFORE DELETE ON amendment BEGIN
  SELECT RAISE(ABORT, 'fundledger:never_deleted: rows of amendment are never deleted');
END;
-- next
-- Nothing is ever deleted: a mistake is reversed in red.
CREATE TRIGGER application_delete BEFORE DELETE ON application BEGIN
  SELECT RAISE(ABORT, 'fundledger:never_deleted: rows of application are never deleted');
END;
-- next
-- Nothing is ever deleted: a mistake is reversed in red.
CREATE TRIGGER approval_delete BEFORE DELETE ON approval BEGIN
  SELECT RAISE(ABORT, 'fundledger:never_deleted: rows of approval are never deleted');
END;
-- next
-- Nothing is ever deleted: a mistake is reversed in red.
CREATE TRIGGER claim_delete BEFORE DELETE ON claim BEGIN
  SELECT RAISE(ABORT, 'fundledger:never_deleted: rows of claim are never deleted');
END;
-- next
-- Nothing is ever deleted: a mistake is reversed in red.
CREATE TRIGGER funding_delete BEFORE DELETE ON funding BEGIN
  SELECT RAISE(ABORT, 'fundledger:never_deleted: rows of funding are never deleted');
END;
-- next
-- Nothing is ever deleted: a mistake is reversed in red.
CREATE TRIGGER handover_item_delete BEFORE DELETE ON handover_item BEGIN
  SELECT RAISE(ABORT, 'fundledger:never_deleted: rows of handover_item are never deleted');
END;
-- next
-- Nothing is ever deleted: a mistake is reversed in red.
CREATE TRIGGER handover_signature_delete BEFORE DELETE ON handover_signature BEGIN
  SELECT RAISE(ABORT, 'fundledger:never_deleted: rows of handover_signature are never deleted');
END;
-- next
-- Nothing is ever deleted: a mistake is reversed in red.
CREATE TRIGGER interest_delete BEFORE DELETE ON interest BEGIN
  SELECT RAISE(ABORT, 'fundledger:never_deleted: rows of interest are never deleted');
END;
-- next
-- Nothing is ever deleted: a mistake is reversed in red.
CREATE TRIGGER objection_delete BEFORE DELETE ON objection BEGIN
  SELECT RAISE(ABORT, 'fundledger:never_deleted: rows of objection are never deleted');
END;
-- next
-- Nothing is ever deleted: a mistake is reversed in red.
CREATE TRIGGER opening_delete BEFORE DELETE ON opening BEGIN
  SELECT RAISE(ABORT, 'fundledger:never_deleted: rows of opening are never deleted');
END;
-- next
-- Nothing is ever deleted: a mistake is reversed in red.
CREATE TRIGGER posting_delete BEFORE DELETE ON posting BEGIN
  SELECT RAISE(ABORT, 'fundledger:never_deleted: rows of posting are never deleted');
END;
-- next
-- Nothing is ever deleted: a mistake is reversed in red.
CREATE TRIGGER project_balance_delete BEFORE DELETE ON project_balance BEGIN
  SELECT RAISE(ABORT, 'fundledger:never_deleted: rows of project_balance are never deleted');
END;
-- next
-- Nothing is ever deleted: a mistake is reversed in red.
CREATE TRIGGER project_source_delete BEFORE DELETE ON project_source BEGIN
  SELECT RAISE(ABORT, 'fundledger:never_deleted: rows of project_source are never deleted');
END;
-- next
-- Nothing is ever deleted: a mistake is reversed in red.
CREATE TRIGGER refund_delete BEFORE DELETE ON refund BEGIN
  SELECT RAISE(ABORT, 'fundledger:never_deleted: rows of refund are never deleted');
END;
-- next
-- Nothing is ever deleted: a mistake is reversed in red.
CREATE TRIGGER review_delete BEFORE DELETE ON review BEGIN
  SELECT RAISE(ABORT, 'fundledger:never_deleted: rows of review are never deleted');
END;
-- next
-- Nothing is ever deleted: a mistake is reversed in red.
CREATE TRIGGER running_cost_delete BEFORE DELETE ON running_cost BEGIN
  SELECT RAISE(ABORT, 'fundledger:never_deleted: rows of running_cost are never deleted');
END;
-- next
-- Nothing is ever deleted: a mistake is reversed in red.
CREATE TRIGGER signature_delete BEFORE DELETE ON signature BEGIN
  SELECT RAISE(ABORT, 'fundledger:never_deleted: rows of signature are never deleted');
END;
-- next
-- Nothing is ever deleted: a mistake is reversed in red.
CREATE TRIGGER transfer_delete BEFORE DELETE ON transfer BEGIN
  SELECT RAISE(ABORT, 'fundledger:never_deleted: rows of transfer are never deleted');
END;
-- next
-- Nothing is ever deleted: a mistake is reversed in red.
CREATE TRIGGER approval_line_delete BEFORE DELETE ON approval_line BEGIN
  SELECT RAISE(ABORT, 'fundledger:never_deleted: rows of approval_line are never deleted');
END;
-- next
-- Nothing is ever deleted: a mistake is reversed in red.
CREATE TRIGGER budget_line_delete BEFORE DELETE ON budget_line BEGIN
  SELECT RAISE(ABORT, 'fundledger:never_deleted: rows of budget_line are never deleted');
END;
-- next
-- Nothing is ever deleted: a mistake is reversed in red.
CREATE TRIGGER disbursement_delete BEFORE DELETE ON disbursement BEGIN
  SELECT RAISE(ABORT, 'fundledger:never_deleted: rows of disbursement are never deleted');
END;
-- next
-- Nothing is ever deleted: a mistake is reversed in red.
CREATE TRIGGER money_return_delete BEFORE DELETE ON money_return BEGIN
  SELECT RAISE(ABORT, 'fundledger:never_deleted: rows of money_return are never deleted');
END;
-- next
-- Nothing is ever deleted: a mistake is reversed in red.
CREATE TRIGGER notice_delete BEFORE DELETE ON notice BEGIN
  SELECT RAISE(ABORT, 'fundledger:never_deleted: rows of notice are never deleted');
END;
-- next
-- Nothing is ever deleted: a mistake is reversed in red.
CREATE TRIGGER opening_cost_delete BEFORE DELETE ON opening_cost BEGIN
  SELECT RAISE(ABORT, 'fundledger:never_deleted: rows of opening_cost are never deleted');
END;
-- next
-- Nothing is ever deleted: a mistake is reversed in red.
CREATE TRIGGER receipt_delete BEFORE DELETE ON receipt BEGIN
  SELECT RAISE(ABORT, 'fundledger:never_deleted: rows of receipt are never deleted');
END;
-- next
-- Nothing is ever deleted: a mistake is reversed in red.
CREATE TRIGGER admission_delete BEFORE DELETE ON admission BEGIN
  SELECT RAISE(ABORT, 'fundledger:never_deleted: rows of admission are never deleted');
END;
-- next
-- Nothing is ever deleted: a mistake is reversed in red.
CREATE TRIGGER disbursement_share_delete BEFORE DELETE ON disbursement_share BEGIN
  SELECT RAISE(ABORT, 'fundledger:never_deleted: rows of disbursement_share are never deleted');
END;
-- next
-- Nothing is ever deleted: a mistake is reversed in red.
CREATE TRIGGER recovery_delete BEFORE DELETE ON recovery BEGIN
  SELECT RAISE(ABORT, 'fundledger:never_deleted: rows of recovery are never deleted');
END;
-- next
-- Nothing is ever deleted: a mistake is reversed in red.
CREATE TRIGGER suspicion_delete BEFORE DELETE ON suspicion BEGIN
  SELECT RAISE(ABORT, 'fundledger:never_deleted: rows of suspicion are never deleted');
END;
-- next
-- Nothing is ever deleted: a mistake is reversed in red.
CREATE TRIGGER evidence_delete BEFORE DELETE ON evidence BEGIN
  SELECT RAISE(ABORT, 'fundledger:never_deleted: rows of evidence are never deleted');
END;
-- next
-- Nothing is ever deleted: a mistake is reversed in red.
CREATE TRIGGER step_delete BEFORE DELETE ON step BEGIN
  SELECT RAISE(ABORT, 'fundledger:never_deleted: rows of step are never deleted');
END;
-- next
-- A fund begins with an empty chain and its next number taken for the first record, which the
-- deferred foreign key then demands: there is no fund without its genesis. What a file's
-- journal cannot undo is not written: see the guard of the next number.
CREATE TRIGGER fund_insert BEFORE INSERT ON fund BEGIN
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT,
      'fundledger:journal: PRAGMA journal_mode must be neither OFF nor MEMORY')
    WHERE EXISTS (SELECT 1 FROM pragma_database_list d
      JOIN pragma_journal_mode j ON j.schema = d.name
      WHERE d.file <> '' AND j.journal_mode IN ('off', 'memory'));
  SELECT RAISE(ABORT, 'fundledger:exists: this fund is already there')
    WHERE EXISTS (SELECT 1 FROM fund WHERE id = NEW.id OR code = NEW.code);
  SELECT RAISE(ABORT, 'fundledger:genesis: a fund begins with an empty chain')
    WHERE NEW.head_seq IS NOT 0 OR NEW.head_sha256 IS NOT '0000000000000000000000000000000000000000000000000000000000000000'
       OR NEW.last_voucher_no IS NOT 0 OR NEW.last_posting_no IS NOT 0
       OR NEW.next_seq IS NOT 1;
END;
-- next
-- Two things happen to a fund's row. The next number is taken: a deferred
-- foreign key then demands that record before the commit, so keys must be on (a bare
-- prompt has them off), and not put off: what PRAGMA defer_foreign_keys puts off is
-- forgotten when it is switched off again. And the record is sealed: the head moves by
-- one to an existing record that follows the old head, and no number is taken any more.
-- No number is taken either where the journal cannot undo: without one in a file, rows
-- of a deed that failed, was rolled back or was killed would stay. SQLite switches no
-- journal once pages have changed, so nobody does so inside a deed. Attached files
-- count, whichever of them holds the ledger; a database in memory has no file.
CREATE TRIGGER fund_update BEFORE UPDATE ON fund BEGIN
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT,
      'fundledger:journal: PRAGMA journal_mode must be neither OFF nor MEMORY')
    WHERE EXISTS (SELECT 1 FROM pragma_database_list d
      JOIN pragma_journal_mode j ON j.schema = d.name
      WHERE d.file <> '' AND j.journal_mode IN ('off', 'memory'));
  SELECT RAISE(ABORT, 'fundledger:fixed: this column of fund never changes')
    WHERE NEW.id IS NOT OLD.id OR NEW.code IS NOT OLD.code OR NEW.name IS NOT OLD.name
      OR NEW.replay IS NOT OLD.replay;
  SELECT RAISE(ABORT, 'fundledger:next_record: next_seq is taken for the next audit record')
    WHERE NEW.head_seq IS OLD.head_seq AND (OLD.next_seq IS NOT NULL
      OR NEW.next_seq IS NOT OLD.head_seq + 1 OR NEW.head_sha256 IS NOT OLD.head_sha256
      OR NEW.last_voucher_no IS NOT OLD.last_voucher_no
      OR NEW.last_posting_no IS NOT OLD.last_posting_no);
  SELECT RAISE(ABORT, 'fundledger:head: the head moves only to the next audit record')
    WHERE NEW.head_seq IS NOT OLD.head_seq AND (NEW.next_seq IS NOT NULL OR NOT EXISTS (
      SELECT 1 FROM record WHERE fund_id = OLD.id AND seq = OLD.next_seq
        AND seq = OLD.head_seq + 1 AND seq = NEW.head_seq
        AND prev_sha256 = OLD.head_sha256 AND sha256 = NEW.head_sha256));
  SELECT RAISE(ABORT, 'fundledger:head: the last rows are those sealed last')
    WHERE NEW.head_seq IS NOT OLD.head_seq AND (
      NEW.last_voucher_no IS NOT
        (SELECT COALESCE(MAX(no), 0) FROM voucher WHERE fund_id = OLD.id)
      OR NEW.last_posting_no IS NOT
        (SELECT COALESCE(MAX(no), 0) FROM posting WHERE fund_id = OLD.id));
END;
-- next
-- A voucher goes in after the last sealed one, for the record under way, over no other,
-- with the next number of its month and series; a budget voucher names the money
-- voucher that the same deed wrote just before it. Month and period are judged when the record is
-- sealed.
CREATE TRIGGER voucher_insert BEFORE INSERT ON voucher BEGIN
  SELECT RAISE(ABORT, 'fundledger:seq: a voucher belongs to the next audit record')
    WHERE NOT EXISTS (SELECT 1 FROM fund WHERE id = NEW.fund_id
      AND next_seq = NEW.seq AND NEW.no > last_voucher_no);
  SELECT RAISE(ABORT, 'fundledger:exists: this voucher is already there')
    WHERE EXISTS (SELECT 1 FROM voucher WHERE fund_id = NEW.fund_id AND no = NEW.no);
  SELECT RAISE(ABORT, 'fundledger:number: a voucher takes the next number of its month')
    WHERE NEW.number IS NOT 1 + COALESCE((SELECT MAX(number) FROM voucher
      WHERE fund_id = NEW.fund_id AND month = NEW.month AND series = NEW.series), 0);
  SELECT RAISE(ABORT, 'fundledger:pair: a budget voucher names the money voucher of its deed')
    WHERE NEW.pair_no IS NOT NULL AND NOT EXISTS (SELECT 1 FROM voucher
      WHERE fund_id = NEW.fund_id AND no = NEW.pair_no AND seq = NEW.seq
        AND series = 'money' AND on_date = NEW.on_date);
  SELECT RAISE(ABORT, 'fundledger:reference: a voucher annuls one that is not there')
    WHERE NEW.annuls_no IS NOT NULL AND NOT EXISTS (SELECT 1 FROM voucher
      WHERE fund_id = NEW.fund_id AND no = NEW.annuls_no);
  SELECT RAISE(ABORT, 'fundledger:exists: this voucher is annulled already')
    WHERE NEW.annuls_no IS NOT NULL AND EXISTS (SELECT 1 FROM voucher
      WHERE fund_id = NEW.fund_id AND annuls_no = NEW.annuls_no);
END;
-- next
-- A posting goes in after the last sealed one, for the record under way. The rest is
-- judged over all its postings when the record is sealed.
CREATE TRIGGER posting_insert BEFORE INSERT ON posting BEGIN
  SELECT RAISE(ABORT, 'fundledger:seq: a posting belongs to the next audit record')
    WHERE NOT EXISTS (SELECT 1 FROM fund WHERE id = NEW.fund_id
      AND next_seq = NEW.seq AND NEW.no > last_posting_no);
END;
-- next
-- A signature goes in only for the record whose number was taken, and never over one
-- that is sealed. Each voucher has one, so its CHECKs and keys are repeated here: that
-- takes half as long as to ask whether they are on.
CREATE TRIGGER signature_insert BEFORE INSERT ON signature BEGIN
  SELECT RAISE(ABORT, 'fundledger:seq: a row of signature belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:signature: a CHECK of this signature does not hold')
    FROM (SELECT NEW.part AS part, NEW.on_date AS on_date)
    WHERE NOT ((on_date IS NULL OR on_date IS date(on_date, '+0 days'))
          AND (part = 'chief' OR part = 'posted' OR part = 'cashier' OR part = 'reviewed' OR part = 'prepared'));
  SELECT RAISE(ABORT,
      'fundledger:reference: a signature names a voucher or a person that is not there')
    WHERE NOT EXISTS (SELECT 1 FROM voucher
        WHERE fund_id = NEW.fund_id AND no = NEW.voucher_no)
      OR NOT EXISTS (SELECT 1 FROM person
        WHERE fund_id = NEW.fund_id AND login = NEW.login);
  SELECT RAISE(ABORT, 'fundledger:unsigned: a budget voucher is signed by nobody')
    WHERE (SELECT series FROM voucher
      WHERE fund_id = NEW.fund_id AND no = NEW.voucher_no) = 'budget';
  SELECT RAISE(ABORT, 'fundledger:exists: this row of signature is already there')
    WHERE EXISTS (SELECT 1 FROM signature
      WHERE fund_id = NEW.fund_id AND voucher_no = NEW.voucher_no AND part = NEW.part);
  SELECT RAISE(ABORT, 'fundledger:apart: one person does not sign these two parts')
    WHERE EXISTS (SELECT 1 FROM signature
      WHERE fund_id = NEW.fund_id AND voucher_no = NEW.voucher_no
        AND login = NEW.login AND part <> NEW.part
        AND (part IN ('prepared', 'posted')) + (NEW.part IN ('prepared', 'posted')) <> 2
        AND (part IN ('reviewed', 'chief')) + (NEW.part IN ('reviewed', 'chief')) <> 2);
END;
-- next
-- A record has the number that was taken; it follows the head of its chain, and it
-- displaces no other: REPLACE by key or by rowid would delete one without a word. (Until
-- a row is in, SQLite shows a rowid that nobody gave as -1: no record may have that.)
-- Somebody's own temporary triggers would run inside the seal, between what is judged
-- and what moves; nothing here can see them, but the temporary schema they live in.
-- The journal is asked again, as when the number was taken: the seal must be undone whole.
CREATE TRIGGER record_insert BEFORE INSERT ON record BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT CASE
      WHEN d.name = 'temp' THEN
        RAISE(ABORT, 'fundledger:temporary: nothing temporary beside a record')
      WHEN d.file <> '' AND j.journal_mode IN ('off', 'memory') THEN RAISE(ABORT,
        'fundledger:journal: PRAGMA journal_mode must be neither OFF nor MEMORY')
    END
    FROM pragma_database_list d JOIN pragma_journal_mode j ON j.schema = d.name;
  SELECT RAISE(ABORT, 'fundledger:chain: a record follows the head of its chain')
    WHERE NOT EXISTS (SELECT 1 FROM fund WHERE id = NEW.fund_id
      AND NEW.seq = next_seq AND NEW.prev_sha256 = head_sha256);
  SELECT RAISE(ABORT, 'fundledger:chain: a hash is 64 lower-case hexadecimal digits')
    WHERE length(NEW.sha256) IS NOT 64 OR NEW.sha256 GLOB '*[^0-9a-f]*';
  SELECT RAISE(ABORT, 'fundledger:chain: a stamp is one line')
    WHERE instr(NEW.stamp, char(10)) > 0;
  SELECT RAISE(ABORT, 'fundledger:exists: this key has been used')
    WHERE NEW.key IS NOT NULL AND EXISTS
      (SELECT 1 FROM record WHERE fund_id = NEW.fund_id AND key = NEW.key);
  SELECT RAISE(ABORT, 'fundledger:exists: this rowid is taken')
    WHERE EXISTS (SELECT 1 FROM record WHERE rowid = NEW.rowid);
END;
-- next
-- Seal a deed. Its vouchers and postings are judged as a whole, the balances move, the
-- floors of every balance the deed touched are judged (once a deed, since a
-- red-then-blue correction may dip inside it), and the head moves. New rows are those
-- above the last sealed ones. Each statement walks them once, since a large deed does
-- not stay in the page cache. `+voucher_no` keeps SQLite on the new postings: the other
-- index would walk all old ones. Nothing here is DISTINCT, MATERIALIZED or sought IN a
-- list or subquery (hence `+o.source`): a table for that takes 100 µs to make where
-- memory is given back at once. (A test reads the plans.) Balances are summed in one
-- sort, and by project only where a posting has one: a LIMIT of 0 is read before
-- anything is begun. CHECKs and keys are repeated, since a prompt may switch them off
-- and on again inside a deed; a project's key is that of the balance that moves.
CREATE TRIGGER record_seal AFTER INSERT ON record BEGIN
  SELECT RAISE(ABORT, 'fundledger:chain: a rowid is above zero') WHERE NEW.rowid < 1;
  SELECT RAISE(ABORT, 'fundledger:genesis: two people found a fund')
    WHERE NEW.seq = 1
      AND (SELECT COUNT(*) FROM person WHERE fund_id = NEW.fund_id AND active) < 2;
  SELECT RAISE(ABORT, 'fundledger:own_role: nobody grants a role to themselves')
    WHERE NEW.seq > 1 AND EXISTS (SELECT 1 FROM role_grant
      WHERE fund_id = NEW.fund_id AND seq = NEW.seq AND login = NEW.actor);
  SELECT CASE
      WHEN NEW.outcome = 'refused' AND COUNT(*) > 0 THEN
        RAISE(ABORT, 'fundledger:refusal: what is refused books nothing')
      WHEN MAX(NOT ((attachments >= 0)
          AND (kind = 'normal' OR kind = 'red' OR kind = 'blue' OR kind = 'opening' OR kind = 'release' OR kind = 'closing')
          AND (no >= 1)
          AND (number >= 1)
          AND (on_date IS NULL OR on_date IS date(on_date, '+0 days'))
          AND (pair_no IS NULL OR (series = 'budget' AND pair_no = no - 1))
          AND (series = 'money' OR series = 'budget'))) THEN
        RAISE(ABORT, 'fundledger:voucher: a CHECK of this voucher does not hold')
      WHEN MAX(no) - COUNT(*)
          <> (SELECT last_voucher_no FROM fund WHERE id = NEW.fund_id) THEN
        RAISE(ABORT, 'fundledger:number: vouchers are counted without a gap')
      WHEN MAX(substr(on_date, 1, 7) IS NOT month) THEN
        RAISE(ABORT, 'fundledger:month: the date of a voucher lies in its month')
      WHEN MAX((SELECT closed FROM period WHERE fund_id = NEW.fund_id
          AND key = voucher.month) IS NOT 0) THEN
        RAISE(ABORT, 'fundledger:closed_period: this month is closed or not opened')
    END
    FROM voucher WHERE fund_id = NEW.fund_id
      AND no > (SELECT last_voucher_no FROM fund WHERE id = NEW.fund_id);
  SELECT CASE
      WHEN MAX(NOT ((credit_red IN (0, 1))
          AND (debit <> credit OR COALESCE(debit_source, '') <> COALESCE(credit_source, ''))
          AND (debit_red IN (0, 1))
          AND (fen BETWEEN 1 AND 1000000000000000)
          AND (no >= 1))) THEN RAISE(ABORT,
        'fundledger:amount: an amount is a whole number of fen above zero')
      WHEN MIN(+voucher_no)
          <= (SELECT last_voucher_no FROM fund WHERE id = NEW.fund_id) THEN
        RAISE(ABORT, 'fundledger:old_voucher: no posting joins a sealed voucher')
      WHEN MAX(+voucher_no) > COALESCE((SELECT MAX(no) FROM voucher
          WHERE fund_id = NEW.fund_id
            AND no > (SELECT last_voucher_no FROM fund WHERE id = NEW.fund_id)), 0) THEN
        RAISE(ABORT, 'fundledger:reference: a posting names a voucher that is not there')
      WHEN MAX(no) - COUNT(*)
          <> (SELECT last_posting_no FROM fund WHERE id = NEW.fund_id) THEN
        RAISE(ABORT, 'fundledger:dense: postings are counted without a gap')
    END
    FROM posting WHERE fund_id = NEW.fund_id
      AND no > (SELECT last_posting_no FROM fund WHERE id = NEW.fund_id);
  SELECT CASE
      WHEN d.key IS NULL OR c.key IS NULL THEN
        RAISE(ABORT, 'fundledger:reference: a posting names an account that is not there')
      WHEN d.book <> c.book THEN
        RAISE(ABORT, 'fundledger:book: a posting never crosses books')
      WHEN d.book IS NOT p.series THEN
        RAISE(ABORT, 'fundledger:series: a voucher holds postings of its own book only')
      WHEN EXISTS (SELECT 1 FROM account WHERE fund_id = NEW.fund_id
          AND (control = d.key OR control = c.key)) THEN
        RAISE(ABORT, 'fundledger:leaf: a control account takes no posting')
      WHEN CASE WHEN p.whole THEN d.by_project = 'yes' OR c.by_project = 'yes'
          ELSE d.by_project = 'no' AND c.by_project = 'no' END THEN
        RAISE(ABORT, 'fundledger:by_project: this account is kept by project')
      WHEN (p.debit_source IS NULL) = d.by_source
          OR (p.credit_source IS NULL) = c.by_source THEN
        RAISE(ABORT, 'fundledger:by_source: this account is kept by source of funds')
      WHEN p.debit_source IS NOT NULL AND ds.key IS NULL
          OR p.credit_source IS NOT NULL AND cs.key IS NULL THEN
        RAISE(ABORT, 'fundledger:reference: a posting names a source that is not there')
      WHEN (d.restricted <> ds.restricted AND NOT (p.kind IN ('release', 'closing') AND d.side = 'credit' AND COALESCE(d.control, '') <> 'prior_year' AND ds.restricted)) OR (c.restricted <> cs.restricted AND NOT (p.kind IN ('release', 'closing') AND c.side = 'credit' AND COALESCE(c.control, '') <> 'prior_year' AND cs.restricted)) THEN RAISE(ABORT,
        'fundledger:restriction: restricted and unrestricted money have leaves of their own')
    END
    FROM (SELECT debit, credit, project_no IS NULL AS whole, debit_source, credit_source,
          v.series, v.kind
        FROM posting q
          LEFT JOIN voucher v ON v.fund_id = NEW.fund_id AND v.no = q.voucher_no
        WHERE q.fund_id = NEW.fund_id
          AND q.no > (SELECT last_posting_no FROM fund WHERE id = NEW.fund_id)
        GROUP BY debit, credit, whole, debit_source, credit_source, series, kind) p
      LEFT JOIN account d ON d.fund_id = NEW.fund_id AND d.key = p.debit
      LEFT JOIN account c ON c.fund_id = NEW.fund_id AND c.key = p.credit
      LEFT JOIN funding_source ds ON ds.fund_id = NEW.fund_id AND ds.key = p.debit_source
      LEFT JOIN funding_source cs ON cs.fund_id = NEW.fund_id AND cs.key = p.credit_source;
  INSERT INTO balance (fund_id, source, account_key, seq, fen)
    SELECT NEW.fund_id, x.source, a.key, NEW.seq,
      CASE a.side WHEN 'debit' THEN x.fen ELSE -x.fen END
    FROM (SELECT key, source, SUM(fen) AS fen
        FROM (SELECT debit AS key, COALESCE(debit_source, '') AS source, fen
            FROM posting WHERE fund_id = NEW.fund_id
            AND no > (SELECT last_posting_no FROM fund WHERE id = NEW.fund_id)
          UNION ALL SELECT credit, COALESCE(credit_source, ''), -fen
            FROM posting WHERE fund_id = NEW.fund_id
            AND no > (SELECT last_posting_no FROM fund WHERE id = NEW.fund_id))
        GROUP BY key, source) x
      CROSS JOIN account a ON a.fund_id = NEW.fund_id AND a.key = x.key
    WHERE true
    ON CONFLICT (fund_id, source, account_key)
      DO UPDATE SET seq = excluded.seq, fen = balance.fen + excluded.fen;
  INSERT INTO project_balance (fund_id, project_no, account_key, source, seq, fen)
    SELECT NEW.fund_id, x.project_no, a.key, x.source, NEW.seq,
      SUM(CASE a.side WHEN 'debit' THEN x.fen ELSE -x.fen END)
    FROM (SELECT debit AS key, project_no, COALESCE(debit_source, '') AS source,
              SUM(fen) AS fen FROM posting
            WHERE fund_id = NEW.fund_id AND project_no IS NOT NULL
              AND no > (SELECT last_posting_no FROM fund WHERE id = NEW.fund_id)
            GROUP BY +project_no, debit, debit_source
          UNION ALL SELECT credit, project_no, COALESCE(credit_source, ''), -SUM(fen)
            FROM posting
            WHERE fund_id = NEW.fund_id AND project_no IS NOT NULL
              AND no > (SELECT last_posting_no FROM fund WHERE id = NEW.fund_id)
            GROUP BY +project_no, credit, credit_source) x
      CROSS JOIN account a ON a.fund_id = NEW.fund_id AND a.key = x.key
    WHERE a.by_project <> 'no' GROUP BY x.project_no, a.key, x.source
    LIMIT (SELECT CASE WHEN MAX(project_no) IS NULL THEN 0 ELSE -1 END FROM posting
      WHERE fund_id = NEW.fund_id
        AND no > (SELECT last_posting_no FROM fund WHERE id = NEW.fund_id))
    ON CONFLICT (fund_id, project_no, account_key, source)
      DO UPDATE SET seq = excluded.seq, fen = project_balance.fen + excluded.fen;
  SELECT RAISE(ABORT, 'fundledger:cover: what is owed to a project is approved for payment')
    FROM posting p JOIN project_balance o ON o.fund_id = NEW.fund_id
      AND o.project_no = p.project_no AND o.account_key = 'payable'
      AND +o.source IN (p.debit_source, p.credit_source)
    WHERE p.fund_id = NEW.fund_id
      AND p.no > (SELECT last_posting_no FROM fund WHERE id = NEW.fund_id)
      AND p.project_no IS NOT NULL
      AND (p.debit IN ('payable', 'b_payment') OR p.credit IN ('payable', 'b_payment'))
      AND o.fen > COALESCE((SELECT fen FROM project_balance WHERE fund_id = NEW.fund_id
        AND project_no = o.project_no AND account_key = 'b_payment'
        AND source = o.source), 0);
  SELECT CASE
      WHEN g.fen <> 0 THEN
        RAISE(ABORT, 'fundledger:gap: a restricted source has no gap')
      WHEN (SELECT SUM(CASE a.side WHEN 'credit' THEN b.fen ELSE -b.fen END)
          FROM balance b JOIN account a ON a.fund_id = b.fund_id AND a.key = b.account_key
          WHERE b.fund_id = NEW.fund_id AND b.source = s.key
            AND a.restricted IS NOT NULL) < 0 THEN
        RAISE(ABORT, 'fundledger:source: restricted money was spent on something else')
    END
    FROM funding_source s LEFT JOIN balance g ON g.fund_id = s.fund_id
      AND g.source = s.key AND g.account_key = 'b_uncovered'
    WHERE s.fund_id = NEW.fund_id AND s.restricted
      AND EXISTS (SELECT 1 FROM balance t WHERE t.fund_id = s.fund_id
        AND t.source = s.key AND t.seq = NEW.seq);
  UPDATE fund SET next_seq = NULL, head_seq = NEW.seq, head_sha256 = NEW.sha256,
      last_voucher_no = (SELECT COALESCE(MAX(no), 0) FROM voucher
        WHERE fund_id = NEW.fund_id),
      last_posting_no = (SELECT COALESCE(MAX(no), 0) FROM posting
        WHERE fund_id = NEW.fund_id)
    WHERE id = NEW.fund_id;
END;
-- next
-- What proves a voucher changes only while its month is open.
CREATE TRIGGER evidence_month_insert BEFORE insert ON evidence
  WHEN NEW.voucher_no IS NOT NULL BEGIN
  SELECT RAISE(ABORT,
      'fundledger:closed_period: the month of this voucher is closed or not opened')
    WHERE NOT EXISTS (SELECT 1 FROM voucher v JOIN period p
        ON p.fund_id = v.fund_id AND p.key = v.month
      WHERE v.fund_id = NEW.fund_id AND v.no = NEW.voucher_no AND NOT p.closed);
END;
-- next
-- What proves a voucher changes only while its month is open.
CREATE TRIGGER evidence_month_update BEFORE update ON evidence
  WHEN NEW.voucher_no IS NOT NULL BEGIN
  SELECT RAISE(ABORT,
      'fundledger:closed_period: the month of this voucher is closed or not opened')
    WHERE NOT EXISTS (SELECT 1 FROM voucher v JOIN period p
        ON p.fund_id = v.fund_id AND p.key = v.month
      WHERE v.fund_id = NEW.fund_id AND v.no = NEW.voucher_no AND NOT p.closed);
END;
-- next
-- Balances move only while a record is being sealed: it is there, and not yet head.
CREATE TRIGGER balance_insert BEFORE insert ON balance BEGIN
  SELECT RAISE(ABORT, 'fundledger:balance: balances move only by postings')
    WHERE NOT EXISTS (
      SELECT 1 FROM fund f JOIN record r ON r.fund_id = f.id AND r.seq = f.head_seq + 1
      WHERE f.id = NEW.fund_id AND r.seq = NEW.seq);
END;
-- next
-- Balances move only while a record is being sealed: it is there, and not yet head.
CREATE TRIGGER balance_update BEFORE update ON balance BEGIN
  SELECT RAISE(ABORT, 'fundledger:balance: balances move only by postings')
    WHERE NOT EXISTS (
      SELECT 1 FROM fund f JOIN record r ON r.fund_id = f.id AND r.seq = f.head_seq + 1
      WHERE f.id = NEW.fund_id AND r.seq = NEW.seq);
END;
-- next
-- Balances move only while a record is being sealed: it is there, and not yet head.
CREATE TRIGGER project_balance_insert BEFORE insert ON project_balance BEGIN
  SELECT RAISE(ABORT, 'fundledger:balance: balances move only by postings')
    WHERE NOT EXISTS (
      SELECT 1 FROM fund f JOIN record r ON r.fund_id = f.id AND r.seq = f.head_seq + 1
      WHERE f.id = NEW.fund_id AND r.seq = NEW.seq);
END;
-- next
-- Balances move only while a record is being sealed: it is there, and not yet head.
CREATE TRIGGER project_balance_update BEFORE update ON project_balance BEGIN
  SELECT RAISE(ABORT, 'fundledger:balance: balances move only by postings')
    WHERE NOT EXISTS (
      SELECT 1 FROM fund f JOIN record r ON r.fund_id = f.id AND r.seq = f.head_seq + 1
      WHERE f.id = NEW.fund_id AND r.seq = NEW.seq);
END;
-- next
-- Floors are judged when balances move, once for each that the deed touched.
CREATE TRIGGER balance_floor_insert AFTER insert ON balance
  WHEN NEW.fen < 0 BEGIN
  SELECT RAISE(ABORT, 'fundledger:floor: an account would fall below its floor')
    FROM account WHERE fund_id = NEW.fund_id AND key = NEW.account_key AND floor;
END;
-- next
-- Floors are judged when balances move, once for each that the deed touched.
CREATE TRIGGER balance_floor_update AFTER update ON balance
  WHEN NEW.fen < 0 BEGIN
  SELECT RAISE(ABORT, 'fundledger:floor: an account would fall below its floor')
    FROM account WHERE fund_id = NEW.fund_id AND key = NEW.account_key AND floor;
END;
-- next
-- Floors are judged when balances move, once for each that the deed touched.
CREATE TRIGGER project_balance_floor_insert AFTER insert ON project_balance
  WHEN NEW.fen < 0 BEGIN
  SELECT RAISE(ABORT, 'fundledger:floor: a project would fall below its floor')
    FROM account WHERE fund_id = NEW.fund_id AND key = NEW.account_key AND floor;
END;
-- next
-- Floors are judged when balances move, once for each that the deed touched.
CREATE TRIGGER project_balance_floor_update AFTER update ON project_balance
  WHEN NEW.fen < 0 BEGIN
  SELECT RAISE(ABORT, 'fundledger:floor: a project would fall below its floor')
    FROM account WHERE fund_id = NEW.fund_id AND key = NEW.account_key AND floor;
END;
-- next
ANALYZE sqlite_schema
-- next
-- Every key begins with the fund, and without statistics SQLite takes the primary key
-- by the fund alone: it walks all postings to find those of one project. These fixed
-- figures (many rows a fund, few a key) keep it on the longest key that fits; they are
-- not taken from the data, so plans are the same at every size.
INSERT INTO sqlite_stat1 (tbl, idx, stat)
  SELECT l.name, CASE WHEN i.origin = 'pk' AND l.wr THEN l.name ELSE i.name END,
    CASE WHEN l.name = 'fund' THEN '100 1' ELSE
      '1000000 ' || iif(i.origin = 'pk', 500000, 1000000) || (
        SELECT group_concat(iif(i."unique" AND k.seqno = (
          SELECT MAX(seqno) FROM pragma_index_info(i.name)), ' 1', ' 20'), '')
        FROM pragma_index_info(i.name) k WHERE k.seqno > 0) END
  FROM pragma_table_list l JOIN pragma_index_list(l.name) i
  WHERE l.schema = 'main' AND l.type = 'table'
    AND l.name NOT LIKE 'sqlite%' AND l.name <> 'alembic_version';
-- next
ANALYZE sqlite_schema
