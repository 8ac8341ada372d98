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

chat help_first
chat miss
chat which_topic
walk side_question login_loop
walk remedies login_loop
walk renewed login_loop
chat also_solved
chat waiting
chat parts
chat correction
chat look_up
walk look_up_proved login_loop
chat person
chat no_address
chat no_address_case
chat no_wall
