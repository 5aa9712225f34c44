-- The two group roles; logins are made members of one of them.
DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'fundledger_app') THEN
    CREATE ROLE fundledger_app NOLOGIN;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'fundledger_reader') THEN
    CREATE ROLE fundledger_reader NOLOGIN;
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
	value TEXT COLLATE "C" NOT NULL,
	unit TEXT COLLATE "C" NOT NULL,
	source TEXT COLLATE "C" NOT NULL,
	CONSTRAINT pk_published PRIMARY KEY (fund_id, no),
	CONSTRAINT uq_published_fund_id_figure_as_of UNIQUE (fund_id, figure, as_of)
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
	CONSTRAINT pk_round PRIMARY KEY (fund_id, key),
	CONSTRAINT ck_round_cap_fen CHECK (cap_fen BETWEEN 1 AND 1000000000000000)
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
CREATE TABLE balance (
	fund_id BIGINT NOT NULL,
	account_key TEXT COLLATE "C" NOT NULL,
	seq BIGINT NOT NULL,
	fen BIGINT NOT NULL,
	CONSTRAINT pk_balance PRIMARY KEY (fund_id, account_key),
	CONSTRAINT fk_balance_fund_id_account_key FOREIGN KEY(fund_id, account_key) REFERENCES account (fund_id, key)
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
	CONSTRAINT pk_bank_account PRIMARY KEY (fund_id, key),
	CONSTRAINT uq_bank_account_fund_id_account_key UNIQUE (fund_id, account_key),
	CONSTRAINT uq_bank_account_fund_id_number UNIQUE (fund_id, number),
	CONSTRAINT fk_bank_account_fund_id_account_key FOREIGN KEY(fund_id, account_key) REFERENCES account (fund_id, key)
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
	restricted BOOLEAN NOT NULL,
	title TEXT COLLATE "C" NOT NULL,
	version BIGINT NOT NULL,
	state TEXT COLLATE "C" NOT NULL,
	returned_from TEXT COLLATE "C",
	due_on DATE,
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
	number BIGINT NOT NULL,
	on_date DATE NOT NULL,
	summary TEXT COLLATE "C" NOT NULL,
	kind TEXT COLLATE "C" NOT NULL,
	rule TEXT COLLATE "C" NOT NULL,
	attachments BIGINT NOT NULL,
	annuls_no BIGINT,
	CONSTRAINT pk_voucher PRIMARY KEY (fund_id, no),
	CONSTRAINT ck_voucher_no CHECK (no >= 1),
	CONSTRAINT ck_voucher_number CHECK (number >= 1),
	CONSTRAINT ck_voucher_attachments CHECK (attachments >= 0),
	CONSTRAINT ck_voucher_kind CHECK (kind = 'normal' OR kind = 'red' OR kind = 'blue' OR kind = 'opening' OR kind = 'closing'),
	CONSTRAINT uq_voucher_fund_id_month_number UNIQUE (fund_id, month, number),
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
	notice_until DATE,
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
	notice_until DATE NOT NULL,
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
	restricted BOOLEAN NOT NULL,
	purpose TEXT COLLATE "C" NOT NULL,
	fen BIGINT NOT NULL,
	returned_fen BIGINT NOT NULL,
	bank TEXT COLLATE "C" NOT NULL,
	on_date DATE NOT NULL,
	voucher_no BIGINT NOT NULL,
	identified_voucher_no BIGINT,
	CONSTRAINT pk_funding PRIMARY KEY (fund_id, no),
	CONSTRAINT ck_funding_kind CHECK (kind = 'donation' OR kind = 'grant' OR kind = 'unidentified'),
	CONSTRAINT ck_funding_fen CHECK (fen BETWEEN 1 AND 1000000000000000),
	CONSTRAINT ck_funding_returned_fen CHECK (returned_fen BETWEEN 0 AND fen),
	CONSTRAINT fk_funding_fund_id_bank FOREIGN KEY(fund_id, bank) REFERENCES account (fund_id, key),
	CONSTRAINT fk_funding_fund_id_voucher_no FOREIGN KEY(fund_id, voucher_no) REFERENCES voucher (fund_id, no),
	CONSTRAINT fk_funding_fund_id_identified_voucher_no FOREIGN KEY(fund_id, identified_voucher_no) REFERENCES voucher (fund_id, no)
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
	CONSTRAINT pk_posting PRIMARY KEY (fund_id, no),
	CONSTRAINT ck_posting_no CHECK (no >= 1),
	CONSTRAINT ck_posting_fen CHECK (fen BETWEEN 1 AND 1000000000000000),
	CONSTRAINT ck_posting_two_accounts CHECK (debit <> credit)
)
-- next
CREATE TABLE project_balance (
	fund_id BIGINT NOT NULL,
	project_no BIGINT NOT NULL,
	account_key TEXT COLLATE "C" NOT NULL,
	seq BIGINT NOT NULL,
	fen BIGINT NOT NULL,
	CONSTRAINT pk_project_balance PRIMARY KEY (fund_id, project_no, account_key),
	CONSTRAINT fk_project_balance_fund_id_account_key FOREIGN KEY(fund_id, account_key) REFERENCES account (fund_id, key),
	CONSTRAINT fk_project_balance_fund_id_project_no FOREIGN KEY(fund_id, project_no) REFERENCES project (fund_id, no)
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
CREATE TABLE signature (
	fund_id BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	voucher_no BIGINT NOT NULL,
	part TEXT COLLATE "C" NOT NULL,
	login TEXT COLLATE "C" NOT NULL,
	on_date DATE NOT NULL,
	CONSTRAINT pk_signature PRIMARY KEY (fund_id, voucher_no, part),
	CONSTRAINT ck_signature_part CHECK (part IN ('prepared', 'reviewed')),
	CONSTRAINT uq_signature_fund_id_voucher_no_login UNIQUE (fund_id, voucher_no, login)
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
	attachment_sha256 TEXT COLLATE "C",
	CONSTRAINT pk_receipt PRIMARY KEY (fund_id, no),
	CONSTRAINT ck_receipt_kind CHECK (kind = 'invoice' OR kind = 'receipt' OR kind = 'signed_list' OR kind = 'bank_slip' OR kind = 'photo'),
	CONSTRAINT ck_receipt_claimed_fen CHECK (claimed_fen BETWEEN 1 AND 1000000000000000),
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
CREATE TABLE recovery (
	fund_id BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	no BIGINT NOT NULL,
	project_no BIGINT NOT NULL,
	receipt_no BIGINT,
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
	CONSTRAINT fk_recovery_fund_id_voucher_no FOREIGN KEY(fund_id, voucher_no) REFERENCES voucher (fund_id, no)
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
CREATE INDEX ix_role_grant_fund_id_seq ON role_grant (fund_id, seq)
-- next
CREATE INDEX ix_project_fund_id_community_key_no ON project (fund_id, community_key, no)
-- next
CREATE INDEX ix_project_fund_id_state_no ON project (fund_id, state, no)
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
CREATE INDEX ix_step_fund_id_claim_no ON step (fund_id, claim_no) WHERE claim_no IS NOT NULL
-- next
CREATE INDEX ix_step_fund_id_disbursement_no ON step (fund_id, disbursement_no) WHERE disbursement_no IS NOT NULL
-- next
CREATE INDEX ix_step_fund_id_project_no ON step (fund_id, project_no)
-- next
-- The classic line view: each posting seen from either side. A red debit shows as a
-- negative credit of its account, a red credit as a negative debit (会计基础工作规范 §51).
CREATE VIEW line AS
  SELECT fund_id, voucher_no, no AS posting_no, seq, debit AS account_key, project_no,
    CASE WHEN debit_red THEN 0 ELSE fen END AS debit_fen,
    CASE WHEN debit_red THEN -fen ELSE 0 END AS credit_fen
  FROM posting
  UNION ALL
  SELECT fund_id, voucher_no, no, seq, credit, project_no,
    CASE WHEN credit_red THEN -fen ELSE 0 END,
    CASE WHEN credit_red THEN 0 ELSE fen END
  FROM posting;
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
CREATE TRIGGER bank_account_insert AFTER INSERT ON bank_account
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_row_insert();
-- next
CREATE TRIGGER community_insert AFTER INSERT ON community
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
CREATE TRIGGER interest_insert AFTER INSERT ON interest
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_row_insert();
-- next
CREATE TRIGGER objection_insert AFTER INSERT ON objection
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
CREATE TRIGGER receipt_insert AFTER INSERT ON receipt
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_row_insert();
-- next
CREATE TRIGGER admission_insert AFTER INSERT ON admission
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_row_insert();
-- next
CREATE TRIGGER recovery_insert AFTER INSERT ON recovery
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
CREATE TRIGGER period_update BEFORE UPDATE ON period
  FOR EACH ROW EXECUTE FUNCTION fundledger_row_update('seq', 'closed');
-- next
CREATE TRIGGER role_grant_update BEFORE UPDATE ON role_grant
  FOR EACH ROW EXECUTE FUNCTION fundledger_row_update('seq', 'until_on');
-- next
CREATE TRIGGER payee_update BEFORE UPDATE ON payee
  FOR EACH ROW EXECUTE FUNCTION fundledger_row_update('seq', 'verified_by', 'verified_on');
-- next
CREATE TRIGGER project_update BEFORE UPDATE ON project
  FOR EACH ROW EXECUTE FUNCTION fundledger_row_update('seq', 'title', 'version', 'state', 'returned_from', 'due_on');
-- next
CREATE TRIGGER amendment_update BEFORE UPDATE ON amendment
  FOR EACH ROW EXECUTE FUNCTION fundledger_row_update('seq', 'voucher_no');
-- next
CREATE TRIGGER claim_update BEFORE UPDATE ON claim
  FOR EACH ROW EXECUTE FUNCTION fundledger_row_update('seq', 'claimed_fen', 'admitted_fen', 'version', 'state');
-- next
CREATE TRIGGER funding_update BEFORE UPDATE ON funding
  FOR EACH ROW EXECUTE FUNCTION fundledger_row_update('seq', 'kind', 'party', 'restricted', 'purpose', 'fen', 'returned_fen', 'bank', 'voucher_no', 'identified_voucher_no');
-- next
CREATE TRIGGER objection_update BEFORE UPDATE ON objection
  FOR EACH ROW EXECUTE FUNCTION fundledger_row_update('seq', 'answer', 'answered_on');
-- next
CREATE TRIGGER refund_update BEFORE UPDATE ON refund
  FOR EACH ROW EXECUTE FUNCTION fundledger_row_update('seq', 'project_no', 'fen', 'bank', 'voucher_no');
-- next
CREATE TRIGGER disbursement_update BEFORE UPDATE ON disbursement
  FOR EACH ROW EXECUTE FUNCTION fundledger_row_update('seq', 'payee_no', 'fen', 'state', 'bank');
-- next
CREATE TRIGGER recovery_update BEFORE UPDATE ON recovery
  FOR EACH ROW EXECUTE FUNCTION fundledger_row_update('seq', 'recovered_fen', 'state');
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
CREATE TRIGGER bank_account_update BEFORE UPDATE ON bank_account
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
CREATE TRIGGER interest_update BEFORE UPDATE ON interest
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
CREATE TRIGGER balance_delete BEFORE DELETE OR TRUNCATE ON balance
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER bank_account_delete BEFORE DELETE OR TRUNCATE ON bank_account
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER community_delete BEFORE DELETE OR TRUNCATE ON community
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER fund_delete BEFORE DELETE OR TRUNCATE ON fund
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER period_delete BEFORE DELETE OR TRUNCATE ON period
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER role_grant_delete BEFORE DELETE OR TRUNCATE ON role_grant
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
CREATE TRIGGER interest_delete BEFORE DELETE OR TRUNCATE ON interest
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER objection_delete BEFORE DELETE OR TRUNCATE ON objection
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER posting_delete BEFORE DELETE OR TRUNCATE ON posting
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER project_balance_delete BEFORE DELETE OR TRUNCATE ON project_balance
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER refund_delete BEFORE DELETE OR TRUNCATE ON refund
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER review_delete BEFORE DELETE OR TRUNCATE ON review
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER signature_delete BEFORE DELETE OR TRUNCATE ON signature
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
CREATE TRIGGER receipt_delete BEFORE DELETE OR TRUNCATE ON receipt
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER admission_delete BEFORE DELETE OR TRUNCATE ON admission
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
-- next
CREATE TRIGGER recovery_delete BEFORE DELETE OR TRUNCATE ON recovery
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
  controlled boolean;
  misplaced boolean;
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
    IF EXISTS (SELECT 1 FROM (SELECT month, MIN(number) AS low, MAX(number) AS high,
          COUNT(*) AS count FROM voucher
          WHERE fund_id = NEW.fund_id
            AND no BETWEEN sealed_voucher + 1 AND latest_voucher GROUP BY month) v
        WHERE v.high - v.low + 1 <> v.count OR v.low <> 1 + COALESCE(
          (SELECT MAX(o.number) FROM voucher o WHERE o.fund_id = NEW.fund_id
            AND o.month = v.month AND o.number < v.low), 0)) THEN
      RAISE EXCEPTION 'fundledger:number: voucher numbers of a month have no gap';
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
        bool_or(d.key IN (SELECT control FROM account WHERE fund_id = NEW.fund_id)
          OR c.key IN (SELECT control FROM account WHERE fund_id = NEW.fund_id)),
        bool_or(CASE WHEN p.project_no IS NULL
          THEN 'yes' IN (d.by_project, c.by_project)
          ELSE d.by_project = 'no' AND c.by_project = 'no' END)
      INTO unknown, crossed, controlled, misplaced
      FROM (SELECT debit, credit, project_no FROM posting
          WHERE fund_id = NEW.fund_id AND no BETWEEN sealed + 1 AND latest GROUP BY 1, 2, 3) p
        LEFT JOIN account d ON d.fund_id = NEW.fund_id AND d.key = p.debit
        LEFT JOIN account c ON c.fund_id = NEW.fund_id AND c.key = p.credit
        LEFT JOIN project j ON j.fund_id = NEW.fund_id AND j.no = p.project_no;
    IF unknown THEN
      RAISE EXCEPTION
        'fundledger:reference: a posting names an account or a project that is not there';
    END IF;
    IF crossed THEN
      RAISE EXCEPTION 'fundledger:book: a posting never crosses books';
    END IF;
    IF controlled THEN
      RAISE EXCEPTION 'fundledger:leaf: a control account takes no posting';
    END IF;
    IF misplaced THEN
      RAISE EXCEPTION 'fundledger:by_project: this account is kept by project';
    END IF;
    WITH pair AS MATERIALIZED (SELECT debit, credit, SUM(fen) AS fen FROM posting
        WHERE fund_id = NEW.fund_id AND no BETWEEN sealed + 1 AND latest GROUP BY debit, credit)
    INSERT INTO balance AS b (fund_id, account_key, seq, fen)
      SELECT NEW.fund_id, a.key, NEW.seq,
        SUM(CASE a.side WHEN 'debit' THEN x.fen ELSE -x.fen END)::bigint
      FROM (SELECT debit AS key, fen FROM pair
            UNION ALL SELECT credit, -fen FROM pair) x
      JOIN account a ON a.fund_id = NEW.fund_id AND a.key = x.key
      GROUP BY a.key
      ON CONFLICT (fund_id, account_key)
        DO UPDATE SET seq = EXCLUDED.seq, fen = b.fen + EXCLUDED.fen;
    WITH pair AS MATERIALIZED (SELECT project_no, debit, credit, SUM(fen) AS fen
        FROM posting WHERE fund_id = NEW.fund_id AND no BETWEEN sealed + 1 AND latest
          AND project_no IS NOT NULL GROUP BY project_no, debit, credit)
    INSERT INTO project_balance AS b (fund_id, project_no, account_key, seq, fen)
      SELECT NEW.fund_id, x.project_no, a.key, NEW.seq,
        SUM(CASE a.side WHEN 'debit' THEN x.fen ELSE -x.fen END)::bigint
      FROM (SELECT debit AS key, project_no, fen FROM pair
            UNION ALL SELECT credit, project_no, -fen FROM pair) x
      JOIN account a ON a.fund_id = NEW.fund_id AND a.key = x.key
        AND a.by_project <> 'no'
      GROUP BY x.project_no, a.key
      ON CONFLICT (fund_id, project_no, account_key)
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
  END IF;
  UPDATE fund SET next_seq = NULL, head_seq = NEW.seq, head_sha256 = NEW.sha256,
      last_voucher_no = latest_voucher, last_posting_no = latest
    WHERE id = NEW.fund_id;
  RETURN NULL;
END $$;
CREATE TRIGGER record_seal AFTER INSERT ON record
  FOR EACH ROW EXECUTE FUNCTION fundledger_record_seal();
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
REVOKE ALL ON balance FROM PUBLIC;
GRANT SELECT ON balance TO fundledger_app, fundledger_reader;
-- next
-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON bank_account FROM PUBLIC;
GRANT SELECT ON bank_account TO fundledger_app, fundledger_reader;
-- next
GRANT INSERT ON bank_account TO fundledger_app;
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
REVOKE ALL ON fund FROM PUBLIC;
GRANT SELECT ON fund TO fundledger_app, fundledger_reader;
-- next
GRANT INSERT ON fund TO fundledger_app;
-- next
GRANT UPDATE (next_seq) ON fund TO fundledger_app;
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
GRANT UPDATE (seq, title, version, state, returned_from, due_on) ON project TO fundledger_app;
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
GRANT UPDATE (seq, kind, party, restricted, purpose, fen, returned_fen, bank, voucher_no, identified_voucher_no) ON funding TO fundledger_app;
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
REVOKE ALL ON signature FROM PUBLIC;
GRANT SELECT ON signature TO fundledger_app, fundledger_reader;
-- next
GRANT INSERT ON signature TO fundledger_app;
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
REVOKE ALL ON recovery FROM PUBLIC;
GRANT SELECT ON recovery TO fundledger_app, fundledger_reader;
-- next
GRANT INSERT ON recovery TO fundledger_app;
-- next
GRANT UPDATE (seq, recovered_fen, state) ON recovery TO fundledger_app;
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
