# shellcheck shell=bash
# Debian's profiles let charon use its packaged paths only. On a host with AppArmor a marked block in the profile's own
# place for local additions opens Causeway's runtime folders to it.

readonly APPARMOR_PROFILE=/etc/apparmor.d/usr.lib.ipsec.charon
readonly APPARMOR_LOCAL=/etc/apparmor.d/local/usr.lib.ipsec.charon
readonly APPARMOR_BEGIN='# causeway begin'
readonly APPARMOR_END='# causeway end'

apparmor_active() { [[ $(cat /sys/module/apparmor/parameters/enabled 2>/dev/null) == Y && -e $APPARMOR_PROFILE ]]; }

apparmor_allow() {
    apparmor_active || return 0
    ! apparmor_allows || return 0
    apparmor_rules >>"$APPARMOR_LOCAL"
    apparmor_reload
}

apparmor_allows() { grep -qsF "$APPARMOR_BEGIN" "$APPARMOR_LOCAL"; }

apparmor_forget() {
    apparmor_allows || return 0
    sed -i "/^$APPARMOR_BEGIN/,/^$APPARMOR_END/d" "$APPARMOR_LOCAL"
    ! apparmor_active || apparmor_reload
}

apparmor_rules() {
    printf '%s\n' "$APPARMOR_BEGIN" \
        '/run/causeway-*/** rwk,' \
        '/run/charon.* rwk,' \
        '/tmp/causeway-demo-*/** rwk,' \
        "$APPARMOR_END"
}

apparmor_reload() {
    apparmor_parser -r "$APPARMOR_PROFILE" || say "  AppArmor did not accept the addition to $APPARMOR_LOCAL: see ./causeway doctor"
}
