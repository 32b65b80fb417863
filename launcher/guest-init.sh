#!/bin/busybox sh
# shellcheck shell=dash
# The first program of the emulated machine: mounts the host's root, read-only, and goes on there with the script that
# $PROGRAM of the kernel's command line names.
b=/bin/busybox
$b mount -t proc proc /proc
$b mount -t sysfs sys /sys
$b mount -t devtmpfs dev /dev
for module in /modules/*; do $b insmod "$module"; done
$b mount -t virtiofs -o ro root /root || exec $b poweroff -f
exec $b switch_root /root /bin/bash "$PROGRAM"
