#!/usr/bin/env bash
# 建应用: waits for Tongbao, makes a key pair and an app of it, and leaves what a client needs in a folder.
# ./new-app.sh APP FOLDER, with TONGBAO_URL and TONGBAO_TOKEN in the environment; needs curl, openssl and jq.
set -euo pipefail
app=$1 keys=$2 url=${TONGBAO_URL:-http://127.0.0.1:8600}

curl -fsS --retry 30 --retry-delay 1 --retry-all-errors "$url/healthz" >/dev/null
mkdir -p "$keys"
openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$keys/merchant-private.pem" 2>/dev/null
jq -n --arg id "$app" --arg key "$(openssl pkey -in "$keys/merchant-private.pem" -pubout)" '{protocol: "tsy2", id: $id, name: "CI", merchantPublicKey: $key}' |
  curl -fsS "$url/sandbox/apps" -H "Authorization: Bearer ${TONGBAO_TOKEN:-}" -H 'Content-Type: application/json' -d @- > "$keys/app.json"
jq -r .platformPublicKey "$keys/app.json" | base64 -d | openssl pkey -pubin -inform DER -out "$keys/platform-public.pem"
echo "$url/service/soa  sysid $app  keys in $keys"
