#include "CRabbitMQ.h"

#include <amqp.h>
#include <amqp_ssl_socket.h>
#include <amqp_tcp_socket.h>
#include <stdio.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>

static const amqp_channel_t channel = 1;
// As much as librabbitmq and the broker propose.
static const int frame_bytes = AMQP_DEFAULT_FRAME_SIZE;

bool crabbit_parse_url(char *url, struct crabbit_broker *broker) {
    struct amqp_connection_info info;
    if (amqp_parse_url(url, &info) != AMQP_STATUS_OK) return false;
    broker->host = info.host;
    broker->port = info.port;
    broker->encrypts = info.ssl;
    broker->virtual_host = info.vhost;
    broker->user = info.user;
    broker->password = info.password;
    return true;
}

static void copy(struct crabbit_outcome *outcome, const void *bytes, size_t size) {
    size_t room = sizeof outcome->text - 1;
    size_t count = size < room ? size : room;
    memcpy(outcome->text, bytes, count);
    outcome->text[count] = 0;
}

static bool failed(struct crabbit_outcome *outcome, int status) {
    if (status == AMQP_STATUS_OK) return false;
    outcome->ending = CRABBIT_FAILED;
    const char *words = amqp_error_string2(status);
    copy(outcome, words, strlen(words));
    return true;
}

// Takes what a close of the channel or of the connection says.
static void closed(struct crabbit_outcome *outcome, amqp_method_t method) {
    outcome->ending = CRABBIT_CLOSED;
    if (method.id == AMQP_CHANNEL_CLOSE_METHOD) {
        const amqp_channel_close_t *close = method.decoded;
        outcome->code = close->reply_code;
        copy(outcome, close->reply_text.bytes, close->reply_text.len);
    } else if (method.id == AMQP_CONNECTION_CLOSE_METHOD) {
        const amqp_connection_close_t *close = method.decoded;
        outcome->code = close->reply_code;
        copy(outcome, close->reply_text.bytes, close->reply_text.len);
    } else {
        outcome->ending = CRABBIT_FAILED;
        snprintf(outcome->text, sizeof outcome->text, "unexpected method %#x", method.id);
    }
}

static bool refused(struct crabbit_outcome *outcome, amqp_rpc_reply_t reply) {
    switch (reply.reply_type) {
        case AMQP_RESPONSE_NORMAL: return false;
        case AMQP_RESPONSE_SERVER_EXCEPTION: closed(outcome, reply.reply); return true;
        case AMQP_RESPONSE_LIBRARY_EXCEPTION:
            return failed(outcome, reply.library_error);
        case AMQP_RESPONSE_NONE: break;
    }
    return failed(outcome, AMQP_STATUS_SOCKET_ERROR);
}

// The socket belongs to the connection from then on; false where there is none.
static bool connect_to(
    amqp_connection_state_t connection, const struct crabbit_broker *broker,
    struct crabbit_outcome *outcome) {
    amqp_socket_t *socket =
        broker->encrypts ? amqp_ssl_socket_new(connection) : amqp_tcp_socket_new(connection);
    if (!socket) return !failed(outcome, AMQP_STATUS_NO_MEMORY);
    if (broker->encrypts) {
        amqp_ssl_socket_set_verify_peer(socket, broker->verifies);
        amqp_ssl_socket_set_verify_hostname(socket, broker->verifies);
        if (failed(outcome, amqp_ssl_socket_set_ssl_versions(
                socket, AMQP_TLSv1_2, AMQP_TLSvLATEST)))
            return false;
        outcome->step = "to read the trusted authorities";
        if (broker->verifies &&
            failed(outcome, amqp_ssl_socket_set_cacert(socket, broker->authorities)))
            return false;
    }
    outcome->step = "to connect";
    struct timeval patience = {.tv_sec = broker->seconds};
    return !failed(
        outcome, amqp_socket_open_noblock(socket, broker->host, broker->port, &patience));
}

static bool open_channel(
    amqp_connection_state_t connection, const struct crabbit_broker *broker,
    struct crabbit_outcome *outcome) {
    struct timeval patience = {.tv_sec = broker->seconds};
    amqp_set_handshake_timeout(connection, &patience);
    amqp_set_rpc_timeout(connection, &patience);
    outcome->step = "to log in";
    amqp_rpc_reply_t reply = amqp_login(
        connection, broker->virtual_host, AMQP_DEFAULT_MAX_CHANNELS, frame_bytes,
        broker->heartbeat_seconds, AMQP_SASL_METHOD_PLAIN, broker->user, broker->password);
    if (refused(outcome, reply)) return false;
    outcome->step = "to open a channel";
    amqp_channel_open(connection, channel);
    if (refused(outcome, amqp_get_rpc_reply(connection))) return false;
    outcome->step = "to ask for confirmations";
    amqp_confirm_select(connection, channel);
    return !refused(outcome, amqp_get_rpc_reply(connection));
}

static bool publish(
    amqp_connection_state_t connection, const struct crabbit_message *message,
    struct crabbit_outcome *outcome) {
    amqp_bytes_t exchange = amqp_cstring_bytes(message->exchange);
    if (message->declares || message->checks) {
        outcome->step = "to declare the exchange";
        amqp_exchange_declare(
            connection, channel, exchange, amqp_cstring_bytes("topic"), message->checks, true,
            false, false, amqp_empty_table);
        if (refused(outcome, amqp_get_rpc_reply(connection))) return false;
    }
    outcome->step = "to publish";
    amqp_basic_properties_t properties = {
        ._flags = AMQP_BASIC_CONTENT_TYPE_FLAG | AMQP_BASIC_CONTENT_ENCODING_FLAG |
            AMQP_BASIC_DELIVERY_MODE_FLAG | AMQP_BASIC_MESSAGE_ID_FLAG |
            AMQP_BASIC_TIMESTAMP_FLAG | AMQP_BASIC_TYPE_FLAG | AMQP_BASIC_APP_ID_FLAG,
        .content_type = amqp_cstring_bytes("application/json"),
        .content_encoding = amqp_cstring_bytes("utf-8"),
        .delivery_mode = AMQP_DELIVERY_PERSISTENT,
        .message_id = amqp_cstring_bytes(message->id),
        .timestamp = message->seconds_since_1970,
        .type = amqp_cstring_bytes(message->type),
        .app_id = amqp_cstring_bytes("notifyd"),
    };
    // The library reads the body, though its type does not say so.
    amqp_bytes_t body = {.len = message->size, .bytes = (void *)message->body};
    return !failed(
        outcome,
        amqp_basic_publish(
            connection, channel, exchange, amqp_cstring_bytes(message->routing_key),
            message->is_mandatory, false, &properties, body));
}

static int64_t milliseconds_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void await_confirmation(
    amqp_connection_state_t connection, int seconds, struct crabbit_outcome *outcome) {
    int64_t deadline = milliseconds_now() + (int64_t)seconds * 1000;
    bool came_back = false;
    outcome->step = "to have the message confirmed";
    while (true) {
        int64_t left = deadline - milliseconds_now();
        if (left < 0) left = 0;
        struct timeval patience = {.tv_sec = left / 1000, .tv_usec = left % 1000 * 1000};
        amqp_frame_t frame;
        if (failed(outcome, amqp_simple_wait_frame_noblock(connection, &frame, &patience))) return;
        // A message that comes back is followed by its own frames.
        if (frame.frame_type != AMQP_FRAME_METHOD) continue;
        switch (frame.payload.method.id) {
            case AMQP_BASIC_RETURN_METHOD: came_back = true; break;
            case AMQP_BASIC_ACK_METHOD:
                outcome->ending = came_back ? CRABBIT_RETURNED : CRABBIT_CONFIRMED;
                return;
            case AMQP_BASIC_NACK_METHOD: outcome->ending = CRABBIT_REFUSED; return;
            default: closed(outcome, frame.payload.method); return;
        }
    }
}

void crabbit_publish(
    const struct crabbit_broker *broker, const struct crabbit_message *message,
    struct crabbit_outcome *outcome) {
    *outcome = (struct crabbit_outcome){.ending = CRABBIT_FAILED, .step = "to connect"};
    amqp_connection_state_t connection = amqp_new_connection();
    if (!connection) {
        failed(outcome, AMQP_STATUS_NO_MEMORY);
        return;
    }
    if (connect_to(connection, broker, outcome) && open_channel(connection, broker, outcome) &&
        publish(connection, message, outcome)) {
        await_confirmation(connection, broker->seconds, outcome);
        // What it says to the farewell does not matter any more.
        if (outcome->ending != CRABBIT_FAILED)
            amqp_connection_close(connection, AMQP_REPLY_SUCCESS);
    }
    amqp_destroy_connection(connection);
}
