/// Files that reader and schema must both accept, and files that both must refuse.
enum SampleFiles {
    static let valid: [String] = [
        "name: a\nwhen: '@daily'\ncommand: ls",
        """
        name: nightly-backup
        project: shop
        description: Dumps the shop's database.
        labels: {team: storage, tier: 1}
        when: 0 2 * * *
        timezone: Europe/Berlin
        command: |
          set -e
          pg_dump shop > /var/backups/shop.sql
        environment:
          PGHOST: db1.example.org
          PGPORT: 5432
          VERBOSE: true
          EMPTY: ""
        parameters: {epochs: 40, rate: 0.5, _words: [a, b], nested: {c: ~}, text: "40"}
        directory: /var/backups
        user: backup
        limits: {memory: 512M, cpu: 1.5, processes: 64, open_files: 1024, nice: 10, output: 64MiB}
        timeout: 1h30m
        grace: 30
        success_exit_codes: [0, 3]
        paused: false
        notifications:
          - name: ops
            kind: webhook
            when: [error, aborted]
            message: The backup did not work.
            severity: error
            params:
              url: https://hooks.example.org/backup
              method: PUT
              headers: {X-Team: storage}
              override_body: {text: "{{ runs }}"}
              verify_ssl: true
              ca_file: /etc/ssl/own.pem
              secret: whsec_c2VjcmV0
          - kind: slack
            when: failed
            params: {webhook: "https://hooks.slack.com/services/x"}
          - kind: console
            when: [pending, running, completed, error, aborted, skipped]
        """,
        "- {name: a, when: '@daily', command: [ls]}\n- {name: b, when: '@daily', command: [sleep, 10]}",
        "schedules:\n- name: a\n  when: '@daily'\n  command: ls\n",
        "[]\n---\nname: a\nwhen: '@daily'\ncommand: ls",
        """
        name: a\nwhen: '@daily'\ncommand: ls\ntimeout: 1.5\ngrace: 0\nlimits: {memory: 1048576, output: \
        1}
        """,
        "name: a\nwhen: '@daily'\ncommand: ls\nnotifications: []\nlabels: {}\nenvironment: {}\nlimits: {}",
        "name: a\nwhen: '@daily'\ncommand: ls\n---\nname: a\nproject: b\nwhen: '@daily'\ncommand: ls",
        #"{"name": "a", "when": "@daily", "command": ["ls", "-l"], "paused": true}"#,
        "name: a\nwhen: '@daily'\ncommand: ls\nnotifications: [{kind: console, when: task-failed}]",
        """
        name: a
        when: 30 2 * * *
        command: ls
        overlap: queue-all
        max_active: 2
        catch_up: all
        catch_up_limit: 10
        start_deadline: 6h
        spread: 30m
        retry:
          limit: 5
          delay: 10
          max_delay: 10m
          exit_codes: [75, 111]
          reasons: [timeout, signal]
        start_on_boot: true
        dst_gap: shift
        dst_fold: last
        """,
        """
        name: a
        when: '@daily'
        command: ls
        notifications: [{kind: console}]
        notification:
          task-failed:
            message: The task failed! Uh-oh...
            subject: task-failed notification
            plugins: [console]
            emails: [a@example.org]
            nicks: [sheehan, rail]
          completed:
            plugins:
              console:
              slack: {message: done, params: {webhook: "https://hooks.slack.com/services/x"}}
        """,
        "name: a\nwhen: '@daily'\ncommand: ls\nnotifications: {fixed: {plugins: [console]}}",
        "name: a\nwhen: '@daily'\ncommand: ls\nnotifications: {}",
        "name: a\nwhen: '@daily'\ncommand: ls\nretry: 3\noverlap: allow\ncatch_up: none\nspread: 0",
    ]

    static let invalid: [String] =
        [
            "5", "text", "- 5", "- []", "schedules: 5", "schedules: []\nname: a", "{}",
            "when: '@daily'\ncommand: ls", "name: a\ncommand: ls", "name: a\nwhen: '@daily'",
        ]
        + [
            "comand: ls", "name: a/b", "name: ''", "name: 5", "name: -a", "project: .x",
            "description: 5",
            "labels: [a]", "labels: {a: [b]}", "labels: {'': b}", "when: 5", "when: ''",
            "timezone: 5",
            "command: ''", "command: '  '", "command: []", "command: {a: b}", "command: 5",
            "command: [[a]]",
            "environment: [A=b]", "environment: {NOTIFYD_RUN: x}", "environment: {'a=b': x}",
            "environment: {A: {b: c}}", "parameters: [a]", "parameters: {NOTIFYD_RUN: x}",
            "parameters: {1a: x}", "parameters: {'': x}", "parameters: {a-b: x}",
            "directory: var", "directory: 5", "user: ''", "user: 5",
            "limits: 5", "limits: {memory: big}", "limits: {memory: -1}", "limits: {mem: 5}",
            "limits: {cpu: 0}", "limits: {cpu: 1001}", "limits: {cpu: 50%}", "limits: {cpu: -1}",
            "limits: {processes: 0}", "limits: {processes: 1.5}", "leftovers: none",
            "leftovers: true",
            "limits: {open_files: 2}", "limits: {open_files: 1M}", "limits: {nice: 20}",
            "limits: {nice: -21}", "limits: {output: 1.5}", "limits: {output: 1MB}",
            "timeout: soon",
            "timeout: -1", "timeout: 1y", "timeout: [1]", "grace: '1 s'", "success_exit_codes: []",
            "success_exit_codes: 0", "success_exit_codes: [256]", "success_exit_codes: [-1]",
            "success_exit_codes: ['0']", "overlap: Forbid", "overlap: true", "max_active: 0",
            "max_active: 1001", "max_active: 2\noverlap: allow", "catch_up: true",
            "catch_up_limit: 0\ncatch_up: all", "catch_up_limit: 5", "start_deadline: soon",
            "catch_up_limit: 5\ncatch_up: latest", "spread: -1", "retry: -1", "retry: 101",
            "retry: true", "retry: [1]", "retry: {}", "retry: {limit: 1, delay: soon}",
            "retry: {limit: 1, exit_codes: 75}", "retry: {limit: 1, exit_codes: [0]}",
            "retry: {limit: 1, exit_codes: [256]}", "retry: {limit: 1, reasons: [oom]}",
            "retry: {limit: 1, reasons: timeout}", "retry: {limit: 1, codes: [5]}",
            "start_on_boot: yes", "dst_gap: none", "dst_fold: none", "paused: yes", "paused: 1",
            "notification: []", "notification: {never: {plugins: [console]}}",
            "notification: {error: {}}", "notification: {error: [console]}",
            "notification: {error: {plugins: console}}",
            "notification: {error: {plugins: [pigeon]}}",
            "notification: {error: {plugins: [console, console]}}",
            "notification: {error: {plugins: {pigeon: {}}}}",
            "notification: {error: {plugins: {console: [x]}}}",
            "notification: {error: {plugins: {console: {emails: [x]}}}}",
            "notification: {error: {plugins: [console], emails: x}}",
            "notification: {error: {plugins: [console], nicks: ['']}}",
            "notification: {error: {plugins: [console], message: 5}}",
            "notification: {error: {plugins: [console], channels: [x]}}",
            "notification: {}\nnotifications: {}", "extra: {notification: {}}",
            "notifications: 5", "notifications: [5]", "notifications: [{}]",
            "notifications: [{kind: pigeon}]",
            "notifications: [{kind: 5}]", "notifications: [{kind: console, nam: x}]",
            "notifications: [{kind: console, when: never}]",
            "notifications: [{kind: console, when: []}]",
            "notifications: [{kind: console, when: [error, 5]}]",
            "notifications: [{kind: console, severity: loud}]",
            "notifications: [{kind: console, message: 5}]",
            "notifications: [{kind: console, name: a b}]",
            "notifications: [{kind: console, params: []}]",
            "notifications: [{kind: console, params: {url: x}}]",
            "notifications: [{kind: webhook}]",
            "notifications: [{kind: webhook, params: {}}]",
            "notifications: [{kind: slack, params: {webhook: ''}}]",
            "notifications: [{kind: slack, params: {webhook: 5}}]",
            "notifications: [{kind: webhook, params: {url: x, verify_ssl: 'true'}}]",
            "notifications: [{kind: webhook, params: {url: x, headers: [a]}}]",
            "notifications: [{kind: webhook, params: {url: x, ulr: y}}]",
            "notifications: [{kind: webhook, url: x}]",
        ].map(changing)

    /// A good schedule but for one key.
    private static func changing(_ line: String) -> String {
        let key = line.prefix { $0 != ":" }
        let others = ["name: a", "when: '@daily'", "command: ls"].filter {
            !$0.hasPrefix("\(key):")
        }
        return (others + [line]).joined(separator: "\n")
    }
}
