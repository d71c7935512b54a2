namespace RingCentralAD.Core.Storage;

/// <summary>The first schema.</summary>
internal static class Step001
{
    public static SchemaStep Step { get; } = new(1, """
        CREATE TABLE lease (
          stage {text} NOT NULL,
          holder {text} NOT NULL,
          number {long} NOT NULL,
          since {time} NOT NULL,
          until {time} NOT NULL,
          PRIMARY KEY (stage)
        ){narrow};

        CREATE TABLE setting (
          name {text} NOT NULL,
          json {text} NOT NULL,
          PRIMARY KEY (name)
        );

        CREATE TABLE directory_entry (
          id {text} NOT NULL,
          name {text} NOT NULL,
          kind {text} NOT NULL,
          domain_key {text} NOT NULL,
          settings {json} NOT NULL,
          read_attributes {json} NOT NULL,
          cursor {text},
          last_full_import {time},
          PRIMARY KEY (id)
        );
        CREATE UNIQUE INDEX directory_entry_name ON directory_entry (name);

        CREATE TABLE hub_attribute (
          name {text} NOT NULL,
          display_name {text} NOT NULL,
          type {text} NOT NULL,
          min_length {long},
          max_length {long},
          required {bool} NOT NULL,
          custom {bool} NOT NULL,
          PRIMARY KEY (name)
        );

        CREATE TABLE attribute_mapping (
          direction {text} NOT NULL,
          directory_id {text} NOT NULL,
          target {text} NOT NULL,
          expression {text} NOT NULL,
          apply {text} NOT NULL,
          when_empty {text} NOT NULL,
          PRIMARY KEY (direction, directory_id, target)
        );

        CREATE TABLE profile_master (
          system {text} NOT NULL,
          priority {long} NOT NULL,
          enabled {bool} NOT NULL,
          PRIMARY KEY (system)
        );

        CREATE TABLE attribute_master (
          attribute {text} NOT NULL,
          systems {json} NOT NULL,
          fall_through {bool} NOT NULL,
          PRIMARY KEY (attribute)
        );

        CREATE TABLE hub_user (
          id {text} NOT NULL,
          status {text} NOT NULL,
          profile {json} NOT NULL,
          local_values {json} NOT NULL,
          hold {text},
          deactivated_by {text},
          created_at {time} NOT NULL,
          updated_at {time} NOT NULL,
          login_key {key},
          mail_key {key},
          employee_key {key},
          name_key {key},
          PRIMARY KEY (id)
        );
        CREATE UNIQUE INDEX hub_user_login_key ON hub_user (login_key);
        CREATE INDEX hub_user_mail_key ON hub_user (mail_key);
        CREATE INDEX hub_user_employee_key ON hub_user (employee_key);
        CREATE INDEX hub_user_name_key ON hub_user (name_key);

        CREATE TABLE app_user (
          system_id {text} NOT NULL,
          key {text} NOT NULL,
          user_id {text},
          state {text} NOT NULL,
          enabled {bool} NOT NULL,
          in_scope {bool} NOT NULL,
          place {text} NOT NULL,
          parent_key {text},
          attributes {json} NOT NULL,
          hash {text} NOT NULL,
          mail_key {key},
          read_at {time} NOT NULL,
          primary_group_id {long},
          PRIMARY KEY (system_id, key)
        );
        CREATE UNIQUE INDEX app_user_system_id_user_id ON app_user (system_id, user_id);
        CREATE INDEX app_user_user_id ON app_user (user_id);
        CREATE INDEX app_user_system_id_mail_key ON app_user (system_id, mail_key);

        CREATE TABLE directory_container (
          system_id {text} NOT NULL,
          key {text} NOT NULL,
          parent_key {text},
          place {text} NOT NULL,
          PRIMARY KEY (system_id, key)
        );

        CREATE TABLE group_edge (
          system_id {text} NOT NULL,
          group_key {text} NOT NULL,
          member_key {text} NOT NULL,
          PRIMARY KEY (system_id, group_key, member_key)
        ){narrow};
        CREATE INDEX group_edge_system_id_member_key ON group_edge (system_id, member_key);

        CREATE TABLE local_member (
          group_id {text} NOT NULL,
          user_id {text} NOT NULL,
          PRIMARY KEY (group_id, user_id)
        ){narrow};
        CREATE INDEX local_member_user_id ON local_member (user_id);

        CREATE TABLE hub_group (
          id {text} NOT NULL,
          name {text} NOT NULL,
          kind {text} NOT NULL,
          system_id {text} NOT NULL,
          key {text} NOT NULL,
          place {text},
          primary_group_id {long},
          description {text},
          rule {text},
          state {text} NOT NULL,
          name_key {key},
          PRIMARY KEY (id)
        );
        CREATE INDEX hub_group_name_key ON hub_group (name_key);
        CREATE UNIQUE INDEX hub_group_system_id_key ON hub_group (system_id, key) WHERE kind = 'Imported';

        CREATE TABLE assignment (
          id {text} NOT NULL,
          user_id {text},
          group_id {text},
          origin {text} NOT NULL,
          created_at {time} NOT NULL,
          PRIMARY KEY (id)
        );
        CREATE INDEX assignment_user_id ON assignment (user_id);
        CREATE INDEX assignment_group_id ON assignment (group_id);

        CREATE TABLE assigned_user (
          system_id {text} NOT NULL,
          user_id {text} NOT NULL,
          assigned {bool} NOT NULL,
          since {time} NOT NULL,
          PRIMARY KEY (system_id, user_id)
        ){narrow};

        CREATE TABLE operation (
          id {text} NOT NULL,
          run_id {text} NOT NULL,
          system_id {text} NOT NULL,
          user_id {text} NOT NULL,
          kind {text} NOT NULL,
          target_key {text},
          "order" {long} NOT NULL,
          payload {text},
          changes {json} NOT NULL,
          state {text} NOT NULL,
          reason {text},
          remedy {text},
          error_id {text},
          request_id {text},
          attempts {long} NOT NULL,
          not_before {time},
          created_at {time} NOT NULL,
          sent_at {time},
          done_at {time},
          PRIMARY KEY (id)
        );
        CREATE INDEX operation_system_id_state ON operation (system_id, state);
        CREATE INDEX operation_user_id ON operation (user_id);
        CREATE INDEX operation_run_id ON operation (run_id);

        CREATE TABLE run (
          id {text} NOT NULL,
          kind {text} NOT NULL,
          system_id {text} NOT NULL,
          state {text} NOT NULL,
          started_at {time} NOT NULL,
          ended_at {time},
          host {text} NOT NULL,
          counts {json} NOT NULL,
          message {text},
          plan_fingerprint {text},
          PRIMARY KEY (id)
        );
        CREATE INDEX run_started_at ON run (started_at);

        CREATE TABLE touched_mark (
          system_id {text} NOT NULL,
          user_id {text} NOT NULL,
          revision {text} NOT NULL,
          PRIMARY KEY (system_id, user_id)
        ){narrow};

        CREATE TABLE kept_diff (
          system_id {text} NOT NULL,
          user_id {text} NOT NULL,
          json {text} NOT NULL,
          PRIMARY KEY (system_id, user_id)
        );

        CREATE TABLE import_match (
          system_id {text} NOT NULL,
          key {text} NOT NULL,
          person {text} NOT NULL,
          email {text},
          kind {text} NOT NULL,
          candidates {json} NOT NULL,
          reason {text},
          denied {bool} NOT NULL,
          found_at {time} NOT NULL,
          PRIMARY KEY (system_id, key)
        );

        CREATE TABLE problem (
          id {text} NOT NULL,
          stage {text} NOT NULL,
          system_id {text} NOT NULL,
          key {text},
          user_id {text},
          person {text} NOT NULL,
          attribute {text},
          error_id {text} NOT NULL,
          message {text} NOT NULL,
          remedy {text},
          since {time} NOT NULL,
          PRIMARY KEY (id)
        );
        CREATE INDEX problem_user_id ON problem (user_id);
        """);
}
