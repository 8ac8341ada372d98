# Sourced by ./run and ./test from the project's folder: makes .venv and fills it from a lock file.
# docs/decisions/set-up.md says why it is done this way.
#
# There are three levels, each with all of the one before: `base` (verbs that need no Rasa), `run`, and `dev` (the tools of
# the tests). The stamp's first word is the level of what was installed; the rest are the hashes of the lock files at that
# time. It is written last, so that an installation that broke off is done again. A higher level satisfies a lower one.

UV_VERSION=0.13.9
STAMP=.venv/wayfinder.stamp

trap 'exit 130' INT

fail() { printf '%s\n' "$@" >&2; exit 1; }

find_uv() {
    UV=$(command -v uv || true)
    [ -z "$UV" ] || return 0
    UV=.tools/bin/uv
    [ -x "$UV" ] && return 0
    echo "Fetching uv, the installer ..." >&2
    rm -rf .tools
    said=$(python3 -m venv .tools 2>&1) || fail "$said" \
        "python3 with its venv module is needed to begin. On Debian and Ubuntu: apt-get install python3-venv"
    said=$(.tools/bin/pip install -q --retries 1 "uv==$UV_VERSION" 2>&1) || {
        rm -rf .tools
        fail "$(printf '%s\n' "$said" | sed -n '1p;$p')" "uv could not be installed: see above."
    }
}

make_venv() {
    .venv/bin/python -c '' 2>/dev/null && return 0
    rm -rf .venv
    "$UV" venv -q --python 3.10 .venv ||
        fail "Python 3.10 is needed (Rasa runs on no later one). It was not found here and could not be downloaded." \
             "Install it, for example with pyenv: pyenv install 3.10; then start this command again."
}

lock_of() {
    case "$1" in
        base) echo requirements-base.lock ;;
        run) echo requirements.lock ;;
        dev) echo requirements-dev.lock ;;
    esac
}

# fill_venv LOCK: puts exactly what the lock file names into .venv, every file checked against its hash.
fill_venv() {
    quiet=-q
    [ ! -t 2 ] || quiet=
    UV_COMPILE_BYTECODE=1 "$UV" pip sync $quiet --python .venv/bin/python --require-hashes "$1" ||
        fail "Installing from $1 failed: see above. Start this command again to go on."
}

# is_set_up LEVEL: whether it is; sets `want`, the level to install if not: never less than there was.
is_set_up() {
    hashes=$(sha256sum requirements-base.lock requirements.lock requirements-dev.lock)
    was=$(cat "$STAMP" 2>/dev/null || true)
    case "$was:$1" in
        "dev "*) want=dev ;;
        "run "*:base) want=run ;;
        *) want=$1 ;;
    esac
    [ "$was" = "$want $hashes" ] && .venv/bin/python -c '' 2>/dev/null
}

wait_for_others() {
    command -v flock > /dev/null || return 0
    flock -n 9 || { echo "Another command is setting up .venv: waiting for it ..." >&2; flock 9; }
}

install() {
    find_uv
    case "$want" in
        base) echo "Setting up .venv ..." >&2 ;;
        *) echo "Setting up .venv with Rasa. The first time this downloads some 500 MB and takes a minute or more ..." >&2 ;;
    esac
    make_venv
    rm -f "$STAMP"
    fill_venv "$(lock_of "$want")"
    printf '%s %s\n' "$want" "$hashes" > "$STAMP.new" && mv "$STAMP.new" "$STAMP"
}

# set_up base|run|dev
set_up() {
    unset PYTHONDONTWRITEBYTECODE VIRTUAL_ENV  # without bytecode every start of Rasa takes ten seconds longer
    if is_set_up "$1"; then return 0; fi
    # This file is the lock; it is given back with the end of the parenthesis.
    (wait_for_others; is_set_up "$1" || install) 9< wayfinder/cli/setup.sh
}
