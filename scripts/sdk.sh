# Shared by run and test; sourced, not run.

require_sdk() {
    if ! command -v dotnet >/dev/null || ! dotnet --list-sdks | grep -q '^10\.'; then
        echo "The .NET 10 SDK is needed: package dotnet-sdk-10.0 of Microsoft's Linux feed," \
            "or the installer from dot.net." >&2
        exit 1
    fi
    export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
}

# require_packages PACKAGE:COMMAND… installs what is missing as root; otherwise says exactly what to install.
require_packages() {
    local missing=()
    for wanted in "$@"; do command -v "${wanted#*:}" >/dev/null || missing+=("${wanted%%:*}"); done
    [ ${#missing[@]} -eq 0 ] && return
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
        echo "Please install: ${missing[*]}   (Debian: sudo apt-get install ${missing[*]})" >&2
        exit 1
    fi
    quietly "Installing ${missing[*]}" sh -c "apt-get update -q &&
        DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends ${missing[*]}"
}

# RabbitMQ and PostgreSQL, whose programs are on no PATH. Nothing here uses the servers that Debian may start with them.
require_servers() {
    local initdb
    initdb=$(ls /usr/lib/postgresql/*/bin/initdb 2>/dev/null | tail -1 || true)
    require_packages rabbitmq-server:/usr/lib/rabbitmq/bin/rabbitmq-server "postgresql:${initdb:-initdb}"
}

# quietly WHAT COMMAND… shows that it goes on, and the command's words only if it fails.
quietly() {
    local what=$1 log start=$SECONDS code=0
    shift
    log=$(mktemp)
    "$@" >"$log" 2>&1 </dev/null &
    local job=$!
    trap 'kill "$job" 2>/dev/null; rm -f "$log"; exit 130' INT TERM
    while kill -0 "$job" 2>/dev/null; do
        sleep 0.2
        if [ $(((SECONDS - start) % 5)) -eq 2 ] && [ "${told:-}" != "$SECONDS" ]; then
            echo "$what … $((SECONDS - start)) s"
            local told=$SECONDS
        fi
    done
    wait "$job" || code=$?
    trap - INT TERM
    [ "$code" -eq 0 ] || cat "$log" >&2
    rm -f "$log"
    return "$code"
}
