#!/bin/sh
# Packs out of git: a repository of this machine, its traps left unsprung.
set -u
pawl=${PAWL:-build/pawl}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
export XDG_DATA_HOME="$dir/data" XDG_CONFIG_HOME="$dir/config" PAWL_ITEMS="$dir/none" LANG=C.UTF-8
export HOME="$dir" GIT_CONFIG_NOSYSTEM=1 GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.org \
  GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.org
n=0
judge() { # STATUS NAME
  n=$((n + 1))
  if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi
}
commit() { git -C "$dir/mine" add -A && git -C "$dir/mine" commit -qm x; }
echo 1..7
"$pawl" pack new mine "$dir/mine" >/dev/null
git init -q "$dir/mine"
printf '#!/bin/sh\ntouch %s/sprung\n' "$dir" >"$dir/mine/hook"
echo 'Read me.' >"$dir/mine/README.md"
ln -s /etc/hostname "$dir/mine/link.yaml"
commit
# Hooks of the learner's own must not run on what comes in.
mkdir "$dir/hooks"
cp "$dir/mine/hook" "$dir/hooks/post-checkout"
chmod +x "$dir/hooks/post-checkout"
git config --global core.hooksPath "$dir/hooks"
git config --global init.templateDir "$dir/template"
mkdir -p "$dir/template/hooks"
cp "$dir/hooks/post-checkout" "$dir/template/hooks/"

"$pawl" pack install "file://$dir/mine" >/dev/null
judge $? "a repository is installed"
[ ! -e "$dir/sprung" ]
judge $? "without running a hook"
[ "$(ls -A "$dir/data/pawl/packs/mine" | tr '\n' ' ')" = 'framework.yaml items.yaml pack.yaml ' ]
judge $? "and without .git or files that the pack does not name"
sed -i 's/^version: .*/version: 0.2.0/' "$dir/mine/pack.yaml"
commit
"$pawl" pack upgrade mine | grep -q 'from version 0.1.0 to 0.2.0'
judge $? "it is upgraded from where it came from"
rm "$dir/mine/items.yaml"
ln -s /etc/hostname "$dir/mine/items.yaml"
commit
! "$pawl" pack upgrade mine >/dev/null 2>&1
judge $? "a link in the place of a file is refused"
"$pawl" pack list | grep -q '0\.2\.0'
judge $? "and the edition before stays"
! "$pawl" pack install -- --upload-pack=touch:x/p.git >/dev/null 2>&1 && [ ! -e "$dir/sprung" ]
judge $? "an address that looks like an option is an address"
