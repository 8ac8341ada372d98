#!/bin/sh
# Records the sessions of this folder again. ./run must be running, with WAYFINDER_SAMPLE_SIGN_IN=yes for it and for this.
set -eu
cd "$(dirname "$0")/../.."
export COLUMNS=100

draw() {  # draw NAME [EMAIL]: what is typed is in NAME.txt, what was seen goes to NAME.svg
    ./run chat --record "docs/sessions/$1.svg" ${2:+--as "$2"} < "docs/sessions/$1.txt" > /dev/null
}

chat() {  # chat NAME [EMAIL]: the same as text, to NAME.seen.txt
    ./run chat ${2:+--as "$2"} < "docs/sessions/$1.txt" | keep "$1"
}

walk() {  # walk NAME TREE: for moves that have no words yet
    ./run walk "$2" < "docs/sessions/$1.txt" | keep "$1"
}

keep() {
    sed 's/ *$//' > "docs/sessions/$1.seen.txt"
}

./run back-office reset > /dev/null
draw login_loop-stranger
draw login_loop-proved fiona.blake@harbourlights.example
draw verify_email-stranger
draw verify_email-proved kira.novak@quarrystone.example
draw limited_view-stranger
draw limited_view-proved klara.winter@tidewater.example
draw org_expired-stranger
draw org_expired-proved tessa.wilde@bluepeak.example
