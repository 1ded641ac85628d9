#!/usr/bin/env bash
# 自带运行时的单文件: builds one self-contained binary, for machines without .NET (linux-x64, glibc). ./run publish [DIR]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=${1:-$here/artifacts/publish}
project="$here/src/Tongbao.Server/Tongbao.Server.csproj"
work=$(mktemp -d)
log="$work/log"
trap 'rm -rf "$work"' EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 UseSharedCompilation=true DOTNET_TieredPGO=0

command -v dotnet >/dev/null || { echo "需要 .NET 10 SDK  The .NET 10 SDK is needed: https://dotnet.microsoft.com"; exit 1; }

if ! dotnet restore "$project" --locked-mode -v quiet -p:Configuration=Release -p:SingleFile=true >"$log" 2>&1; then
  cat "$log" >&2
  if grep -q 'App.Runtime.linux-x64\|Crossgen2' "$log"; then
    echo "包源没有 .NET 运行时包,无法生成单文件" >&2
    echo "The package source does not serve the .NET runtime pack (Microsoft.NETCore.App.Runtime.linux-x64): without it there is no self-contained build." >&2
  fi
  exit 1
fi

echo "构建中 building …" >&2
dotnet publish "$project" -c Release --no-restore -v quiet --nologo -o "$work/out" -p:SingleFile=true
install -D "$work/out/tongbao" "$out/tongbao"
ls -lh "$out/tongbao" | awk '{ print $9, $5 }'
