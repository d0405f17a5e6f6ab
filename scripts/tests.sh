# What ./test is made of; sourced, not run. Projects go by their short names: Capacity is tests/Capacity.Tests.

# From the quickest to the slowest, so that what is wrong shows early.
quick=(Architecture Contracts Platform Identity Referrals)
fast=("${quick[@]}" Capacity)
light=("${fast[@]}" Gateway Deploy Portal Kind)
heavy=(Browser System Faults)

results=$(mktemp -d)
# In memory where there is room. That a disk keeps what it was given is not tested here; that a process may die is.
memory=/dev/shm
[ -w $memory ] && [ "$(df --output=avail -m $memory | tail -1)" -gt 4000 ] || memory=/tmp
TMPDIR=$(mktemp -d "$memory/tests-XXXXXX")
trap 'rm -rf "$results" "$TMPDIR"' EXIT
export TMPDIR
# A password's hash costs a tenth of a second on purpose, and here a thousand of them guard nothing.
export Identity__PasswordRounds=1
# Short programs: what is measured to be compiled better later costs more than it saves.
export DOTNET_TieredPGO=0

# build PROJECT… compiles these projects and what they need, and nothing else, without analyzers: what is worked on may
# be rough.
build() {
    local projects=() project
    for project in "$@"; do projects+=("\"tests/$project.Tests/$project.Tests.csproj\""); done
    printf '{ "solution": { "path": "%s/ReferralNetwork.sln", "projects": [%s] } }' \
        "$root" "$(IFS=,; echo "${projects[*]}")" >"$results/tests.slnf"
    compile "$results/tests.slnf" -p:RunAnalyzers=false
}

# Everything, with analyzers and code style. Analyzers in a run of their own compile everything a second time, which is
# dearer.
build_all() { compile ReferralNetwork.sln; }

compile() {
    local from=$SECONDS restored=artifacts/restored
    if is_stale "$restored"; then
        quietly "Restoring" dotnet restore ReferralNetwork.sln --locked-mode -v quiet
        mkdir -p artifacts && touch "$restored"
        took "restore" "$from"
    fi
    from=$SECONDS
    quietly "Building" dotnet build "$@" --no-restore --nologo -v quiet
    took "build" "$from"
}

# Every C# file as CSharpier writes it; `dotnet csharpier format .` makes it so.
check_layout() {
    local from=$SECONDS log="$results/layout.log"
    if ! dotnet tool restore >"$log" 2>&1; then
        cat "$log"
        echo "The layout was not checked: CSharpier is not to be had here."
        return
    fi
    dotnet csharpier check . >"$log" 2>&1 || { cat "$log"; touch "$results/broken-layout"; }
    took "layout" "$from"
}

# Whether a project or a version has changed since; to look costs nothing, to restore what is there costs eight seconds.
is_stale() {
    [ ! -e "$1" ] || [ ! -e platform/obj/project.assets.json ] ||
        [ -n "$(find . -path ./artifacts -prune -o -name obj -prune -o -newer "$1" \
            \( -name '*.csproj' -o -name '*.props' -o -name '*.sln' -o -name packages.lock.json -o -name global.json \
                \) \
            -print -quit)" ]
}

took() { printf '%-24s %d:%02d\n' "$1" $(((SECONDS - $2) / 60)) $(((SECONDS - $2) % 60)); }

# run NAME PROJECT OPTION… runs a test program; NAME is what it is called in the table of times.
run() {
    local name=$1 project=$2 log="$results/$1.log" times="$results/$1.times" from=$SECONDS
    shift 2
    # A program that broke off has counted nothing.
    if ! TEST_TIMES=$times dotnet "tests/$project.Tests/bin/Debug/net10.0/ReferralNetwork.$project.Tests.dll" \
        -reporter times -noColor "$@" >"$log" 2>&1 </dev/null \
        || ! grep -q '^counts' "$times" 2>/dev/null; then
        touch "$results/broken-$project"
        cat "$log"
    fi
    took "$name" "$from"
}

report() {
    echo
    echo "The slowest tests and fixtures, in seconds:"
    for what in test fixture; do
        cat "$results"/*.times | awk -F'\t' -v what=$what \
            '$1 == what { printf "%8.1f  %s%s\n", $2, $1 == "fixture" ? "fixture " : "", $3 }' | sort -rn | awk \
            'NR <= 10'
    done
    echo
    cat "$results"/*.times | awk -F'\t' '$1 == "counts" { passed += $2; failed += $3; skipped += $4; left += $5 }
        END {
            printf "%d left for ./test --all\n%d passed, %d failed, %d skipped\n", left, passed, failed, skipped
            exit passed == 0
        }'
    ! ls "$results"/broken-* >/dev/null 2>&1
}
