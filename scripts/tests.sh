# What ./test is made of; sourced, not run. Projects go by their short names: Capacity is tests/Capacity.Tests.

# From the quickest to the slowest, so that what is wrong shows early.
fast=(Architecture Contracts Platform Identity Referrals Capacity)
slow=(Gateway Deploy Portal System Browser Faults)

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
broken=()

# build PROJECT… compiles these projects and what they need, and nothing else.
build() {
    local projects=() project filter=$results/tests.slnf from=$SECONDS
    for project in "$@"; do projects+=("\"tests/$project.Tests/$project.Tests.csproj\""); done
    printf '{ "solution": { "path": "%s/ReferralNetwork.sln", "projects": [%s] } }' "$root" "$(IFS=,; echo "${projects[*]}")" >"$filter"
    quietly "Restoring" dotnet restore "$filter" --locked-mode -v quiet
    took "restore" "$from"
    from=$SECONDS
    quietly "Building" dotnet build "$filter" --no-restore --nologo -v quiet -p:RunAnalyzers=false
    took "build" "$from"
}

# Analyzers and code style, over everything that is compiled.
analyze() {
    local from=$SECONDS
    quietly "Analyzing" dotnet build ReferralNetwork.sln --no-restore --nologo -v quiet --no-incremental || broken+=("analyzers")
    took "analyzers" "$from"
}

took() { printf '%-24s %d:%02d\n' "$1" $(((SECONDS - $2) / 60)) $(((SECONDS - $2) % 60)) | tee -a "$results/took"; }

# run NAME PROJECT OPTION… runs a test program; NAME is what it is called in the table of times.
run() {
    local name=$1 project=$2 log=$results/$1.log times=$results/$1.times from=$SECONDS
    shift 2
    if ! TEST_TIMES=$times dotnet "tests/$project.Tests/bin/Debug/net10.0/ReferralNetwork.$project.Tests.dll" -reporter times -noColor "$@" >"$log" 2>&1 </dev/null; then
        broken+=("$name")
        cat "$log"
    fi
    # A program that broke off has counted nothing.
    grep -q '^counts' "$times" 2>/dev/null || { broken+=("$name"); cat "$log"; }
    took "$name" "$from"
}

report() {
    echo
    echo "The slowest tests and fixtures (seconds):"
    for what in test fixture; do
        cat "$results"/*.times | awk -F'\t' -v what=$what '$1 == what { printf "%8.1f  %s%s\n", $2, $1 == "fixture" ? "fixture: " : "", $3 }' | sort -rn | head -10
    done
    cat "$results"/*.times | awk -F'\t' '$1 == "counts" { passed += $2; failed += $3; skipped += $4; left += $5 }
        END { printf "\n%d passed, %d failed, %d skipped, %d left for ./test --all\n", passed, failed, skipped, left; exit failed > 0 || passed == 0 }'
}
