#!/bin/sh
# The kind "append" of channel: writes a line for each delivery to the end of a file.
#
# An example of a plugin of notifyd in a few lines of shell, which needs jq. Put it into
# /etc/notifyd/plugins, allow it to be executed, and have notifyd reload:
#
#     notifications:
#       - kind: append
#         params: {file: /var/lib/notifyd/told}
set -eu

describe() {
    cat <<'END'
{
    "summary": "Writes a line to the end of a file.",
    "destination": "file",
    "administrators": true,
    "parameters": [
        {
            "name": "file", "form": "text", "required": true,
            "meaning": "The file, which is made where it is missing."
        }
    ]
}
END
}

# Nothing but its input says what is to be told; what jq prints is one line, whatever the message has.
tell() {
    delivery=$(cat)
    file=$(printf '%s' "$delivery" | jq --raw-output .parameters.file)
    line=$(printf '%s' "$delivery" | jq --compact-output '[.id, .severity, .subject]')
    # 75 is "try again": the folder may be there later.
    printf '%s\n' "$line" >>"$file" || exit 75
}

case ${1-} in
    --describe) describe ;;
    *) tell ;;
esac
