-- A hub of schema version 1 as pg_dump --inserts gives it. Never changed once version 1 is released.

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

CREATE SCHEMA fixture;

SET default_tablespace = '';

SET default_table_access_method = heap;

CREATE TABLE fixture.app_user (
    system_id text NOT NULL COLLATE pg_catalog."C",
    key text NOT NULL COLLATE pg_catalog."C",
    user_id text COLLATE pg_catalog."C",
    state text NOT NULL COLLATE pg_catalog."C",
    enabled boolean NOT NULL,
    in_scope boolean NOT NULL,
    place text NOT NULL COLLATE pg_catalog."C",
    parent_key text COLLATE pg_catalog."C",
    attributes text NOT NULL COLLATE pg_catalog."C",
    hash text NOT NULL COLLATE pg_catalog."C",
    mail_key text COLLATE pg_catalog."C",
    read_at bigint NOT NULL,
    primary_group_id bigint
);

CREATE TABLE fixture.assigned_user (
    system_id text NOT NULL COLLATE pg_catalog."C",
    user_id text NOT NULL COLLATE pg_catalog."C",
    assigned boolean NOT NULL,
    since bigint NOT NULL
);

CREATE TABLE fixture.assignment (
    id text NOT NULL COLLATE pg_catalog."C",
    user_id text COLLATE pg_catalog."C",
    group_id text COLLATE pg_catalog."C",
    origin text NOT NULL COLLATE pg_catalog."C",
    created_at bigint NOT NULL
);

CREATE TABLE fixture.attribute_mapping (
    direction text NOT NULL COLLATE pg_catalog."C",
    directory_id text NOT NULL COLLATE pg_catalog."C",
    target text NOT NULL COLLATE pg_catalog."C",
    expression text NOT NULL COLLATE pg_catalog."C",
    apply text NOT NULL COLLATE pg_catalog."C",
    when_empty text NOT NULL COLLATE pg_catalog."C"
);

CREATE TABLE fixture.attribute_master (
    attribute text NOT NULL COLLATE pg_catalog."C",
    systems text NOT NULL COLLATE pg_catalog."C",
    fall_through boolean NOT NULL
);

CREATE TABLE fixture.directory_container (
    system_id text NOT NULL COLLATE pg_catalog."C",
    key text NOT NULL COLLATE pg_catalog."C",
    parent_key text COLLATE pg_catalog."C",
    place text NOT NULL COLLATE pg_catalog."C"
);

CREATE TABLE fixture.directory_entry (
    id text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    domain_key text NOT NULL COLLATE pg_catalog."C",
    settings text NOT NULL COLLATE pg_catalog."C",
    read_attributes text NOT NULL COLLATE pg_catalog."C",
    cursor text COLLATE pg_catalog."C",
    last_full_import bigint
);

CREATE TABLE fixture.group_edge (
    system_id text NOT NULL COLLATE pg_catalog."C",
    group_key text NOT NULL COLLATE pg_catalog."C",
    member_key text NOT NULL COLLATE pg_catalog."C"
);

CREATE TABLE fixture.hub_attribute (
    name text NOT NULL COLLATE pg_catalog."C",
    display_name text NOT NULL COLLATE pg_catalog."C",
    type text NOT NULL COLLATE pg_catalog."C",
    min_length bigint,
    max_length bigint,
    required boolean NOT NULL,
    custom boolean NOT NULL
);

CREATE TABLE fixture.hub_group (
    id text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    system_id text NOT NULL COLLATE pg_catalog."C",
    key text NOT NULL COLLATE pg_catalog."C",
    place text COLLATE pg_catalog."C",
    primary_group_id bigint,
    description text COLLATE pg_catalog."C",
    rule text COLLATE pg_catalog."C",
    state text NOT NULL COLLATE pg_catalog."C",
    name_key text COLLATE pg_catalog."C"
);

CREATE TABLE fixture.hub_user (
    id text NOT NULL COLLATE pg_catalog."C",
    status text NOT NULL COLLATE pg_catalog."C",
    profile text NOT NULL COLLATE pg_catalog."C",
    local_values text NOT NULL COLLATE pg_catalog."C",
    hold text COLLATE pg_catalog."C",
    deactivated_by text COLLATE pg_catalog."C",
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    login_key text COLLATE pg_catalog."C",
    mail_key text COLLATE pg_catalog."C",
    employee_key text COLLATE pg_catalog."C",
    name_key text COLLATE pg_catalog."C"
);

CREATE TABLE fixture.import_match (
    system_id text NOT NULL COLLATE pg_catalog."C",
    key text NOT NULL COLLATE pg_catalog."C",
    person text NOT NULL COLLATE pg_catalog."C",
    email text COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    candidates text NOT NULL COLLATE pg_catalog."C",
    reason text COLLATE pg_catalog."C",
    denied boolean NOT NULL,
    found_at bigint NOT NULL
);

CREATE TABLE fixture.kept_diff (
    system_id text NOT NULL COLLATE pg_catalog."C",
    user_id text NOT NULL COLLATE pg_catalog."C",
    json text NOT NULL COLLATE pg_catalog."C"
);

CREATE TABLE fixture.lease (
    stage text NOT NULL COLLATE pg_catalog."C",
    holder text NOT NULL COLLATE pg_catalog."C",
    number bigint NOT NULL,
    since bigint NOT NULL,
    until bigint NOT NULL
);

CREATE TABLE fixture.local_member (
    group_id text NOT NULL COLLATE pg_catalog."C",
    user_id text NOT NULL COLLATE pg_catalog."C"
);

CREATE TABLE fixture.operation (
    id text NOT NULL COLLATE pg_catalog."C",
    run_id text NOT NULL COLLATE pg_catalog."C",
    system_id text NOT NULL COLLATE pg_catalog."C",
    user_id text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    target_key text COLLATE pg_catalog."C",
    "order" bigint NOT NULL,
    payload text COLLATE pg_catalog."C",
    changes text NOT NULL COLLATE pg_catalog."C",
    state text NOT NULL COLLATE pg_catalog."C",
    reason text COLLATE pg_catalog."C",
    remedy text COLLATE pg_catalog."C",
    error_id text COLLATE pg_catalog."C",
    request_id text COLLATE pg_catalog."C",
    attempts bigint NOT NULL,
    not_before bigint,
    created_at bigint NOT NULL,
    sent_at bigint,
    done_at bigint
);

CREATE TABLE fixture.problem (
    id text NOT NULL COLLATE pg_catalog."C",
    stage text NOT NULL COLLATE pg_catalog."C",
    system_id text NOT NULL COLLATE pg_catalog."C",
    key text COLLATE pg_catalog."C",
    user_id text COLLATE pg_catalog."C",
    person text NOT NULL COLLATE pg_catalog."C",
    attribute text COLLATE pg_catalog."C",
    error_id text NOT NULL COLLATE pg_catalog."C",
    message text NOT NULL COLLATE pg_catalog."C",
    remedy text COLLATE pg_catalog."C",
    since bigint NOT NULL
);

CREATE TABLE fixture.profile_master (
    system text NOT NULL COLLATE pg_catalog."C",
    priority bigint NOT NULL,
    enabled boolean NOT NULL
);

CREATE TABLE fixture.run (
    id text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    system_id text NOT NULL COLLATE pg_catalog."C",
    state text NOT NULL COLLATE pg_catalog."C",
    started_at bigint NOT NULL,
    ended_at bigint,
    host text NOT NULL COLLATE pg_catalog."C",
    counts text NOT NULL COLLATE pg_catalog."C",
    message text COLLATE pg_catalog."C",
    plan_fingerprint text COLLATE pg_catalog."C"
);

CREATE TABLE fixture.schema_version (
    version bigint NOT NULL,
    applied_at bigint NOT NULL,
    program text NOT NULL COLLATE pg_catalog."C"
);

CREATE TABLE fixture.setting (
    name text NOT NULL COLLATE pg_catalog."C",
    json text NOT NULL COLLATE pg_catalog."C"
);

CREATE TABLE fixture.touched_mark (
    system_id text NOT NULL COLLATE pg_catalog."C",
    user_id text NOT NULL COLLATE pg_catalog."C",
    revision text NOT NULL COLLATE pg_catalog."C"
);

INSERT INTO fixture.app_user VALUES ('d1', 'k1', 'u1', 'Present', true, true, 'CN=Zoë,DC=contoso,DC=com', NULL, '{"mail":"Zoë@contoso.com","memberOf":["a","b"]}', 'h', 'zoë@contoso.com', 1772352000000000, NULL);

INSERT INTO fixture.assigned_user VALUES ('RingCentral', 'u1', true, 1772352000000000);

INSERT INTO fixture.assignment VALUES ('a1', 'u1', NULL, 'Manual', 1772352000000000);

INSERT INTO fixture.attribute_mapping VALUES ('AdToHub', '', 'login', 'appuser.email', 'CreateAndUpdate', 'LeaveAlone');

INSERT INTO fixture.attribute_master VALUES ('primaryPhone', '["RingCentral"]', false);

INSERT INTO fixture.directory_container VALUES ('d1', 'c1', NULL, 'DC=contoso,DC=com');

INSERT INTO fixture.directory_entry VALUES ('d1', 'contoso.com', 'ActiveDirectory', 'k', '{"Servers":["dc1"],"Tls":"Ldaps","UserName":null,"PasswordFrom":null,"CaCertificate":null,"SkipCertificateCheck":false,"ChangeFile":null,"NamingContext":null,"SearchBases":[],"ExcludedBases":[],"Groups":[],"Filter":null,"WhenOutOfScope":"Deactivate","UserNameFormat":"Email","Names":{},"WriteBack":false,"WriteBackEmptyOnly":false}', '["mail"]', NULL, NULL);

INSERT INTO fixture.group_edge VALUES ('d1', 'g1', 'k1');

INSERT INTO fixture.hub_attribute VALUES ('login', 'Login', 'String', 5, 100, true, false);

INSERT INTO fixture.hub_group VALUES ('lg1', 'Pilot', 'Local', '', '', NULL, NULL, NULL, NULL, 'Present', 'pilot');

INSERT INTO fixture.hub_user VALUES ('u1', 'Active', '{"firstName":"Zoë","login":"Zoë@contoso.com","number":5}', '{}', NULL, NULL, 1772352000000000, 1772352000000000, 'zoë@contoso.com', NULL, NULL, 'zoë');

INSERT INTO fixture.import_match VALUES ('d1', 'k2', 'Ann', NULL, 'Partial', '["u1"]', NULL, false, 1772352000000000);

INSERT INTO fixture.kept_diff VALUES ('RingCentral', 'u1', '{}');

INSERT INTO fixture.lease VALUES ('Import', 'host/1', 1, 1795458673715538, 1795458733715538);

INSERT INTO fixture.local_member VALUES ('lg1', 'u1');

INSERT INTO fixture.operation VALUES ('o1', 'r1', 'RingCentral', 'u1', 'Create', NULL, 0, '{}', '[{"Attribute":"email","Before":null,"After":"z"}]', 'Sent', NULL, NULL, NULL, NULL, 0, NULL, 1772352000000000, 1772352000000000, NULL);

INSERT INTO fixture.problem VALUES ('p1', 'Import', 'd1', NULL, NULL, 'Ann', NULL, 'E', 'm', NULL, 1772352000000000);

INSERT INTO fixture.profile_master VALUES ('ActiveDirectory', 1, true);

INSERT INTO fixture.run VALUES ('r1', 'Import', 'd1', 'Completed', 1772352000000000, 1772352000000000, 'host', '{"Created":1}', NULL, NULL);

INSERT INTO fixture.schema_version VALUES (1, 1795458673554271, '0.1.0');

INSERT INTO fixture.setting VALUES ('company', '{"name":"Contoso"}');

INSERT INTO fixture.touched_mark VALUES ('RingCentral', 'u1', '1');

ALTER TABLE ONLY fixture.app_user
    ADD CONSTRAINT app_user_pkey PRIMARY KEY (system_id, key);

ALTER TABLE ONLY fixture.assigned_user
    ADD CONSTRAINT assigned_user_pkey PRIMARY KEY (system_id, user_id);

ALTER TABLE ONLY fixture.assignment
    ADD CONSTRAINT assignment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY fixture.attribute_mapping
    ADD CONSTRAINT attribute_mapping_pkey PRIMARY KEY (direction, directory_id, target);

ALTER TABLE ONLY fixture.attribute_master
    ADD CONSTRAINT attribute_master_pkey PRIMARY KEY (attribute);

ALTER TABLE ONLY fixture.directory_container
    ADD CONSTRAINT directory_container_pkey PRIMARY KEY (system_id, key);

ALTER TABLE ONLY fixture.directory_entry
    ADD CONSTRAINT directory_entry_pkey PRIMARY KEY (id);

ALTER TABLE ONLY fixture.group_edge
    ADD CONSTRAINT group_edge_pkey PRIMARY KEY (system_id, group_key, member_key);

ALTER TABLE ONLY fixture.hub_attribute
    ADD CONSTRAINT hub_attribute_pkey PRIMARY KEY (name);

ALTER TABLE ONLY fixture.hub_group
    ADD CONSTRAINT hub_group_pkey PRIMARY KEY (id);

ALTER TABLE ONLY fixture.hub_user
    ADD CONSTRAINT hub_user_pkey PRIMARY KEY (id);

ALTER TABLE ONLY fixture.import_match
    ADD CONSTRAINT import_match_pkey PRIMARY KEY (system_id, key);

ALTER TABLE ONLY fixture.kept_diff
    ADD CONSTRAINT kept_diff_pkey PRIMARY KEY (system_id, user_id);

ALTER TABLE ONLY fixture.lease
    ADD CONSTRAINT lease_pkey PRIMARY KEY (stage);

ALTER TABLE ONLY fixture.local_member
    ADD CONSTRAINT local_member_pkey PRIMARY KEY (group_id, user_id);

ALTER TABLE ONLY fixture.operation
    ADD CONSTRAINT operation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY fixture.problem
    ADD CONSTRAINT problem_pkey PRIMARY KEY (id);

ALTER TABLE ONLY fixture.profile_master
    ADD CONSTRAINT profile_master_pkey PRIMARY KEY (system);

ALTER TABLE ONLY fixture.run
    ADD CONSTRAINT run_pkey PRIMARY KEY (id);

ALTER TABLE ONLY fixture.schema_version
    ADD CONSTRAINT schema_version_pkey PRIMARY KEY (version);

ALTER TABLE ONLY fixture.setting
    ADD CONSTRAINT setting_pkey PRIMARY KEY (name);

ALTER TABLE ONLY fixture.touched_mark
    ADD CONSTRAINT touched_mark_pkey PRIMARY KEY (system_id, user_id);

CREATE INDEX app_user_system_id_mail_key ON fixture.app_user USING btree (system_id, mail_key);

CREATE UNIQUE INDEX app_user_system_id_user_id ON fixture.app_user USING btree (system_id, user_id);

CREATE INDEX app_user_user_id ON fixture.app_user USING btree (user_id);

CREATE INDEX assignment_group_id ON fixture.assignment USING btree (group_id);

CREATE INDEX assignment_user_id ON fixture.assignment USING btree (user_id);

CREATE UNIQUE INDEX directory_entry_name ON fixture.directory_entry USING btree (name);

CREATE INDEX group_edge_system_id_member_key ON fixture.group_edge USING btree (system_id, member_key);

CREATE INDEX hub_group_name_key ON fixture.hub_group USING btree (name_key);

CREATE UNIQUE INDEX hub_group_system_id_key ON fixture.hub_group USING btree (system_id, key) WHERE (kind = 'Imported'::text);

CREATE INDEX hub_user_employee_key ON fixture.hub_user USING btree (employee_key);

CREATE UNIQUE INDEX hub_user_login_key ON fixture.hub_user USING btree (login_key);

CREATE INDEX hub_user_mail_key ON fixture.hub_user USING btree (mail_key);

CREATE INDEX hub_user_name_key ON fixture.hub_user USING btree (name_key);

CREATE INDEX local_member_user_id ON fixture.local_member USING btree (user_id);

CREATE INDEX operation_run_id ON fixture.operation USING btree (run_id);

CREATE INDEX operation_system_id_state ON fixture.operation USING btree (system_id, state);

CREATE INDEX operation_user_id ON fixture.operation USING btree (user_id);

CREATE INDEX problem_user_id ON fixture.problem USING btree (user_id);

CREATE INDEX run_started_at ON fixture.run USING btree (started_at);

