# shellcheck shell=bash
# The emulated machine of tests, demo and benchmarks: a kernel of its own, with ESP. Nothing of it is installed.

readonly GUEST=$WORK_DIR/guest
readonly GUEST_INIT=$HOME_DIR/launcher/guest-init.sh
readonly GUEST_KERNEL=linux-image-cloud-amd64 # names the newest of Debian's small kernels

# What the guest needs before it sees the host's files, from which it loads everything else by itself.
readonly GUEST_BOOT_MODULES=(virtio_pci virtiofs)

need_guest() {
    [[ -e $GUEST/vmlinuz ]] || unpack_guest_kernel
    [[ $GUEST/initramfs.gz -nt $GUEST_INIT ]] || make_initramfs
}

unpack_guest_kernel() {
    local folder=$WORK_DIR/guest.new package
    [[ $INSTALL == yes ]] || fail "the kernel of the emulated machine is not unpacked in $GUEST; the same command without --no-install does it."
    package=$(newest_kernel)
    if [[ -z $package ]]; then
        apt_update "$WORK_DIR/download.log"
        package=$(newest_kernel)
    fi
    [[ -n $package ]] || fail "apt knows no package $GUEST_KERNEL for this machine."
    unpack_package "$package" "$folder"
    depmod -b "$folder" "$(kernel_release "$folder")"
    mv "$folder/boot/vmlinuz-"* "$folder/vmlinuz"
    rm -rf "$folder"/{boot,usr} "$GUEST"
    mv "$folder" "$GUEST"
}

newest_kernel() {
    LC_ALL=C apt-cache depends "$GUEST_KERNEL" 2>/dev/null | awk '/Depends:/ && !name { name = $2 } END { print name }' || true
}

kernel_release() { ls "$1/lib/modules"; }

# busybox and a few modules: enough to mount the host's root and to go on there.
make_initramfs() {
    local tree=$GUEST/initramfs module number=10 modules
    rm -rf "$tree"
    mkdir -p "$tree"/{bin,modules,proc,sys,dev,root}
    cp /bin/busybox "$tree/bin/"
    install -m 755 "$GUEST_INIT" "$tree/init"
    modules=$GUEST/lib/modules/$(kernel_release "$GUEST")
    while read -r module; do
        number=$((number + 1))
        cp "$modules/$module" "$tree/modules/$number-$(basename "$module")"
    done < <(modules_in_order "$modules" "${GUEST_BOOT_MODULES[@]}")
    (cd "$tree" && find . | busybox cpio -o -H newc 2>/dev/null | gzip -1) >"$GUEST/initramfs.new"
    mv "$GUEST/initramfs.new" "$GUEST/initramfs.gz"
    rm -rf "$tree"
}

# The files of these modules and of those they need, each once, in the order of loading. A module that the kernel
# carries inside has no file.
modules_in_order() {
    local modules=$1 wanted line
    shift
    for wanted in "$@"; do
        line=$(grep "/$wanted\.ko:" "$modules/modules.dep") || continue
        tr ' ' '\n' <<<"${line#*:}" | tac
        printf '%s\n' "${line%%:*}"
    done | awk 'NF && !seen[$0]++'
}
