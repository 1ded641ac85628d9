#!/usr/bin/env bash
# 自带运行时的单文件: builds self-contained binaries, for machines without .NET.
# ./run publish [DIR]          one for this machine: DIR/tongbao
# ./run publish --zips [DIR]   DIR/tongbao-VERSION-MACHINE.zip for linux-x64, linux-arm64, win-x64 and osx-arm64
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
machines="linux-x64 linux-arm64 win-x64 osx-arm64"
zips=
if [ "${1:-}" = --zips ]; then zips=yes; shift; fi
case "${1:-}" in -*) sed -n '2,4s/^# //p' "$0"; [ "$1" = --help ] && exit 0 || exit 2 ;; esac
out=${1:-$here/artifacts/publish}
project="$here/src/Tongbao.Server/Tongbao.Server.csproj"
work=$(mktemp -d)
log="$work/log"
trap 'rm -rf "$work"' EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 UseSharedCompilation=true DOTNET_TieredPGO=0

command -v dotnet >/dev/null || { echo "需要 .NET 10 SDK  The .NET 10 SDK is needed: https://dotnet.microsoft.com"; exit 1; }

build() { # MACHINE: into $work/MACHINE
  local options=(-p:Configuration=Release -p:SingleFile=true -p:PublishFor="$1")
  if ! dotnet restore "$project" --locked-mode -v quiet "${options[@]}" >"$log" 2>&1; then
    cat "$log" >&2
    if grep -q 'App.Runtime\|Crossgen2' "$log"; then
      echo "包源没有 $1 的 .NET 运行时包,无法生成单文件" >&2
      echo "The package source does not serve the .NET runtime pack (Microsoft.NETCore.App.Runtime.$1): without it there is no self-contained build." >&2
    fi
    exit 1
  fi
  echo "构建中 building $1 …" >&2
  dotnet publish "$project" --no-restore -v quiet --nologo -o "$work/$1" "${options[@]}"
}

if [ -z "$zips" ]; then
  [ "$(uname -m)" = aarch64 ] && machine=linux-arm64 || machine=linux-x64
  [ "$(uname -s)" = Darwin ] && machine=osx-arm64
  build $machine
  mkdir -p "$out" && install -m 755 "$work/$machine/tongbao" "$out/tongbao"
  ls -lh "$out/tongbao" | awk '{ print $9, $5 }'
  exit 0
fi

version=$(sed -n 's#.*<Version>\(.*\)</Version>.*#\1#p' "$here/Directory.Build.props")
mkdir -p "$out" && out=$(cd "$out" && pwd)
for machine in $machines; do
  build "$machine"
  packed="$work/zip/tongbao-$version-$machine"
  mkdir -p "$packed"
  for file in "$work/$machine/tongbao" "$work/$machine/tongbao.exe"; do [ ! -e "$file" ] || install -m 755 "$file" "$packed/"; done
  cp "$here/LICENSE" "$here/README.md" "$here/README.zh-CN.md" "$packed/"
  dotnet msbuild "$project" -nologo -v:quiet -t:Zip -p:ZipFrom="$packed" -p:ZipTo="$out/tongbao-$version-$machine.zip"
  ls -lh "$out/tongbao-$version-$machine.zip" | awk '{ print $9, $5 }'
done
