// The texts of this folder, embedded into the programs.
#pragma once

#include <stddef.h>

struct schema_text {
    const char *name;
    const char *text;
    size_t length;
};

/// The control interface in Varlink's language.
extern const struct schema_text schema_varlink;

/// The JSON Schema of schedule files, for editors.
extern const struct schema_text schema_schedule_file;

/// SQLite's migrations, in the order in which they are run.
extern const struct schema_text schema_sqlite[];
extern const size_t schema_sqlite_count;

/// A migration by its place; Swift does not see an array whose length is not declared.
static inline const struct schema_text *schema_sqlite_migration(size_t index) {
    return &schema_sqlite[index];
}
