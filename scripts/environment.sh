# Sourced by ./start and ./test, which set $root: finds a Python, brings uv and installs from the lock into .venv.
# Nothing is written outside the project but the caches of pip and uv, and those too stay here where HOME is of no use.
# Written for bash 3.2, which macOS still ships.

UV_WANTED="uv>=0.9,<1"
export UV_PROJECT_ENVIRONMENT="$root/.venv"
export UV_PYTHON_DOWNLOADS=never
# Many organisations have certificates of their own between them and the network; the system knows them.
export UV_SYSTEM_CERTS=true UV_NATIVE_TLS=true
unset VIRTUAL_ENV PYTHONHOME PYTHONPATH

if [ ! -w "${HOME:-/nonexistent}" ]; then
    export XDG_CACHE_HOME="$root/.cache" UV_CACHE_DIR="$root/.cache/uv" PIP_CACHE_DIR="$root/.cache/pip"
fi

# Each argument is a line.
say() { printf '%s\n' "$@" >&2; }

give_up() {
    say "$@"
    exit 1
}

# Is it a Python 3.11 or newer? A pyenv shim of a version that is not chosen exists without answering.
answers() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

has_venv() { "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; }

# Prints the first Python that will do; `find_python with_venv` wants one that can make environments itself.
# The one that .venv was made with comes first, so that a newer one on the machine does not rebuild it.
find_python() {
    local name
    for name in "$root/.venv/bin/python" python3 python3.14 python3.13 python3.12 python3.11; do
        answers "$name" || continue
        [ -z "${1:-}" ] || has_venv "$name" || continue
        "$name" -c 'import sys; print(getattr(sys, "_base_executable", None) or sys.executable)'
        return
    done
    return 1
}

# Sets $uv: the machine's own, or one in a private environment under .uv.
find_uv() {
    local python
    for uv in uv "$root/.uv/bin/uv"; do
        if "$uv" --version >/dev/null 2>&1; then return; fi
    done
    python=$(find_python with_venv) || give_up "Python på den här datorn saknar venv. Installera det och försök igen:" \
        "  sudo apt install python3-venv"
    say "Hämtar uv till projektets egen mapp .uv …"
    "$python" -m venv --clear "$root/.uv" &&
        "$root/.uv/bin/python" -m pip install --quiet --disable-pip-version-check "$UV_WANTED" >&2 ||
        give_up "uv kunde inte hämtas. Kontrollera nätverket och försök igen."
    uv="$root/.uv/bin/uv"
}

# What the installation depends on: a moved folder, another lock or a lost Python makes it differ.
fingerprint() { { printf '%s\n' "$root"; cat "$root/uv.lock" "$root/pyproject.toml"; } | cksum; }

# `prepare run` installs what the program needs, `prepare dev` the tools of the tests too. Does nothing, and needs no
# network, where that is done already.
prepare() {
    local stamp="$root/.venv/.installed-$1" print python
    print=$(fingerprint)
    if [ "$(cat "$stamp" 2>/dev/null)" = "$print" ] && answers "$root/.venv/bin/python"; then return; fi

    python=$(find_python) || give_up "Rödtråd behöver Python 3.11 eller nyare, som inte finns på den här datorn." \
        "Installera det och försök igen, på Debian och Ubuntu så här:" "  sudo apt install python3 python3-venv"
    find_uv
    # Its programs name the folder they were installed in.
    if [ -f "$root/.venv/.folder" ] && [ "$(cat "$root/.venv/.folder")" != "$root" ]; then rm -rf "$root/.venv"; fi
    say "Installerar det som behövs (tar någon minut första gången) …"
    # --inexact: starting the program must not remove what a developer has installed for the tests.
    local scope=""
    [ "$1" = dev ] || scope="--no-dev --inexact"
    # shellcheck disable=SC2086
    "$uv" sync --project "$root" --python "$python" --frozen --quiet --compile-bytecode $scope ||
        give_up "Installationen misslyckades. Kontrollera nätverket och försök igen."
    printf '%s' "$root" >"$root/.venv/.folder"
    printf '%s' "$print" >"$stamp"
    if [ "$1" = dev ]; then printf '%s' "$print" >"$root/.venv/.installed-run"; fi
}
