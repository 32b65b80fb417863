# shellcheck shell=bash
# A clone where the controller's user cannot enter, as below root's home.

test_the_controller_finds_all_that_it_runs_when_the_clone_is_closed_to_its_user() {
    need_root
    mkdir -p "$SCRATCH/closed"/controller/target/lib
    cp -r "$(dirname "$CAUSEWAY")/launcher" "$SCRATCH/closed/"
    printf 'jar' | tee "$SCRATCH/closed/controller/target/controller-1.jar" >"$SCRATCH/closed/controller/target/lib/some.jar"
    chmod -R go-rwx "$SCRATCH/closed"
    # shellcheck disable=SC2034 # the launcher's
    HOME_DIR=$SCRATCH/closed
    capture in_launcher controller_in_a_closed_clone
    assert_status 0
    assert_says "the clone is closed"
    assert_says "read app.jar"
    assert_says "read lib/some.jar"
    assert_says "java starts"
}

controller_in_a_closed_clone() {
    DATA=$SCRATCH/data
    need_jdk
    need_service_user
    make_data_dir
    as_service_user test -x "$HOME_DIR/launcher" || echo "the clone is closed"
    install_runnables controller
    for file in app.jar lib/some.jar; do
        as_service_user cat "$DATA/app/controller/$file" >/dev/null && echo "read $file"
    done
    jvm_of controller
    # As a daemon is started: from a folder that everybody may enter.
    (cd / && as_service_user "${JVM[@]}" -version) && echo "java starts"
}
