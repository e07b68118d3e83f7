#pragma once
#include <dirent.h>
#include <stdbool.h>

// Whether the folder of a cgroup is marked as delegated: the extended attribute user.delegate or
// trusted.delegate is "1" (systemd's CGROUP_DELEGATION).
bool linux_is_delegated(const char *folder);

// Makes this process the parent of what its descendants leave behind, in place of process 1
// (PR_SET_CHILD_SUBREAPER); 0 or -errno.
int linux_adopt_orphans(void);

// Whether programs that this process executes get the user or group that their files give them
// (PR_GET_NO_NEW_PRIVS).
bool linux_may_gain_privileges(void);

// The name of a folder's entry (readdir(3)), which is longer than its type says.
const char *linux_entry_name(const struct dirent *entry);
