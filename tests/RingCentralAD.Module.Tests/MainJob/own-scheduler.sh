# own-scheduler.sh systemd|cron folder command…: runs the command beside a scheduler of its own. The caller gives it mounts of its own
# (unshare --mount), so that the machine's services and schedules are neither seen nor touched. Logs lie in the folder.
set -eu
kind=$1 folder=$2
shift 2
mount -t tmpfs tmpfs /run
case $kind in
  systemd)
    # The user manager of an account that is not root; it only starts where this folder says that systemd booted the machine.
    mkdir -p /run/systemd/system
    mkdir -m 700 "$folder/runtime" "$folder/home"
    chown 65534:65534 "$folder/runtime" "$folder/home"
    export HOME="$folder/home" XDG_RUNTIME_DIR="$folder/runtime" XDG_CONFIG_HOME="$folder/home/.config"
    # The account may read the build wherever it lies.
    as='setpriv --reuid=65534 --regid=65534 --clear-groups --inh-caps=+dac_override --ambient-caps=+dac_override'
    $as /lib/systemd/systemd --user >"$folder/systemd.log" 2>&1 &
    scheduler=$!
    for _ in $(seq 100); do
      if [ -S "$XDG_RUNTIME_DIR/bus" ]; then break; fi
      sleep 0.1
    done
    ;;
  cron)
    as=''
    mount -t tmpfs tmpfs /etc/cron.d
    mount -t tmpfs tmpfs /var/spool/cron/crontabs
    mount --bind /dev/null /etc/crontab
    cron -f >"$folder/cron.log" 2>&1 &
    scheduler=$!
    ;;
esac
status=0
$as "$@" || status=$?
kill "$scheduler"
wait "$scheduler" 2>/dev/null || true
exit "$status"
