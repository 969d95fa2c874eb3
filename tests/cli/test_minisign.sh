#!/bin/sh
# Signatures there and back: minisign of the system accepts what pawl signs, and pawl what it signs.
set -u
pawl=${PAWL:-build/pawl}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
export XDG_DATA_HOME="$dir/data" XDG_CONFIG_HOME="$dir/config" PAWL_ITEMS="$dir/none" LANG=C.UTF-8
n=0
judge() { # STATUS NAME
  n=$((n + 1))
  if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi
}
echo 1..9
"$pawl" pack new mine "$dir/mine" >/dev/null
"$pawl" pack keygen --no-password -o "$dir/ours.key" >/dev/null
"$pawl" pack sign "$dir/mine" --key "$dir/ours.key" >/dev/null
minisign -Vq -p "$dir/ours.pub" -m "$dir/mine/MANIFEST"
judge $? "minisign accepts our signature"

minisign -S -s "$dir/ours.key" -m "$dir/mine/MANIFEST" -x "$dir/o.minisig" >/dev/null 2>&1
minisign -Vq -p "$dir/ours.pub" -m "$dir/mine/MANIFEST" -x "$dir/o.minisig"
judge $? "minisign signs with our open key"

printf 'secret\nsecret\n' >"$dir/password"
"$pawl" pack keygen -o "$dir/locked.key" <"$dir/password" >/dev/null
minisign -S -s "$dir/locked.key" -m "$dir/mine/MANIFEST" -x "$dir/x.minisig" <"$dir/password" >/dev/null 2>&1
minisign -Vq -p "$dir/locked.pub" -m "$dir/mine/MANIFEST" -x "$dir/x.minisig"
judge $? "minisign opens our key with its password"

minisign -G -W -p "$dir/theirs.pub" -s "$dir/theirs.key" >/dev/null 2>&1
"$pawl" pack sign "$dir/mine" --key "$dir/theirs.key" >/dev/null
judge $? "we sign with a key that minisign made"
minisign -Vq -p "$dir/theirs.pub" -m "$dir/mine/MANIFEST"
judge $? "and minisign accepts it"

for legacy in '' -l; do
  minisign -S $legacy -s "$dir/theirs.key" -m "$dir/mine/MANIFEST" -x "$dir/mine/MANIFEST.minisig" \
    >/dev/null 2>&1
  "$pawl" pack verify "$dir/mine" --key "$dir/theirs.pub" >/dev/null
  judge $? "we accept what minisign signs ${legacy:-prehashed}"
done

echo >>"$dir/mine/MANIFEST"
! "$pawl" pack verify "$dir/mine" --key "$dir/theirs.pub" >/dev/null 2>&1
judge $? "but not for another manifest"
"$pawl" pack sign "$dir/mine" --key "$dir/theirs.key" >/dev/null
! "$pawl" pack verify "$dir/mine" --key "$dir/ours.pub" >/dev/null 2>&1
judge $? "nor for another key"
