PRAGMA foreign_keys = OFF;
PRAGMA application_id = 1179599701;
PRAGMA user_version = 41;
BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0002');
CREATE TABLE focus_gap (
	id CHAR(32) NOT NULL, 
	session_id CHAR(32) NOT NULL, 
	started_at VARCHAR(27) NOT NULL, 
	ended_at VARCHAR(27) NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(session_id) REFERENCES focus_session (id) ON DELETE CASCADE
);
INSERT INTO "focus_gap" VALUES('00000000000000000000000000000030','00000000000000000000000000000015','2026-03-06T08:10:00.000000Z','2026-03-06T08:20:00.000000Z');
CREATE TABLE focus_interval (
	id CHAR(32) NOT NULL, 
	session_id CHAR(32) NOT NULL, 
	started_at VARCHAR(27) NOT NULL, 
	ended_at VARCHAR(27), 
	PRIMARY KEY (id), 
	CONSTRAINT ck_focus_interval_end CHECK (ended_at IS NULL OR ended_at >= started_at), 
	FOREIGN KEY(session_id) REFERENCES focus_session (id) ON DELETE CASCADE
);
INSERT INTO "focus_interval" VALUES('00000000000000000000000000000020','00000000000000000000000000000010','2026-03-02T08:00:00.000000Z','2026-03-02T08:25:00.000000Z');
INSERT INTO "focus_interval" VALUES('00000000000000000000000000000021','00000000000000000000000000000011','2026-03-02T09:00:00.123456Z','2026-03-02T09:20:00.000001Z');
INSERT INTO "focus_interval" VALUES('00000000000000000000000000000022','00000000000000000000000000000011','2026-03-02T09:30:00.999999Z','2026-03-02T10:00:00.654321Z');
INSERT INTO "focus_interval" VALUES('00000000000000000000000000000023','00000000000000000000000000000012','2026-03-03T23:50:00.000000Z','2026-03-04T00:10:00.500000Z');
INSERT INTO "focus_interval" VALUES('00000000000000000000000000000024','00000000000000000000000000000013','2026-03-04T07:00:00.000000Z','2026-03-04T07:01:00.000000Z');
INSERT INTO "focus_interval" VALUES('00000000000000000000000000000025','00000000000000000000000000000014','2026-03-05T12:00:00.000000Z','2026-03-05T12:00:00.000000Z');
INSERT INTO "focus_interval" VALUES('00000000000000000000000000000026','00000000000000000000000000000015','2026-03-06T08:00:00.000000Z','2026-03-06T08:10:00.000000Z');
INSERT INTO "focus_interval" VALUES('00000000000000000000000000000027','00000000000000000000000000000015','2026-03-06T08:20:00.000000Z',NULL);
CREATE TABLE focus_session (
	id CHAR(32) NOT NULL, 
	quest_id CHAR(32), 
	description VARCHAR(1000), 
	duration_minutes INTEGER NOT NULL, 
	status VARCHAR(16) NOT NULL, 
	started_at VARCHAR(27) NOT NULL, 
	completed_at VARCHAR(27), 
	PRIMARY KEY (id), 
	CONSTRAINT ck_focus_session_description CHECK (length(description) <= 1000), 
	CONSTRAINT ck_focus_session_duration_minutes CHECK (duration_minutes BETWEEN 1 AND 1440), 
	CONSTRAINT ck_focus_session_status CHECK (status IN ('active', 'completed', 'cancelled')), 
	CONSTRAINT ck_focus_session_completed_at CHECK ((status = 'completed') = (completed_at IS NOT NULL)), 
	FOREIGN KEY(quest_id) REFERENCES quest (id) ON DELETE SET NULL
);
INSERT INTO "focus_session" VALUES('00000000000000000000000000000010','00000000000000000000000000000001','chapter 1',25,'completed','2026-03-02T08:00:00.000000Z','2026-03-02T08:25:00.000000Z');
INSERT INTO "focus_session" VALUES('00000000000000000000000000000011','00000000000000000000000000000002','',50,'completed','2026-03-02T09:00:00.123456Z','2026-03-02T10:00:00.654321Z');
INSERT INTO "focus_session" VALUES('00000000000000000000000000000012',NULL,'two
lines; 東京 ''and'' "quotes"',25,'cancelled','2026-03-03T23:50:00.000000Z',NULL);
INSERT INTO "focus_session" VALUES('00000000000000000000000000000013',NULL,'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',1,'completed','2026-03-04T07:00:00.000000Z','2026-03-04T07:01:00.000000Z');
INSERT INTO "focus_session" VALUES('00000000000000000000000000000014','00000000000000000000000000000003',NULL,1440,'cancelled','2026-03-05T12:00:00.000000Z',NULL);
INSERT INTO "focus_session" VALUES('00000000000000000000000000000015','00000000000000000000000000000001','=1+1',90,'active','2026-03-06T08:00:00.000000Z',NULL);
CREATE TABLE quest (
	id CHAR(32) NOT NULL, 
	title VARCHAR(200) NOT NULL, 
	status VARCHAR(16) NOT NULL, 
	current_value INTEGER NOT NULL, 
	target_value INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT ck_quest_title CHECK (length(title) BETWEEN 1 AND 200), 
	CONSTRAINT ck_quest_status CHECK (status IN ('active', 'completed', 'archived')), 
	CONSTRAINT ck_quest_current_value CHECK (current_value >= 0), 
	CONSTRAINT ck_quest_target_value CHECK (target_value >= 1)
);
INSERT INTO "quest" VALUES('00000000000000000000000000000001','Read 12 Books','active',3,12);
INSERT INTO "quest" VALUES('00000000000000000000000000000002','''Zoë’s 🦉; "thesis"','completed',1,1);
INSERT INTO "quest" VALUES('00000000000000000000000000000003','xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx','archived',0,40);
CREATE TABLE session_clock (
	session_id CHAR(32) NOT NULL, 
	time_up VARCHAR(16) NOT NULL, 
	kept BOOLEAN NOT NULL, 
	seen_at VARCHAR(27) NOT NULL, 
	machine VARCHAR NOT NULL, 
	boot_id VARCHAR NOT NULL, 
	up_us BIGINT NOT NULL, 
	awake_us BIGINT NOT NULL, 
	PRIMARY KEY (session_id), 
	CONSTRAINT ck_session_clock_time_up CHECK (time_up IN ('complete', 'overtime', 'flow')), 
	FOREIGN KEY(session_id) REFERENCES focus_session (id) ON DELETE CASCADE
);
INSERT INTO "session_clock" VALUES('00000000000000000000000000000015','overtime',1,'2026-03-06T08:25:00.000000Z','here','boot 1',3600000000,3500000000);
CREATE INDEX ix_focus_session_started_at ON focus_session (started_at, id);
CREATE INDEX ix_focus_session_quest_id ON focus_session (quest_id, started_at, id);
CREATE INDEX ix_focus_session_status ON focus_session (status, started_at, id);
CREATE INDEX ix_focus_session_quest_id_status ON focus_session (quest_id, status, started_at, id);
CREATE UNIQUE INDEX uq_focus_session_one_active ON focus_session (status) WHERE status = 'active';
CREATE INDEX ix_focus_interval_session_id ON focus_interval (session_id);
CREATE INDEX ix_focus_interval_ended_at ON focus_interval (ended_at);
CREATE UNIQUE INDEX uq_focus_interval_one_open ON focus_interval ((ended_at IS NULL)) WHERE ended_at IS NULL;
CREATE INDEX ix_focus_gap_session_id ON focus_gap (session_id);
COMMIT;
