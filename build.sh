#!/usr/bin/env bash
# Builds, tests and runs RingCentralAD. Needs the .NET 10 SDK; the task 'test' installs the rest on Debian (as root).
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

usage() {
  cat <<'EOF'
Usage: ./build.sh <task> [arguments]

  build                 builds everything
  demo [folder]         the main job on a sample company of 200 people, against the simulator
  test [arguments]      installs what the tests need and runs them all (CI=true: a skipped test fails the run)
  shell [arguments]     a PowerShell console with the module imported: -File x.ps1, -Command '…', or neither
  simulator [arguments] the RingCentral platform in memory (tests/RingCentralAD.Simulator/README.md)
  bench [arguments]     the benchmarks
  acceptance            tests/Acceptance on the published module: by Pester in pwsh where both are, else by the console host
  soak [arguments]      the tests of category Soak, at full length
  help-pages            writes en-US/ and docs/ anew from the comments in the cmdlets and the about pages
  package               the module's folder and its .nupkg, as they are published, in artifacts/package
  reproduce             builds the package twice, in different folders, and compares the bytes
  lint                  PSScriptAnalyzer and PlatyPS, where pwsh and they are installed
  picture               draws images/demo.svg anew from a run of the demo
EOF
}

say() { printf '%s\n' "$*" >&2; }

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

# Installs Debian packages without starting the servers that come with them: they would listen on every address.
install_packages() {
  say "Installing $*"
  local guard=/usr/sbin/policy-rc.d ours='' log status=0
  log="$(mktemp)"
  if [ ! -e "$guard" ]; then
    printf '#!/bin/sh\nexit 101\n' | as_root tee "$guard" >/dev/null
    as_root chmod 755 "$guard"
    ours=yes
  fi
  {
    as_root apt-get update &&
      as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"
  } >"$log" 2>&1 </dev/null || status=$?
  if [ -n "$ours" ]; then as_root rm -f "$guard"; fi
  if [ "$status" -ne 0 ]; then
    cat "$log" >&2
    say "These packages could not be installed: $*"
  fi
  rm -f "$log"
  return "$status"
}

has_package() { [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

need_test_servers() {
  if ! command -v apt-get >/dev/null; then
    say "No apt-get here: tests whose server is not installed will be skipped."
    return
  fi
  local missing=() package
  for package in samba samba-ad-dc samba-ad-provision ldb-tools ldap-utils slapd 389-ds-base openssl krb5-user dnsmasq-base strace python3-aiosmtpd \
    libsasl2-modules-gssapi-mit sqlite3 cron dbus-user-session systemd python3-pysaml2 xmlsec1 libxml2-utils opensaml-schemas xmltooling-schemas \
    libspring-expression-java libspring-core-java libcommons-logging-java; do
    has_package "$package" || missing+=("$package")
  done
  # Other builds of these serve as well.
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || missing+=(postgresql)
  command -v node >/dev/null || missing+=(nodejs)
  command -v npm >/dev/null || missing+=(npm)
  command -v javac >/dev/null || missing+=(default-jdk-headless)
  command -v chromium >/dev/null || missing+=(chromium)
  if [ "${#missing[@]}" -eq 0 ] || install_packages "${missing[@]}"; then return; fi
  if [ "${CI:-}" = true ]; then return 1; fi
  say "Going on without them: tests whose server is missing will be skipped."
}

need_dotnet() {
  if ! command -v dotnet >/dev/null; then
    say "The .NET 10 SDK is missing: https://dotnet.microsoft.com/download, then run this again."
    return 1
  fi
  # Without ICU no .NET program starts. A fresh Debian lacks it, and its package is named by version.
  if [ -z "${DOTNET_SYSTEM_GLOBALIZATION_INVARIANT:-}" ] && command -v apt-get >/dev/null &&
    ! ldconfig -p 2>/dev/null | grep -q libicuuc && ! /sbin/ldconfig -p 2>/dev/null | grep -q libicuuc; then
    install_packages 'libicu[0-9][0-9]'
  fi
}

build() { run_dotnet build "$@"; }

# Quiet when it works; what the compiler said when it does not. One build at a time in this tree.
run_dotnet() {
  need_dotnet
  mkdir -p "$root/artifacts"
  local log status=0
  log="$(mktemp)"
  (
    if command -v flock >/dev/null; then flock 9; fi
    dotnet "$@" -v quiet >"$log" 2>&1 9>&-
  ) 9>"$root/artifacts/.build.lock" || status=$?
  if [ "$status" -ne 0 ]; then
    grep -E 'error|warning' "$log" | sort -u >&2 || cat "$log" >&2
    say "The build failed."
  fi
  rm -f "$log"
  return "$status"
}

program() { printf '%s' "$root/$1/bin/Debug/net10.0/$2"; }

task_build() { build "$root/RingCentralAD.sln" "$@"; }

task_shell() {
  say "Building …"
  build "$root/tools/RingCentralAD.Shell"
  exec "$(program tools/RingCentralAD.Shell rcad-shell)" "$@"
}

task_simulator() {
  say "Building …"
  build "$root/tests/RingCentralAD.Simulator"
  exec "$(program tests/RingCentralAD.Simulator RingCentralAD.Simulator)" "$@"
}

simulator_pid=''
stop_simulator() {
  if [ -n "$simulator_pid" ]; then
    # The end of its input ends it; a signal only where that did not.
    exec 8>&-
    local waited=0
    while kill -0 "$simulator_pid" 2>/dev/null && [ "$waited" -lt 50 ]; do
      sleep 0.1
      waited=$((waited + 1))
    done
    kill -KILL "$simulator_pid" 2>/dev/null || true
    wait "$simulator_pid" 2>/dev/null || true
    simulator_pid=''
  fi
}

# Starts the simulator with the sample company's account and leaves its address in $simulator_url. It ends with this
# script, however that one ends: the pipe on its standard input closes.
start_simulator() {
  local out="$1/simulator.log" waited=0
  : >"$out"
  exec 8> >(exec "$(program tests/RingCentralAD.Simulator RingCentralAD.Simulator)" \
    --settings "$root/tools/sample/simulator.json" --raised-limits --stop-with-stdin >"$out" 2>&1)
  simulator_pid=$!
  trap stop_simulator EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  while simulator_url="$(grep -o -m 1 -E 'https?://(127\.0\.0\.1|localhost|\[::1\]):[0-9]+' "$out")"; [ -z "$simulator_url" ]; do
    if ! kill -0 "$simulator_pid" 2>/dev/null || [ "$waited" -ge 300 ]; then
      cat "$out" >&2
      say "The simulator did not start."
      return 1
    fi
    sleep 0.1 8>&-
    waited=$((waited + 1))
  done
}

task_demo() {
  say "Building …"
  build "$root/tools/RingCentralAD.Shell"
  build "$root/tests/RingCentralAD.Simulator"
  local folder status=0
  folder="${1:-$(mktemp -d -t rcad-demo.XXXXXX)}"
  mkdir -p "$folder"
  folder="$(cd "$folder" && pwd)"
  start_simulator "$folder"
  RCAD_DEMO_URL="$simulator_url" RCAD_DEMO_FOLDER="$folder" \
    "$(program tools/RingCentralAD.Shell rcad-shell)" -File "$root/tools/demo.ps1" 8>&- || status=$?
  exit "$status"
}

# The number behind a word of the runner's closing summary.
count() { awk -v word="$1:" '/^Test run summary/ { in_summary = 1 } in_summary && $1 == word { sum += $2 } END { print sum + 0 }' "$2"; }

run_tests() {
  local log status=0 passed failed skipped
  log="$(mktemp)"
  dotnet test --solution "$root/RingCentralAD.sln" --no-build "$@" 2>&1 | tee "$log" || status=$?
  passed="$(count succeeded "$log")" skipped="$(count skipped "$log")"
  # What the runner calls an error is a test program that died or found no test: no test of its own has failed then.
  failed=$(($(count failed "$log") + $(count error "$log")))
  # Once more, where a reader of the end alone finds it: who failed, and by what.
  grep -A 4 '^failed ' "$log" || true
  rm -f "$log"
  if [ "${CI:-}" = true ] && [ "$skipped" -gt 0 ]; then
    say "CI=true: no test may be skipped."
    if [ "$status" -eq 0 ]; then status=1; fi
  fi
  printf '%s passed, %s failed, %s skipped\n' "$passed" "$failed" "$skipped"
  return "$status"
}

task_test() {
  need_test_servers
  build "$root/RingCentralAD.sln"
  run_tests "$@"
}

task_soak() {
  need_test_servers
  build "$root/RingCentralAD.sln"
  # A project without a soak test answers with exit code 8.
  RCAD_SOAK=1 run_tests --filter-trait Category=Soak --ignore-exit-code 8 "$@"
}

# What is compared with besides what the tests need.
need_contenders() {
  if command -v apt-get >/dev/null && ! has_package python3-ldap; then
    install_packages python3-ldap || say "Going on without python3-ldap."
  fi
}

task_bench() {
  need_test_servers
  need_contenders
  build -restore "$root/tools/Package.proj"
  build "$root/tests/RingCentralAD.Benchmarks" -c Release
  # Once more with everything compiled ahead, as pwsh's engine is.
  run_dotnet publish "$root/tests/RingCentralAD.Benchmarks" -c Release --use-current-runtime --self-contained false -p:PublishReadyToRun=true \
    -o "$root/tests/RingCentralAD.Benchmarks/bin/Release/net10.0/ahead"
  exec "$root/tests/RingCentralAD.Benchmarks/bin/Release/net10.0/RingCentralAD.Benchmarks" "$@"
}

task_help-pages() {
  build "$root/src/RingCentralAD"
  build "$root/tools/HelpWriter"
  "$(program tools/HelpWriter HelpWriter)" "$root/RingCentralAD.psd1" "$root" "$@"
  say "en-US/ and docs/ say what the sources say; git diff shows what changed."
}

task_package() {
  build -restore "$root/tools/Package.proj" "$@"
  say "artifacts/package/RingCentralAD: the module"
  (cd "$root" && ls artifacts/package/*.nupkg) >&2
}

# Two copies of the tree, laid down in different order in folders of different names: what they build must be the same.
task_reproduce() {
  need_dotnet
  local folder copy
  folder="$(mktemp -d -t rcad-reproduce.XXXXXX)"
  for copy in one another-folder; do
    mkdir -p "$folder/$copy"
    git -C "$root" ls-files -z | if [ "$copy" = one ]; then cat; else sort -rz; fi |
      (cd "$root" && tar --null --files-from=- --create --file=-) | tar -x -C "$folder/$copy"
    dotnet build -restore "$folder/$copy/tools/Package.proj" -v quiet -nodeReuse:false -p:RunAnalyzers=false -p:UseSharedCompilation=false >&2
    (cd "$folder/$copy/artifacts/package" && find . -type f -print0 | sort -z | xargs -0 sha256sum) >"$folder/$copy.sums"
  done
  local status=0
  diff "$folder/one.sums" "$folder/another-folder.sums" >&2 || status=$?
  if [ "$status" -eq 0 ]; then say "Both builds gave the same $(wc -l <"$folder/one.sums") files, byte for byte."; else say "The builds differ."; fi
  rm -rf "$folder"
  return "$status"
}

# The scenarios among them need a domain controller and a simulator, which the task 'test' starts for each; here they are skipped.
task_acceptance() {
  task_package
  local module="$root/artifacts/package/RingCentralAD/RingCentralAD.psd1"
  if command -v pwsh >/dev/null && [ "$(pwsh -NoProfile -NonInteractive -Command '[bool](Get-Module -ListAvailable Pester)')" = True ]; then
    exec pwsh -NoProfile -NonInteractive -Command "Import-Module '$module'; \$c = New-PesterConfiguration; \$c.Run.Path = '$root/tests/Acceptance'; \$c.Run.Exit = \$true; Invoke-Pester -Configuration \$c"
  fi
  build "$root/tools/RingCentralAD.Shell"
  exec "$(program tools/RingCentralAD.Shell rcad-shell)" -NonInteractive -Module "$module" -Pester "$root/tests/Acceptance" "$@"
}

task_lint() {
  if ! command -v pwsh >/dev/null; then
    say "No pwsh here: nothing to run PSScriptAnalyzer and PlatyPS with."
    return 1
  fi
  exec pwsh -NoProfile -NonInteractive -File "$root/tools/lint.ps1"
}

task_picture() {
  build "$root/tools/TerminalPicture"
  local log folder status=0
  log="$(mktemp)"
  folder="$(mktemp -d -t rcad-demo.XXXXXX)"
  ("$root/build.sh" demo "$folder" >"$log") || status=$?
  if [ "$status" -eq 0 ]; then
    "$(program tools/TerminalPicture TerminalPicture)" "$log" "$root/images/demo.svg" || status=$?
  else
    cat "$log" >&2
  fi
  rm -rf "$log" "$folder"
  return "$status"
}

task="${1:-}"
shift || true
case "$task" in
  build | demo | test | acceptance | shell | simulator | bench | soak | help-pages | package | reproduce | lint | picture) "task_$task" "$@" ;;
  '' | help | -h | --help) usage ;;
  *)
    say "No such task: $task"
    usage >&2
    exit 2
    ;;
esac
