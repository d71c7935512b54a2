-- A hub of schema version 1 as sqlite3 .dump gives it. Never changed once version 1 is released.
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE schema_version (version INTEGER NOT NULL, applied_at INTEGER NOT NULL, program TEXT NOT NULL, PRIMARY KEY (version));
INSERT INTO schema_version VALUES(1,1795458672313020,'0.1.0');
CREATE TABLE lease (
  stage TEXT NOT NULL,
  holder TEXT NOT NULL,
  number INTEGER NOT NULL,
  since INTEGER NOT NULL,
  until INTEGER NOT NULL,
  PRIMARY KEY (stage)
) WITHOUT ROWID;
INSERT INTO lease VALUES('Import','host/1',1,1795458672879439,1795458732879439);
CREATE TABLE setting (
  name TEXT NOT NULL,
  json TEXT NOT NULL,
  PRIMARY KEY (name)
);
INSERT INTO setting VALUES('company','{"name":"Contoso"}');
CREATE TABLE directory_entry (
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  domain_key TEXT NOT NULL,
  settings TEXT NOT NULL,
  read_attributes TEXT NOT NULL,
  cursor TEXT,
  last_full_import INTEGER,
  PRIMARY KEY (id)
);
INSERT INTO directory_entry VALUES('d1','contoso.com','ActiveDirectory','k','{"Servers":["dc1"],"Tls":"Ldaps","UserName":null,"PasswordFrom":null,"CaCertificate":null,"SkipCertificateCheck":false,"ChangeFile":null,"NamingContext":null,"SearchBases":[],"ExcludedBases":[],"Groups":[],"Filter":null,"WhenOutOfScope":"Deactivate","UserNameFormat":"Email","Names":{},"WriteBack":false,"WriteBackEmptyOnly":false}','["mail"]',NULL,NULL);
CREATE TABLE hub_attribute (
  name TEXT NOT NULL,
  display_name TEXT NOT NULL,
  type TEXT NOT NULL,
  min_length INTEGER,
  max_length INTEGER,
  required INTEGER NOT NULL,
  custom INTEGER NOT NULL,
  PRIMARY KEY (name)
);
INSERT INTO hub_attribute VALUES('login','Login','String',5,100,1,0);
CREATE TABLE attribute_mapping (
  direction TEXT NOT NULL,
  directory_id TEXT NOT NULL,
  target TEXT NOT NULL,
  expression TEXT NOT NULL,
  apply TEXT NOT NULL,
  when_empty TEXT NOT NULL,
  PRIMARY KEY (direction, directory_id, target)
);
INSERT INTO attribute_mapping VALUES('AdToHub','','login','appuser.email','CreateAndUpdate','LeaveAlone');
CREATE TABLE profile_master (
  system TEXT NOT NULL,
  priority INTEGER NOT NULL,
  enabled INTEGER NOT NULL,
  PRIMARY KEY (system)
);
INSERT INTO profile_master VALUES('ActiveDirectory',1,1);
CREATE TABLE attribute_master (
  attribute TEXT NOT NULL,
  systems TEXT NOT NULL,
  fall_through INTEGER NOT NULL,
  PRIMARY KEY (attribute)
);
INSERT INTO attribute_master VALUES('primaryPhone','["RingCentral"]',0);
CREATE TABLE hub_user (
  id TEXT NOT NULL,
  status TEXT NOT NULL,
  profile TEXT NOT NULL,
  local_values TEXT NOT NULL,
  hold TEXT,
  deactivated_by TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  login_key TEXT,
  mail_key TEXT,
  employee_key TEXT,
  name_key TEXT,
  PRIMARY KEY (id)
);
INSERT INTO hub_user VALUES('u1','Active','{"firstName":"Zoë","login":"Zoë@contoso.com","number":5}','{}',NULL,NULL,1772352000000000,1772352000000000,'zoë@contoso.com',NULL,NULL,'zoë');
CREATE TABLE app_user (
  system_id TEXT NOT NULL,
  key TEXT NOT NULL,
  user_id TEXT,
  state TEXT NOT NULL,
  enabled INTEGER NOT NULL,
  in_scope INTEGER NOT NULL,
  place TEXT NOT NULL,
  parent_key TEXT,
  attributes TEXT NOT NULL,
  hash TEXT NOT NULL,
  mail_key TEXT,
  read_at INTEGER NOT NULL,
  primary_group_id INTEGER,
  PRIMARY KEY (system_id, key)
);
INSERT INTO app_user VALUES('d1','k1','u1','Present',1,1,'CN=Zoë,DC=contoso,DC=com',NULL,'{"mail":"Zoë@contoso.com","memberOf":["a","b"]}','h','zoë@contoso.com',1772352000000000,NULL);
CREATE TABLE directory_container (
  system_id TEXT NOT NULL,
  key TEXT NOT NULL,
  parent_key TEXT,
  place TEXT NOT NULL,
  PRIMARY KEY (system_id, key)
);
INSERT INTO directory_container VALUES('d1','c1',NULL,'DC=contoso,DC=com');
CREATE TABLE group_edge (
  system_id TEXT NOT NULL,
  group_key TEXT NOT NULL,
  member_key TEXT NOT NULL,
  PRIMARY KEY (system_id, group_key, member_key)
) WITHOUT ROWID;
INSERT INTO group_edge VALUES('d1','g1','k1');
CREATE TABLE local_member (
  group_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  PRIMARY KEY (group_id, user_id)
) WITHOUT ROWID;
INSERT INTO local_member VALUES('lg1','u1');
CREATE TABLE hub_group (
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  system_id TEXT NOT NULL,
  key TEXT NOT NULL,
  place TEXT,
  primary_group_id INTEGER,
  description TEXT,
  rule TEXT,
  state TEXT NOT NULL,
  name_key TEXT,
  PRIMARY KEY (id)
);
INSERT INTO hub_group VALUES('lg1','Pilot','Local','','',NULL,NULL,NULL,NULL,'Present','pilot');
CREATE TABLE assignment (
  id TEXT NOT NULL,
  user_id TEXT,
  group_id TEXT,
  origin TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (id)
);
INSERT INTO assignment VALUES('a1','u1',NULL,'Manual',1772352000000000);
CREATE TABLE assigned_user (
  system_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  assigned INTEGER NOT NULL,
  since INTEGER NOT NULL,
  PRIMARY KEY (system_id, user_id)
) WITHOUT ROWID;
INSERT INTO assigned_user VALUES('RingCentral','u1',1,1772352000000000);
CREATE TABLE operation (
  id TEXT NOT NULL,
  run_id TEXT NOT NULL,
  system_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  target_key TEXT,
  "order" INTEGER NOT NULL,
  payload TEXT,
  changes TEXT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT,
  remedy TEXT,
  error_id TEXT,
  request_id TEXT,
  attempts INTEGER NOT NULL,
  not_before INTEGER,
  created_at INTEGER NOT NULL,
  sent_at INTEGER,
  done_at INTEGER,
  PRIMARY KEY (id)
);
INSERT INTO operation VALUES('o1','r1','RingCentral','u1','Create',NULL,0,'{}','[{"Attribute":"email","Before":null,"After":"z"}]','Sent',NULL,NULL,NULL,NULL,0,NULL,1772352000000000,1772352000000000,NULL);
CREATE TABLE run (
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  system_id TEXT NOT NULL,
  state TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  host TEXT NOT NULL,
  counts TEXT NOT NULL,
  message TEXT,
  plan_fingerprint TEXT,
  PRIMARY KEY (id)
);
INSERT INTO run VALUES('r1','Import','d1','Completed',1772352000000000,1772352000000000,'host','{"Created":1}',NULL,NULL);
CREATE TABLE touched_mark (
  system_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  revision TEXT NOT NULL,
  PRIMARY KEY (system_id, user_id)
) WITHOUT ROWID;
INSERT INTO touched_mark VALUES('RingCentral','u1','1');
CREATE TABLE kept_diff (
  system_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  json TEXT NOT NULL,
  PRIMARY KEY (system_id, user_id)
);
INSERT INTO kept_diff VALUES('RingCentral','u1','{}');
CREATE TABLE import_match (
  system_id TEXT NOT NULL,
  key TEXT NOT NULL,
  person TEXT NOT NULL,
  email TEXT,
  kind TEXT NOT NULL,
  candidates TEXT NOT NULL,
  reason TEXT,
  denied INTEGER NOT NULL,
  found_at INTEGER NOT NULL,
  PRIMARY KEY (system_id, key)
);
INSERT INTO import_match VALUES('d1','k2','Ann',NULL,'Partial','["u1"]',NULL,0,1772352000000000);
CREATE TABLE problem (
  id TEXT NOT NULL,
  stage TEXT NOT NULL,
  system_id TEXT NOT NULL,
  key TEXT,
  user_id TEXT,
  person TEXT NOT NULL,
  attribute TEXT,
  error_id TEXT NOT NULL,
  message TEXT NOT NULL,
  remedy TEXT,
  since INTEGER NOT NULL,
  PRIMARY KEY (id)
);
INSERT INTO problem VALUES('p1','Import','d1',NULL,NULL,'Ann',NULL,'E','m',NULL,1772352000000000);
CREATE UNIQUE INDEX directory_entry_name ON directory_entry (name);
CREATE UNIQUE INDEX hub_user_login_key ON hub_user (login_key);
CREATE INDEX hub_user_mail_key ON hub_user (mail_key);
CREATE INDEX hub_user_employee_key ON hub_user (employee_key);
CREATE INDEX hub_user_name_key ON hub_user (name_key);
CREATE UNIQUE INDEX app_user_system_id_user_id ON app_user (system_id, user_id);
CREATE INDEX app_user_user_id ON app_user (user_id);
CREATE INDEX app_user_system_id_mail_key ON app_user (system_id, mail_key);
CREATE INDEX group_edge_system_id_member_key ON group_edge (system_id, member_key);
CREATE INDEX local_member_user_id ON local_member (user_id);
CREATE INDEX hub_group_name_key ON hub_group (name_key);
CREATE UNIQUE INDEX hub_group_system_id_key ON hub_group (system_id, key) WHERE kind = 'Imported';
CREATE INDEX assignment_user_id ON assignment (user_id);
CREATE INDEX assignment_group_id ON assignment (group_id);
CREATE INDEX operation_system_id_state ON operation (system_id, state);
CREATE INDEX operation_user_id ON operation (user_id);
CREATE INDEX operation_run_id ON operation (run_id);
CREATE INDEX run_started_at ON run (started_at);
CREATE INDEX problem_user_id ON problem (user_id);
COMMIT;
