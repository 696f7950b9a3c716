# shellcheck shell=bash
# Sourced by ./postern and ./test: installs the Debian packages that programs come from, as root; otherwise says which are missing.

# package_of PROGRAM: the Debian package, where the program is not there yet.
package_of() {
  local postgres=(/usr/lib/postgresql/*/bin/postgres)
  case $1 in
    postgresql) [ -x "${postgres[0]}" ] || echo postgresql ;;
    pgbouncer) [ -x /usr/sbin/pgbouncer ] || echo pgbouncer ;;
    psql) command -v psql >/dev/null || echo postgresql-client ;;
    ip) command -v ip >/dev/null || [ -x /usr/sbin/ip ] || echo iproute2 ;;
    nsenter) { command -v nsenter && command -v setsid; } >/dev/null || echo util-linux ;;
    aws) command -v aws >/dev/null || echo awscli ;;
    /usr/bin/aws) [ -x /usr/bin/aws ] || echo awscli ;; # one that every user may run
    npm) { command -v npm && command -v node; } >/dev/null || echo npm ;; # brings node
    chromium) command -v chromium >/dev/null || echo chromium ;;
    kcat) [ -x /usr/bin/kcat ] || echo kcat ;;
    python3-kafka) [ -d /usr/lib/python3/dist-packages/kafka ] || echo python3-kafka ;; # for /usr/bin/python3
    perl) command -v perl >/dev/null || echo perl ;;
  esac
}

# install_packages PROGRAM…
install_packages() {
  local program missing=() log
  for program in "$@"; do
    # shellcheck disable=SC2207 # package names have no spaces
    missing+=($(package_of "$program"))
  done
  [ "${#missing[@]}" -gt 0 ] || return 0
  if ! command -v apt-get >/dev/null; then
    echo "postern: these programs are missing (Debian's package names): ${missing[*]}. Install them with your package manager." >&2
    return 1
  fi
  if [ "$(id -u)" != 0 ]; then
    echo "postern: Debian packages are missing. Install them as root: apt-get install ${missing[*]}" >&2
    return 1
  fi
  echo "installing ${missing[*]}…" >&2
  log=$(mktemp)
  export DEBIAN_FRONTEND=noninteractive
  if ! {
    apt-get update
    case " ${missing[*]} " in
      *" postgresql "*)
        # The package would start a cluster of its own, which nobody needs.
        apt-get install -y --no-install-recommends postgresql-common
        sed -i -E 's/^#?[[:space:]]*create_main_cluster[[:space:]]*=.*/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf
        ;;
    esac
    case " ${missing[*]} " in
      *" pgbouncer "*)
        # Its package would start a pooler of its own, which nobody needs.
        [ ! -d /etc/systemd/system ] || [ -e /etc/systemd/system/pgbouncer.service ] || ln -s /dev/null /etc/systemd/system/pgbouncer.service
        ;;
    esac
    apt-get install -y --no-install-recommends "${missing[@]}"
  } >"$log" 2>&1 </dev/null; then
    tail -n 20 "$log" >&2
    rm -f "$log"
    echo "postern: apt-get could not install ${missing[*]}; its last lines are above." >&2
    return 1
  fi
  rm -f "$log"
}
