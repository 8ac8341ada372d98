# Sourced by ./run and ./test from the project's folder: makes .venv and fills it from a lock file.
# docs/decisions/set-up.md says why it is done this way.
#
# The stamp's first word is what was installed, `run` or `dev`; the rest are the hashes of both lock files at that time.
# It is written last, so that an installation that broke off is done again. One .venv serves both: what is in
# requirements.lock is in requirements-dev.lock too, so `dev` satisfies `run`, and `run` never removes the tools of `dev`.

UV_VERSION=0.13.9
STAMP=.venv/wayfinder.stamp

fail() { printf '%s\n' "$@" >&2; exit 1; }

find_uv() {
    UV=$(command -v uv || true)
    [ -z "$UV" ] || return 0
    UV=.tools/bin/uv
    [ -x "$UV" ] && return 0
    echo "Fetching uv, the installer ..." >&2
    rm -rf .tools
    python3 -m venv .tools ||
        fail "python3 with its venv module is needed to begin. On Debian and Ubuntu: apt-get install python3-venv"
    .tools/bin/pip install -q "uv==$UV_VERSION" || { rm -rf .tools; fail "uv could not be installed: see above."; }
}

make_venv() {
    .venv/bin/python -c '' 2>/dev/null && return 0
    rm -rf .venv
    "$UV" venv -q --python 3.10 .venv ||
        fail "Python 3.10 is needed (Rasa runs on no later one). It was not found here and could not be downloaded." \
             "Install it, for example with pyenv: pyenv install 3.10; then start this command again."
}

# fill_venv LOCK: puts exactly what the lock file names into .venv, every file checked against its hash.
fill_venv() {
    quiet=-q
    [ ! -t 2 ] || quiet=
    UV_COMPILE_BYTECODE=1 "$UV" pip sync $quiet --python .venv/bin/python --require-hashes "$1" ||
        fail "Installing from $1 failed: see above. Start this command again to go on."
}

# set_up run|dev
set_up() {
    unset PYTHONDONTWRITEBYTECODE VIRTUAL_ENV  # without bytecode every start of Rasa takes ten seconds longer
    want=$1
    hashes=$(sha256sum requirements.lock requirements-dev.lock)
    was=$(cat "$STAMP" 2>/dev/null || true)
    case "$was" in "dev "*) want=dev ;; esac
    if [ "$was" = "$want $hashes" ] && .venv/bin/python -c '' 2>/dev/null; then return 0; fi
    find_uv
    echo "Setting up .venv. The first time this downloads some 500 MB and takes a minute or more ..." >&2
    make_venv
    rm -f "$STAMP"
    case "$want" in dev) fill_venv requirements-dev.lock ;; *) fill_venv requirements.lock ;; esac
    printf '%s %s\n' "$want" "$hashes" > "$STAMP.new" && mv "$STAMP.new" "$STAMP"
}
