#!/bin/sh
# A study group and its mentor, each with an account of their own: a signed pack, a drill, an edition with an
# edited, a re-keyed, a reused and a retired item, essays, logs, a score, a reply, reports.
set -u
case ${PAWL:-} in '') pawl=$PWD/pawl ;; /*) pawl=$PAWL ;; *) pawl=$PWD/$PAWL ;; esac
PAWL_ITEMS=$(cd "${srcdir:-.}" && pwd)/items
LANG=C.UTF-8
export PAWL_ITEMS LANG
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
n=0
judge() { # STATUS NAME
  n=$((n + 1))
  if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi
}
as() { # WHO ARGUMENTS...
  who=$1
  shift
  HOME=$dir/$who XDG_DATA_HOME=$dir/$who/data XDG_CONFIG_HOME=$dir/$who/config "$pawl" --plain "$@"
}
answers() { as "$1" history | wc -l; }
says() { grep -q "$1" "$2"; } # PATTERN FILE

item() { # ID STEM A B C KEY MORE
  printf '  - id: %s\n    type: single\n    status: active\n%s    area: group.basics\n' "$1" "$7"
  printf '    objective: group.basics.1\n    level: apply\n    difficulty: medium\n    stem: "%s"\n' "$2"
  printf '    options:\n'
  printf '      - {id: a, text: "%s", why: "It is about that."}\n' "$3"
  printf '      - {id: b, text: "%s", why: "It is about this."}\n' "$4"
  printf '      - {id: c, text: "%s", why: "It is about another."}\n' "$5"
  printf '    key: %s\n    refs: [{title: "The minutes of the group", seen: 2026-11-27}]\n' "$6"
}
edition() { # EDITED-WORD REKEYED-KEY REUSED-STEM REUSED-MORE RETIRED-STATUS
  printf 'format: pawl-items/1\nitems:\n'
  item g.edited "A district copies its records every night and wonders $1 one can be brought back. What comes first?" \
    "More copies" "A restore test" "More space" b ""
  item g.rekeyed "A board asks who signs the agreement for a vendor that holds student records. Who is it here?" \
    "The vendor" "The principal" "The superintendent" "$2" ""
  item g.reused "$3" "The first" "The second" "The third" a "$4"
  item g.retired "A team still keeps its passwords in a shared sheet. What replaces the sheet?" \
    "A password manager" "A paper list" "A second sheet" a "" | sed "s/status: active/status: $5/"
  item g.same "A help desk counts closed tickets. Which figure tells whether people can work again?" \
    "Time to restore" "Tickets an agent" "Mails an hour" a ""
}

echo 1..17
mkdir "$dir/ana" "$dir/bo" "$dir/kim" "$dir/mail"
for who in ana bo kim; do as $who set name "$who" >/dev/null; done
cd "$dir/ana" || exit 1
as ana pack new group >/dev/null
edition whtether b "A school loses power for a day while its phones run over the network. What would help?" "" active \
  >group/items.yaml
as ana pack keygen --no-password -o ana.key >/dev/null
as ana pack sign group --key ana.key >/dev/null && as ana pack build group -o "$dir/mail/1.zip" >/dev/null
judge $? "a signed pack is built"
good=0
for who in ana bo kim; do
  as $who pack install "$dir/mail/1.zip" --key "$dir/ana/ana.pub" -y >/dev/null || good=1
done
judge $good "three people install it"
for who in ana bo; do
  as $who pack disable cetl-core >/dev/null
  yes 1 | head -60 | as $who drill --count 5 >"$dir/$who.drill"
  as $who pack enable cetl-core >/dev/null
  yes 1 | head -200 | as $who drill --count 12 >/dev/null
done
says 'Summary: 5 answers' "$dir/bo.drill" && [ "$(answers ana)" = 17 ] && [ "$(answers bo)" = 17 ]
judge $? "two of them drill it, and the bank"

edition whether c "Two schools want to share one technician. Which paper settles who pays for whose hours?" \
  "    replaces: g.reused
" retired >group/items.yaml
sed -i 's/^version: .*/version: 0.2.0/' group/pack.yaml
as ana pack sign group --key ana.key >/dev/null && as ana pack build group -o "$dir/mail/2.zip" >/dev/null
for who in ana bo kim; do
  as $who pack upgrade group "$dir/mail/2.zip" -y >"$dir/$who.upgrade" 2>/dev/null
done
up=$dir/bo.upgrade
says 'g.edited: edited' "$up" && says 'g.rekeyed: new key' "$up" && says 'g.reused: replaced' "$up" &&
  says 'g.retired: retired' "$up" && says '1 unchanged' "$up"
judge $? "the new edition is told item by item"
[ "$(answers ana)" = 17 ] && [ "$(answers bo)" = 17 ] && as ana doctor >/dev/null && as bo doctor >/dev/null
judge $? "no answer is lost over the upgrade"

for who in ana bo; do
  {
    echo
    yes "The district asks what students need, then weighs the cost over five years and says who decides." | head -40
    echo .
  } | as $who write essay.vision >/dev/null
  as $who write hand-in 1 >/dev/null
  as $who write score 1 --levels "start:2,people:2,choice:2,conduct:2,signs:2" >/dev/null
  as $who log export -o "$dir/mail/$who.pawl-log" >/dev/null
done
as kim mentor "$dir/mail" >"$dir/overview"
says '2 candidates' "$dir/overview" && says '^ana ' "$dir/overview" && says '^bo ' "$dir/overview"
judge $? "the mentor opens both logs"
as kim mentor essay ana 1 | says 'who decides' /dev/stdin
judge $? "and reads an essay"
as kim mentor score ana 1 --levels "start:3,people:3,choice:3,conduct:3,signs:3" --comment "Who pays?" >/dev/null &&
  as kim mentor say bo "Say who decides." >/dev/null
judge $? "scores it, and writes a remark to the other"
as kim mentor >"$dir/overview"
[ "$(grep -c 'waits for a score' "$dir/overview")" = 1 ]
judge $? "one essay less waits"
as kim mentor reply -o "$dir/mail" >/dev/null
[ "$(ls "$dir"/mail/*.pawl-reply | wc -l)" = 2 ]
judge $? "and replies, a file each"
for who in ana bo; do
  for reply in "$dir"/mail/*.pawl-reply; do as $who log import "$reply"; done >"$dir/$who.import" 2>&1
done
says 'kim scored 1 text' "$dir/ana.import" && says 'to another learner' "$dir/ana.import"
judge $? "a candidate takes their own reply in, not another's"
as ana write show 1 >"$dir/text" && says '67 % by kim' "$dir/text" && says 'Who pays?' "$dir/text"
judge $? "and sees score and comment at the text"
as bo mastery | says 'Say who decides' /dev/stdin
judge $? "the other sees the remark"
[ "$(answers ana)" = 18 ] && as ana doctor >/dev/null && as bo doctor >/dev/null
judge $? "nothing is lost"

as ana report -o "$dir/ana.html" >/dev/null && as ana report --json >"$dir/ana.json" &&
  as kim mentor report -o "$dir/group.html" >/dev/null
judge $? "reports are written"
! grep -qE '<script|(src|href)=.?http' "$dir/ana.html" "$dir/group.html" && says '<h1' "$dir/group.html"
judge $? "they hold no script and fetch nothing"
as bo pack upgrade group --undo -y >/dev/null 2>&1 && [ "$(answers bo)" = 18 ]
judge $? "the upgrade is undone by one command"
