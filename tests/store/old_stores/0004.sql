PRAGMA foreign_keys = OFF;
PRAGMA application_id = 1179599701;
PRAGMA user_version = 41;
BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0004');
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
CREATE TABLE original_interval (
	id CHAR(32) NOT NULL, 
	session_id CHAR(32) NOT NULL, 
	started_at VARCHAR(27) NOT NULL, 
	ended_at VARCHAR(27) NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(session_id) REFERENCES session_original (session_id) ON DELETE CASCADE
);
INSERT INTO "original_interval" VALUES('00000000000000000000000000000040','00000000000000000000000000000011','2026-03-02T09:00:00.000000Z','2026-03-02T09:20:00.000000Z');
INSERT INTO "original_interval" VALUES('00000000000000000000000000000041','00000000000000000000000000000011','2026-03-02T09:30:00.000000Z','2026-03-02T10:10:00.000000Z');
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
CREATE TABLE quest_details (
	quest_id CHAR(32) NOT NULL, 
	colour INTEGER, 
	unit VARCHAR(30), 
	weekly_budget_minutes INTEGER, 
	PRIMARY KEY (quest_id), 
	CONSTRAINT ck_quest_details_colour CHECK (colour BETWEEN 0 AND 4), 
	CONSTRAINT ck_quest_details_unit CHECK (length(unit) BETWEEN 1 AND 30), 
	CONSTRAINT ck_quest_details_weekly_budget_minutes CHECK (weekly_budget_minutes BETWEEN 1 AND 10080), 
	FOREIGN KEY(quest_id) REFERENCES quest (id) ON DELETE CASCADE
);
INSERT INTO "quest_details" VALUES('00000000000000000000000000000001',3,'books',90);
INSERT INTO "quest_details" VALUES('00000000000000000000000000000003',NULL,'pages',NULL);
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
CREATE TABLE session_original (
	session_id CHAR(32) NOT NULL, 
	quest_id CHAR(32), 
	description VARCHAR(1000), 
	duration_minutes INTEGER NOT NULL, 
	started_at VARCHAR(27) NOT NULL, 
	completed_at VARCHAR(27), 
	PRIMARY KEY (session_id), 
	FOREIGN KEY(session_id) REFERENCES focus_session (id) ON DELETE CASCADE
);
INSERT INTO "session_original" VALUES('00000000000000000000000000000011','00000000000000000000000000000009','before it was edited',50,'2026-03-02T09:00:00.000000Z','2026-03-02T10:10:00.000000Z');
CREATE TABLE session_total (
	session_id CHAR(32) NOT NULL, 
	quest_id CHAR(32), 
	status VARCHAR(16) NOT NULL, 
	started_at VARCHAR(27) NOT NULL, 
	description VARCHAR(1000), 
	duration_minutes INTEGER NOT NULL, 
	focused_us BIGINT NOT NULL, 
	PRIMARY KEY (session_id), 
	FOREIGN KEY(session_id) REFERENCES focus_session (id) ON DELETE CASCADE
);
INSERT INTO "session_total" VALUES('00000000000000000000000000000010','00000000000000000000000000000001','completed','2026-03-02T08:00:00.000000Z','chapter 1',25,1500000000);
INSERT INTO "session_total" VALUES('00000000000000000000000000000011','00000000000000000000000000000002','completed','2026-03-02T09:00:00.123456Z','',50,2999530867);
INSERT INTO "session_total" VALUES('00000000000000000000000000000012',NULL,'cancelled','2026-03-03T23:50:00.000000Z','two
lines; 東京 ''and'' "quotes"',25,1200500000);
INSERT INTO "session_total" VALUES('00000000000000000000000000000013',NULL,'completed','2026-03-04T07:00:00.000000Z','xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',1,60000000);
INSERT INTO "session_total" VALUES('00000000000000000000000000000014','00000000000000000000000000000003','cancelled','2026-03-05T12:00:00.000000Z',NULL,1440,0);
INSERT INTO "session_total" VALUES('00000000000000000000000000000015','00000000000000000000000000000001','active','2026-03-06T08:00:00.000000Z','=1+1',90,600000000);
CREATE INDEX ix_focus_session_started_at ON focus_session (started_at, id);
CREATE INDEX ix_focus_session_quest_id ON focus_session (quest_id, started_at, id);
CREATE INDEX ix_focus_session_status ON focus_session (status, started_at, id);
CREATE INDEX ix_focus_session_quest_id_status ON focus_session (quest_id, status, started_at, id);
CREATE UNIQUE INDEX uq_focus_session_one_active ON focus_session (status) WHERE status = 'active';
CREATE INDEX ix_focus_interval_session_id ON focus_interval (session_id);
CREATE UNIQUE INDEX uq_focus_interval_one_open ON focus_interval ((ended_at IS NULL)) WHERE ended_at IS NULL;
CREATE INDEX ix_focus_gap_session_id ON focus_gap (session_id);
CREATE INDEX ix_original_interval_session_id ON original_interval (session_id);
CREATE INDEX ix_focus_interval_started_at ON focus_interval (started_at, ended_at, session_id);
CREATE INDEX ix_focus_interval_over_a_day ON focus_interval (ended_at) WHERE julianday(ended_at) - julianday(started_at) > 1;
CREATE TRIGGER total_focus_session_inserted AFTER INSERT ON focus_session BEGIN INSERT OR REPLACE INTO session_total (session_id, quest_id, status, started_at, description, duration_minutes, focused_us) SELECT NEW.id, NEW.quest_id, NEW.status, NEW.started_at, NEW.description, NEW.duration_minutes, coalesce(sum(coalesce(((CAST(strftime('%s', substr(focus_interval.ended_at, 1, 19)) AS INTEGER) * 1000000 + CAST(substr(focus_interval.ended_at, 21, 6) AS INTEGER)) - (CAST(strftime('%s', substr(focus_interval.started_at, 1, 19)) AS INTEGER) * 1000000 + CAST(substr(focus_interval.started_at, 21, 6) AS INTEGER))), 0)), 0) FROM focus_interval WHERE session_id = NEW.id; END;
CREATE TRIGGER total_focus_session_updated AFTER UPDATE OF id, quest_id, status, started_at, description, duration_minutes ON focus_session BEGIN UPDATE session_total SET session_id = NEW.id, quest_id = NEW.quest_id, status = NEW.status, started_at = NEW.started_at, description = NEW.description, duration_minutes = NEW.duration_minutes WHERE session_id = OLD.id; END;
CREATE TRIGGER total_focus_session_deleted AFTER DELETE ON focus_session BEGIN DELETE FROM session_total WHERE session_id = OLD.id; END;
CREATE TRIGGER total_focus_interval_inserted AFTER INSERT ON focus_interval WHEN NEW.ended_at IS NOT NULL BEGIN UPDATE session_total SET focused_us = focused_us + coalesce(((CAST(strftime('%s', substr(NEW.ended_at, 1, 19)) AS INTEGER) * 1000000 + CAST(substr(NEW.ended_at, 21, 6) AS INTEGER)) - (CAST(strftime('%s', substr(NEW.started_at, 1, 19)) AS INTEGER) * 1000000 + CAST(substr(NEW.started_at, 21, 6) AS INTEGER))), 0) WHERE session_id = NEW.session_id; END;
CREATE TRIGGER total_focus_interval_updated AFTER UPDATE OF session_id, started_at, ended_at ON focus_interval BEGIN UPDATE session_total SET focused_us = focused_us - coalesce(((CAST(strftime('%s', substr(OLD.ended_at, 1, 19)) AS INTEGER) * 1000000 + CAST(substr(OLD.ended_at, 21, 6) AS INTEGER)) - (CAST(strftime('%s', substr(OLD.started_at, 1, 19)) AS INTEGER) * 1000000 + CAST(substr(OLD.started_at, 21, 6) AS INTEGER))), 0) WHERE session_id = OLD.session_id; UPDATE session_total SET focused_us = focused_us + coalesce(((CAST(strftime('%s', substr(NEW.ended_at, 1, 19)) AS INTEGER) * 1000000 + CAST(substr(NEW.ended_at, 21, 6) AS INTEGER)) - (CAST(strftime('%s', substr(NEW.started_at, 1, 19)) AS INTEGER) * 1000000 + CAST(substr(NEW.started_at, 21, 6) AS INTEGER))), 0) WHERE session_id = NEW.session_id; END;
CREATE TRIGGER total_focus_interval_deleted AFTER DELETE ON focus_interval WHEN OLD.ended_at IS NOT NULL BEGIN UPDATE session_total SET focused_us = focused_us - coalesce(((CAST(strftime('%s', substr(OLD.ended_at, 1, 19)) AS INTEGER) * 1000000 + CAST(substr(OLD.ended_at, 21, 6) AS INTEGER)) - (CAST(strftime('%s', substr(OLD.started_at, 1, 19)) AS INTEGER) * 1000000 + CAST(substr(OLD.started_at, 21, 6) AS INTEGER))), 0) WHERE session_id = OLD.session_id; END;
CREATE INDEX ix_session_total_started_at ON session_total (started_at, session_id, quest_id, status, focused_us, duration_minutes);
CREATE INDEX ix_session_total_quest_id ON session_total (quest_id, started_at, session_id, status, focused_us, duration_minutes);
CREATE INDEX ix_session_total_status ON session_total (status, started_at, session_id, quest_id, focused_us, duration_minutes);
CREATE INDEX ix_session_total_focused_us ON session_total (focused_us, started_at, session_id, quest_id, status, duration_minutes);
CREATE INDEX ix_session_total_duration_minutes ON session_total (duration_minutes, started_at, session_id, quest_id, status, focused_us);
CREATE INDEX ix_session_total_description ON session_total (description COLLATE NOCASE, started_at, session_id, quest_id, status, focused_us, duration_minutes);
COMMIT;
