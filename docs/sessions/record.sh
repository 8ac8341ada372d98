#!/bin/sh
# Records the sessions of this folder again. ./run must be running, with WAYFINDER_SAMPLE_SIGN_IN=yes for it and for this.
set -eu
cd "$(dirname "$0")/../.."

record() {  # record NAME [EMAIL]: what is typed is in NAME.txt, what was seen goes to NAME.svg
    ./run chat --record "docs/sessions/$1.svg" ${2:+--as "$2"} < "docs/sessions/$1.txt" > /dev/null
}

./run back-office reset > /dev/null
record login_loop-stranger
record login_loop-proved fiona.blake@harbourlights.example
record verify_email-stranger
record verify_email-proved kira.novak@quarrystone.example
record limited_view-stranger
record limited_view-proved klara.winter@tidewater.example
record org_expired-stranger
record org_expired-proved tessa.wilde@bluepeak.example
