#include "CSchema.h"

static const char varlink[] = {
#embed "io.notifyd.varlink" suffix(, 0)
};
static const char schedule_file[] = {
#embed "schedule.schema.json" suffix(, 0)
};
static const char initial[] = {
#embed "sqlite/0001-initial.sql" suffix(, 0)
};
static const char file_schedules[] = {
#embed "sqlite/0002-file-schedules.sql" suffix(, 0)
};
static const char channel_memory[] = {
#embed "sqlite/0003-channel-memory.sql" suffix(, 0)
};

static const char order_and_denials[] = {
#embed "sqlite/0004-order-and-denials.sql" suffix(, 0)
};

#define TEXT(name, array) {name, array, sizeof array - 1}

const struct schema_text schema_varlink = TEXT("io.notifyd.varlink", varlink);
const struct schema_text schema_schedule_file = TEXT("schedule.schema.json", schedule_file);
const struct schema_text schema_sqlite[] = {
    TEXT("0001-initial", initial),
    TEXT("0002-file-schedules", file_schedules),
    TEXT("0003-channel-memory", channel_memory),
    TEXT("0004-order-and-denials", order_and_denials),
};
const size_t schema_sqlite_count = sizeof schema_sqlite / sizeof schema_sqlite[0];
