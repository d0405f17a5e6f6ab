# The lane ./test --containers: an engine, the images that the product names, and its own image; sourced, not run.

stand_ins="$root/tests/Containers.Tests/stand-ins"

# find_engine sets ENGINE and COMPOSE; fails where no engine can run.
find_engine() {
    if docker info >/dev/null 2>&1 && docker compose version >/dev/null 2>&1; then
        export ENGINE=docker COMPOSE="docker compose"
        return
    fi
    [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null || return 1
    require_packages podman:podman runc:runc netavark:/usr/lib/podman/netavark iptables:iptables \
        aardvark-dns:/usr/lib/podman/aardvark-dns podman-compose:podman-compose debootstrap:debootstrap
    export ENGINE=podman COMPOSE=podman-compose CONTAINERS_CONF="$results/containers.conf"
    # runc takes every kind of control groups; a container may not raise this machine's limits.
    cat >"$CONTAINERS_CONF" <<'END'
[engine]
runtime = "runc"
[containers]
default_ulimits = ["nofile=20000:20000", "nproc=10000:10000"]
END
    # Only a container that has run tells whether one can.
    require_base && podman run --rm localhost/debian:bookworm true >/dev/null 2>"$results/engine.log" ||
        { cat "$results/engine.log" >&2; return 1; }
}

has_image() { $ENGINE image inspect "$1" >/dev/null 2>&1; }

require_base() {
    has_image localhost/debian:bookworm && return
    local folder="$results/debian"
    quietly "Making a base image of Debian's packages" debootstrap --variant=minbase bookworm "$folder"
    tar -C "$folder" -c . | $ENGINE import -q - localhost/debian:bookworm >/dev/null
    rm -rf "$folder"
}

# The images that Dockerfile and docker-compose.yml name: the official ones, or stand-ins where no registry answers.
require_images() {
    local sdk aspnet postgres rabbitmq net
    sdk=$(sed -n 's/^FROM \(\S*sdk\S*\).*/\1/p' Dockerfile)
    aspnet=$(sed -n 's/^FROM \(\S*chiseled\S*\).*/\1/p' Dockerfile)
    postgres=docker.io/library/$(sed -n 's/^ *image: \(postgres:.*\)/\1/p' docker-compose.yml)
    rabbitmq=docker.io/library/$(sed -n 's/^ *image: \(rabbitmq:.*\)/\1/p' docker-compose.yml)
    local image missing=()
    for image in "$sdk" "$aspnet" "$postgres" "$rabbitmq"; do has_image "$image" || missing+=("$image"); done
    [ ${#missing[@]} -gt 0 ] || return 0
    if [ "$ENGINE" = docker ]; then
        for image in "${missing[@]}"; do quietly "Pulling $image" docker pull -q "$image"; done
        return
    fi
    net=$(dirname "$(readlink -f "$(command -v dotnet)")")
    mkdir -p "$results/machine"
    cp /etc/ssl/certs/ca-certificates.crt "$results/machine"
    cp ~/.nuget/NuGet/NuGet.Config "$results/machine"
    local runtimes=localhost/aspnet:stand-in
    quietly "Making stand-ins for the images of .NET" stand_in "$runtimes" aspnet "$net"
    quietly "Making stand-ins for the images of .NET" stand_in "$aspnet" chiseled
    quietly "Making stand-ins for the images of .NET" stand_in "$sdk" sdk "$net" \
        --build-context "machine=$results/machine"
    quietly "Making a stand-in for PostgreSQL's image" stand_in "$postgres" postgres
    quietly "Making a stand-in for RabbitMQ's image" stand_in "$rabbitmq" rabbitmq
}

# stand_in IMAGE FOLDER [CONTEXT OPTION…]
stand_in() {
    local image=$1 folder=$2 context=${3:-$stand_ins/$2}
    shift 2; [ $# -eq 0 ] || shift
    $ENGINE build -q "$@" -t "$image" -f "$stand_ins/$folder/Dockerfile" "$context"
}

# The product's own image, built by its Dockerfile from what git knows of and what is new beside it.
build_image() {
    quietly "Building the image" $ENGINE build -t referral-network:0.1.0 .
}
