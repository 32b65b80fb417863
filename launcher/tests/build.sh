# shellcheck shell=bash
# The launcher builds when the sources changed, and only then: a small tree with a stand-in for Maven and the JDK.

make_tree() {
    local module
    TREE=$SCRATCH/clone
    mkdir -p "$TREE/.mvn" "$SCRATCH"/{bin,jdk/bin}
    cp -r "$(dirname "$CAUSEWAY")/launcher" "$TREE/"
    for module in controller agent scenarios; do
        mkdir -p "$TREE/$module/src/main" "$TREE/$module/src/test"
        echo "class $module" >"$TREE/$module/src/main/Main.java"
        echo pom >"$TREE/$module/pom.xml"
    done
    echo pom >"$TREE/pom.xml"
    echo config >"$TREE/.mvn/jvm.config"
    printf 'JAVA_VERSION="25.0.1"\n' >"$SCRATCH/jdk/release"
    : >"$SCRATCH/jdk/bin/javac"
    cat >"$SCRATCH/bin/mvn" <<'MAVEN'
#!/bin/sh
echo built >>"$BUILDS"
[ ! -e "$BUILDS.fail" ] || { echo "[ERROR] no such symbol"; exit 1; }
for module in controller agent scenarios; do
    mkdir -p $module/target/lib
    : >$module/target/$module-1.jar
done
MAVEN
    chmod +x "$SCRATCH/bin/mvn" "$SCRATCH/jdk/bin/javac"
    : >"$SCRATCH/builds"
}

# How often Maven has run after one more command that needs the build.
builds() {
    # shellcheck disable=SC2030,SC2034 # for the launcher alone
    (
        export JAVA_HOME=$SCRATCH/jdk PATH=$SCRATCH/bin:$PATH BUILDS=$SCRATCH/builds
        HOME_DIR=$TREE
        in_launcher need_build
    ) || echo "failed"
    wc -l <"$SCRATCH/builds"
}

expect_builds() {
    capture builds
    assert_equal "$1" "$(tail -n 1 <<<"$OUTPUT")"
}

test_a_build_is_made_when_sources_changed_and_not_when_they_did_not() {
    make_tree
    expect_builds 1
    expect_builds 1
    touch "$TREE/agent/src/main/Main.java"
    echo test >"$TREE/agent/src/test/MainTest.java"
    expect_builds 1
    echo more >>"$TREE/agent/src/main/Main.java"
    expect_builds 2
    echo new >"$TREE/controller/src/main/New.java"
    expect_builds 3
    rm "$TREE/controller/src/main/New.java"
    expect_builds 4
    echo more >>"$TREE/scenarios/pom.xml"
    expect_builds 5
    echo more >>"$TREE/pom.xml"
    expect_builds 6
    echo -Xmx600m >>"$TREE/launcher/controller.jvm"
    expect_builds 7
    expect_builds 7
}

test_a_build_is_made_again_when_its_files_are_gone_or_it_failed() {
    make_tree
    expect_builds 1
    rm -r "$TREE/agent/target"
    expect_builds 2
    echo wrong >>"$TREE/agent/src/main/Main.java"
    : >"$SCRATCH/builds.fail"
    expect_builds 3
    assert_says "no such symbol"
    assert_says "failed"
    expect_builds 4
    rm "$SCRATCH/builds.fail"
    expect_builds 5
    expect_builds 5
}
