#!/bin/sh
# Makes the locked environment once: sh tools/environment.sh FOLDER (Makefile calls it before everything).
# It answers in French: a learner who has just cloned the course reads it before anything else.
set -eu
cd "$(dirname "$0")/.."
venv=${1:-.venv}
python_in="$venv/bin/python"

say() { printf '%s\n' "$*"; }
fail() {
    printf '\n%s\n' "À corriger — $1" >&2
    shift
    for line in "$@"; do printf '  %s\n' "$line" >&2; done
    exit 1
}

# The stamp holds what was installed and where: nothing to do (nor to download) while both are unchanged.
stamp="$venv/.bizmodels-stamp"
wanted="$(cat requirements.lock pyproject.toml kernelconfig/* labconfig/* serverconfig/* | cksum) $PWD"
if [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ] && "$python_in" -c '' 2>/dev/null; then
    exit 0
fi

# 1. A Python that is recent enough.
if [ -n "${PYTHON:-}" ]; then
    set -- "$PYTHON"
else
    set -- python3 python3.13 python3.12 python3.11 python3.14 python
fi
python=''
for candidate in "$@"; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    found=$("$1" --version 2>&1) || found='aucun Python'
    fail "le cours demande Python 3.11 ou plus récent ; trouvé ici : $found." \
        "Debian, Ubuntu : sudo apt install python3 python3-venv" \
        "macOS : brew install python    Windows : voir le README (sans make)" \
        "Un autre Python est installé ? Indiquez-le : make lab PYTHON=/chemin/vers/python3.12"
fi

# 2. The environment. An existing folder that is no environment is never touched.
if [ -d "$venv" ] && [ ! -f "$venv/pyvenv.cfg" ] && [ -n "$(ls -A "$venv")" ]; then
    fail "le dossier « $venv » existe et n’est pas un environnement Python." \
        "Choisissez un autre nom : make lab VENV=.venv-cours"
fi
uv=''
if uv --version >/dev/null 2>&1; then uv=uv; fi

say "[1/3] Environnement « $venv » avec $("$python" --version)"
if ! "$python_in" -m pip --version >/dev/null 2>&1; then
    if [ -n "$uv" ] && uv venv --quiet --seed --clear --python "$python" "$venv"; then
        :
    elif "$python" -c 'import venv, ensurepip' 2>/dev/null && "$python" -m venv --clear "$venv"; then
        :
    else
        minor=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        fail "ce Python n’a pas les modules venv et ensurepip." \
            "Debian, Ubuntu : sudo apt install python3-venv   (ou python$minor-venv)" \
            "puis relancez la même commande."
    fi
fi

# 3. The packages, each checked against its hash. uv is quicker; pip knows a school's own mirror (pip.conf).
say "[2/3] Installation des paquets de requirements.lock (une à trois minutes, une seule fois)"
installed=no
if [ -n "$uv" ]; then
    if uv pip install --python "$python_in" --compile-bytecode --require-hashes -r requirements.lock; then
        installed=yes
    else
        say "uv n’a pas abouti ; nouvel essai avec pip."
    fi
fi
if [ $installed = no ]; then
    "$python_in" -m pip install --disable-pip-version-check --require-hashes -r requirements.lock ||
        fail "l’installation des paquets n’a pas abouti." \
            "Vérifiez la connexion à internet et la place sur le disque (1,5 Go)," \
            "puis relancez la même commande : elle reprend où elle s’est arrêtée."
fi

say "[3/3] Installation du cours"
"$python_in" -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e . ||
    fail "le cours lui-même n’a pas pu être installé ; le message est ci-dessus."
printf '%s' "$wanted" >"$stamp"
say "Environnement prêt."
